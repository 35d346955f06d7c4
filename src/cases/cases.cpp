#include "cases/expectation.hpp"

#include <doudi/cases.hpp>
#include <doudi/compile.hpp>
#include <doudi/months.hpp>
#include <doudi/records.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <utility>

namespace doudi {

namespace {

/// The rulebooks of a pack on the dates of its cases, each compiled once.
class RulebookShelf {
public:
    RulebookShelf(const RulePack& pack, Diagnostics& findings) : pack_(pack), findings_(findings) {}

    /// Null when the pack has errors on that date; they are among the findings then.
    [[nodiscard]] std::shared_ptr<const Rulebook> on(const Date& date) {
        const auto [place, is_new] = rulebooks_.try_emplace(date);
        if (is_new) {
            place->second = compiled(date);
        }
        return place->second;
    }

private:
    [[nodiscard]] std::shared_ptr<const Rulebook> compiled(const Date& date) {
        Checked<Rulebook> rulebook = compile(pack_, {date});
        if (rulebook) {
            return std::make_shared<const Rulebook>(std::move(rulebook).value());
        }
        std::copy_if(rulebook.diagnostics().begin(), rulebook.diagnostics().end(),
                     std::back_inserter(findings_),
                     [](const Diagnostic& finding) { return finding.severity == Severity::error; });
        return nullptr;
    }

