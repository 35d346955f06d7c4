#include "number.hpp"

#include <map>
#include <stdexcept>

namespace doudi::oracle {
namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

// Whether a tie between `low` and `low + 1` goes up.
bool tie_goes_up(const Integer& low, Rounding mode) {
    if (mode == Rounding::half_even) {
        return low % 2 != 0;
    }
    return low >= 0;
}

bool goes_up(const Integer& low, const Rational& rest, Rounding mode) {
    switch (mode) {
    case Rounding::ceiling:
        return true;
    case Rounding::floor:
        return false;
    case Rounding::up:
        return low >= 0;
    case Rounding::down:
        return low < 0;
    case Rounding::half_up:
    case Rounding::half_even:
        break;
    }
    const Rational half(1, 2);
    return rest == half ? tie_goes_up(low, mode) : rest > half;
}

} // namespace

std::optional<Rational> parse_number(std::string_view text) {
    Integer scale = 1;
    if (text.ends_with('%')) {
        scale = 100;
        text.remove_suffix(1);
    }
    const bool negative = text.starts_with('-');
    if (negative) {
        text.remove_prefix(1);
    }
    Integer digits = 0;
    bool after_point = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '.' && !after_point && i > 0 && i + 1 < text.size()) {
            after_point = true;
            continue;
        }
        if (!is_digit(text[i])) {
            return std::nullopt;
        }
        digits = digits * 10 + (text[i] - '0');
        scale *= after_point ? 10 : 1;
    }
    if (text.empty()) {
        return std::nullopt;
    }
    return Rational(negative ? Integer(-digits) : digits, scale);
}

std::string print(const Rational& number) {
    Integer rest = denominator(number);
    unsigned twos = 0;
    unsigned fives = 0;
    for (; rest % 2 == 0; rest /= 2) {
        ++twos;
    }
    for (; rest % 5 == 0; rest /= 5) {
        ++fives;
    }
    if (rest != 1) {
        return numerator(number).str() + "/" + denominator(number).str();
    }
    const unsigned places = std::max(twos, fives);
    const Integer scaled = numerator(number) * pow(Integer(10), places) / denominator(number);
    std::string digits = Integer(abs(scaled)).str();
    if (digits.size() <= places) {
        digits.insert(0, places + 1 - digits.size(), '0');
    }
    if (places > 0) {
        digits.insert(digits.size() - places, ".");
    }
    return (scaled < 0 ? "-" : "") + digits;
}

Integer floor_of(const Rational& number) {
    const Integer& top = numerator(number);
    const Integer& bottom = denominator(number);
    Integer quotient = top / bottom; // towards zero
    if (top < 0 && quotient * bottom != top) {
        quotient -= 1;
    }
    return quotient;
}

bool is_whole(const Rational& number) {
    return denominator(number) == 1;
}

Rounding rounding_named(const std::string& mode) {
    static const std::map<std::string, Rounding> modes{
        {"half_up", Rounding::half_up}, {"half_even", Rounding::half_even},
        {"ceiling", Rounding::ceiling}, {"floor", Rounding::floor},
        {"up", Rounding::up},           {"down", Rounding::down},
    };
    const auto found = modes.find(mode);
    if (found == modes.end()) {
        throw std::runtime_error("no rounding mode '" + mode + "'");
    }
    return found->second;
}

Rational round_to(const Rational& number, const Rational& step, Rounding mode) {
    const Rational steps = number / step;
    const Integer low = floor_of(steps);
    const Rational rest = steps - Rational(low);
    if (rest == 0) {
        return number;
    }
    return Rational(goes_up(low, rest, mode) ? Integer(low + 1) : low) * step;
}

} // namespace doudi::oracle
