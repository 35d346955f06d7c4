#pragma once

#include <doudi/diagnostic.hpp>
#include <doudi/language.hpp>
#include <doudi/pack.hpp>
#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// The cases of a pack: records with what must come out for them.
namespace doudi {

/// One expectation that did not come true. Values are written as rule files write them.
struct CaseMismatch {
    std::string path; ///< "dibao.amount", "members.a.dibao.covered"
    Place place;      ///< of what was expected
    std::string expected;
    std::string found;
};

struct CaseResult {
    const CaseDeclaration* declared = nullptr; ///< in the pack, which must outlive this
    std::size_t expectations = 0;              ///< that were compared
    std::vector<CaseMismatch> mismatches;
    Diagnostics findings; ///< a record that was refused, a name that does not exist, …

    /// What the case was run on, to explain it: a rulebook and its one record.
    struct Month {
        std::shared_ptr<const Rulebook> rulebook;
        std::shared_ptr<const Population> population;
    };

    /// Of the date of the case, or of each of its months. Empty when the pack does not compile for
    /// one of them or the record was refused.
    std::vector<Month> months;

    [[nodiscard]] bool passed() const { return mismatches.empty() && !has_errors(findings); }
};

struct CaseReport {
    std::vector<CaseResult> results; ///< as RulePack::cases
    Diagnostics findings;            ///< errors of the pack on the dates of the cases, each once

    [[nodiscard]] std::size_t failed() const;
    [[nodiscard]] std::size_t expectations() const;

    /// Whether all cases passed on a pack without errors.
    [[nodiscard]] bool passed() const { return failed() == 0 && !has_errors(findings); }
};

struct CaseOptions {
    std::string filter = {}; ///< only cases whose name or file holds this text; empty: all
};

/// Runs the cases of a pack that was loaded with them.
///
/// Each record is decided on the date of its case, and what `expect:` names is compared: numbers
/// exactly, whatever their places; `missing` (or null) and `fault` as states; `rejected: CODE` for
/// a record that must be refused. A case `from:` one month `to:` another decides month after month,
/// and what it expects stands by month. Names are full ("dibao.amount"); one that only one
/// programme has may go without it. Pure: opens nothing, reads no clock.
[[nodiscard]] CaseReport run_cases(const RulePack& pack, const CaseOptions& options = {});

/// The failed cases, each with its place and what was expected and found, and a closing line.
[[nodiscard]] std::string to_text(const CaseReport& report, Language language);

/// {"cases": …, "failed": …, "expectations": …, "results": […], "findings": […]}.
[[nodiscard]] std::string to_json(const CaseReport& report);

} // namespace doudi
