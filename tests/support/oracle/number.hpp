#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace doudi::oracle {

using Integer = boost::multiprecision::cpp_int;
using Rational = boost::multiprecision::cpp_rational;

/// Reads "12", "-0.5", "20%" exactly; nullopt for any other text.
[[nodiscard]] std::optional<Rational> parse_number(std::string_view text);

/// The decimal when it is finite ("2.462"), otherwise "p/q".
[[nodiscard]] std::string print(const Rational& number);

/// The greatest whole number that is not above `number`.
[[nodiscard]] Integer floor_of(const Rational& number);

[[nodiscard]] bool is_whole(const Rational& number);

enum class Rounding { half_up, half_even, ceiling, floor, up, down };

/// Throws std::runtime_error for a mode that does not exist.
[[nodiscard]] Rounding rounding_named(const std::string& mode);

/// The multiple of `step` that the mode chooses; half_up goes away from zero.
[[nodiscard]] Rational round_to(const Rational& number, const Rational& step, Rounding mode);

} // namespace doudi::oracle