    const RulePack& pack_;
    Diagnostics& findings_;
    std::map<Date, std::shared_ptr<const Rulebook>> rulebooks_;
};

void add_finding(CaseResult& result, std::string_view code, const Place& place, Phrase message,
                 Phrase help) {
    result.findings.push_back(
        {Severity::error, code, std::move(message), {{place, {}}}, std::move(help)});
}

/// Compares the findings about a record with `rejected: CODE`. What was foreseen is no finding.
void check_rejection(const WrittenNode& rejected, Diagnostics found, CaseResult& result) {
    const std::string& code = rejected.scalar.value;
    ++result.expectations;
    const bool is_met = std::any_of(found.begin(), found.end(), [&](const Diagnostic& finding) {
        return finding.code == code;
    });
    if (is_met) {
        return;
    }
    if (found.empty()) {
        add_finding(result, "record-not-refused", rejected.place,
                    {fmt::format("记录应以 '{}' 拒收，却被接受了", code),
                     fmt::format("the record was to be refused for '{}', but it was taken", code)},
                    {"改正记录，或写明预期的值", "mend the record, or expect values instead"});
    } else {
        add_finding(
            result, "refused-otherwise", rejected.place,
            {fmt::format("记录应以 '{}' 拒收，拒收的原因却不同", code),
             fmt::format("the record was to be refused for '{}', but other reasons were "
                         "found",
                         code)},
            {"改成下面列出的代码，或改正记录", "write a code listed below, or mend the record"});
        std::move(found.begin(), found.end(), std::back_inserter(result.findings));
    }
}

/// Reads the record of a case for its months; none when it was refused.
std::vector<std::shared_ptr<Population>>
read_case(const CaseDeclaration& declared,
          const std::vector<std::shared_ptr<const Rulebook>>& rulebooks, CaseResult& result) {
    std::vector<std::shared_ptr<Population>> populations;
    std::vector<Population*> months;
    for (const auto& rulebook : rulebooks) {
        populations.push_back(std::make_shared<Population>(*rulebook));
        months.push_back(populations.back().get());
    }
    WrittenNode nothing;
    nothing.shape = WrittenNode::Shape::map;
    nothing.place = declared.place;
    Diagnostics found =
        read_record(declared.record != nullptr ? *declared.record : nothing, months);
    const bool refused = has_errors(found);
    if (const WrittenNode* const rejected = declared.expect->find("rejected")) {
        check_rejection(*rejected, std::move(found), result);
        return {};
    }
    result.findings = std::move(found);
    if (refused) {
        populations.clear();
    }
    return populations;
}

/// A case reads the file that it stands in, so that is where its name is looked for, too.
bool is_wanted(const CaseDeclaration& declared, std::string_view filter) {
    const std::string_view file =
        declared.place.source == nullptr ? std::string_view{} : declared.place.source->name();
    return filter.empty() || declared.name.zh.find(filter) != std::string::npos ||
           declared.name.en.find(filter) != std::string::npos ||
           file.find(filter) != std::string_view::npos;
}

/// The months of a case as they are written, "2020-07"; of a case of one day, that.
std::vector<std::string> dates_of(const CaseDeclaration& declared) {
    if (!declared.to) {
        return {declared.date.value};
    }
    const Date first = *Date::parse(declared.date.value + "-01");
    std::vector<std::string> dates;
    do {
        const Date month = add_months(first, static_cast<std::int32_t>(dates.size()));
        dates.push_back(to_string(month).substr(0, 7));
    } while (dates.back() != declared.to->value);
    return dates;
}

/// Holds each month against what stands under it.
void check_months(const CaseDeclaration& declared, const std::vector<std::string>& dates,
                  std::span<const DecidedMonth> decided, CaseResult& result) {
    for (const auto& [month, expect] : declared.expect->entries) {
        const auto found = std::find(dates.begin(), dates.end(), month.value);
        if (found == dates.end()) {
            add_finding(
                result, "month-outside-case", month.place,
                {fmt::format("'{}' 不在案例的月份 {} 至 {} 之内", month.value, dates.front(),
                             dates.back()),
                 fmt::format("'{}' is not a month from {} to {}", month.value, dates.front(),
                             dates.back())},
                {"改写月份，或改 from: 和 to:", "name another month, or change from: or to:"});
        } else if (!expect.is_map()) {
            add_finding(result, "wrong-shape", expect.place,
                        {"每个月的预期应为名称和值", "each month expects names with values"},
                        {"例如 2020-07: {dibao.outcome: household_cover}",
                         "such as 2020-07: {dibao.outcome: household_cover}"});
        } else {
            const DecidedMonth& at = decided[static_cast<std::size_t>(found - dates.begin())];
            cases::ExpectationCheck(*at.population, *at.decisions, result)
                .run(expect, month.value + ": ");
        }
    }
}

void decide_case(const CaseDeclaration& declared, const std::vector<std::string>& dates,
                 const std::vector<std::shared_ptr<Population>>& populations, CaseResult& result) {
    std::vector<const Rulebook*> rulebooks;
    std::vector<Population*> months;
    for (const auto& population : populations) {
        rulebooks.push_back(&population->rulebook());
        months.push_back(population.get());
    }
    EvaluateOptions options;
    options.all_values = true;
    MonthsEvaluator evaluate(std::move(rulebooks), options);
    const std::span<const DecidedMonth> decided = evaluate(months);
    if (declared.to) {
        check_months(declared, dates, decided, result);
    } else {
        cases::ExpectationCheck(*decided.front().population, *decided.front().decisions, result)
            .run(*declared.expect);
    }
}

CaseResult run_case(const RulePack& pack, const CaseDeclaration& declared, RulebookShelf& shelf) {
    CaseResult result;
    result.declared = &declared;
    const std::vector<std::string> dates = dates_of(declared);
    std::vector<std::shared_ptr<const Rulebook>> rulebooks;
    for (const std::string& text : dates) {
        const auto date = decision_date(pack, text);
        rulebooks.push_back(date ? shelf.on(*date) : nullptr);
        if (rulebooks.back() == nullptr) {
            add_finding(
                result, "case-without-rules", declared.date.place,
                {fmt::format("规则包在 '{}' 有错误，案例无法运行", text),
                 fmt::format("the pack has errors on '{}', so the case cannot be run", text)},
                {"先改正规则包的错误", "mend the errors of the pack first"});
            return result;
        }
    }
    const auto populations = read_case(declared, rulebooks, result);
    for (std::size_t month = 0; month < populations.size(); ++month) {
        result.months.push_back({rulebooks[month], populations[month]});
    }
    if (!populations.empty()) {
        decide_case(declared, dates, populations, result);
    }
    return result;
}

} // namespace

std::size_t CaseReport::failed() const {
    return static_cast<std::size_t>(std::count_if(
        results.begin(), results.end(), [](const CaseResult& result) { return !result.passed(); }));
}

std::size_t CaseReport::expectations() const {
    std::size_t count = 0;
    for (const CaseResult& result : results) {
        count += result.expectations;
    }
    return count;
}

CaseReport run_cases(const RulePack& pack, const CaseOptions& options) {
    CaseReport report;
    RulebookShelf shelf(pack, report.findings);
    for (const CaseDeclaration& declared : pack.cases) {
        if (is_wanted(declared, options.filter)) {
            report.results.push_back(run_case(pack, declared, shelf));
        }
    }
    tidy(report.findings);
    return report;
}

} // namespace doudi
