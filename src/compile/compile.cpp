// The passes, in order.

#include "compile/model.hpp"

#include <doudi/compile.hpp>
#include <doudi/error.hpp>
#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace doudi {

namespace {

/// Whether its words name the date: then it is said once for a place, and on how many dates.
bool says_its_date(const Diagnostic& diagnostic) {
    return diagnostic.code == "check-failed" || diagnostic.code == "no-value-on-date";
}

/// The same finding on several dates is one finding.
using FindingKey = std::tuple<std::string, std::size_t, std::string, std::string>;

FindingKey key_of(const Diagnostic& diagnostic) {
    const bool placed = !diagnostic.labels.empty() && diagnostic.labels.front().place.source;
    return {placed ? std::string(diagnostic.labels.front().place.source->name()) : std::string(),
            placed ? diagnostic.labels.front().place.span.begin : 0, std::string(diagnostic.code),
            says_its_date(diagnostic) ? std::string() : diagnostic.message.en};
}

/// Findings that only count when they hold on every date: on one date a rule may well be idle.
bool must_hold_always(const Diagnostic& diagnostic) {
    return diagnostic.code == "unused-rule" || diagnostic.code == "unused-parameter";
}

/// Says on how many dates of change a condition does not hold, or a value is not there,
/// beside the first.
void say_how_often(Diagnostic& diagnostic, std::size_t days) {
    if (says_its_date(diagnostic) && days > 1) {
        const std::string_view also = diagnostic.code == "check-failed" ? "也不成立" : "也没有";
        diagnostic.message.zh += fmt::format("（另有 {} 个变动日{}）", days - 1, also);
        diagnostic.message.en +=
            fmt::format(" (nor on {} more {} of change)", days - 1, days == 2 ? "date" : "dates");
    }
}

/// The findings of several dates, each once.
class FindingsOfDates {
public:
    /// Says that `count` further dates are not looked at, on which nobody knows what holds.
    void skip(std::size_t count, Diagnostic finding) {
        dates_ += count;
        all_.push_back(std::move(finding));
    }

    void add(const Diagnostics& findings) {
        ++dates_;
        for (const Diagnostic& diagnostic : findings) {
            if (++days_[key_of(diagnostic)] == 1) {
                all_.push_back(diagnostic);
            }
        }
    }

    [[nodiscard]] Diagnostics take() {
        all_.erase(std::remove_if(all_.begin(), all_.end(),
                                  [&](const Diagnostic& diagnostic) {
                                      return must_hold_always(diagnostic) &&
                                             days_[key_of(diagnostic)] < dates_;
                                  }),
                   all_.end());
        for (Diagnostic& diagnostic : all_) {
            say_how_often(diagnostic, days_[key_of(diagnostic)]);
        }
        tidy(all_);
        return std::move(all_);
    }

private:
    Diagnostics all_;
    std::map<FindingKey, std::size_t> days_;
    std::size_t dates_ = 0;
};

void add_date(const RulePack& pack, std::set<Date>& dates, const std::optional<Date>& date) {
    if (date && pack.in_force.covers(*date)) {
        dates.insert(*date);
    }
}

void add_period(const RulePack& pack, std::set<Date>& dates, const InForce& period) {
    add_date(pack, dates, period.from);
    if (period.until) {
        add_date(pack, dates, from_days(to_days(*period.until) + 1));
    }
}

/// A value `each: month` changes every month of the pack, also to none; without a last day of the
/// pack, in those up to the second behind its last value, when that of the month before is gone.
void add_months_of(const RulePack& pack, std::set<Date>& dates,
                   const ParameterDeclaration& parameter) {
    const Date& first = pack.in_force.from.value_or(parameter.entries.front().date);
    const Date last = pack.in_force.until.value_or(add_months(parameter.entries.back().date, 2));
    const std::int32_t months = month_index(last) - month_index(first);
    for (std::int32_t month = months; month >= 1 && dates.size() <= limits::check_dates; --month) {
        add_date(pack, dates, add_months({first.year, first.month, 1}, month));
    }
}

/// How much a pack declares: what compiling it takes, roughly.
std::size_t size_of(const RulePack& pack) {
    std::size_t size = 1 + pack.facts.size() + pack.options.size() + pack.documents.size();
    for (const ParameterDeclaration& parameter : pack.parameters) {
        size += 1 + parameter.entries.size();
    }
    for (const RuleDeclaration& rule : pack.rules) {
        size += 1 + rule.forms.size();
    }
    for (const DecisionDeclaration& decision : pack.decisions) {
        size += 1 + decision.rows.size();
    }
    return size;
}

Diagnostic too_many_dates(const RulePack& pack, std::size_t changes,
                          const std::vector<Date>& checked) {
    Diagnostic finding;
    finding.severity = Severity::warning;
    finding.code = "too-many-dates";
    finding.message = {fmt::format("包在 {} 天有变动，只核对了最后 {} 天（{} 起）", changes,
                                   checked.size(), to_string(checked.front())),
                       fmt::format("the pack changes on {} days; only the last {} are checked, "
                                   "from {} on",
                                   changes, checked.size(), to_string(checked.front()))};
    finding.help = {"请缩短 pack.yaml 的 in_force，分段核对",
                    "narrow in_force: of pack.yaml, and check it piece by piece"};
    finding.labels.push_back({pack.name.place, {}});
    return finding;
}

Checked<Rulebook> compile_on(const RulePack& pack, const Date& date) {
    compiler::Model model(pack, date);
    if (!pack.in_force.covers(date)) {
        model.findings.error("not-in-force", pack.in_force.place,
                             {{fmt::format("{} 不在包的 in_force（有效期）内", to_string(date)),
                               fmt::format("{} is outside the pack's in_force", to_string(date))},
                              {},
                              {"请换一个日期，或放宽包的 in_force",
                               "choose another date, or widen the pack's in_force"}});
        return Checked<Rulebook>::failure(model.findings.take());
    }
    compiler::declare(model);
    if (model.book.entities.empty()) {
        return Checked<Rulebook>::failure(model.findings.take());
    }
    compiler::define_rules(model);
    compiler::define_decisions(model);
    compiler::define_coverages(model);
    compiler::enter_names(model);
    compiler::lower_all(model);
    compiler::review(model);
    compiler::finish(model);
    const bool failed = model.findings.has_errors();
    Diagnostics diagnostics = model.findings.take();
    tidy(diagnostics);
    return failed ? Checked<Rulebook>::failure(std::move(diagnostics))
                  : Checked<Rulebook>::success(std::move(model.book), std::move(diagnostics));
}

} // namespace

