#include <doudi/source.hpp>

#include <catch2/catch.hpp>

using namespace doudi;

TEST_CASE("locations count lines and code points from one", "[source]") {
    const Source source("x", "a\n低保b\r\nc");
    CHECK(source.locate(0) == Location{1, 1});
    CHECK(source.locate(8) == Location{2, 3});
    CHECK(source.locate(11) == Location{3, 1});
    CHECK(source.locate(999) == Location{3, 2});
    CHECK(source.line(2) == "低保b");
    CHECK(source.line(3) == "c");
    CHECK(source.line(0).empty());
    CHECK(source.line(9).empty());
}

TEST_CASE("an empty text has one empty line", "[source]") {
    const Source source("x", "");
    CHECK(source.locate(5) == Location{1, 1});
    CHECK(source.line(1).empty());
}
