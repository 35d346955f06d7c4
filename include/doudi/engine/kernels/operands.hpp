#pragma once

#include <doudi/engine/frame.hpp>
#include <doudi/int128.hpp>
#include <doudi/population.hpp>

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <type_traits>

// How a kernel reads an operand: rows of some width or one constant, seen as the type in which
// the kernel computes. Arithmetic wraps: the proven range of every ok row fits, and what stands
// in other rows may be anything but never undefined.
namespace doudi::engine {

/// Stands in a template's argument list for "a constant of the instruction".
struct Constant {};

template <typename As, typename Stored>
class Operand {
public:
    Operand(const Frame& frame, Slot slot, const Int128& /*constant*/)
        : rows_(frame.read<Stored>(slot)) {}

    [[nodiscard]] As operator[](std::size_t row) const { return static_cast<As>(rows_[row]); }

private:
    const Stored* rows_;
};

/// The low bits of a number, as a type that may be narrower.
template <typename As>
[[nodiscard]] As truncated(const Int128& value) {
    if constexpr (std::is_same_v<As, Int128>) {
        return value;
    } else {
        return static_cast<As>(value.low);
    }
}

template <typename As>
class Operand<As, Constant> {
public:
    Operand(const Frame& /*frame*/, Slot /*slot*/, const Int128& constant)
        : value_(truncated<As>(constant)) {}

    [[nodiscard]] As operator[](std::size_t /*row*/) const { return value_; }

private:
    As value_;
};

/// result[row] = value(row). `result` lies apart from all that is read: a plan never hands out
/// memory for a result before its operands are read for the last time.
template <typename Result, typename Value>
void fill_rows(Result* __restrict result, std::size_t rows, const Value& value) {
    for (std::size_t row = 0; row < rows; ++row) {
        result[row] = value(row);
    }
}

/// Calls `choose` with a value of the type that a width stands for.
template <typename Choose>
[[nodiscard]] auto with_type(Width width, Choose choose) {
    switch (width) {
    case Width::w8:
        return choose(std::uint8_t{});
    case Width::w32:
        return choose(std::int32_t{});
    case Width::w64:
        return choose(std::int64_t{});
    case Width::w128:
        break;
    }
    return choose(Int128{});
}

/// The same for numbers only, which are never bytes.
template <typename Choose>
[[nodiscard]] auto with_number_type(Width width, Choose choose) {
    assert(width != Width::w8);
    switch (width) {
    case Width::w8:
    case Width::w32:
        return choose(std::int32_t{});
    case Width::w64:
        return choose(std::int64_t{});
    case Width::w128:
        break;
    }
    return choose(Int128{});
}

template <typename T>
[[nodiscard]] T wrapping_add(T a, T b) {
    if constexpr (std::is_same_v<T, Int128>) {
        return a + b;
    } else {
        using Word = std::make_unsigned_t<T>;
        return static_cast<T>(static_cast<Word>(a) + static_cast<Word>(b));
    }
}

template <typename T>
[[nodiscard]] T wrapping_subtract(T a, T b) {
    if constexpr (std::is_same_v<T, Int128>) {
        return a - b;
    } else {
        using Word = std::make_unsigned_t<T>;
        return static_cast<T>(static_cast<Word>(a) - static_cast<Word>(b));
    }
}

template <typename T>
[[nodiscard]] T wrapping_multiply(T a, T b) {
    if constexpr (std::is_same_v<T, Int128>) {
        return a * b;
    } else {
        using Word = std::make_unsigned_t<T>;
        return static_cast<T>(static_cast<Word>(a) * static_cast<Word>(b));
    }
}

} // namespace doudi::engine
