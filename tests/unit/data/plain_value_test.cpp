#include "data/known_bytes.hpp"
#include "data/plain_value.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

using namespace doudi;
using namespace doudi::data;

namespace {

std::string padded(const std::string& text) {
    return text + std::string(ByteWindow::padding, '\0');
}

} // namespace

TEST_CASE("digits side by side make their number", "[plain]") {
    for (const std::uint64_t number :
         std::vector<std::uint64_t>{0, 1, 9, 10, 1'234, 12'345'678, 90'000'009, 99'999'999}) {
        std::uint64_t digits = 0;
        std::uint64_t rest = number;
        for (int i = 0; i < 8; ++i, rest /= 10) {
            digits = (digits << 8U) | rest % 10;
        }
        CAPTURE(number);
        CHECK(number_of_digits(digits) == number);
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
            REQUIRE(find_first<',', '\n'>(text.data(), text.data() + size) == text.data() + place);
        }
    }
}

TEST_CASE("signs and all that stand below another one are seen", "[plain]") {
    for (int byte = 0; byte < 256; ++byte) {
        for (unsigned place = 0; place < scan_bytes; ++place) {
            std::string text(scan_bytes, 'x');
            text[place] = static_cast<char>(byte);
            const bool is_sign = byte == ',' || byte == '}';
            const unsigned expected = 1U << place;
            REQUIRE(signs_among<',', '}'>(text.data()) == (is_sign ? expected : 0));
            REQUIRE(signs_or_below<' ', ',', '}'>(text.data()) ==
                    (is_sign || byte <= ' ' ? expected : 0));
        }
    }
}

TEST_CASE("known bytes stand where all of them do", "[plain]") {
    KnownBytes known;
    CHECK_FALSE(known.stands_at(padded("").data()));
    for (std::size_t size = 1; size < 60; ++size) {
        std::string text;
        for (std::size_t i = 0; i < size; ++i) {
            text += static_cast<char>('a' + i % 20);
        }
        known.learn(text);
        const bool is_learned = size <= 48; // more are not
        CAPTURE(size);
        CHECK(known.size() == (is_learned ? size : 0));
        CHECK(known.stands_at(padded(text).data()) == is_learned);
        CHECK(known.stands_at(padded(text + "more").data()) == is_learned);
        for (std::size_t i = 0; i < size; ++i) {
            std::string other = text;
            other[i] = '!';
            REQUIRE_FALSE(known.stands_at(padded(other).data()));
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
