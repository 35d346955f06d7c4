// exit: a benefit that ends by steps.
//
//   R.counted = previous(P.outcome) = counts_as
//   R.month   = if when and while then (if R.counted then previous(R.month) + 1 else 1) else 0
//   R.base    = if R.counted then previous(R.base) else base
//   R.share   = the schedule's share for R.month, 0 outside it
//   R.applies = R.month > 0 and R.share > 0
//   R.amount  = if R.applies then round(min(R.base, at_most) * R.share) else 0;  R = R.amount

#include "base/full_width.hpp"
#include "compile/constants.hpp"
#include "compile/kinds/rule_builder.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace doudi::compiler {

namespace {

using Section = RuleBuilder::Section;

/// What stands between two numbers where people write a range, and what is written here.
constexpr std::array<std::string_view, 9> range_signs{"..", "~", "-",  "–", "—",
                                                      "−",  "…", "到", "至"};

struct Step {
    std::int64_t first = 0;
    std::int64_t last = 0;
    Decimal share;
    std::string share_text;
};

/// "1-3", "1~3", "１..３" and the like as "1..3"; empty when `text` is no such range.
std::string mended_range(const std::string& text) {
    const std::string plain = full_width::to_plain(text);
    std::string mended;
    for (std::size_t at = 0; at < plain.size();) {
        const std::string_view rest = std::string_view(plain).substr(at);
        const auto sign =
            std::find_if(range_signs.begin(), range_signs.end(),
                         [&](std::string_view known) { return rest.starts_with(known); });
        const bool is_sign = sign != range_signs.end();
        if (!is_sign && (rest[0] < '0' || rest[0] > '9') && rest[0] != ' ') {
            return {};
        }
        mended += is_sign ? ".." : rest[0] == ' ' ? "" : std::string(1, rest[0]);
        at += is_sign ? sign->size() : 1;
    }
    const std::size_t dots = mended.find("..");
    const bool is_range = dots != std::string::npos && dots > 0 && dots + 2 < mended.size() &&
                          mended.find("..", dots + 1) == std::string::npos;
    return is_range && mended != text ? mended : std::string();
}

/// Reads "1..3" or "4".
bool read_months(RuleBuilder& rule, const WrittenText& text, Step& step) {
    if (const std::string mended = mended_range(text.value); !mended.empty()) {
        rule.model().findings.error(
            "bad-range", text.place,
            {{fmt::format("月份的范围不这样写：'{}'", text.value),
              fmt::format("'{}' is not how a range is written", text.value)},
             {},
             {fmt::format("改写为 {}", mended), fmt::format("write {}", mended)}});
        return false;
    }
    const auto part = [&](std::size_t begin, std::size_t end) {
        WrittenText piece{text.value.substr(begin, end - begin), text.at({begin, end}), {}, false};
        return read_whole(rule.model(), piece, 1, limits::months);
    };
    const std::size_t dots = text.value.find("..");
    const auto first = part(0, std::min(dots, text.value.size()));
    const auto last = dots == std::string::npos ? first : part(dots + 2, text.value.size());
    if (!first || !last) {
        return false;
    }
    step.first = *first;
    step.last = *last;
    return true;
}

std::optional<Step> read_step(RuleBuilder& rule, const WrittenNode& node) {
    if (!node.is_map()) {
        rule.model().findings.error(
            "wrong-shape", node.place,
            {{"应写成 {months: 1..3, pays: 100%}", "a step is {months: 1..3, pays: 100%}"},
             {},
             {"请照此写", "write it so"}});
        return std::nullopt;
    }
    Section section(rule, node);
    (void)section.require("months");
    (void)section.require("pays");
    const WrittenText* months = section.scalar("months");
    const WrittenText* pays = section.scalar("pays");
    (void)section.find("source");
    (void)section.find("assumed");
    section.finish();
    if (months == nullptr || pays == nullptr) {
        return std::nullopt;
    }
    Step step;
    const auto share = read_constant(rule.model(), *pays, Type{Kind::rate, 0, {}});
    if (!read_months(rule, *months, step) || !share) {
        return std::nullopt;
    }
    step.share = *share;
    step.share_text = pays->value.substr(0, pays->value.find('%'));
    return step;
}

/// Reports a gap, an overlap or a rise between a step and the one before.
void check_step(RuleBuilder& rule, const Step* before, const Step& step, const Place& place) {
    const std::int64_t expected = before != nullptr ? before->last + 1 : 1;
    Findings& findings = rule.model().findings;
    if (step.last < step.first) {
        findings.error("empty-range", place,
                       {{"月份的范围前后颠倒", "the range of months runs backwards"},
                        {},
                        {"请把两个数对调", "swap the two numbers"}});
    } else if (step.first > expected) {
        findings.error("schedule-gap", place,
                       {{fmt::format("第 {} 个月没有规定发放比例", expected),
                         fmt::format("month {} has no share", expected)},
                        {},
                        {fmt::format("这一段应从 {} 开始", expected),
                         fmt::format("let this step begin with {}", expected)}});
    } else if (step.first < expected) {
        findings.error("schedule-overlap", place,
                       {{fmt::format("第 {} 个月有两个比例", step.first),
                         fmt::format("month {} has two shares", step.first)},
                        {},
                        {fmt::format("这一段应从 {} 开始", expected),
                         fmt::format("let this step begin with {}", expected)}});
    }
    if (before != nullptr && compare(step.share, before->share) == std::strong_ordering::greater) {
        findings.error("schedule-rises", place,
                       {{"渐退的比例不能回升", "the share of a gradual exit never rises"},
                        {},
                        {"请把比例从大到小排列", "put the shares in falling order"}});
    }
}

std::vector<Step> read_schedule(RuleBuilder& rule, const WrittenNode* schedule) {
    std::vector<Step> steps;
    if (schedule == nullptr || !schedule->is_list() ||
        !rule.is_few(schedule->items, limits::items, rule.rule().name.place)) {
        return steps;
    }
    bool all_read = true;
    for (const WrittenNode& node : schedule->items) {
        const auto step = read_step(rule, node);
        all_read = all_read && step.has_value();
        if (all_read) { // behind a step that cannot be read, nobody knows what is a gap
            check_step(rule, steps.empty() ? nullptr : &steps.back(), *step, node.place);
            steps.push_back(*step);
        }
    }
    return all_read ? steps : std::vector<Step>();
}

Expression share_formula(const std::vector<Step>& steps, const Expression& month) {
    Expression share = make(Form::percent, {}, "0");
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        Expression inside = make(Form::in_range, {month, number(std::to_string(step->first)),
                                                  number(std::to_string(step->last))});
        inside.low_closed = inside.high_closed = true;
        share =
            choose(std::move(inside), make(Form::percent, {}, step->share_text), std::move(share));
    }
    return share;
}

