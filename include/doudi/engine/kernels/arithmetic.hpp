#pragma once

#include <doudi/engine/frame.hpp>
#include <doudi/engine/kernels/operands.hpp>
#include <doudi/engine/levels.hpp>
#include <doudi/int128.hpp>
#include <doudi/population.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>

// Row by row: result = a ∘ b, for numbers and for comparisons. `a` and `b` are computed in one
// width; 32-bit rows are read as they are where the width is 64 bits.
namespace doudi::engine::kernels {

struct Add {
    template <typename T>
    static T apply(T a, T b) {
        return wrapping_add(a, b);
    }
};

struct Subtract {
    template <typename T>
    static T apply(T a, T b) {
        return wrapping_subtract(a, b);
    }
};

struct Multiply {
    template <typename T>
    static T apply(T a, T b) {
        return wrapping_multiply(a, b);
    }
};

struct Minimum {
    template <typename T>
    static T apply(T a, T b) {
        return b < a ? b : a;
    }
};

struct Maximum {
    template <typename T>
    static T apply(T a, T b) {
        return a < b ? b : a;
    }
};

struct Equal {
    template <typename T>
    static std::uint8_t apply(T a, T b) {
        return a == b ? 1 : 0;
    }
};

struct NotEqual {
    template <typename T>
    static std::uint8_t apply(T a, T b) {
        return a == b ? 0 : 1;
    }
};

struct Less {
    template <typename T>
    static std::uint8_t apply(T a, T b) {
        return a < b ? 1 : 0;
    }
};

struct LessEqual {
    template <typename T>
    static std::uint8_t apply(T a, T b) {
        return b < a ? 0 : 1;
    }
};

template <typename Function, typename As, typename A, typename B>
void binary(const Instruction& instruction, Frame& frame) {
    using Result = decltype(Function::apply(As{}, As{}));
    const Operand<As, A> a(frame, instruction.a, instruction.x);
    const Operand<As, B> b(frame, instruction.b, instruction.y);
    fill_rows(frame.write<Result>(instruction.result), frame.padded_rows[instruction.domain],
              [&](std::size_t row) { return Function::apply(a[row], b[row]); });
}

/// How one operand of `binary` is stored, which is all that choosing its kernel needs.
struct Stored {
    Width width = Width::w64;
    bool is_constant = false;
};

template <typename Function, typename As, typename A>
[[nodiscard]] Kernel choose_second(Stored b) {
    if (b.is_constant) {
        return &levels_of<binary<Function, As, A, Constant>>;
    }
    if constexpr (std::is_same_v<As, std::int64_t>) {
        if (b.width == Width::w32) {
            return &levels_of<binary<Function, As, A, std::int32_t>>;
        }
    }
    return &levels_of<binary<Function, As, A, As>>;
}

template <typename Function, typename As>
[[nodiscard]] Kernel choose_first(Stored a, Stored b) {
    if (a.is_constant) {
        return choose_second<Function, As, Constant>(b);
    }
    if constexpr (std::is_same_v<As, std::int64_t>) {
        if (a.width == Width::w32) {
            return choose_second<Function, As, std::int32_t>(b);
        }
    }
    return choose_second<Function, As, As>(b);
}

/// The kernel that computes in `as`. A stored operand has that width, or 32 bits where `as` is 64.
template <typename Function>
[[nodiscard]] Kernel arithmetic(Width as, Stored a, Stored b) {
    return with_number_type(
        as, [&](auto type) { return choose_first<Function, decltype(type)>(a, b); });
}

/// The same for Equal, NotEqual, Less and LessEqual, where truth values may be compared too.
template <typename Function>
[[nodiscard]] Kernel comparison(Width as, Stored a, Stored b) {
    if (as == Width::w8) {
        return choose_first<Function, std::uint8_t>(a, b);
    }
    return arithmetic<Function>(as, a, b);
}

template <typename T>
void absolute(const Instruction& instruction, Frame& frame) {
    const T* const a = frame.read<T>(instruction.a);
    fill_rows(
        frame.write<T>(instruction.result), frame.padded_rows[instruction.domain],
        [&](std::size_t row) { return a[row] < T(0) ? wrapping_subtract(T(0), a[row]) : a[row]; });
}

/// Truth of x ≤ a ≤ y, in one comparison: a − x as an unsigned number.
template <typename T>
void within(const Instruction& instruction, Frame& frame) {
    using Word = std::make_unsigned_t<T>;
    const T* const a = frame.read<T>(instruction.a);
    const auto low = truncated<Word>(instruction.x);
    const auto width = static_cast<Word>(truncated<Word>(instruction.y) - low);
    fill_rows(frame.write<std::uint8_t>(instruction.result), frame.padded_rows[instruction.domain],
              [&](std::size_t row) {
                  const auto above = static_cast<Word>(static_cast<Word>(a[row]) - low);
                  return static_cast<std::uint8_t>(above <= width ? 1 : 0);
              });
}

/// The same number in another width; what does not fit is cut off.
template <typename From, typename To>
void convert(const Instruction& instruction, Frame& frame) {
    const From* const a = frame.read<From>(instruction.a);
    fill_rows(frame.write<To>(instruction.result), frame.padded_rows[instruction.domain],
              [&](std::size_t row) {
                  if constexpr (std::is_same_v<From, Int128>) {
                      return truncated<To>(a[row]);
                  } else {
                      return static_cast<To>(a[row]);
                  }
              });
}

[[nodiscard]] inline Kernel conversion(Width from, Width to) {
    return with_type(from, [&](auto source) {
        return with_type(to, [&](auto target) -> Kernel {
            return &levels_of<convert<decltype(source), decltype(target)>>;
        });
    });
}

/// Writes the constant `x` into every row.
template <typename T>
void fill(const Instruction& instruction, Frame& frame) {
    T* const result = frame.write<T>(instruction.result);
    std::fill_n(result, frame.padded_rows[instruction.domain], truncated<T>(instruction.x));
}

} // namespace doudi::engine::kernels
