#pragma once

#include <doudi/engine/kernels/operands.hpp>
#include <doudi/int128.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

// Running totals: running[i] is the sum of the first i values. They wrap, and still differ rightly.
namespace doudi::engine::kernels {

inline constexpr std::uint64_t every_byte = 0x0101'0101'0101'0101U;
inline constexpr std::uint64_t low_bits = 0x7f7f'7f7f'7f7f'7f7fU; ///< of every byte

/// One row after the other, from `row` on, where `running` already has the sum of those before.
template <typename As, typename Stored>
void run_totals_from(std::size_t row, As* running, std::size_t rows, const Stored* a,
                     const std::uint8_t* taken) {
    As total = running[row];
    for (; row < rows; ++row) {
        const As value = taken == nullptr || taken[row] != 0 ? static_cast<As>(a[row]) : As(0);
        total = wrapping_add(total, value);
        running[row + 1] = total;
    }
}

#if defined(__GNUC__) || defined(__clang__)

/// So many values side by side as 256 bits hold.
template <typename As>
inline constexpr std::size_t lanes_of = 32 / sizeof(As);

// Attributes of compilers, not of the language; MSVC takes the plain loop below.
template <typename T, std::size_t lanes>
struct Vector {
    typedef T type __attribute__((vector_size(lanes * sizeof(T)))); // NOLINT: no `using` here
};

/// `lanes_of<As>` values from `rows` on, each as an unsigned As.
template <typename As, typename Stored, typename Lanes>
void load_lanes(const Stored* rows, Lanes& lanes) {
    typename Vector<Stored, lanes_of<As>>::type stored;
    std::memcpy(&stored, rows, sizeof stored);
    lanes = __builtin_convertvector(stored, Lanes);
}

/// Each lane becomes the sum of itself and those before it.
template <typename Lanes>
void add_up_lanes(Lanes& sums) {
    const Lanes zero{};
    if constexpr (sizeof(sums[0]) == 4) {
        sums += __builtin_shufflevector(zero, sums, 7, 8, 9, 10, 11, 12, 13, 14);
        sums += __builtin_shufflevector(zero, sums, 6, 7, 8, 9, 10, 11, 12, 13);
        sums += __builtin_shufflevector(zero, sums, 4, 5, 6, 7, 8, 9, 10, 11);
    } else {
        sums += __builtin_shufflevector(zero, sums, 3, 4, 5, 6);
        sums += __builtin_shufflevector(zero, sums, 2, 3, 4, 5);
    }
}

template <typename Lanes>
void repeat_last_lane(const Lanes& sums, Lanes& last) {
    if constexpr (sizeof(sums[0]) == 4) {
        last = __builtin_shufflevector(sums, sums, 7, 7, 7, 7, 7, 7, 7, 7);
    } else {
        last = __builtin_shufflevector(sums, sums, 3, 3, 3, 3);
    }
}

/// `taken`: rows where it is 0 count as 0; nullptr: all count.
template <bool has_taken, typename As, typename Stored>
void run_totals_in_lanes(As* running, std::size_t rows, const Stored* a,
                         const std::uint8_t* taken) {
    using Lanes = typename Vector<std::make_unsigned_t<As>, lanes_of<As>>::type;
    Lanes before{};
    std::size_t row = 0;
    running[0] = As(0);
    for (; row + lanes_of<As> <= rows; row += lanes_of<As>) {
        Lanes sums;
        load_lanes<As>(a + row, sums);
        if constexpr (has_taken) {
            Lanes flags;
            load_lanes<As>(taken + row, flags);
            sums &= -flags; // 1 becomes all bits
        }
        add_up_lanes(sums);
        Lanes last;
        repeat_last_lane(sums, last);
        sums += before;
        before += last;
        std::memcpy(running + row + 1, &sums, sizeof sums);
    }
    run_totals_from(row, running, rows, a, has_taken ? taken : nullptr);
}

#endif

template <typename As, typename Stored>
void run_totals(As* running, std::size_t rows, const Stored* a, const std::uint8_t* taken) {
#if defined(__GNUC__) || defined(__clang__)
    if constexpr (!std::is_same_v<As, Int128>) {
        if (taken == nullptr) {
            run_totals_in_lanes<false>(running, rows, a, taken);
        } else {
            run_totals_in_lanes<true>(running, rows, a, taken);
        }
        return;
    }
#endif
    running[0] = As(0);
    run_totals_from(0, running, rows, a, taken);
}

/// Running totals of truth values, modulo 256: eight at a time by one multiplication.
inline void run_counts(std::uint8_t* running, std::size_t rows, const std::uint8_t* taken) {
    std::uint8_t total = 0;
    std::size_t row = 0;
    running[0] = 0;
    if constexpr (std::endian::native == std::endian::little) {
        for (; row + 8 <= rows; row += 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, taken + row, sizeof word);
            // Byte i of the product is the sum of bytes 0 … i; of no eight does it reach 256, but
            // of the total it may, so that is added byte by byte without a carry between them.
            const std::uint64_t sums = word * every_byte;
            const std::uint64_t totals = total * every_byte;
            const std::uint64_t low = (sums & low_bits) + (totals & low_bits);
            const std::uint64_t after = low ^ ((sums ^ totals) & ~low_bits);
            std::memcpy(running + row + 1, &after, sizeof after);
            total =
                static_cast<std::uint8_t>(total + (sums >> 56U)); // so nothing waits for `after`
        }
    }
    for (; row < rows; ++row) {
        total = static_cast<std::uint8_t>(total + taken[row]);
        running[row + 1] = total;
    }
}

} // namespace doudi::engine::kernels
