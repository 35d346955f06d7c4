#include <doudi/date.hpp>
#include <doudi/text_form.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace doudi {

namespace {

constexpr std::size_t resident_id_size = 18;
constexpr std::size_t certificate_size = resident_id_size + 2;
constexpr std::size_t reissued_size = certificate_size + 2;

constexpr std::array<std::string_view, 2> names{"resident_id", "disability_certificate"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_between(char c, char low, char high) {
    return c >= low && c <= high;
}

int number_at(std::string_view text, std::size_t begin, std::size_t size) {
    int number = 0;
    for (const char c : text.substr(begin, size)) {
        number = number * 10 + (c - '0');
    }
    return number;
}

/// ISO 7064 MOD 11-2: the weighted sum of all characters leaves 1, with powers of two as weights
/// from the right.
bool check_character_fits(std::string_view id) {
    int sum = 0;
    for (const char c : id) {
        sum = (sum * 2 + (c == 'X' ? 10 : c - '0')) % 11;
    }
    return sum == 1;
}

bool has_shape_of_resident_id(std::string_view text) {
    return text.size() == resident_id_size && text[0] != '0' &&
           std::all_of(text.begin(), text.end() - 1, is_digit) &&
           (is_digit(text.back()) || text.back() == 'X');
}

FormFlaw find_flaw_of_resident_id(std::string_view text) {
    if (!has_shape_of_resident_id(text)) {
        return FormFlaw::wrong_form;
    }
    const int year = number_at(text, 6, 4);
    const int month = number_at(text, 10, 2);
    const int day = number_at(text, 12, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) {
        return FormFlaw::wrong_birth_date;
    }
    return check_character_fits(text) ? FormFlaw::nothing : FormFlaw::wrong_check_character;
}

FormFlaw find_flaw_of_certificate(std::string_view text) {
    const bool is_reissued = text.size() == reissued_size;
    if (text.size() != certificate_size && !is_reissued) {
        return FormFlaw::wrong_form;
    }
    const std::string_view behind = text.substr(resident_id_size);
    const bool fits = is_between(behind[0], '1', '7') && is_between(behind[1], '1', '4') &&
                      (!is_reissued || (behind[2] == 'B' && is_between(behind[3], '1', '9')));
    return fits ? find_flaw_of_resident_id(text.substr(0, resident_id_size)) : FormFlaw::wrong_form;
}

} // namespace

std::string_view to_string(TextForm form) {
    return form == TextForm::any ? std::string_view{} : names[static_cast<std::size_t>(form) - 1];
}

std::optional<TextForm> parse_text_form(std::string_view name) {
    const auto* const found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::nullopt
                                : std::optional(static_cast<TextForm>(found - names.begin() + 1));
}

std::span<const std::string_view> text_form_names() {
    return names;
}

FormFlaw find_flaw(TextForm form, std::string_view text) {
    switch (form) {
    case TextForm::any:
        break;
    case TextForm::resident_id:
        return find_flaw_of_resident_id(text);
    case TextForm::disability_certificate:
        return find_flaw_of_certificate(text);
    }
    return FormFlaw::nothing;
}

Phrase in_words(TextForm form) {
    switch (form) {
    case TextForm::any:
        break;
    case TextForm::resident_id:
        return {"18 位居民身份证号码，末位为 0-9 或大写 X",
                "a resident id number of 18 characters, the last of them 0-9 or a capital X"};
    case TextForm::disability_certificate:
        return {"残疾人证号：18 位身份证号码、1 位类别、1 位等级，补发的再加 B 和次数",
                "a disability certificate number: a resident id of 18 characters, a digit for the "
                "type, one for the grade, and after a reissue B and its count"};
    }
    return {};
}

std::string_view pattern_of(TextForm form) {
    switch (form) {
    case TextForm::any:
        break;
    case TextForm::resident_id:
        return "^[1-9][0-9]{16}[0-9X]$";
    case TextForm::disability_certificate:
        return "^[1-9][0-9]{16}[0-9X][1-7][1-4](?:B[1-9])?$";
    }
    return {};
}

} // namespace doudi
