#include "compile/kinds/rule_builder.hpp"

#include "base/key_words.hpp"
#include "base/suggest.hpp"
#include "compile/constants.hpp"
#include "syntax/parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace doudi::compiler {

namespace {

struct RoundingWord {
    std::string_view mode;
    std::string_view function;
};

constexpr std::array<RoundingWord, 6> rounding_words{{
    {"half_up", "round"},
    {"half_even", "round_half_even"},
    {"ceiling", "ceiling"},
    {"floor", "floor"},
    {"up", "round_up"},
    {"down", "round_down"},
}};

/// Whether a map holds texts under zh and en, or one of them, and nothing else.
bool is_phrase(const WrittenNode& map) {
    return !map.entries.empty() &&
           std::all_of(map.entries.begin(), map.entries.end(), [](const auto& entry) {
               return (entry.first.value == "zh" || entry.first.value == "en") &&
                      entry.second.is_scalar();
           });
}

/// Whether `source:` or one of its list is a text, and `assumed:` a text or {zh: …, en: …}.
bool is_text(Model& model, const WrittenNode& node, bool may_be_phrase) {
    const bool good = node.is_scalar() || (may_be_phrase && node.is_map() && is_phrase(node));
    if (!good) {
        model.findings.error("wrong-shape", node.place,
                             {{"这里应是文字", "this must be text"},
                              {},
                              may_be_phrase
                                  ? Phrase{"写文字，或 {zh: …, en: …}，或这样的列表",
                                           "write text, {zh: …, en: …}, or a list of them"}
                                  : Phrase{"写作 文件 条款，或这样的列表",
                                           "write DOCUMENT CLAUSE, or a list of them"}});
    }
    return good;
}

std::string_view rounding_function(Model& model, const WrittenText& mode) {
    std::vector<std::string_view> modes;
    for (const RoundingWord& word : rounding_words) {
        if (word.mode == mode.value) {
            return word.function;
        }
        modes.push_back(word.mode);
    }
    model.findings.error("bad-rounding", mode.place,
                         {{fmt::format("没有“{}”这种取整方式", mode.value),
                           fmt::format("there is no rounding mode '{}'", mode.value)},
                          {},
                          {"可用：half_up（四舍五入）、half_even（四舍六入五成双）、"
                           "ceiling（向上取整）、floor（向下取整）、up（远离零）、down（向零）",
                           "use one of half_up, half_even, ceiling, floor, up, down"}});
    return {};
}

} // namespace

const WrittenNode* RuleBuilder::Section::find(std::string_view key) {
    known_.push_back(key);
    return map_->find(key);
}

const WrittenNode* RuleBuilder::Section::require(std::string_view key) {
    const WrittenNode* node = find(key);
    if (node == nullptr) {
        missing_.push_back(key);
    }
    return node;
}

const WrittenText* RuleBuilder::Section::scalar(std::string_view key) {
    const WrittenNode* node = find(key);
    if (node == nullptr) {
        return nullptr;
    }
    if (!node->is_scalar()) {
        builder_->model().findings.error(
            "wrong-shape", node->place,
            {{fmt::format("{}: 后面应是一个值，不是列表或映射", key),
              fmt::format("{}: takes one value, not a list or a map", key)},
             {},
             {"请只写一个值", "write one value"}});
        return nullptr;
    }
    return &node->scalar;
}

std::optional<Expression> RuleBuilder::Section::formula(std::string_view key) {
    const WrittenText* text = scalar(key);
    return text == nullptr ? std::nullopt : builder_->parse(*text);
}

std::optional<Expression> RuleBuilder::Section::required_formula(std::string_view key) {
    return require(key) == nullptr ? std::nullopt : formula(key);
}

void RuleBuilder::Section::know(std::initializer_list<std::string_view> keys) {
    known_.insert(known_.end(), keys);
}

