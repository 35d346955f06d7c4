#include "compile/bounds.hpp"

#include <algorithm>
#include <array>

namespace doudi::compiler {

namespace {

constexpr std::optional<Int128> times(const std::optional<Int128>& a, const Int128& b) {
    return a ? checked_multiply(*a, b) : std::nullopt;
}

struct Aligned {
    Bounds a;
    Bounds b;
};

std::optional<Aligned> align(const Bounds& a, const Bounds& b) {
    const int places = std::max(a.places, b.places);
    const MaybeBounds x = rescale(a, places);
    const MaybeBounds y = rescale(b, places);
    return x && y ? std::optional(Aligned{*x, *y}) : std::nullopt;
}

Int128 largest_magnitude(const Bounds& a) {
    return std::max(abs(a.low), abs(a.high));
}

/// Collects the extremes of a function's values at the corners of its domain.
class Extremes {
public:
    explicit Extremes(int places) : places_(places) {}

    void add(const std::optional<Int128>& value) {
        if (!value) {
            failed_ = true;
        } else if (empty_) {
            low_ = high_ = *value;
            empty_ = false;
        } else {
            low_ = std::min(low_, *value);
            high_ = std::max(high_, *value);
        }
    }

    [[nodiscard]] MaybeBounds result() const {
        if (failed_) {
            return std::nullopt;
        }
        return Bounds{low_, high_, places_};
    }

private:
    int places_;
    bool empty_ = true;
    bool failed_ = false;
    Int128 low_;
    Int128 high_;
};

} // namespace

MaybeBounds rescale(const Bounds& a, int places) {
    if (places < a.places || places > limits::places) {
        return std::nullopt;
    }
    const Int128 power = power_of_ten(places - a.places);
    const auto low = checked_multiply(a.low, power);
    const auto high = checked_multiply(a.high, power);
    return low && high ? MaybeBounds(Bounds{*low, *high, places}) : std::nullopt;
}

MaybeBounds add(const Bounds& a, const Bounds& b) {
    const auto both = align(a, b);
    if (!both) {
        return std::nullopt;
    }
    const auto low = checked_add(both->a.low, both->b.low);
    const auto high = checked_add(both->a.high, both->b.high);
    return low && high ? MaybeBounds(Bounds{*low, *high, both->a.places}) : std::nullopt;
}

MaybeBounds negate(const Bounds& a) {
    const auto low = checked_negate(a.high);
    const auto high = checked_negate(a.low);
    return low && high ? MaybeBounds(Bounds{*low, *high, a.places}) : std::nullopt;
}

MaybeBounds subtract(const Bounds& a, const Bounds& b) {
    const MaybeBounds minus = negate(b);
    return minus ? add(a, *minus) : std::nullopt;
}

MaybeBounds multiply(const Bounds& a, const Bounds& b) {
    if (a.places + b.places > limits::places) {
        return std::nullopt;
    }
    Extremes extremes(a.places + b.places);
    for (const Int128& x : {a.low, a.high}) {
        for (const Int128& y : {b.low, b.high}) {
            extremes.add(checked_multiply(x, y));
        }
    }
    return extremes.result();
}

MaybeBounds absolute(const Bounds& a) {
    const MaybeBounds minus = negate(a);
    if (!minus) {
        return std::nullopt;
    }
    const Int128 high = std::max(a.high, minus->high);
    const Int128 low = a.holds_zero() ? Int128(0) : std::min(abs(a.low), abs(a.high));
    return Bounds{low, high, a.places};
}

MaybeBounds smaller(const Bounds& a, const Bounds& b) {
    const auto both = align(a, b);
    return both ? MaybeBounds(Bounds{std::min(both->a.low, both->b.low),
                                     std::min(both->a.high, both->b.high), both->a.places})
                : std::nullopt;
}

MaybeBounds larger(const Bounds& a, const Bounds& b) {
    const auto both = align(a, b);
    return both ? MaybeBounds(Bounds{std::max(both->a.low, both->b.low),
                                     std::max(both->a.high, both->b.high), both->a.places})
                : std::nullopt;
}

MaybeBounds hull(const Bounds& a, const Bounds& b) {
    const auto both = align(a, b);
    return both ? MaybeBounds(Bounds{std::min(both->a.low, both->b.low),
                                     std::max(both->a.high, both->b.high), both->a.places})
                : std::nullopt;
}

Int128 divide_rounding(const Int128& numerator, const Int128& denominator, Rounding mode) {
    const Int128 quotient = numerator / denominator;
    const Int128 rest = numerator % denominator;
    if (rest == Int128(0)) {
        return quotient;
    }
    const bool negative = numerator.is_negative() != denominator.is_negative();
    // Compares the rest with what is missing to a whole, so that nothing is doubled.
    const auto half = abs(rest) <=> abs(denominator) - abs(rest);
    bool away = false;
    switch (mode) {
    case Rounding::half_up:
        away = half >= 0;
        break;
    case Rounding::half_even:
        away = half > 0 || (half == 0 && quotient % Int128(2) != Int128(0));
        break;
    case Rounding::ceiling:
        away = !negative;
        break;
    case Rounding::floor:
        away = negative;
        break;
    case Rounding::up:
        away = true;
        break;
    case Rounding::down:
        break;
    }
    return away ? quotient + Int128(negative ? -1 : 1) : quotient;
}

MaybeBounds round(const Bounds& a, const Decimal& step, Rounding mode) {
    return round_quotient(a, Bounds{Int128(1), Int128(1), 0}, step, mode);
}

MaybeBounds round_quotient(const Bounds& a, const Bounds& b, const Decimal& step, Rounding mode) {
    // a / b / step = (a.digits × 10^up) / (b.digits × step.digits × 10^down)
    const int shift = b.places + step.places - a.places;
    const Int128 up = power_of_ten(std::max(0, shift));
    const Int128 down = power_of_ten(std::max(0, -shift));
    Extremes extremes(step.places);
    bool any = false;
    for (const Int128& denominator : {b.low, b.high, Int128(-1), Int128(1)}) {
        if (denominator == Int128(0) || denominator < b.low || denominator > b.high) {
            continue;
        }
        any = true;
        for (const Int128& numerator : {a.low, a.high}) {
            const auto dividend = checked_multiply(numerator, up);
            const auto divisor = times(checked_multiply(denominator, step.digits), down);
            extremes.add(
                dividend && divisor
                    ? checked_multiply(divide_rounding(*dividend, *divisor, mode), step.digits)
                    : std::nullopt);
        }
    }
    return any ? extremes.result() : MaybeBounds(Bounds{Int128(0), Int128(0), step.places});
}

bool can_compare(const Bounds& a, const Bounds& b, const Bounds& c, const Bounds& d) {
    const int left = a.places + d.places;
    const int right = c.places + b.places;
    const auto left_product = times(checked_multiply(largest_magnitude(a), largest_magnitude(d)),
                                    power_of_ten(std::clamp(right - left, 0, 38)));
    const auto right_product = times(checked_multiply(largest_magnitude(c), largest_magnitude(b)),
                                     power_of_ten(std::clamp(left - right, 0, 38)));
    return left_product.has_value() && right_product.has_value();
}

} // namespace doudi::compiler
