#pragma once

#include <doudi/records.hpp>

#include <cstdint>
#include <string_view>

namespace doudi::data {

/// Everything that can be wrong with a record. Codes and words stand in reasons.cpp.
enum class Why : std::uint8_t {
    nothing,
    // the text of the record
    broken_json,
    broken_list,
    invalid_utf8,
    too_deep,
    record_too_large,
    // its shape
    unknown_key,
    duplicate_key,
    wrong_kind,
    too_few_rows,
    too_many_rows,
    too_many_rows_of_record,
    // keys
    missing_key,
    empty_key,
    bad_key,
    repeated_key,
    repeated_record,
    repeated_text,
    // numbers
    not_a_number,
    thousands_separator,
    full_width_digit,
    exponent,
    plus_sign,
    percent_sign,
    leading_zero,
    number_too_long,
    too_many_places,
    value_out_of_range,
    // other values
    not_a_date,
    no_such_day,
    not_a_truth_value,
    unknown_category_value,
    empty_text,
    text_too_long,
    wrong_form,
    wrong_birth_date,
    wrong_check_character,
    // dated and yearly facts
    not_a_month,
    not_a_monthly_fact,
    not_divisible_by_twelve,
    // given and previous
    unknown_name,
    name_of_other_entity,
    cannot_be_given,
    mixed_months,
    month_of_the_run,
    // CSV
    wrong_field_count,
    bad_quote,
    field_too_long,
    no_outer_row
};

/// The code alone.
[[nodiscard]] std::string_view code_of(Why why);

/// A reason without its path. `name` is the key or fact in question; what `detail` and `more` are
/// depends on `why`. None of them is ever a value of a record.
[[nodiscard]] Reason make_reason(Why why, std::string_view name = {}, std::string_view detail = {},
                                 std::string_view more = {});

/// A key fit for a message: one line, cut after a few words' length.
[[nodiscard]] std::string shown_key(std::string_view key);

} // namespace doudi::data
