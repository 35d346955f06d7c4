#pragma once

#include "data/byte_window.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

// Looking at several bytes at once. Whoever calls has ByteWindow::padding bytes behind the text.
namespace doudi::data {

inline constexpr std::size_t scan_bytes = 16;
static_assert(scan_bytes <= ByteWindow::padding);

/// Which of the next `scan_bytes` are one of the signs, the first one lowest.
template <char... Signs>
[[nodiscard]] inline unsigned signs_among(const char* at) {
#ifdef __SSE2__
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    __m128i found = _mm_setzero_si128();
    ((found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(Signs)))), ...);
    return static_cast<unsigned>(_mm_movemask_epi8(found));
#else
    unsigned found = 0;
    for (unsigned i = 0; i < scan_bytes; ++i) {
        found |= ((at[i] == Signs) || ...) ? 1U << i : 0U;
    }
    return found;
#endif
}

inline constexpr std::size_t block_bytes = 64;
static_assert(block_bytes <= ByteWindow::padding);

/// The same for the next `block_bytes`.
template <char... Signs>
[[nodiscard]] inline std::uint64_t signs_in_block(const char* at) {
    std::uint64_t found = 0;
    for (std::size_t i = 0; i < block_bytes; i += scan_bytes) {
        found |= std::uint64_t{signs_among<Signs...>(at + i)} << i;
    }
    return found;
}

/// Which of the next `scan_bytes` are one of the signs, or `last` or below it, the first one
/// lowest.
template <char last, char... Signs>
[[nodiscard]] inline unsigned signs_or_below(const char* at) {
#ifdef __SSE2__
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    __m128i found = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(last)), bytes);
    ((found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(Signs)))), ...);
    return static_cast<unsigned>(_mm_movemask_epi8(found));
#else
    unsigned found = 0;
    for (unsigned i = 0; i < scan_bytes; ++i) {
        const bool is_below = static_cast<unsigned char>(at[i]) <= static_cast<unsigned char>(last);
        found |= (is_below || ((at[i] == Signs) || ...)) ? 1U << i : 0U;
    }
    return found;
#endif
}

/// Goes to the first of the signs, or what is `last` or below it; else behind `end`.
template <char last, char... Signs>
[[nodiscard]] inline const char* find_first_or_below(const char* at, const char* end) {
    for (; at < end; at += scan_bytes) {
        const unsigned found = signs_or_below<last, Signs...>(at);
        if (found != 0) {
            return at + std::countr_zero(found);
        }
    }
    return at;
}

/// Which of the next `scan_bytes` are the same in both places, the first one lowest.
[[nodiscard]] inline unsigned same_bytes(const char* a, const char* b) {
#ifdef __SSE2__
    const __m128i there = _mm_loadu_si128(reinterpret_cast<const __m128i*>(a));
    const __m128i wanted = _mm_loadu_si128(reinterpret_cast<const __m128i*>(b));
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(there, wanted)));
#else
    unsigned same = 0;
    for (unsigned i = 0; i < scan_bytes; ++i) {
        same |= a[i] == b[i] ? 1U << i : 0U;
    }
    return same;
#endif
}

/// Whether all bytes are signs of ASCII, blanks among them.
[[nodiscard]] inline bool are_printable(std::string_view text) {
#ifdef __SSE2__
    for (std::size_t at = 0; at < text.size(); at += scan_bytes) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
        // Bytes above those of ASCII are negative.
        const __m128i good = _mm_andnot_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7F)),
                                              _mm_cmpgt_epi8(bytes, _mm_set1_epi8(0x1F)));
        const std::size_t left = text.size() - at;
        const unsigned inside = left < scan_bytes ? (1U << left) - 1 : 0xFFFFU;
        if ((static_cast<unsigned>(_mm_movemask_epi8(good)) & inside) != inside) {
            return false;
        }
    }
    return true;
#else
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
#endif
}

/// Goes to the first of the signs, or to `end`.
template <char... Signs>
[[nodiscard]] inline const char* find_first(const char* at, const char* end) {
    for (; end - at >= static_cast<std::ptrdiff_t>(scan_bytes); at += scan_bytes) {
        const unsigned found = signs_among<Signs...>(at);
        if (found != 0) {
            return at + std::countr_zero(found);
        }
    }
    while (at != end && ((*at != Signs) && ...)) {
        ++at;
    }
    return at;
}

/// The eight bytes there, the first one lowest.
[[nodiscard]] inline std::uint64_t eight_bytes(const char* at) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, sizeof bytes);
    return std::endian::native == std::endian::little ? bytes : __builtin_bswap64(bytes);
}

/// Whether the text goes on with these bytes; for the short ones that names are.
[[nodiscard]] inline bool goes_on_with(const char* at, std::string_view bytes) {
    constexpr std::size_t word = sizeof(std::uint64_t);
    if (bytes.size() < word) {
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            if (at[i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }
    const auto differ = [&](std::size_t i) {
        std::uint64_t there = 0;
        std::uint64_t wanted = 0;
        std::memcpy(&there, at + i, word);
        std::memcpy(&wanted, bytes.data() + i, word);
        return there != wanted;
    };
    for (std::size_t i = 0; i + word < bytes.size(); i += word) {
        if (differ(i)) {
            return false;
        }
    }
    return !differ(bytes.size() - word);
}

[[nodiscard]] constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Equality of short texts, such as keys.
[[nodiscard]] inline bool are_same(std::string_view a, std::string_view b) {
    return a.size() == b.size() && goes_on_with(a.data(), b);
}

/// Order of short texts by their bytes, as of std::string_view.
[[nodiscard]] inline bool is_less(std::string_view a, std::string_view b) {
    constexpr std::size_t word = sizeof(std::uint64_t);
    if (a.size() != b.size() || a.size() < word) {
        return a < b;
    }
    // With the first byte highest, the order of words is that of the texts.
    for (std::size_t i = 0;; i = std::min(i + word, a.size() - word)) {
        const std::uint64_t one = __builtin_bswap64(eight_bytes(a.data() + i));
        const std::uint64_t other = __builtin_bswap64(eight_bytes(b.data() + i));
        if (one != other || i == a.size() - word) {
            return one < other;
        }
    }
}

/// The number that eight digits make, a value of 0 to 9 in each byte, the first one lowest.
[[nodiscard]] constexpr std::uint64_t number_of_digits(std::uint64_t digits) {
    // Pairs, fours and all eight are put together.
    const std::uint64_t pairs = (digits * 10) + (digits >> 8U);
    return (((pairs & 0x0000'00FF'0000'00FFU) * 0x000F'4240'0000'0064U) +
            (((pairs >> 16U) & 0x0000'00FF'0000'00FFU) * 0x0000'2710'0000'0001U)) >>
           32U;
}

} // namespace doudi::data
