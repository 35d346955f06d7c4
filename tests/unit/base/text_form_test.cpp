#include <doudi/text_form.hpp>

#include <catch2/catch.hpp>

#include <regex>
#include <string>

namespace doudi::test {

// The two numbers that GB 11643-1999 itself gives as examples, and made-up ones of a region that
// does not exist.
TEST_CASE("the examples of the standard are resident ids", "[text_form]") {
    CHECK(find_flaw(TextForm::resident_id, "11010519491231002X") == FormFlaw::nothing);
    CHECK(find_flaw(TextForm::resident_id, "440524188001010014") == FormFlaw::nothing);
}

TEST_CASE("any one wrong digit of a resident id is found", "[text_form]") {
    const std::string id = "11010519491231002X";
    for (std::size_t at = 0; at < id.size(); ++at) {
        for (const char other : std::string("0123456789")) {
            std::string wrong = id;
            wrong[at] = other;
            if (wrong != id) {
                CAPTURE(wrong);
                CHECK(find_flaw(TextForm::resident_id, wrong) != FormFlaw::nothing);
            }
        }
    }
}

TEST_CASE("two neighbours of a resident id that changed places are found", "[text_form]") {
    const std::string id = "440524188001010014";
    for (std::size_t at = 0; at + 1 < id.size(); ++at) {
        std::string wrong = id;
        std::swap(wrong[at], wrong[at + 1]);
        if (wrong != id) {
            CAPTURE(wrong);
            CHECK(find_flaw(TextForm::resident_id, wrong) != FormFlaw::nothing);
        }
    }
}

TEST_CASE("a resident id holds a day that exists", "[text_form]") {
    // 30 February 1990, with the check character that fits.
    CHECK(find_flaw(TextForm::resident_id, "999999199002300015") == FormFlaw::wrong_birth_date);
}

TEST_CASE("one number has one spelling", "[text_form]") {
    for (const char* text : {"", "11010519491231002x", " 11010519491231002X", "11010519491231002X ",
                             "110105 19491231 002X", "11010519491231002", "11010519491231002XX",
                             "１1010519491231002X", "01010519491231002X", "1101051949123100X2"}) {
        CAPTURE(text);
        CHECK(find_flaw(TextForm::resident_id, text) == FormFlaw::wrong_form);
    }
}

TEST_CASE("a disability certificate is a resident id with type, grade and reissue", "[text_form]") {
    const std::string id = "11010519491231002X";
    for (const char* end : {"11", "74", "23B1", "44B9"}) {
        CHECK(find_flaw(TextForm::disability_certificate, id + end) == FormFlaw::nothing);
    }
    for (const char* end : {"", "1", "01", "81", "10", "15", "11B", "11B0", "11b1", "11A1"}) {
        CHECK(find_flaw(TextForm::disability_certificate, id + end) == FormFlaw::wrong_form);
    }
    CHECK(find_flaw(TextForm::disability_certificate, "11010519491231003X11") ==
          FormFlaw::wrong_check_character);
}

TEST_CASE("every form has a name, words and a pattern that its texts match", "[text_form]") {
    for (const std::string_view name : text_form_names()) {
        const auto form = parse_text_form(name);
        REQUIRE(form);
        CHECK(to_string(*form) == name);
        CHECK_FALSE(in_words(*form).zh.empty());
        CHECK_FALSE(in_words(*form).en.empty());
        const std::regex pattern{std::string(pattern_of(*form))};
        const std::string text =
            std::string("11010519491231002X") + (*form == TextForm::resident_id ? "" : "23");
        CHECK(std::regex_match(text, pattern));
        CHECK_FALSE(std::regex_match(text + "9", pattern));
    }
    CHECK_FALSE(parse_text_form("any"));
    CHECK(find_flaw(TextForm::any, "whatever") == FormFlaw::nothing);
}

} // namespace doudi::test
