#include "support/exact.hpp"

#include <doudi/engine/kernels/round_small.hpp>

#include <catch2/catch.hpp>

#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace doudi::engine::kernels {
namespace {

using test::Big;
using test::Fraction;

/// Whole numbers around which roundings go wrong: ends of ranges, halves, one beside them.
std::vector<std::int64_t> awkward(std::int64_t furthest) {
    std::vector<std::int64_t> numbers{0, 1, -1, 2, -2, 3, 5, -5, 7, 10, 99, 100, -100, 101};
    for (const std::int64_t far : {furthest, furthest / 2, furthest / 3}) {
        for (std::int64_t beside = -2; beside <= 2; ++beside) {
            numbers.push_back(far - 2 + beside);
            numbers.push_back(-far + 2 + beside);
        }
    }
    std::mt19937_64 engine(5);
    for (int i = 0; i < 150; ++i) {
        numbers.push_back(
            static_cast<std::int64_t>(engine() % static_cast<std::uint64_t>(furthest)) -
            furthest / 2);
        numbers.push_back(static_cast<std::int64_t>(engine() % 1'000) - 500);
    }
    return numbers;
}

Fraction exact(std::int64_t a, std::int64_t b) {
    return Fraction(Big(a)) / Fraction(Big(b));
}

template <Rounding mode, typename Divide>
void check_mode(std::int64_t furthest, Divide divide) {
    const std::vector<std::int64_t> numbers = awkward(furthest);
    std::size_t wrong = 0;
    for (const std::int64_t a : numbers) {
        for (const std::int64_t b : numbers) {
            const Big expected = b == 0 ? Big(0) : test::rounded(exact(a, b), mode);
            wrong += b != 0 && Big(divide(a, b)) != expected ? 1U : 0U;
        }
        // Halves, and whole multiples of the divisor.
        for (const std::int64_t b : {2, 10, 1'000, -2}) {
            wrong += Big(divide(a, b)) != test::rounded(exact(a, b), mode) ? 1U : 0U;
        }
    }
    CAPTURE(static_cast<int>(mode));
    CHECK(wrong == 0);
}

template <Rounding mode>
void check_all() {
    const auto small = [](auto divide) {
        check_mode<mode>(std::int64_t{1} << 50U, [divide](std::int64_t a, std::int64_t b) {
            return divide(to_double(a), to_double(b));
        });
    };
    const auto turned = [](double a, double b, auto divide) {
        return b < 0 ? divide(-a, -b) : (b > 0 ? divide(a, b) : std::int64_t{0});
    };
    small([](double a, double b) { return divide_by_any<mode>(a, b); });
    small([turned](double a, double b) { return turned(a, b, divide_by_positive<mode>); });
    small([turned](double a, double b) {
        return turned(a, b, [](double dividend, double divisor) {
            return divide_by_constant<mode>(dividend, divisor, 1.0 / divisor);
        });
    });
    check_mode<mode>(std::numeric_limits<std::int64_t>::max(), [](std::int64_t a, std::int64_t b) {
        return divide_rounded<mode, std::int64_t>(a, b);
    });
}

} // namespace

TEST_CASE("every division rounds as the exact fraction does", "[engine]") {
    check_all<Rounding::half_up>();
    check_all<Rounding::half_even>();
    check_all<Rounding::ceiling>();
    check_all<Rounding::floor>();
    check_all<Rounding::up>();
    check_all<Rounding::down>();
}

TEST_CASE("rows that are not ok may divide anything by anything", "[engine]") {
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    for (const std::int64_t a : {least, most, std::int64_t{0}, std::int64_t{-1}}) {
        for (const std::int64_t b : {least, most, std::int64_t{0}, std::int64_t{-1}}) {
            static_cast<void>(divide_by_any<Rounding::half_up>(to_double(a), to_double(b)));
            static_cast<void>(divide_by_positive<Rounding::floor>(to_double(a), to_double(b)));
            static_cast<void>(divide_rounded<Rounding::half_even, std::int64_t>(a, b));
            static_cast<void>(divide_rounded<Rounding::up, Int128>(Int128(a), Int128(b)));
        }
    }
    CHECK(divide_rounded<Rounding::down>(least, std::int64_t{-1}) == least);
    CHECK(divide_rounded<Rounding::down>(most, std::int64_t{0}) == 0);
}

} // namespace doudi::engine::kernels
