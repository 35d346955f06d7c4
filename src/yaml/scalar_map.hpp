#pragma once

#include <doudi/written.hpp>

#include <memory>
#include <string>

namespace doudi::yaml {

/// A scalar with its map from decoded bytes to the file.
struct MappedScalar {
    WrittenText text;
    bool faithful = true; ///< every decoded byte was found again in the file
};

/// Walks the scalar that begins at byte `offset` of `source` (its first character, its quote or
/// its `|` or `>`) along its decoded `value`.
[[nodiscard]] MappedScalar map_scalar(const std::shared_ptr<const Source>& source,
                                      std::size_t offset, std::string value);

} // namespace doudi::yaml
