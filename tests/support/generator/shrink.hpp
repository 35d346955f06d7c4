#pragma once

#include <functional>
#include <string>

namespace doudi::generator {

/// A record made smaller, field by field and row by row, as long as `fails` holds for what is
/// left. `record` is a line of JSON as generate_records writes it.
[[nodiscard]] std::string shrink(std::string record,
                                 const std::function<bool(const std::string&)>& fails);

} // namespace doudi::generator
