#include "base/full_width.hpp"
#include "base/json_text.hpp"
#include "base/utf8.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace doudi;

TEST_CASE("every code point comes back from its own bytes", "[utf8]") {
    for (char32_t value = 0; value <= 0x10FFFF; value += value < 0x3000 ? 1 : 97) {
        if (value >= 0xD800 && value <= 0xDFFF) {
            continue;
        }
        std::string bytes;
        utf8::append(bytes, value);
        const auto point = utf8::first_code_point(bytes);
        REQUIRE(point.valid);
        REQUIRE(point.value == value);
        REQUIRE(point.size == bytes.size());
        REQUIRE(utf8::code_point_before("x" + bytes, 1 + bytes.size()).value == value);
    }
}

TEST_CASE("malformed bytes are found where they stand", "[utf8]") {
    CHECK_FALSE(utf8::find_malformed("低保 a"));
    for (const char* const bad : {"\x80", "\xC0\xAF", "\xC1\x80", "\xE0\x80\x80", "\xED\xA0\x80",
                                  "\xF4\x90\x80\x80", "\xF8\x88", "\xE4\xBD", "\xFF"}) {
        CHECK(utf8::find_malformed(std::string("低") + bad) == 3);
    }
    CHECK(utf8::count_code_points("a\xFF低") == 3);
    CHECK_FALSE(utf8::code_point_before("", 0).valid);
}

TEST_CASE("wide characters take two cells, marks none", "[utf8]") {
    CHECK(utf8::display_width("低保，ａ") == 8);
    CHECK(utf8::display_width("ab") == 2);
    CHECK(utf8::display_width("e\u0301") == 1);
    CHECK(utf8::display_width("“”—…") == 4);
    CHECK(utf8::display_width("𠀀") == 2);
}

TEST_CASE("letters are those of any script, not their punctuation", "[utf8]") {
    for (const char32_t letter : {U'a', U'Z', U'低', U'é', U'Ж', U'あ', U'한', U'𠀀', U'々'}) {
        CHECK(utf8::is_letter(letter));
    }
    for (const char32_t other : {U'1', U'_', U'，', U'（', U'１', U'Ａ', U'“', U'\u3000', U'×',
                                 U'≤', U'\u200B', U'😀', U'·', U'　', U'、', U'〔'}) {
        CHECK_FALSE(utf8::is_letter(other));
    }
}

TEST_CASE("a text for the terminal has no controls and one line", "[utf8]") {
    CHECK(utf8::harmless("a\tb\r\nc\x1B\xFF\u202E") == "a b  c\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("full-width characters have the plain form that was meant", "[full-width]") {
    CHECK(full_width::to_plain("（１，２］：“甲”≤３％　×") == "(1,2]:\"甲\"<=3% *");
    CHECK(full_width::found_in("甲，乙"));
    CHECK_FALSE(full_width::found_in("甲 and 乙"));
    CHECK(full_width::plain_form(U'甲').empty());
    CHECK(full_width::plain_form(0xFF5E) == "~");
}

TEST_CASE("a JSON text escapes what JSON and JavaScript need", "[json]") {
    CHECK(json_text("a\"\\\n\t\r\x01低\u2028\xFF") ==
          "\"a\\\"\\\\\\n\\t\\r\\u0001低\\u2028\uFFFD\"");
}
