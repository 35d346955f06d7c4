#include "audit/reason_list.hpp"

#include "audit/reason_words.hpp"
#include "audit/shorter_reason.hpp"

#include <algorithm>
#include <optional>

namespace doudi::audit {
namespace {

constexpr std::size_t indent_step = 2;

bool is_named(Operation operation) {
    return operation == Operation::value || operation == Operation::reference;
}

/// Nobody was there to look at: that a value is false says no more than its name did.
bool says_nothing(const Wording& words, const Ground& leaf) {
    return leaf.sides.empty() && name_of(words, leaf, {none, 0}).empty();
}

/// Rows about which the same is to be said.
struct AlikeRows {
    std::vector<std::string> names;
    std::string text;
};

} // namespace

Operation ReasonList::operation_of(const Ground& reason) const {
    return words_.rulebook().nodes[reason.node].operation;
}

void ReasonList::line(std::size_t indent, const std::string& text) {
    out_.append(indent, ' ');
    out_ += "- " + text + "\n";
}

/// Whether a named value is told for the first time; what has no name is always new.
bool ReasonList::is_new(const Ground& reason) {
    return !is_named(operation_of(reason)) ||
           told_.emplace(words_.rulebook().nodes[reason.node].payload, reason.row).second;
}

std::string ReasonList::heading(const Ground& reason, const Context& context) const {
    const Operation operation = operation_of(reason);
    if (is_named(operation)) {
        return words_.say("{}：{}", "{}: {}", name_of(words_, reason, context),
                          truth_of(words_, reason));
    }
    if (operation == Operation::logical_or && reason.state == State::ok && !reason.holds &&
        reason.because.size() > 1) {
        return std::string(words_.pick("以下各项都不成立：", "none of these holds:"));
    }
    return "";
}

void ReasonList::tell(const Ground& reason, const Context& context, std::size_t indent) {
    if (reason.because.empty()) {
        return line(indent, sentence(words_, reason, context));
    }
    const Operation operation = operation_of(reason);
    if (reason.sides.size() > 1) {
        return tell_opened(reason, context, indent);
    }
    if (operation == Operation::any || operation == Operation::all) {
        return tell_rows(reason, context, indent);
    }
    const std::string title = heading(reason, context);
    const Ground* leaf = only_leaf(reason);
    if (title.empty()) {
        tell_parts(reason, context, indent);
    } else if (leaf != nullptr && leaf != &reason && says_nothing(words_, *leaf)) {
        line(indent, title);
    } else if (leaf != nullptr && leaf != &reason) {
        line(indent, words_.say("{}，{}", "{}, {}", title,
                                words_.after(words_.pick("因为", "because"),
                                             sentence(words_, *leaf, context))));
    } else if (is_named(operation) && is_closed()) {
        line(indent, title);
    } else if (is_new(reason)) {
        line(indent, title);
        opened_ += is_named(operation) ? 1 : 0;
        tell_parts(reason, context, indent + indent_step);
        opened_ -= is_named(operation) ? 1 : 0;
    } else {
        line(indent, words_.say("{}（同上）", "{} (as above)", title));
    }
}

void ReasonList::tell_under(const std::string& head, const Ground& reason, const Context& context,
                            std::size_t indent) {
    const Ground shown = shorter(words_, reason);
    if (const Ground* const leaf = only_leaf(shown)) {
        return line(indent, words_.say("{}：{}", "{}: {}", head, sentence(words_, *leaf, context)));
    }
    line(indent, words_.say("{}：", "{}:", head));
    tell(shown, context, indent + indent_step);
}

/// A reason with several parts: what binds them, then each part.
void ReasonList::tell_parts(const Ground& reason, const Context& context, std::size_t indent) {
    for (const Ground& part : reason.because) {
        tell(part, context, indent);
    }
    if (reason.cut) {
        line(indent, std::string(words_.pick("……", "…")));
    }
}

/// A comparison with how its sides came to their values, where conditions chose them.
void ReasonList::tell_opened(const Ground& reason, const Context& context, std::size_t indent) {
    if (is_closed()) {
        return line(indent, sentence(words_, reason, context));
    }
    std::vector<const Ground*> parts;
    bool is_first = true;
    for (const Ground& opened : reason.because) {
        is_first = is_new(opened) && is_first;
        for (const Ground& part : opened.because) {
            parts.push_back(&part);
        }
    }
    const std::string what = sentence(words_, reason, context);
    const Ground* leaf = parts.size() == 1 ? only_leaf(*parts.front()) : nullptr;
    if (leaf != nullptr) {
        return line(indent, words_.say("{}，{}", "{}, {}", what,
                                       words_.after(words_.pick("因为", "because"),
                                                    sentence(words_, *leaf, context))));
    }
    if (parts.empty() || !is_first) {
        return line(indent, parts.empty() ? what : words_.say("{}（同上）", "{} (as above)", what));
    }
    line(indent, words_.say("{}，因为：", "{}, because:", what));
    ++opened_;
    for (const Ground* part : parts) {
        tell(*part, context, indent + indent_step);
    }
    --opened_;
}

/// Row by row; rows with the same to say are told together: "a、b：".
void ReasonList::tell_rows(const Ground& reason, const Context& context, std::size_t indent) {
    const Index entity = words_.rulebook().nodes[reason.node].payload;
    std::vector<AlikeRows> groups;
    auto told = told_;
    const auto& parts = reason.because;
    for (auto part = parts.begin(); part != parts.end();) {
        const bool is_inner = words_.rulebook().nodes[part->node].entity == entity;
        if (!is_inner) { // about what holds the rows, so about none of them
            tell(*part++, context, indent);
            continue;
        }
        const auto end = std::find_if(part, parts.end(), [&](const Ground& other) {
            return other.row != part->row || words_.rulebook().nodes[other.node].entity != entity;
        });
        AlikeRows own{{words_.row_name(entity, part->row)}, ""};
        ReasonList inner(words_, own.text, most_opened_);
        inner.opened_ = opened_;
        inner.told_ = told_;
        for (const std::uint32_t row = part->row; part != end; ++part) {
            inner.tell(*part, {entity, row}, indent + indent_step);
        }
        told.insert(inner.told_.begin(), inner.told_.end());
        const auto same = std::find_if(groups.begin(), groups.end(), [&](const AlikeRows& other) {
            return other.text == own.text;
        });
        if (same == groups.end()) {
            groups.push_back(std::move(own));
        } else {
            same->names.push_back(std::move(own.names.front()));
        }
    }
    told_ = std::move(told);
    for (const AlikeRows& group : groups) {
        line(indent, words_.say("{}：", "{}:", words_.joined(group.names)));
        out_ += group.text;
    }
    if (reason.cut) {
        line(indent, std::string(words_.pick("……", "…")));
    }
}

} // namespace doudi::audit
