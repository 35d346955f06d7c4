#pragma once

#include <array>
#include <random>
#include <string>
#include <string_view>

using Dice = std::mt19937;

template <std::size_t N>
std::string_view any_of(Dice& dice, const std::array<std::string_view, N>& choices) {
    return choices[std::uniform_int_distribution<std::size_t>(0, N - 1)(dice)];
}

inline bool happens(Dice& dice, int one_in) {
    return std::uniform_int_distribution<int>(1, one_in)(dice) == 1;
}

/// A value that is mostly sound, for one of the sample's facts.
inline std::string value_of(Dice& dice, std::string_view fact) {
    static constexpr std::array<std::string_view, 4> sound{"0", "12", "7", "null"};
    if (!happens(dice, 6) && fact != "birth_date" && fact != "disability" && fact != "ill" &&
        fact != "region") {
        return std::string(any_of(dice, sound));
    }
    static constexpr std::array<std::string_view, 24> numbers{
        "0",    "0.00",     "0.0",     "1",      "12.5",    "12.50",      "999.99",   "100000.00",
        "7",    "007",      "-0",      "-1",     "-0.5",    "12.505",     "12.500",   "1e3",
        "null", "99999999", "1000000", "123456", "1234567", "12345678.9", "0.123456", "1,5"};
    static constexpr std::array<std::string_view, 8> dates{
        "\"2020-02-29\"", "\"2019-02-29\"", "\"1899-12-31\"", "\"1980-05-01\"",
        "null",           "\"1980-5-1\"",   "19800501",       "\"2199-12-31\""};
    static constexpr std::array<std::string_view, 6> words{
        "\"visual\"", "\"hearing\"", "\"none\"", "\"none_known\"", "null", "\"Visual\""};
    static constexpr std::array<std::string_view, 6> truths{"true", "false", "null",
                                                            "TRUE", "1",     "\"true\""};
    static constexpr std::array<std::string_view, 7> texts{
        "\"x\"", "\"莆田\"", "\"\"", "\"a b\"", "null", "\"\\u5c71\"", "5"};
    return std::string(fact == "birth_date"   ? any_of(dice, dates)
                       : fact == "disability" ? any_of(dice, words)
                       : fact == "ill"        ? any_of(dice, truths)
                       : fact == "region"     ? any_of(dice, texts)
                                              : any_of(dice, numbers));
}
