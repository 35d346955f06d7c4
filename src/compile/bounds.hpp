#pragma once

#include <doudi/decimal.hpp>
#include <doudi/int128.hpp>
#include <doudi/type.hpp>

#include <initializer_list>
#include <optional>

// Interval arithmetic over whole numbers with decimal places: the proof that nothing overflows.
// An interval of one value gives the value itself, so constants need no evaluator of their own.
namespace doudi::compiler {

/// All values between `low` and `high`, digits at `places`.
struct Bounds {
    Int128 low;
    Int128 high;
    int places = 0;

    [[nodiscard]] bool is_single() const { return low == high; }

    [[nodiscard]] bool holds_zero() const { return low <= Int128(0) && high >= Int128(0); }
};

/// nullopt wherever a bound would leave 128 bits, or the places limits::places.
using MaybeBounds = std::optional<Bounds>;

[[nodiscard]] MaybeBounds rescale(const Bounds& a, int places);
[[nodiscard]] MaybeBounds add(const Bounds& a, const Bounds& b);
[[nodiscard]] MaybeBounds subtract(const Bounds& a, const Bounds& b);
[[nodiscard]] MaybeBounds multiply(const Bounds& a, const Bounds& b);
[[nodiscard]] MaybeBounds negate(const Bounds& a);
[[nodiscard]] MaybeBounds absolute(const Bounds& a);
[[nodiscard]] MaybeBounds smaller(const Bounds& a, const Bounds& b);
[[nodiscard]] MaybeBounds larger(const Bounds& a, const Bounds& b);
/// The smallest interval that holds both.
[[nodiscard]] MaybeBounds hull(const Bounds& a, const Bounds& b);

/// `numerator / denominator` (both 0 places, denominator not 0) as a whole number by `mode`.
[[nodiscard]] Int128 divide_rounding(const Int128& numerator, const Int128& denominator,
                                     Rounding mode);

/// `a` rounded to a multiple of `step`.
[[nodiscard]] MaybeBounds round(const Bounds& a, const Decimal& step, Rounding mode);

/// `a / b` rounded to a multiple of `step`; zero denominators are left out (they fault).
[[nodiscard]] MaybeBounds round_quotient(const Bounds& a, const Bounds& b, const Decimal& step,
                                         Rounding mode);

/// Whether all cross products of a comparison of `a / b` with `c / d` fit.
[[nodiscard]] bool can_compare(const Bounds& a, const Bounds& b, const Bounds& c, const Bounds& d);

} // namespace doudi::compiler
