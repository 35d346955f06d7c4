#include "base/key_words.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

using namespace doudi;

TEST_CASE("a key written in Chinese is found by its meaning among the keys that fit", "[base]") {
    const std::vector<std::string_view> known{"value", "source", "for", "values"};
    CHECK(key_meant_by("依据", known) == "source");
    CHECK(key_meant_by("公式", known) == "value");
    CHECK(key_meant_by("值", known) == "value");
    CHECK(key_meant_by("对象", known) == "for");
    CHECK(key_meant_by("取值", known) == "values");
    CHECK(key_meant_by("取整", known).empty()); // a key, but not one that fits
    CHECK(key_meant_by("随便", known).empty());
    CHECK(key_meant_by("", known).empty());
}

TEST_CASE("keys stand in order, each once, with a meaning in both languages", "[base]") {
    const auto words = key_words();
    CHECK(std::is_sorted(words.begin(), words.end(),
                         [](const KeyWord& a, const KeyWord& b) { return a.name < b.name; }));
    for (std::size_t i = 0; i < words.size(); ++i) {
        CAPTURE(words[i].name);
        CHECK((i == 0 || words[i - 1].name != words[i].name));
        CHECK_FALSE(words[i].zh.empty());
        CHECK_FALSE(words[i].en.empty());
    }
}
