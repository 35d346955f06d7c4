// Whatever a column reads, the careful way reads the same.

#include "data/plain_column.hpp"
#include "data/value_text.hpp"
#include "unit/data/sample_rulebook.hpp"

#include <doudi/population.hpp>

#include <catch2/catch.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace doudi;
using namespace doudi::data;

namespace {

PlainSlot number_with(int places) {
    PlainSlot slot;
    slot.form = PlainSlot::Form::number;
    slot.places = static_cast<std::uint8_t>(places);
    slot.input = 0;
    slot.low = std::numeric_limits<std::int64_t>::min();
    slot.high = std::numeric_limits<std::int64_t>::max();
    return slot;
}

/// Reads fields that stand between commas, one in each row.
class Fields {
public:
    explicit Fields(const std::vector<std::string>& fields) : unusual_(fields.size(), 0) {
        places_.stride = 2;
        for (const std::string& field : fields) {
            places_.places.push_back(static_cast<std::uint32_t>(text_.size()));
            text_ += field + ",";
            places_.places.push_back(static_cast<std::uint32_t>(text_.size() - 1));
        }
        text_.append(ByteWindow::padding, '\0');
        places_.text = text_.data();
    }

    /// A value that is null stands in a row.
    void make_null(std::size_t row) {
        places_.places[2 * row] = 1;
        places_.places[2 * row + 1] = 0;
    }

    void read(PlainColumn& column) {
        static const Rulebook book = sample::rulebook();
        RecordKeys keys(book);
        RecordRows rows(keys);
        Population population(book);
        rows.begin_batch(population);
        column.read(places_, rows, unusual_);
    }

    [[nodiscard]] bool is_unusual(std::size_t row) const { return unusual_[row] != 0; }

private:
    std::string text_;
    FieldPlaces places_;
    std::vector<std::uint8_t> unusual_;
};

} // namespace

TEST_CASE("a number that a column reads is the number that is read with care", "[plain]") {
    std::mt19937 dice(5);
    const std::string signs = "0123456789.-";
    for (int places = 0; places <= 8; ++places) {
        std::vector<std::string> texts;
        for (int i = 0; i < 40'000; ++i) {
            std::string text;
            const auto size = std::uniform_int_distribution<int>(1, 21)(dice);
            for (int j = 0; j < size; ++j) {
                // Points and signs are rare, or next to nothing would be a number.
                const bool is_digit = std::uniform_int_distribution<int>(0, 5)(dice) != 0;
                text += signs[std::uniform_int_distribution<std::size_t>(is_digit ? 0 : 9,
                                                                         is_digit ? 9 : 11)(dice)];
            }
            texts.push_back(text);
        }
        Fields fields(texts);
        PlainColumn column(number_with(places), 0);
        fields.read(column);
        std::size_t taken = 0;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (fields.is_unusual(i)) {
                continue;
            }
            const Reading expected = read_digits(texts[i], places);
            CAPTURE(texts[i], places);
            REQUIRE(expected.why == Why::nothing);
            REQUIRE(expected.digits == Int128(column.value(i)));
            ++taken;
        }
        CHECK(taken > 2'000);
    }
}

TEST_CASE("one byte that does not belong spoils a number, wherever it stands", "[plain]") {
    for (const std::string sound : {"7.25", "1234.50", "12345.67", "123456.78"}) {
        std::vector<std::string> texts;
        for (std::size_t place = 0; place < sound.size(); ++place) {
            for (int byte = 0; byte < 256; ++byte) {
                std::string text = sound;
                text[place] = static_cast<char>(byte);
                texts.push_back(text);
            }
        }
        Fields fields(texts);
        PlainColumn column(number_with(2), 0);
        fields.read(column);
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const Reading expected = read_digits(texts[i], 2);
            CAPTURE(texts[i]);
            const bool is_number = expected.why == Why::nothing;
            // Some that are numbers are left to the careful way, such as 1234.5e.
            REQUIRE((is_number || fields.is_unusual(i)));
            if (!fields.is_unusual(i)) {
                REQUIRE(expected.digits == Int128(column.value(i)));
            }
        }
    }
}

TEST_CASE("amounts as people write them are read by the column", "[plain]") {
    const std::vector<std::string> texts{"0.00", "-0.50", "12.30",         "99999.99", "100000.00",
                                         "1570", "7.5",   "1234567890.12", "0",        "12.3000"};
    Fields fields(texts);
    PlainColumn column(number_with(2), 0);
    fields.read(column);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        CAPTURE(texts[i]);
        CHECK_FALSE(fields.is_unusual(i));
        CHECK(read_digits(texts[i], 2).digits == Int128(column.value(i)));
    }
}

TEST_CASE("a number beyond its range is unusual, an empty field and null are not", "[plain]") {
    PlainSlot slot = number_with(2);
    slot.low = 100;
    slot.high = 999;
    Fields fields({"1.00", "9.99", "0.99", "10.00", "", "5.00", "-1.00"});
    fields.make_null(5);
    PlainColumn column(slot, 0);
    fields.read(column);
    const std::vector<bool> unusual{false, false, true, true, false, false, true};
    for (std::size_t i = 0; i < unusual.size(); ++i) {
        CAPTURE(i);
        CHECK(fields.is_unusual(i) == unusual[i]);
    }
    CHECK(column.said(0) == Said::value);
    CHECK(column.said(4) == Said::nothing);
    CHECK(column.said(5) == Said::unknown);
}

TEST_CASE("truth in a column is true, false or nothing", "[plain]") {
    PlainSlot slot;
    slot.form = PlainSlot::Form::truth;
    slot.input = 0;
    slot.high = 1;
    const std::vector<std::string> texts{"true", "false", "TRUE", "FALSE", "",
                                         "True", "truth", "tru",  "1",     "true "};
    Fields fields(texts);
    PlainColumn column(slot, 0);
    fields.read(column);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        CAPTURE(texts[i]);
        CHECK(fields.is_unusual(i) == (i >= 5));
    }
    CHECK(column.value(0) == 1);
    CHECK(column.value(1) == 0);
    CHECK(column.value(2) == 1);
    CHECK(column.value(3) == 0);
    CHECK(column.said(4) == Said::nothing);
}
