#include "base/suggest.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace doudi;

TEST_CASE("edits are inserted, deleted, replaced and swapped characters", "[suggest]") {
    CHECK(edit_distance("value", "value", 2) == 0);
    CHECK(edit_distance("value", "valus", 2) == 1);
    CHECK(edit_distance("value", "vaule", 2) == 1);
    CHECK(edit_distance("value", "valu", 2) == 1);
    CHECK(edit_distance("value", "", 2) == 3);
    CHECK(edit_distance("低保标准", "低保标淮", 2) == 1);
    CHECK(edit_distance("", "", 2) == 0);
}

TEST_CASE("the nearest name is offered, if it is near enough", "[suggest]") {
    CHECK(suggest("min_wages", {"max_wage", "min_wage"}) == "min_wage");
    CHECK(suggest("valus", {"values", "value"}) == "value");
    CHECK(suggest("转移收人", {"转移收入"}) == "转移收入");
    CHECK(suggest("收人", {"收入"}).empty()); // one of two characters is half
    CHECK(suggest("abc", {"xyz"}).empty());
    CHECK(suggest("a", {"b"}).empty());
    CHECK(suggest("value", {"value"}).empty());
    CHECK(suggest("value", {}).empty());
    CHECK(suggest(std::string(1'000'000, 'a'), {"aaa"}).empty());
}

TEST_CASE("the answer does not depend on the order of candidates", "[suggest]") {
    CHECK(suggest("wage_c", {"wage_b", "wage_a"}) == "wage_a");
    CHECK(suggest("wage_c", {"wage_a", "wage_b"}) == "wage_a");
}

TEST_CASE("an empty suggestion is no help", "[suggest]") {
    CHECK(did_you_mean("").empty());
    CHECK(did_you_mean("a").en == "did you mean 'a'?");
}
