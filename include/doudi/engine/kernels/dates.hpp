#pragma once

#include <doudi/date.hpp>
#include <doudi/engine/frame.hpp>
#include <doudi/engine/kernels/operands.hpp>
#include <doudi/engine/levels.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

// Functions of dates, which are days since 1970-01-01 in 32 bits. Rows that are not ok may hold
// anything, so every number is first brought into bounds within which no step overflows.
namespace doudi::engine::kernels {

[[nodiscard]] inline Date date_of(std::int32_t days) {
    constexpr std::int32_t most = 1'000'000'000;
    return from_days(std::clamp(days, -most, most));
}

[[nodiscard]] inline std::int32_t bounded_count(std::int32_t count) {
    constexpr std::int32_t most = 10'000'000;
    return std::clamp(count, -most, most);
}

struct YearsBetween {
    static std::int32_t apply(std::int32_t a, std::int32_t b) {
        return years_between(date_of(a), date_of(b));
    }
};

struct MonthsBetween {
    static std::int32_t apply(std::int32_t a, std::int32_t b) {
        return months_between(date_of(a), date_of(b));
    }
};

struct DaysBetween {
    static std::int32_t apply(std::int32_t a, std::int32_t b) { return wrapping_subtract(b, a); }
};

struct AddMonths {
    static std::int32_t apply(std::int32_t date, std::int32_t count) {
        return to_days(add_months(date_of(date), bounded_count(count)));
    }
};

struct AddDays {
    static std::int32_t apply(std::int32_t date, std::int32_t count) {
        return wrapping_add(date, count);
    }
};

/// Both are 32-bit rows or constants.
template <typename Function, typename A, typename B>
void of_dates(const Instruction& instruction, Frame& frame) {
    const Operand<std::int32_t, A> a(frame, instruction.a, instruction.x);
    const Operand<std::int32_t, B> b(frame, instruction.b, instruction.y);
    std::int32_t* const result = frame.write<std::int32_t>(instruction.result);
    const std::size_t rows = frame.rows[instruction.domain];
    for (std::size_t row = 0; row < rows; ++row) {
        result[row] = Function::apply(a[row], b[row]);
    }
}

template <typename Function>
[[nodiscard]] Kernel date_function(bool a_is_constant, bool b_is_constant) {
    if (a_is_constant) {
        return b_is_constant ? &one_level_of<of_dates<Function, Constant, Constant>>
                             : &one_level_of<of_dates<Function, Constant, std::int32_t>>;
    }
    return b_is_constant ? &one_level_of<of_dates<Function, std::int32_t, Constant>>
                         : &one_level_of<of_dates<Function, std::int32_t, std::int32_t>>;
}

inline void year_of(const Instruction& instruction, Frame& frame) {
    const std::int32_t* const a = frame.read<std::int32_t>(instruction.a);
    std::int32_t* const result = frame.write<std::int32_t>(instruction.result);
    const std::size_t rows = frame.rows[instruction.domain];
    for (std::size_t row = 0; row < rows; ++row) {
        result[row] = date_of(a[row]).year;
    }
}

inline void month_of(const Instruction& instruction, Frame& frame) {
    const std::int32_t* const a = frame.read<std::int32_t>(instruction.a);
    std::int32_t* const result = frame.write<std::int32_t>(instruction.result);
    const std::size_t rows = frame.rows[instruction.domain];
    for (std::size_t row = 0; row < rows; ++row) {
        result[row] = date_of(a[row]).month;
    }
}

} // namespace doudi::engine::kernels
