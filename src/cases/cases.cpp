#include "cases/expectation.hpp"

#include <doudi/cases.hpp>
#include <doudi/compile.hpp>
#include <doudi/evaluate.hpp>
#include <doudi/records.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
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

/// Reads the record of a case; null when it was refused.
std::shared_ptr<const Population> read_case(const CaseDeclaration& declared,
                                            const Rulebook& rulebook, CaseResult& result) {
    auto population = std::make_shared<Population>(rulebook);
    WrittenNode nothing;
    nothing.shape = WrittenNode::Shape::map;
    nothing.place = declared.place;
    Diagnostics found =
        read_record(declared.record != nullptr ? *declared.record : nothing, *population);
    const bool refused = has_errors(found);
    if (const WrittenNode* const rejected = declared.expect->find("rejected")) {
        check_rejection(*rejected, std::move(found), result);
        return nullptr;
    }
    result.findings = std::move(found);
    return refused ? nullptr : population;
}

/// A case reads the file that it stands in, so that is where its name is looked for, too.
bool is_wanted(const CaseDeclaration& declared, std::string_view filter) {
    const std::string_view file =
        declared.place.source == nullptr ? std::string_view{} : declared.place.source->name();
    return filter.empty() || declared.name.zh.find(filter) != std::string::npos ||
           declared.name.en.find(filter) != std::string::npos ||
           file.find(filter) != std::string_view::npos;
}

CaseResult run_case(const RulePack& pack, const CaseDeclaration& declared, RulebookShelf& shelf) {
    CaseResult result;
    result.declared = &declared;
    const auto date = decision_date(pack, declared.date.value);
    result.rulebook = date ? shelf.on(*date) : nullptr;
    if (result.rulebook == nullptr) {
        add_finding(result, "case-without-rules", declared.date.place,
                    {fmt::format("规则包在 '{}' 有错误，案例无法运行", declared.date.value),
                     fmt::format("the pack has errors on '{}', so the case cannot be run",
                                 declared.date.value)},
                    {"先改正规则包的错误", "mend the errors of the pack first"});
        return result;
    }
    result.population = read_case(declared, *result.rulebook, result);
    if (result.population != nullptr) {
        EvaluateOptions options;
        options.all_values = true;
        const Decisions decisions = evaluate(*result.rulebook, *result.population, options);
        cases::ExpectationCheck(*result.population, decisions, result).run(*declared.expect);
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
