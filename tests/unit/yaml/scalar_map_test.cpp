#include "yaml/reader.hpp"
#include "yaml/scalar_map.hpp"

#include <catch2/catch.hpp>

using namespace doudi;

namespace {

WrittenText value_of(const std::string& text) {
    Diagnostics findings;
    const auto root = yaml::read(std::make_shared<const Source>("a.yaml", text), findings);
    REQUIRE(findings.empty());
    REQUIRE(root->is_map());
    return root->entries.front().second.scalar;
}

/// What stands in the file where `word` of the decoded text came from.
std::string written_at(const WrittenText& text, const std::string& word) {
    const std::size_t begin = text.value.find(word);
    REQUIRE(begin != std::string::npos);
    const Place place = text.at({begin, begin + word.size()});
    return std::string(
        place.source->text().substr(place.span.begin, place.span.end - place.span.begin));
}

} // namespace

TEST_CASE("each word of a scalar is found again in the file, in every style",
          "[yaml][scalar-map]") {
    const std::string text = GENERATE(values<std::string>({
        "v: 甲 and 乙 or 丙\n",
        "v: 甲\n  and 乙  \n\n\n  or 丙\nw: 1\n",
        "v: '甲 and 乙\n  or 丙'\n",
        "v: \"甲 and \\\n  乙 or\n  丙\"\n",
        "v: \"\\t甲 and\\n乙 or \\\"丙\\\"\"\n",
        "v: |\n  甲\n\n    and 乙\n  or 丙\n",
        "v: |+\n  甲 and\n   乙\n\n  or 丙\n\n\n",
        "v: |2-\n    甲 and\n  乙 or 丙\n",
        "v: >-\n  甲\n  and 乙\n\n  or 丙\n",
        "v: >  # note\n\n  甲\n  and\n    乙\n    or\n\n  丙\n\nw: 1\n",
        "v:\n    甲 and 乙\r\n    or 丙\r\n",
        "v: >-\r\n  甲\r\n  and 乙\r\n  or 丙",
        "{v: 甲 and\n  乙 or 丙 , w: 1}\n",
    }));
    CAPTURE(text);
    const WrittenText written = value_of(text);
    for (const std::string word : {"甲", "and", "乙", "or", "丙"}) {
        CHECK(written_at(written, word) == word);
    }
}

TEST_CASE("an escape is found as its first byte", "[yaml][scalar-map]") {
    const WrittenText written = value_of("v: \"a\\u4e2db\"\n");
    CHECK(written.value == "a中b");
    CHECK(written_at(written, "b") == "b");
    CHECK(written.at({1, 4}).span.begin == 5);
}

TEST_CASE("an unbroken text needs no pieces", "[yaml][scalar-map]") {
    CHECK(value_of("v: 甲 and 乙\n").pieces.empty());
    CHECK(value_of("v: >-\n  甲 and 乙\n").pieces.empty());
    CHECK(value_of("v: ab\n").place.span == Span{3, 5});
    CHECK(value_of("v: 'ab'\n").place.span == Span{3, 7});
    CHECK(value_of("v: ''\n").place.span == Span{3, 5});
}

TEST_CASE("a stretch over a fold ends with its last word", "[yaml][scalar-map]") {
    const WrittenText written = value_of("v: >-\n  a +\n  b\n");
    CHECK(written.value == "a + b");
    const Place place = written.at({0, 5});
    CHECK(place.span == Span{8, 15});
}

TEST_CASE("a value that the file does not hold is noticed", "[yaml][scalar-map]") {
    const auto source = std::make_shared<const Source>("a.yaml", "v: !x and y\n");
    CHECK_FALSE(yaml::map_scalar(source, 3, "and y").faithful);
    CHECK(yaml::map_scalar(source, 6, "and y").faithful);
    CHECK_FALSE(yaml::map_scalar(source, 11, "z").faithful);
    CHECK_FALSE(yaml::map_scalar(source, 99, "z").faithful);
}
