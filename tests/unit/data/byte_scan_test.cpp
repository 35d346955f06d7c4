#include "data/byte_scan.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>

using namespace doudi::data;

namespace {

/// A text behind which `padding` bytes may be looked at.
class Padded {
public:
    explicit Padded(const std::string& text)
        : size_(text.size()), bytes_(text + std::string(ByteWindow::padding, '\xFF')) {}

    [[nodiscard]] std::string_view text() const { return {bytes_.data(), size_}; }

private:
    std::size_t size_;
    std::string bytes_;
};

std::string random_text(std::mt19937& dice, std::string_view signs) {
    std::string text(std::uniform_int_distribution<std::size_t>(0, 40)(dice), ' ');
    for (char& c : text) {
        c = signs[std::uniform_int_distribution<std::size_t>(0, signs.size() - 1)(dice)];
    }
    return text;
}

} // namespace

TEST_CASE("short texts are ordered by their bytes", "[scan]") {
    std::mt19937 dice(1);
    std::size_t less = 0;
    for (int i = 0; i < 50'000; ++i) {
        const std::string text = random_text(dice, "ab\x7F\xC0");
        std::string other = text;
        if (!other.empty() && i % 2 == 0) { // apart in one place, or in none
            other[std::uniform_int_distribution<std::size_t>(0, other.size() - 1)(dice)] = 'b';
        } else {
            other = random_text(dice, "ab\x7F\xC0");
        }
        const Padded one(text);
        const Padded two(other);
        CAPTURE(text, other);
        REQUIRE(is_less(one.text(), two.text()) == (one.text() < two.text()));
        REQUIRE(is_less(two.text(), one.text()) == (two.text() < one.text()));
        REQUIRE(are_same(one.text(), two.text()) == (text == other));
        less += is_less(one.text(), two.text()) ? 1 : 0;
    }
    CHECK(less > 10'000);
}

TEST_CASE("one byte that cannot be printed is seen wherever it stands", "[scan]") {
    for (std::size_t size = 0; size < 40; ++size) {
        CHECK(are_printable(Padded(std::string(size, 'x')).text()));
        for (std::size_t place = 0; place < size; ++place) {
            for (int byte = 0; byte < 256; ++byte) {
                std::string text(size, '~');
                text[place] = static_cast<char>(byte);
                CAPTURE(size, place, byte);
                REQUIRE(are_printable(Padded(text).text()) == (byte >= 0x20 && byte < 0x7F));
            }
        }
    }
}

TEST_CASE("a block shows each of its signs and no other byte", "[scan]") {
    std::mt19937 dice(2);
    for (int i = 0; i < 1'000; ++i) {
        std::string bytes;
        while (bytes.size() < block_bytes) {
            bytes += random_text(dice, ",\n\"x0");
        }
        std::uint64_t expected = 0;
        for (std::size_t place = 0; place < block_bytes; ++place) {
            const bool is_sign = bytes[place] == ',' || bytes[place] == '\n';
            expected |= std::uint64_t{is_sign ? 1U : 0U} << place;
        }
        REQUIRE(signs_in_block<',', '\n'>(bytes.data()) == expected);
    }
}