Definition part(RuleBuilder& rule, std::string_view name, Expression formula) {
    Definition definition = rule.define(rule.name(name), ValueRole::part, rule.entity());
    definition.formula = std::move(formula);
    return definition;
}

Expression previous(std::string name) {
    return call("previous", {full_name_of(std::move(name))});
}

/// `outcome` of the only decision of the rule's programme.
std::optional<std::string> outcome_name(RuleBuilder& rule) {
    std::vector<std::string> names;
    for (const DecisionDeclaration& decision : rule.model().pack.decisions) {
        if (decision.programme == rule.rule().programme) {
            names.push_back(full_name(decision.programme, decision.name
                                                              ? decision.name->value + ".outcome"
                                                              : std::string("outcome")));
        }
    }
    return names.size() == 1 ? std::optional(names.front()) : std::nullopt;
}

struct ExitParts {
    std::optional<Expression> when, stays, base, cap;
    const WrittenText* counts_as = nullptr;
    std::vector<Step> steps;
    const Provenance* provenance = nullptr; ///< with that of the steps
};

ExitParts read_exit(RuleBuilder& rule) {
    ExitParts parts;
    parts.when = rule.body().required_formula("when");
    parts.stays = rule.body().required_formula("while");
    parts.base = rule.body().required_formula("base");
    parts.cap = rule.body().formula("at_most");
    (void)rule.body().require("counts_as");
    parts.counts_as = rule.body().scalar("counts_as");
    const WrittenNode* schedule = rule.body().require("schedule");
    parts.steps = read_schedule(rule, schedule);
    if (schedule != nullptr && schedule->is_list()) {
        parts.provenance = rule.provenance_with(schedule->items);
    }
    return parts;
}

