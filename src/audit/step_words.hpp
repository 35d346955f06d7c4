#pragma once

#include "audit/wording.hpp"

#include <string>

namespace doudi::audit {

/// Appends how the named values of a trace came about: a numbered paragraph for each value, with
/// a part for each row.
void tell_steps(const Wording& words, std::string& out);

/// "低保标准 660.00 元 × 3 人 − … = 980.00 元": how the value of a step was worked out from the
/// branches that were taken; empty when there is nothing to say.
[[nodiscard]] std::string worked_out(const Wording& words, const Step& step,
                                     const Context& context);

/// Appends "依据：…" and "假定：…", a line each, when there are any.
void tell_citation(const Wording& words, const Citation& citation, std::size_t indent,
                   std::string& out);

} // namespace doudi::audit
