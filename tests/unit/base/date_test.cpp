#include <doudi/date.hpp> // first, so that a missing include shows

#include <catch2/catch.hpp>

using namespace doudi;

TEST_CASE("a day exists in the calendar of four-digit years, or not at all", "[date]") {
    CHECK(exists({2020, 2, 29}));
    CHECK_FALSE(exists({2021, 2, 29}));
    CHECK_FALSE(exists({1900, 2, 29}));
    CHECK(exists({9999, 12, 31}));
    CHECK_FALSE(exists({10000, 1, 1}));
    CHECK_FALSE(exists({0, 1, 1}));
    CHECK_FALSE(exists({2020, 13, 1}));
    CHECK_FALSE(exists({2020, 0, 1}));
    CHECK_FALSE(exists({2020, 4, 31}));
    CHECK_FALSE(exists({2020, 4, 0}));
}