void RuleBuilder::Section::finish() {
    Findings& findings = builder_->model().findings;
    for (const auto& [key, value] : map_->entries) {
        if (std::find(known_.begin(), known_.end(), key.value) != known_.end()) {
            continue;
        }
        const std::string_view word = key_meant_by(key.value, known_);
        const Phrase help =
            word.empty() ? findings.nearest(key.value, known_, {}) : did_you_mean(word);
        const std::string meant = !word.empty()  ? std::string(word)
                                  : help.empty() ? std::string()
                                                 : suggest(key.value, known_);
        missing_.erase(std::remove(missing_.begin(), missing_.end(), meant), missing_.end());
        findings.error("unknown-key", key.place,
                       {{fmt::format("这里不认识“{}:”", key.value),
                         fmt::format("'{}:' means nothing here", key.value)},
                        {},
                        help.empty() ? keys_here() : help});
    }
    for (const std::string_view key : missing_) {
        findings.error("missing-key", map_->place,
                       {{fmt::format("“{}”缺少 {}:", builder_->rule().name.value, key),
                         fmt::format("'{}' needs {}: here", builder_->rule().name.value, key)},
                        {},
                        {"请补上", "add it"}});
    }
    missing_.clear();
}

/// The keys that could stand here, with their meanings: what is not one of them has no place.
Phrase RuleBuilder::Section::keys_here() const {
    Phrase list;
    for (const KeyWord& word : key_words()) {
        if (std::find(known_.begin(), known_.end(), word.name) != known_.end()) {
            list.zh += fmt::format("{}{}（{}）", list.zh.empty() ? "" : "、", word.name, word.zh);
            list.en += fmt::format("{}{}", list.en.empty() ? "" : ", ", word.name);
        }
    }
    return {fmt::format("可用的键：{}", list.zh), fmt::format("the keys are {}", list.en)};
}

RuleBuilder::RuleBuilder(Model& the_model, const RuleDeclaration& the_rule,
                         const RuleForm& the_form)
    : model_(&the_model), rule_(&the_rule), form_(&the_form),
      name_(full_name(the_rule.programme, the_rule.name.value)), body_(*this, *the_form.body) {
    body_.know({"rule", "for", "type", "title", "range", "kind", "in_force", "versions", "from",
                "until", "source", "assumed"});
    if (rule_->entity && rule_->entity->value != "pack") {
        entity_ = the_model.find_entity(rule_->entity->value);
    }
    if (rule_->type) {
        type_ = the_model.read_type(rule_->type->value);
        if (type_) {
            type_->unit = in_scope(type_->unit, entity_);
        }
    }
}

std::optional<Expression> RuleBuilder::parse(const WrittenText& text) {
    Checked<Expression> parsed = syntax::parse(text);
    model_->findings.append(parsed.diagnostics());
    return parsed ? std::optional(std::move(parsed).value()) : std::nullopt;
}

std::optional<Expression> RuleBuilder::parse_value(const WrittenText& text) {
    if (type_ && type_->kind == Kind::category &&
        model_->value_of_category(type_->category, text.value) >= 0) {
        Expression value = text_value(text.value);
        value.written = &text;
        value.span = {0, text.value.size()};
        return value;
    }
    return parse(text);
}

Expression RuleBuilder::rounded(Section& section, Expression expression, bool* keeps_quotient) {
    const WrittenNode* round = section.find("round");
    if (round == nullptr) {
        return expression;
    }
    if (round->is_scalar() && round->scalar.value == "none") {
        if (keeps_quotient != nullptr) {
            *keeps_quotient = true;
        }
        return expression;
    }
    if (!round->is_map()) {
        model_->findings.error("bad-rounding", round->place,
                               {{"round: 应写成 {to: 0.01, mode: half_up} 或 none",
                                 "round: takes {to: 0.01, mode: half_up} or none"},
                                {},
                                {"请照此写", "write it so"}});
        return expression;
    }
    Section parts(*this, *round);
    const WrittenNode* to = parts.require("to");
    const WrittenNode* mode = parts.require("mode");
    parts.finish();
    if (to == nullptr || mode == nullptr || !to->is_scalar() || !mode->is_scalar()) {
        return expression;
    }
    const std::string_view function = rounding_function(*model_, mode->scalar);
    std::optional<Expression> step = parse(to->scalar);
    if (!step) {
        return expression;
    }
    // Whoever mistypes the mode has said that it is rounded, so no finding need ask for that.
    return call(function.empty() ? "round" : std::string(function),
                {std::move(expression), std::move(*step)});
}

