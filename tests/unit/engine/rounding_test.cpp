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
void check_both() {
    check_mode<mode>(std::int64_t{1} << 50U,
                     [](std::int64_t a, std::int64_t b) { return divide_small<mode>(a, b); });
    check_mode<mode>(std::numeric_limits<std::int64_t>::max(), [](std::int64_t a, std::int64_t b) {
        return divide_rounded<mode, std::int64_t>(a, b);
    });
}

} // namespace

TEST_CASE("both divisions round as the exact fraction does", "[engine]") {
    check_both<Rounding::half_up>();
    check_both<Rounding::half_even>();
    check_both<Rounding::ceiling>();
    check_both<Rounding::floor>();
    check_both<Rounding::up>();
    check_both<Rounding::down>();
}

TEST_CASE("rows that are not ok may divide anything by anything", "[engine]") {
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    for (const std::int64_t a : {least, most, std::int64_t{0}, std::int64_t{-1}}) {
        for (const std::int64_t b : {least, most, std::int64_t{0}, std::int64_t{-1}}) {
            static_cast<void>(divide_small<Rounding::half_up>(a, b));
            static_cast<void>(divide_rounded<Rounding::half_even, std::int64_t>(a, b));
            static_cast<void>(divide_rounded<Rounding::up, Int128>(Int128(a), Int128(b)));
        }
    }
    CHECK(divide_rounded<Rounding::down>(least, std::int64_t{-1}) == least);
    CHECK(divide_rounded<Rounding::down>(most, std::int64_t{0}) == 0);
}

} // namespace doudi::engine::kernels
