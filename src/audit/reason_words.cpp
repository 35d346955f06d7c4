#include "audit/reason_words.hpp"

#include "audit/shorter_reason.hpp"

#include <doudi/audit/exact.hpp>

#include <fmt/format.h>

#include <array>

namespace doudi::audit {
namespace {

/// A comparison when it holds and when it does not, for numbers and for dates.
struct ComparisonPhrase {
    Operation operation;
    Operation opposite; ///< what holds when it does not
    std::array<std::string_view, 2> number;
    std::array<std::string_view, 2> date;
};

constexpr std::array phrases{
    ComparisonPhrase{Operation::equal, Operation::not_equal, {"等于", "is"}, {"是", "is"}},
    ComparisonPhrase{
        Operation::not_equal, Operation::equal, {"不等于", "is not"}, {"不是", "is not"}},
    ComparisonPhrase{
        Operation::less, Operation::greater_equal, {"低于", "is below"}, {"早于", "is before"}},
    ComparisonPhrase{Operation::less_equal,
                     Operation::greater,
                     {"不超过", "is not above"},
                     {"不晚于", "is not after"}},
    ComparisonPhrase{
        Operation::greater, Operation::less_equal, {"超过", "is above"}, {"晚于", "is after"}},
    ComparisonPhrase{Operation::greater_equal,
                     Operation::less,
                     {"不低于", "is not below"},
                     {"不早于", "is not before"}},
};

const ComparisonPhrase* phrase_of(Operation operation) {
    for (const ComparisonPhrase& phrase : phrases) {
        if (phrase.operation == operation) {
            return &phrase;
        }
    }
    return nullptr;
}

Operation operation_of(const Wording& words, const Ground& reason) {
    return words.rulebook().nodes[reason.node].operation;
}

/// "A、B或 C".
std::string list_words(const Wording& words, const Ground& reason, const Context& context) {
    std::string list;
    for (std::size_t i = 1; i < reason.sides.size(); ++i) {
        const bool is_last = i + 1 == reason.sides.size();
        list += i == 1 ? "" : is_last ? words.pick("或", " or ") : words.pick("、", ", ");
        list += words.side(reason.sides[i], context);
    }
    return list;
}

/// "在 1,980.00 元（含）到 2,970.00 元（不含）之间".
std::string range_words(const Wording& words, const Ground& reason, const Context& context) {
    const std::uint8_t detail = words.rulebook().nodes[reason.node].detail;
    const std::string low = words.side(reason.sides[1], context);
    const std::string high = words.side(reason.sides[2], context);
    if (reason.holds) {
        return words.say("{}{}{}{}之间", "{}{}{}{}",
                         words.after(words.pick("在", "is between"), low),
                         (detail & 1U) != 0 ? words.pick("（含）", " (included)")
                                            : words.pick("（不含）", " (not included)"),
                         words.after(words.pick("到", " and"), high),
                         (detail & 2U) != 0 ? words.pick("（含）", " (included)")
                                            : words.pick("（不含）", " (not included)"));
    }
    const bool is_closed = (detail & (reason.failed_end == RangeEnd::low ? 1U : 2U)) != 0;
    if (reason.failed_end == RangeEnd::low) {
        return is_closed ? words.after(words.pick("低于下限", "is below the lower end"), low)
                         : words.after(words.pick("不超过下限", "is not above the lower end"), low);
    }
    return is_closed ? words.after(words.pick("超过上限", "is above the upper end"), high)
                     : words.after(words.pick("不低于上限", "is not below the upper end"), high);
}

/// "财产认定为“不符合”，不是“符合”".
std::string category_sentence(const Wording& words, const Ground& reason, const Context& context) {
    const std::string left = words.side(reason.sides[0], context);
    const Operation operation = operation_of(words, reason);
    if (operation == Operation::in_list) {
        const std::string list = list_words(words, reason, context);
        return reason.holds ? words.say("{}，属于{}", "{}, one of {}", left, list)
                            : words.say("{}，不属于{}", "{}, not one of {}", left, list);
    }
    const bool is_same = reason.holds == (operation == Operation::equal);
    return is_same
               ? left
               : words.say("{}，不是{}", "{}, not {}", left, words.side(reason.sides[1], context));
}

/// A sentence about something that could not be decided.
std::string open_sentence(const Wording& words, const Ground& reason, const Context& context) {
    const std::string left = words.side(reason.sides[0], context);
    const bool is_missing = reason.state == State::missing;
    if (reason.sides.size() == 2 && reason.sides[0].value.type.is_ordered()) {
        const std::string right = words.side(reason.sides[1], context);
        return is_missing ? words.say("{}和{}还不能比较", "{} and{} cannot be compared yet", left,
                                      words.ended(words.after("", right)))
                          : words.say("{}和{}无法比较", "{} and{} cannot be compared", left,
                                      words.ended(words.after("", right)));
    }
    const std::string others =
        operation_of(words, reason) == Operation::in_range
            ? words.say("在{}到{}之间", "between{} and{}",
                        words.ended(words.after("", words.side(reason.sides[1], context))),
                        words.ended(words.after("", words.side(reason.sides.back(), context))))
            : list_words(words, reason, context);
    return is_missing ? words.say("{}，还不能判断是不是{}", "{}: not known yet whether it is {}",
                                  left, others)
                      : words.say("{}，无法判断是不是{}", "{}: cannot be told whether it is {}",
                                  left, others);
}

} // namespace

std::string name_of(const Wording& words, const Ground& reason, const Context& context) {
    Term term;
    term.node = reason.node;
    term.row = reason.row;
    return words.title(term, context);
}

std::string truth_of(const Wording& words, const Ground& reason) {
    Quantity truth;
    truth.type.kind = Kind::boolean;
    truth.state = reason.state;
    truth.digits = reason.holds ? 1 : 0;
    return words.format(truth);
}

std::string comparison_words(const Wording& words, const Ground& reason) {
    Operation operation = operation_of(words, reason);
    if (operation == Operation::in_list) {
        return std::string(reason.holds ? words.pick("属于", "is")
                                        : words.pick("不属于", "is not"));
    }
    if (operation == Operation::in_range && !reason.holds) {
        const unsigned bit = reason.failed_end == RangeEnd::low ? 1U : 2U;
        const bool is_closed = (words.rulebook().nodes[reason.node].detail & bit) != 0;
        operation = reason.failed_end == RangeEnd::low
                        ? (is_closed ? Operation::greater_equal : Operation::greater)
                        : (is_closed ? Operation::less_equal : Operation::less);
    }
    const ComparisonPhrase* phrase = phrase_of(operation);
    if (phrase != nullptr && !reason.holds) {
        phrase = phrase_of(phrase->opposite);
    }
    if (phrase == nullptr) {
        return "";
    }
    const bool is_number = !reason.sides.empty() && reason.sides.front().value.type.is_numeric();
    const auto& pair = is_number ? phrase->number : phrase->date;
    return std::string(words.pick(pair[0], pair[1]));
}

std::string margin_words(const Wording& words, const Ground& reason) {
    if (!reason.margin || reason.sides.size() < 2) {
        return "";
    }
    const Operation operation = operation_of(words, reason);
    if (reason.margin->digits == Int128(0)) {
        return std::string(words.pick("正好相等", "exactly equal"));
    }
    const bool is_date = reason.sides[0].value.type.kind == Kind::date;
    const std::string margin =
        words.format(*reason.margin) + std::string(is_date ? words.pick(" 天", " days") : "");
    const Term& other = reason.sides[reason.failed_end == RangeEnd::high ? 2 : 1];
    const bool is_below = is_less(reason.sides[0].value, other.value);
    if (is_date || operation == Operation::equal || operation == Operation::not_equal) {
        return words.say("相差 {}", "{} apart", margin);
    }
    return is_below ? words.say("差 {}", "by {}", margin) : words.say("超出 {}", "by {}", margin);
}

std::string sentence(const Wording& words, const Ground& reason, const Context& context) {
    if (reason.sides.empty()) {
        const std::string name = name_of(words, reason, context);
        return name.empty() ? truth_of(words, reason)
                            : words.say("{}：{}", "{}: {}", name, truth_of(words, reason));
    }
    if (reason.sides.size() == 1) {
        const std::string own = words.side(reason.sides[0], context);
        return reason.given ? words.say("{}（记录直接给出）", "{} (given by the record)", own)
                            : own;
    }
    if (is_guard(words, reason)) {
        return words.side(reason.sides[0], context);
    }
    if (reason.state != State::ok) {
        return open_sentence(words, reason, context);
    }
    const std::string left = words.side(reason.sides[0], context);
    const Operation operation = operation_of(words, reason);
    if (reason.sides[0].value.type.kind == Kind::category) {
        return category_sentence(words, reason, context);
    }
    std::string text;
    if (operation == Operation::in_range && reason.sides.size() == 3) {
        text = words.say("{}，{}", "{} {}", left, range_words(words, reason, context));
    } else {
        const std::string right = operation == Operation::in_list
                                      ? list_words(words, reason, context)
                                      : words.side(reason.sides[1], context);
        text =
            words.say("{}，{}", "{} {}", left, words.after(comparison_words(words, reason), right));
    }
    const std::string margin = margin_words(words, reason);
    return margin.empty() ? text : words.say("{}，{}", "{}, {}", text, margin);
}

const Ground* only_leaf(const Ground& reason) {
    const Ground* at = &reason;
    while (at->because.size() == 1 && at->sides.empty() && !at->cut) {
        at = &at->because.front();
    }
    return at->because.empty() ? at : nullptr;
}

const Ground& first_leaf(const Ground& reason) {
    const Ground* at = &reason;
    while (at->sides.size() < 2 && !at->because.empty()) {
        at = &at->because.front();
    }
    return *at;
}

} // namespace doudi::audit
