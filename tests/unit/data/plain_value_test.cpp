#include "data/plain_value.hpp"
#include "data/value_text.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <random>
#include <string>

using namespace doudi;
using namespace doudi::data;

namespace {

std::string padded(const std::string& text) {
    return text + std::string(ByteWindow::padding, '\0');
}

} // namespace

TEST_CASE("digits side by side make their number", "[plain]") {
    std::uint64_t power = 1;
    for (unsigned count = 1; count <= 8; ++count) {
        power *= 10;
        for (const std::uint64_t number : {power / 10, power - 1, power / 3, std::uint64_t{0}}) {
            std::string text = std::to_string(number);
            text.insert(0, count - text.size(), '0');
            const std::string there = padded(text);
            CAPTURE(text);
            CHECK(number_of_digits(eight_bytes(there.data()), count) == number);
        }
    }
}

TEST_CASE("every byte that is no digit is seen", "[plain]") {
    for (int byte = 0; byte < 256; ++byte) {
        for (unsigned place = 0; place < 8; ++place) {
            std::string text(8, '5');
            text[place] = static_cast<char>(byte);
            const std::uint64_t expected =
                byte >= '0' && byte <= '9' ? 0 : std::uint64_t{0x80} << (8 * place);
            REQUIRE(other_than_digits(eight_bytes(text.data())) == expected);
        }
    }
}

TEST_CASE("a number that is taken is the number that is read with care", "[plain]") {
    std::mt19937 dice(5);
    const std::string signs = "0123456789.-";
    std::size_t taken = 0;
    for (int i = 0; i < 300'000; ++i) {
        std::string text;
        const auto size = std::uniform_int_distribution<int>(1, 21)(dice);
        for (int j = 0; j < size; ++j) {
            // Points and signs are rare, or next to nothing would be a number.
            const bool is_digit = std::uniform_int_distribution<int>(0, 5)(dice) != 0;
            text += signs[std::uniform_int_distribution<std::size_t>(is_digit ? 0 : 9,
                                                                     is_digit ? 9 : 11)(dice)];
        }
        const int places = std::uniform_int_distribution<int>(0, 6)(dice);
        const std::string there = padded(text + ",");
        Cursor at = there.data();
        std::int64_t digits = 0;
        if (!take_plain_number(at, places, digits)) {
            continue;
        }
        const std::string_view read(there.data(), static_cast<std::size_t>(at - there.data()));
        const Reading expected = read_digits(read, places);
        CAPTURE(text, read, places);
        REQUIRE(expected.why == Why::nothing);
        REQUIRE(expected.digits == Int128(digits));
        const bool goes_on = *at >= '0' && *at <= '9';
        REQUIRE_FALSE(goes_on);
        taken += read.size() == text.size() ? 1 : 0;
    }
    CHECK(taken > 10'000);
}

TEST_CASE("amounts as people write them are taken", "[plain]") {
    for (const char* text : {"0.00", "-0.50", "12.30", "99999.99", "100000.00", "1570", "7.5",
                             "1234567890.12", "0", "12.3000"}) {
        const std::string there = padded(text);
        Cursor at = there.data();
        std::int64_t digits = 0;
        CAPTURE(text);
        REQUIRE(take_plain_number(at, 2, digits));
        CHECK(read_digits(text, 2).digits == Int128(digits));
    }
}

TEST_CASE("truth is true or false and nothing else", "[plain]") {
    for (const char* text : {"true", "false", "tru", "True", "falsy", "", "truth", "null"}) {
        const std::string there = padded(text);
        Cursor at = there.data();
        std::int64_t digits = -1;
        const bool is_truth = std::string_view(text) == "true" || std::string_view(text) == "false";
        CAPTURE(text);
        CHECK(take_plain_truth(at, digits) == is_truth);
        if (is_truth) {
            CHECK(digits == (text[0] == 't' ? 1 : 0));
            CHECK(*at == '\0');
        }
    }
}

TEST_CASE("the first of some signs is found wherever it stands", "[plain]") {
    for (std::size_t size = 0; size < 70; ++size) {
        for (std::size_t place = 0; place <= size; ++place) {
            std::string text(size, 'x');
            if (place < size) {
                text[place] = place % 2 == 0 ? ',' : '\n';
            }
            const std::string there = padded(text + ",");
            REQUIRE(find_first<',', '\n'>(there.data()) == there.data() + place);
            REQUIRE(find_first<',', '\n'>(text.data(), text.data() + size) == text.data() + place);
        }
    }
}

TEST_CASE("short texts are compared whole", "[plain]") {
    for (std::size_t size = 0; size < 40; ++size) {
        const std::string text(size, 'a');
        CHECK(are_same(text, std::string(size, 'a')));
        CHECK_FALSE(are_same(text, text + "a"));
        for (std::size_t i = 0; i < size; ++i) {
            std::string other = text;
            other[i] = 'b';
            REQUIRE_FALSE(are_same(text, other));
        }
    }
}