Definition RuleBuilder::define(std::string full_name, ValueRole role, Index entity) {
    Definition definition;
    definition.name = std::move(full_name);
    definition.programme = rule_->programme;
    definition.rule = name_;
    definition.kind = form_->kind;
    definition.role = role;
    definition.entity = entity;
    definition.title = rule_->title;
    definition.provenance = &form_->provenance;
    definition.place = rule_->name.place;
    if (role == ValueRole::rule) {
        definition.type = type_;
        definition.range = rule_->range;
    }
    return definition;
}

Definition* RuleBuilder::emit(Definition definition) {
    const std::string name = definition.name;
    const auto [place, is_new] = model_->definitions.try_emplace(name, std::move(definition));
    if (!is_new) {
        Diagnostic& finding = model_->findings.error(
            "duplicate-name", rule_->name.place,
            {{fmt::format("“{}”声明了不止一次", name),
              fmt::format("'{}' is declared more than once", name)},
             {},
             {"请改一个名称，或删去一处", "rename one of them, or delete it"}});
        finding.labels.push_back({place->second.place, {"第一次在这里", "declared first here"}});
        return nullptr;
    }
    return &place->second;
}

const Provenance* RuleBuilder::provenance(const WrittenNode& map) {
    Provenance provenance;
    const auto each = [&map](std::string_view key, const auto& take) {
        const WrittenNode* node = map.find(key);
        if (node != nullptr && node->is_list()) {
            std::for_each(node->items.begin(), node->items.end(), take);
        } else if (node != nullptr) {
            take(*node);
        }
    };
    each("source", [&](const WrittenNode& node) {
        if (is_text(*model_, node, false)) {
            provenance.sources.push_back(node.scalar);
        }
    });
    each("assumed", [&](const WrittenNode& node) {
        if (is_text(*model_, node, true)) {
            provenance.assumed.push_back({phrase_of(node), node.place});
        }
    });
    if (provenance.empty()) {
        return &form_->provenance;
    }
    return &model_->provenances.emplace_back(PartProvenance{std::move(provenance), rule_->name})
                .provenance;
}

const Provenance* RuleBuilder::provenance_with(const std::vector<WrittenNode>& parts) {
    Provenance whole = form_->provenance;
    bool is_more = false;
    for (const WrittenNode& part : parts) {
        const Provenance* own = part.is_map() ? provenance(part) : &form_->provenance;
        if (own != &form_->provenance) {
            is_more = true;
            whole.sources.insert(whole.sources.end(), own->sources.begin(), own->sources.end());
            whole.assumed.insert(whole.assumed.end(), own->assumed.begin(), own->assumed.end());
        }
    }
    return is_more ? &model_->merged_provenances.emplace_back(std::move(whole))
                   : &form_->provenance;
}

bool RuleBuilder::is_few(const std::vector<WrittenNode>& nodes, std::size_t most,
                         const Place& place) {
    if (nodes.size() <= most) {
        return true;
    }
    model_->findings.error("too-many-rows", place,
                           {{fmt::format("行数或项数超过上限 {}", most),
                             fmt::format("more rows or items than the limit of {}", most)},
                            {},
                            {"请改用带键的参数表（by:），或拆成几条规则",
                             "use a parameter with by: instead, or several rules"}});
    return false;
}

Phrase read_title(const WrittenNode* node) {
    return node == nullptr ? Phrase{} : phrase_of(*node);
}

} // namespace doudi::compiler
