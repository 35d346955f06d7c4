#include <doudi/written.hpp>

#include <catch2/catch.hpp>

using namespace doudi;

TEST_CASE("a place of decoded text is where its bytes stand in the file", "[written]") {
    const auto source = std::make_shared<const Source>("x", "v: >-\n  a +\n  b\n");
    const WrittenText text{"a + b", {source, {8, 15}}, {{0, 8}, {4, 14}}, false};
    CHECK(text.at({0, 1}).span == Span{8, 9});
    CHECK(text.at({4, 5}).span == Span{14, 15});
    CHECK(text.at({0, 5}).span == Span{8, 15});
    CHECK(text.at({5, 5}).span == Span{15, 15});
    CHECK(text.at({7, 99}).span == Span{15, 15});
}

TEST_CASE("an unbroken text stands where it begins", "[written]") {
    const auto source = std::make_shared<const Source>("x", "v: 低保\n");
    const WrittenText text{"低保", {source, {3, 9}}, {}, false};
    CHECK(text.at({3, 6}).span == Span{6, 9});
    CHECK(WrittenText{"made up", {}, {}, false}.at({0, 4}).source == nullptr);
}

TEST_CASE("a map finds values and keys by name", "[written]") {
    WrittenNode map;
    map.shape = WrittenNode::Shape::map;
    map.entries.emplace_back(WrittenText{"a", {}, {}, false}, WrittenNode{});
    CHECK(map.find("a") == &map.entries[0].second);
    CHECK(map.find_key("a") == &map.entries[0].first);
    CHECK(map.find("b") == nullptr);
    CHECK(map.find_key("b") == nullptr);
    CHECK(map.is_map());
}
