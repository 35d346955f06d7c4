#include "data/row_sort.hpp"
#include "unit/data/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <tuple>
#include <vector>

using doudi::data::RowSort;
using doudi::data::SortedText;

namespace {

using Line = std::tuple<std::string, std::uint64_t, std::string>;

std::vector<Line> random_lines(unsigned seed, std::size_t count, std::size_t longest) {
    std::mt19937 random(seed);
    std::vector<Line> lines;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string key(random() % 4, static_cast<char>(random() % 3 + 254));
        lines.emplace_back(key + std::to_string(random() % 1'000), i,
                           std::string(random() % longest, 'x'));
    }
    return lines;
}

std::vector<Line> sorted(RowSort& sort, const std::vector<Line>& lines) {
    for (const auto& [key, number, text] : lines) {
        REQUIRE(sort.add({key, number, text}));
    }
    REQUIRE(sort.finish());
    std::vector<Line> out;
    SortedText text;
    while (sort.next(text)) {
        out.emplace_back(text.key, text.number, text.text);
    }
    CHECK(sort.problem().empty());
    return out;
}

} // namespace

TEST_CASE("texts come out by key, then by number, whatever the memory", "[sort][property]") {
    const TemporaryFolder folder;
    const auto seed = GENERATE(range(0U, 5U));
    CAPTURE(seed);
    const std::vector<Line> lines = random_lines(seed, 5'000, 200);
    std::vector<Line> expected = lines;
    std::sort(expected.begin(), expected.end());
    RowSort in_memory(folder.path(), 64U << 20U);
    CHECK(sorted(in_memory, lines) == expected);
    CHECK(in_memory.spilled_bytes() == 0);
    RowSort on_disk(folder.path(), 1);
    CHECK(sorted(on_disk, lines) == expected);
    CHECK(on_disk.spilled_bytes() > 0);
    CHECK(folder.list().empty());
}

TEST_CASE("keys that begin alike, or are parts of others, are told apart", "[sort][property]") {
    const TemporaryFolder folder;
    std::mt19937 random(6);
    for (const std::string beginning : {"", "h", "350302-2020-"}) {
        std::vector<Line> lines;
        for (std::uint64_t i = 0; i < 4'000; ++i) {
            std::string key = beginning; // and bytes that a shorter key might be taken to have
            for (auto left = random() % 19; left > 0; --left) {
                key += static_cast<char>(random() % 3 + 255);
            }
            lines.emplace_back(key, 4'000 - i, "");
            lines.emplace_back(key, 9'000 + i, "");
        }
        std::vector<Line> expected = lines;
        std::sort(expected.begin(), expected.end());
        RowSort sort(folder.path(), 64U << 20U);
        CHECK(sorted(sort, lines) == expected);
    }
}

TEST_CASE("more runs than can be merged at once are merged in turns", "[sort]") {
    const TemporaryFolder folder;
    const std::vector<Line> lines = random_lines(9, 60'000, 300);
    std::vector<Line> expected = lines;
    std::sort(expected.begin(), expected.end());
    RowSort sort(folder.path(), 1);
    CHECK(sorted(sort, lines) == expected);
    CHECK(sort.spilled_bytes() > 15'000'000);
}

TEST_CASE("nothing sorts to nothing, and a text larger than the memory is taken", "[sort]") {
    const TemporaryFolder folder;
    RowSort empty(folder.path(), 1);
    CHECK(sorted(empty, {}).empty());
    RowSort large(folder.path(), 1);
    const std::vector<Line> lines{
        {"b", 0, std::string(1'000'000, 'x')}, {"a", 1, std::string(1'000'000, 'y')}, {"", 2, ""}};
    std::vector<Line> expected = lines;
    std::sort(expected.begin(), expected.end());
    CHECK(sorted(large, lines) == expected);
}

TEST_CASE("a folder that takes no files is a problem, not a crash", "[sort]") {
    const TemporaryFolder folder;
    RowSort sort(folder / "nowhere", 1);
    const std::string text(100'000, 'x');
    CHECK(sort.add({"a", 0, text}));
    CHECK_FALSE(sort.add({"b", 1, text}));
    CHECK_FALSE(sort.problem().empty());
}
