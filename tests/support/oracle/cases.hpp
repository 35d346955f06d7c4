#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace doudi::oracle {

/// What a case expects of one name and what the oracle finds.
struct Disagreement {
    std::string file;
    std::string name_of_case;
    std::string subject; // "dibao.amount", "members.a: severe"
    std::string expected;
    std::string found; // or why nothing was found
};

struct CaseReport {
    std::size_t cases = 0;
    std::size_t refused = 0; ///< cases of records that cannot be read, which is not for the oracle
    std::size_t expectations = 0;
    std::vector<Disagreement> disagreements;
};

/// Holds every case of every *.test.yaml of a pack's folder against the oracle.
[[nodiscard]] CaseReport run_cases(const std::string& folder);

} // namespace doudi::oracle
