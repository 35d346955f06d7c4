#pragma once

#include "compile/model.hpp"

#include <vector>

namespace doudi::compiler {

/// Proves what can be proven about the rows of a table: that together they cover every value, that
/// none is out of reach, that no two of `hit: unique` are true at once.
///
/// `conditions` are the nodes of the rows' conditions. Exact where they compare names with
/// constants, parameters and categories: then an example value is given for a hole or an overlap.
/// Elsewhere `otherwise` is required, and two true rows of `unique` are a fault when they occur.
void check_coverage(Model& model, const Definition& definition,
                    const std::vector<Index>& conditions);

} // namespace doudi::compiler
