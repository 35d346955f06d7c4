#include <doudi/int128.hpp>

#include <catch2/catch.hpp>

#include <random>

using namespace doudi;

TEST_CASE("quotient and remainder make up the dividend, whatever the divisor's width", "[int128]") {
    std::mt19937_64 random(GENERATE(range(0U, 20U)));
    for (int i = 0; i < 500; ++i) {
        const Int128 dividend{static_cast<std::int64_t>(random()), random()};
        const auto word = random() >> (random() % 64);
        const auto high = i % 4 == 0 ? static_cast<std::int64_t>(random() >> (random() % 64)) : 0;
        const Int128 positive{high, word | 1U};
        const Int128 divisor = i % 2 == 0 ? positive : -positive;
        const Int128 rest = dividend % divisor;
        CAPTURE(dividend.high, dividend.low, divisor.high, divisor.low);
        REQUIRE(dividend / divisor * divisor + rest == dividend);
        REQUIRE((rest == Int128(0) || rest.is_negative() == dividend.is_negative()));
        REQUIRE((divisor == Int128::min() || abs(rest) < abs(divisor)));
    }
}

TEST_CASE("a product is exact or not there", "[int128]") {
    constexpr Int128 word{0, UINT64_MAX};
    const Int128 least = INT64_MIN;
    CHECK(*checked_multiply(least, least) == Int128(std::int64_t{1} << 62, 0));
    CHECK(*checked_multiply(least, Int128(INT64_MAX)) == least * Int128(INT64_MAX));
    CHECK(*checked_multiply(word, Int128(2)) == word + word);
    CHECK_FALSE(checked_multiply(word, word));
    CHECK_FALSE(checked_multiply(Int128::max(), Int128(-2)));
}
