#pragma once

#include <doudi/language.hpp>
#include <doudi/pack.hpp>

#include <string>

namespace doudi {

/// The pack as a document for policy staff, in Markdown.
///
/// Programmes with their decisions and rules, the facts that a record states, parameters over
/// time, options, categories, every assumption, and what the keys of the files mean. Formulas
/// stand as their authors wrote them, for all dates; the pack need not compile. Ordered by name,
/// so the same pack gives the same text. Pure: opens nothing, reads no clock.
[[nodiscard]] std::string describe(const RulePack& pack, Language language);

} // namespace doudi
