#include "data/shown_value.hpp"

#include <doudi/decimal.hpp>
#include <doudi/limits.hpp>

#include <catch2/catch.hpp>

#include <cstdint>
#include <limits>
#include <random>
#include <string>

using namespace doudi;

TEST_CASE("a number is written as its decimal is, with all its places", "[shown]") {
    using Limits = std::numeric_limits<std::int64_t>;
    std::mt19937_64 dice(4);
    for (int places = 0; places <= limits::places; ++places) {
        for (int i = 0; i < 5'000; ++i) {
            // Of any length, from both ends.
            const auto bits = static_cast<unsigned>(i % 64);
            const auto value = i == 0   ? std::int64_t{0}
                               : i == 1 ? Limits::min()
                               : i == 2 ? Limits::max()
                                        : static_cast<std::int64_t>(dice()) >> bits;
            std::string out = "x";
            data::append_decimal(out, Int128(value), places);
            REQUIRE(out == "x" + to_string(Decimal{Int128(value), places}));
        }
    }
    std::string out;
    data::append_decimal(out, Int128(Limits::max()) * Int128(100), 2);
    CHECK(out == "9223372036854775807.00");
}

TEST_CASE("a text of CSV is quoted if a sign in it asks for that, wherever it stands", "[shown]") {
    for (const char sign : std::string_view(",\"\r\n=+-@\t ;x")) {
        const bool is_always = std::string_view(",\"\r\n").find(sign) != std::string_view::npos;
        const bool is_in_front = is_always || (sign != ';' && sign != 'x');
        for (std::size_t size = 1; size <= 20; ++size) {
            for (std::size_t place = 0; place < size; ++place) {
                std::string text(size, 'a');
                text[place] = sign;
                const bool is_quoted =
                    is_always || (is_in_front && place == 0) || (sign == ' ' && place + 1 == size);
                std::string out;
                data::append_csv_text(out, text);
                CAPTURE(text);
                std::string doubled = text;
                if (sign == '"') {
                    doubled.insert(place, "\"");
                }
                REQUIRE(out == (is_quoted ? "\"" + doubled + "\"" : text));
            }
        }
    }
}
