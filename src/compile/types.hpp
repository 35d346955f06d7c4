#pragma once

#include <doudi/language.hpp>
#include <doudi/rulebook.hpp>
#include <doudi/type.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Types and units: how a type is written, spoken of, and how units multiply.
namespace doudi::compiler {

/// What the units of a pack are made of; outlives nobody.
using Entities = std::vector<EntityEntry>;
using Categories = std::vector<CategoryEntry>;

/// Reads "money/month/member" or "rate"; nullopt for anything else.
[[nodiscard]] std::optional<Type> parse_type(std::string_view text, const Entities& entities);

/// All words for types, with the names of categories, for "did you mean".
[[nodiscard]] std::vector<std::string_view> type_words(const Categories& categories);

/// "money per month and member", as the inside of a sentence.
[[nodiscard]] Phrase describe(const Type& type, const Entities& entities,
                              const Categories& categories);

/// As written in a file: "money/month/member".
[[nodiscard]] std::string written(const Type& type, const Entities& entities,
                                  const Categories& categories);

/// Sum of the entity exponents.
[[nodiscard]] int entity_exponents(const Unit& unit);

/// In the rules of `scope`, a sum "per scope" is its own: the exponent of `scope` is left out.
[[nodiscard]] Unit in_scope(Unit unit, Index scope);

/// A value of `owner` as its inner entity `scope` sees it: what was the owner's own becomes a sum
/// per owner, so that it is not taken for a sum per scope.
[[nodiscard]] Unit seen_from(Unit unit, Index owner, Index scope);

/// A value that the rows of `inner` have, summed over them in the rules of `scope`.
[[nodiscard]] Unit summed(Unit unit, Index inner, Index scope);

/// One of the values that the rows of `inner` have, in the rules of `scope` (smallest, largest).
[[nodiscard]] Unit picked(Unit unit, Index inner, Index scope);

[[nodiscard]] Unit multiply(const Unit& a, const Unit& b, Index scope);
[[nodiscard]] Unit divide(const Unit& a, const Unit& b, Index scope);

/// The kind of a number with this unit, or nullopt when no such number makes sense (money times
/// money, a share of a month). `whole`: both operands were whole numbers without unit.
[[nodiscard]] std::optional<Kind> kind_of(const Unit& unit, bool whole);

/// Whether two numeric kinds may meet in a sum or comparison, units aside.
[[nodiscard]] bool kinds_agree(Kind a, Kind b);

} // namespace doudi::compiler
