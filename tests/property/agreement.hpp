#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

// Holds the engine against the plain interpreter: every named value of every row, every decision
// with its status, outcome, amount and needs.
namespace doudi::property {

/// The files of a pack by name, as both sides read them.
using PackTexts = std::map<std::string, std::string>;

struct Agreement {
    std::size_t records = 0;              ///< compared
    std::size_t rejected = 0;             ///< refused by the reader
    std::size_t values = 0;               ///< compared
    std::vector<std::string> differences; ///< the first of them, in words
    std::vector<std::string> disagreeing; ///< the records with differences, or the first of them

    /// Statuses of decisions seen, so that a test can see that all occur.
    std::map<std::string, std::size_t> statuses;
};

/// Whether the engine decides the records a second time in other company (see company.hpp).
enum class InCompany { no, yes };

/// Decides NDJSON records both ways. `date` is a day. A pack that does not load or compile is a
/// difference.
[[nodiscard]] Agreement compare(const PackTexts& pack, const std::string& date,
                                const std::vector<std::string>& records,
                                InCompany company = InCompany::no);

/// Decides NDJSON records both ways for all months from `from` to `to` ("2020-01"), each month
/// reading the ones before it.
[[nodiscard]] Agreement compare_months(const PackTexts& pack, const std::string& from,
                                       const std::string& to,
                                       const std::vector<std::string>& records);

/// The texts of a folder's rule files, cases left out.
[[nodiscard]] PackTexts read_folder(const std::string& folder);

} // namespace doudi::property
