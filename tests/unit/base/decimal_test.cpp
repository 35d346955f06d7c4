#include <doudi/decimal.hpp> // first, so that a missing include shows

#include <catch2/catch.hpp>

using namespace doudi;

TEST_CASE("other places are the same number, or none", "[decimal]") {
    CHECK(Decimal{Int128(1230), 2}.with_places(4)->digits == Int128(123'000));
    CHECK(Decimal{Int128(1230), 2}.with_places(1)->digits == Int128(123));
    CHECK_FALSE(Decimal{Int128(1235), 2}.with_places(1));
    CHECK(Decimal{Int128(1), 0}.with_places(38));
    // 10^39 does not fit 128 bits, and no power of ten that wrapped may stand for it.
    CHECK_FALSE(Decimal{Int128(1), 0}.with_places(39));
    CHECK_FALSE(Decimal{Int128(-7), 2}.with_places(200));
    CHECK(Decimal{Int128(0), 0}.with_places(60)->digits == Int128(0));
    CHECK_FALSE(Decimal{Int128(5), 60}.with_places(1));
}
