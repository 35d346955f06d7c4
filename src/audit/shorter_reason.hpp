#pragma once

#include "audit/wording.hpp"

namespace doudi::audit {

/// Whether a reason is `part > 0` as a kind of rule put it there, which no clause says: the part's
/// value alone is worth telling.
[[nodiscard]] bool is_guard(const Wording& words, const Ground& reason);

/// The reason without what only repeats it, for people: of what refuses, guards that fail because
/// something else does; a part of a rule that comes down to one other named value. The trace keeps
/// them all.
[[nodiscard]] Ground shorter(const Wording& words, Ground reason);

} // namespace doudi::audit
