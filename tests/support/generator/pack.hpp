#pragma once

#include "model.hpp"

#include <cstdint>

namespace doudi::generator {

/// A valid pack made up from a seed: an entity tree, facts of every type, parameters, rules by
/// formula and of every kind, and decisions about the record and about rows inside it.
[[nodiscard]] GeneratedPack generate_pack(std::uint64_t seed);

} // namespace doudi::generator
