#include "base/name.hpp"

#include <doudi/limits.hpp>

#include <catch2/catch.hpp>

#include <string>

using namespace doudi;

TEST_CASE("names are letters of any script, digits and underscores", "[name]") {
    for (const char* const good : {"wage", "人均收入", "a1", "_x", "größe", "甲_2", "If"}) {
        CAPTURE(good);
        CHECK(is_name(good));
    }
    for (const char* const bad : {"", "1a", "a.b", "a b", "a-b", "甲，乙", "ａ", "if", "and",
                                  "undetermined", "null", "a\xFF"}) {
        CAPTURE(bad);
        CHECK_FALSE(is_name(bad));
    }
    CHECK(is_name(std::string(limits::name_bytes, 'a')));
    CHECK_FALSE(is_name(std::string(limits::name_bytes + 1, 'a')));
}

TEST_CASE("a bad name comes with the name that was likely meant", "[name]") {
    CHECK(find_name_fault("a-b")->help.en == "write a_b");
    CHECK(find_name_fault("a.b")->help.en == "write a_b");
    CHECK(find_name_fault("ａ１")->help.zh == "改写为 a1");
    CHECK(find_name_fault("if")->why.en == "'if' is a reserved word of formulas");
    CHECK(find_name_fault("甲，乙")->why.zh == "名称中不能有 '，'");
}