Checked<Rulebook> compile(const RulePack& pack, const CompileOptions& options) {
    if (!exists(options.date)) {
        throw UsageError("compile: the date is no day of the calendar");
    }
    Checked<Rulebook> rulebook = compile_on(pack, options.date);
    Diagnostics findings = rulebook.diagnostics();
    findings.erase(std::remove_if(findings.begin(), findings.end(), must_hold_always),
                   findings.end());
    return rulebook ? Checked<Rulebook>::success(std::move(rulebook).value(), std::move(findings))
                    : Checked<Rulebook>::failure(std::move(findings));
}

Checked<std::vector<Rulebook>> compile_months(const RulePack& pack, const Date& first,
                                              const Date& last) {
    if (!exists(first) || !exists(last)) {
        throw UsageError("compile_months: the first or the last date is no day of the calendar");
    }
    const std::int32_t months = month_index(last) - month_index(first) + 1;
    if (months < 1 || static_cast<std::size_t>(months) > limits::months_of_run) {
        throw UsageError("compile_months: " + std::to_string(months) + " months");
    }
    std::vector<Rulebook> rulebooks;
    FindingsOfDates findings;
    for (std::int32_t month = 0; month < months; ++month) {
        const Date day = add_months({first.year, first.month, 1}, month);
        const auto date = decision_date(pack, to_string(day).substr(0, 7));
        Checked<Rulebook> rulebook = compile(pack, {*date});
        findings.add(rulebook.diagnostics());
        if (rulebook) {
            rulebooks.push_back(std::move(rulebook).value());
        } else if (!pack.in_force.covers(*date)) {
            break; // the months behind it would say no more
        }
    }
    return rulebooks.size() == static_cast<std::size_t>(months)
               ? Checked<std::vector<Rulebook>>::success(std::move(rulebooks), findings.take())
               : Checked<std::vector<Rulebook>>::failure(findings.take());
}

std::vector<Date> dates_of_change(const RulePack& pack) {
    std::set<Date> dates;
    add_date(pack, dates, pack.in_force.from);
    for (const ParameterDeclaration& parameter : pack.parameters) {
        for (const ParameterEntry& entry : parameter.entries) {
            add_date(pack, dates, entry.date);
        }
        if (parameter.each_month && !parameter.entries.empty()) {
            add_months_of(pack, dates, parameter);
        }
    }
    for (const RuleDeclaration& rule : pack.rules) {
        for (const RuleForm& form : rule.forms) {
            add_period(pack, dates, form.in_force);
        }
    }
    for (const ProgrammeDeclaration& programme : pack.programmes) {
        add_period(pack, dates, programme.in_force);
    }
    for (const DecisionDeclaration& decision : pack.decisions) {
        add_period(pack, dates, decision.in_force);
    }
    if (dates.empty()) {
        dates.insert(pack.in_force.until.value_or(Date{2020, 1, 1}));
    }
    return {dates.begin(), dates.end()};
}

std::vector<Date> dates_to_check(const RulePack& pack) {
    std::vector<Date> dates = dates_of_change(pack);
    const std::size_t most =
        std::clamp<std::size_t>(limits::check_work / size_of(pack), 1, limits::check_dates);
    if (dates.size() > most) {
        dates.erase(dates.begin(), dates.end() - static_cast<std::ptrdiff_t>(most));
    }
    return dates;
}

Diagnostics check(const RulePack& pack) {
    FindingsOfDates findings;
    const std::vector<Date> dates = dates_to_check(pack);
    const std::size_t changes = dates_of_change(pack).size();
    if (changes > dates.size()) {
        findings.skip(changes - dates.size(), too_many_dates(pack, changes, dates));
    }
    for (const Date& date : dates) {
        findings.add(compile_on(pack, date).diagnostics());
    }
    return findings.take();
}

std::optional<Date> decision_date(const RulePack& pack, std::string_view text) {
    if (text.size() != 7) {
        return Date::parse(text);
    }
    const auto first = Date::parse(std::string(text) + "-01");
    if (!first || !pack.decided_on_last_day) {
        return first;
    }
    return Date{first->year, first->month, days_in_month(first->year, first->month)};
}

} // namespace doudi