void emit_months(RuleBuilder& rule, const ExitParts& parts, const std::string& outcome) {
    const Expression month = full_name_of(rule.name("month"));
    const Expression counted = full_name_of(rule.name("counted"));
    Expression label = text_value(parts.counts_as->value);
    label.written = parts.counts_as;
    label.span = {0, parts.counts_as->value.size()};
    rule.emit(part(rule, "counted", binary(Form::equal, previous(outcome), std::move(label))));
    rule.emit(part(rule, "when", *parts.when));
    rule.emit(part(rule, "while", *parts.stays));
    Expression next =
        choose(counted, binary(Form::add, previous(rule.name("month")), number("1")), number("1"));
    Definition months = part(rule, "month",
                             choose(make(Form::logical_and, {full_name_of(rule.name("when")),
                                                             full_name_of(rule.name("while"))}),
                                    std::move(next), number("0")));
    months.type = Type{Kind::integer, 0, {}};
    months.low = Decimal{Int128(0), 0};
    months.high = Decimal{Int128(limits::months), 0};
    rule.emit(std::move(months));
    rule.emit(part(rule, "share", share_formula(parts.steps, month)));
    rule.emit(part(rule, "applies",
                   make(Form::logical_and,
                        {binary(Form::greater, month, number("0")),
                         binary(Form::greater, full_name_of(rule.name("share")), number("0"))})));
}

void emit_money(RuleBuilder& rule, ExitParts parts) {
    rule.emit(part(rule, "first_base", std::move(*parts.base)));
    Definition base = part(rule, "base",
                           choose(full_name_of(rule.name("counted")), previous(rule.name("base")),
                                  full_name_of(rule.name("first_base"))));
    base.type_from = rule.name("first_base");
    base.low = Decimal{Int128(0), 0};
    base.high = Decimal{Int128(limits::money_yuan), 0};
    rule.emit(std::move(base));
    Expression paid = full_name_of(rule.name("base"));
    if (parts.cap) {
        paid = call("min", {std::move(paid), std::move(*parts.cap)});
    }
    paid = binary(Form::multiply, std::move(paid), full_name_of(rule.name("share")));
    rule.emit(part(rule, "amount",
                   choose(full_name_of(rule.name("applies")),
                          rule.rounded(rule.body(), std::move(paid)), number("0"))));
}

} // namespace

void define_exit(RuleBuilder& rule) {
    ExitParts parts = read_exit(rule);
    const auto outcome = outcome_name(rule);
    Definition total = rule.define(rule.name(), ValueRole::rule, rule.entity());
    if (!outcome) {
        rule.model().findings.error("bad-exit", rule.rule().name.place,
                                    {{"exit 需要它的项目恰有一个 decision:",
                                      "an exit needs a programme with exactly one decision"},
                                     {},
                                     {"请把它放进有一个 decision: 的项目",
                                      "put it in a programme that has one decision:"}});
    }
    if (!parts.when || !parts.stays || !parts.base || parts.counts_as == nullptr ||
        parts.steps.empty() || !outcome) {
        (void)rule.body().find("round");
        total.progress = Definition::Progress::failed;
        rule.emit(std::move(total));
        return;
    }
    total.provenance = parts.provenance;
    emit_months(rule, parts, *outcome);
    emit_money(rule, std::move(parts));
    total.formula = full_name_of(rule.name("amount"));
    rule.emit(std::move(total));
}

} // namespace doudi::compiler
