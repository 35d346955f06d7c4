#include <doudi/grouping.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <vector>

using doudi::Grouping;
using doudi::UsageError;

namespace {

using Keys = std::vector<std::uint64_t>;

Keys random_keys(std::mt19937_64& dice, std::size_t count) {
    Keys keys(count);
    std::iota(keys.begin(), keys.end(), dice() % 100); // near each other, as numbers are
    if (count % 2 == 0) {                              // or far apart
        std::for_each(keys.begin(), keys.end(), [](auto& key) { key *= 0x9E37'79B9'7F4A'7C15U; });
    }
    std::shuffle(keys.begin(), keys.end(), dice);
    return keys;
}

/// A column whose numbers are the rows in which they stand.
template <typename Number>
std::vector<Number> rows_as_numbers(std::size_t count) {
    std::vector<Number> numbers(count);
    std::iota(numbers.begin(), numbers.end(), Number{0});
    return numbers;
}

} // namespace

TEST_CASE("rows come under the outer row of their key, in the order they had", "[grouping]") {
    std::mt19937_64 dice(1);
    Grouping grouping; // the same one all the time
    for (const std::size_t outer :
         std::vector<std::size_t>{1, 2, 7, 100, 4'096, 4'097, 30'000, 3, 0}) {
        const Keys outer_keys = random_keys(dice, outer);
        Keys keys(outer * 3);
        for (std::uint64_t& key : keys) {
            const bool is_stray = outer_keys.empty() || dice() % 20 == 0;
            key = is_stray ? 1'000'000'000 + dice() % 9 : outer_keys[dice() % outer];
        }
        std::map<std::uint64_t, std::vector<std::uint32_t>> rows_of_key;
        for (std::uint32_t row = 0; row < keys.size(); ++row) {
            rows_of_key[keys[row]].push_back(row);
        }
        std::vector<std::int32_t> expected;
        std::vector<std::uint32_t> counts;
        for (const std::uint64_t key : outer_keys) {
            const std::vector<std::uint32_t>& rows = rows_of_key[key];
            expected.insert(expected.end(), rows.begin(), rows.end());
            counts.push_back(static_cast<std::uint32_t>(rows.size()));
            rows_of_key.erase(key);
        }
        std::vector<std::uint32_t> strays;
        for (const auto& [key, rows] : rows_of_key) {
            strays.insert(strays.end(), rows.begin(), rows.end());
        }
        std::sort(strays.begin(), strays.end());

        grouping.join(outer_keys, keys);
        CAPTURE(outer);
        CHECK(std::ranges::equal(grouping.counts(), counts));
        CHECK(std::ranges::equal(grouping.strays(), strays));
        CHECK(grouping.size() == expected.size());
        std::vector<std::int32_t> narrow;
        const auto narrow_rows = rows_as_numbers<std::int32_t>(keys.size());
        CHECK(std::ranges::equal(grouping.in_order<std::int32_t>(narrow_rows, narrow), expected));
        std::vector<std::int64_t> wide;
        const auto wide_rows = rows_as_numbers<std::int64_t>(keys.size());
        CHECK(std::ranges::equal(grouping.in_order<std::int64_t>(wide_rows, wide), expected));
        std::vector<std::uint8_t> bytes;
        const auto byte_rows = rows_as_numbers<std::uint8_t>(keys.size());
        CHECK(std::ranges::equal(
            grouping.in_order<std::uint8_t>(byte_rows, bytes), expected,
            [](std::uint8_t a, std::int32_t b) { return a == static_cast<std::uint8_t>(b); }));
    }
}

TEST_CASE("two outer rows of one key, or a column of another length, are misuse", "[grouping]") {
    Grouping grouping;
    CHECK_THROWS_AS(grouping.join(Keys{5, 6, 5}, Keys{6}), UsageError);
    grouping.join(Keys{5, 6}, Keys{6, 5, 6});
    CHECK(std::ranges::equal(grouping.counts(), std::vector<std::uint32_t>{1, 2}));
    std::vector<std::int64_t> to;
    CHECK_THROWS_AS(grouping.in_order<std::int64_t>(std::vector<std::int64_t>{1, 2}, to),
                    UsageError);
    CHECK(
        std::ranges::equal(grouping.in_order<std::int64_t>(std::vector<std::int64_t>{1, 2, 3}, to),
                           std::vector<std::int64_t>{2, 1, 3}));
}

TEST_CASE("keys of 0 and of all bits are keys as others are", "[grouping]") {
    Grouping grouping;
    grouping.join(Keys{UINT64_MAX, 0}, Keys{0, UINT64_MAX, 0, 7});
    CHECK(std::ranges::equal(grouping.counts(), std::vector<std::uint32_t>{1, 2}));
    CHECK(std::ranges::equal(grouping.strays(), std::vector<std::uint32_t>{3}));
}
