#pragma once

#include "data/shown_value.hpp"

#include <doudi/decisions.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace doudi::data {

/// A named value that is written beside the decisions.
struct FurtherValue {
    Index value = none;  ///< in the rulebook
    Index entity = none; ///< with whose rows it stands
    bool is_of_pack = false;
    ValueFormat format;

    [[nodiscard]] static FurtherValue of(const Rulebook& rulebook, Index value);

    /// The row of its column that belongs to a row of `entity`: a rule about no record has one.
    [[nodiscard]] std::size_t row_for(std::size_t row) const { return is_of_pack ? 0 : row; }
};

/// The values of these full names. Throws UsageError for a name that the rulebook does not have.
[[nodiscard]] std::vector<FurtherValue> further_values(const Rulebook& rulebook,
                                                       const std::vector<std::string>& names);

/// Those of the names that the rulebook of a month has. Throws UsageError for one that none of the
/// months has.
[[nodiscard]] std::vector<FurtherValue>
further_values_of_month(std::span<const Rulebook* const> months, std::size_t month,
                        const std::vector<std::string>& names);

/// All values that the decisions hold.
[[nodiscard]] std::vector<FurtherValue> further_values(const Decisions& decisions);

/// The column of each. Throws UsageError when the decisions do not hold it.
[[nodiscard]] std::vector<const Column*> columns_of(const std::vector<FurtherValue>& values,
                                                    const Decisions& decisions);

} // namespace doudi::data
