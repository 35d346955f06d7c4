#pragma once

#include <doudi/audit/format.hpp>
#include <doudi/language.hpp>
#include <doudi/rulebook.hpp>
#include <doudi/type.hpp>

#include <string>

namespace doudi::audit {

/// What follows a number: " 元/月", " yuan a month", " 人", " 个月", or nothing.
[[nodiscard]] std::string unit_text(const Rulebook& rulebook, const Type& type, Language language,
                                    UnitWords unit, bool is_one);

/// The word by which rows of an entity are counted: 人, 户, or the entity's title.
[[nodiscard]] std::string counting_word(const EntityEntry& entity, Language language);

} // namespace doudi::audit
