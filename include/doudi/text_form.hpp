#pragma once

#include <doudi/language.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace doudi {

/// A form that the texts of a fact must have: `form:` of a fact.
enum class TextForm : std::uint8_t {
    any, ///< whatever is written
    /// GB 11643-1999: six digits of a region, the date of birth, three digits, and a check
    /// character by ISO 7064 MOD 11-2, `X` for ten.
    resident_id,
    /// Of a disabled person, as issued since 2008: a resident id, the type 1 to 7 and the grade
    /// 1 to 4 of the disability; after a reissue `B` and its count 1 to 9.
    disability_certificate
};

/// What keeps a text from having a form.
enum class FormFlaw : std::uint8_t {
    nothing,
    wrong_form,           ///< length or characters
    wrong_birth_date,     ///< the date inside does not exist
    wrong_check_character ///< does not follow from the characters before it
};

/// As in rule files; empty for `any`.
[[nodiscard]] std::string_view to_string(TextForm form);

/// The form of that name; `any` has none.
[[nodiscard]] std::optional<TextForm> parse_text_form(std::string_view name);

/// The names of all forms, in a fixed order.
[[nodiscard]] std::span<const std::string_view> text_form_names();

/// The first flaw, in the order of FormFlaw. Small letters, blanks and full-width digits are
/// wrong: one number has one spelling, so that equal numbers are equal texts.
[[nodiscard]] FormFlaw find_flaw(TextForm form, std::string_view text);

/// What a text of the form is, for people: "a resident id number: …". Empty for `any`.
[[nodiscard]] Phrase in_words(TextForm form);

/// A regular expression (ECMA 262) that every text of the form matches. It cannot tell whether the
/// date and the check character are right. Empty for `any`.
[[nodiscard]] std::string_view pattern_of(TextForm form);

} // namespace doudi
