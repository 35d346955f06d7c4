#pragma once

#include <doudi/rulebook.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// The values of one input or result in all rows of an entity.
namespace doudi {

/// How wide the whole numbers of a column are.
enum class Width : std::uint8_t { w8, w32, w64, w128 };

/// The narrowest width for a type and its proven range: truth values are bytes.
[[nodiscard]] constexpr Width width_for(Kind kind, const Int128& low, const Int128& high) {
    if (kind == Kind::boolean) {
        return Width::w8;
    }
    if (low.fits_int32() && high.fits_int32()) {
        return Width::w32;
    }
    return low.fits_int64() && high.fits_int64() ? Width::w64 : Width::w128;
}

/// One value for each row of an entity, with the state of each.
///
/// Only the vector of its width is used. `states` is empty while every row is ok; otherwise it has
/// one State for each row, and rows that are not ok hold 0.
struct Column {
    Width width = Width::w64;
    std::vector<std::uint8_t> bytes;
    std::vector<std::int32_t> narrow;
    std::vector<std::int64_t> wide;
    std::vector<Int128> widest;
    std::vector<std::uint8_t> states;

    [[nodiscard]] std::size_t size() const {
        switch (width) {
        case Width::w8:
            return bytes.size();
        case Width::w32:
            return narrow.size();
        case Width::w64:
            return wide.size();
        case Width::w128:
            break;
        }
        return widest.size();
    }

    void resize(std::size_t rows) {
        switch (width) {
        case Width::w8:
            bytes.resize(rows);
            break;
        case Width::w32:
            narrow.resize(rows);
            break;
        case Width::w64:
            wide.resize(rows);
            break;
        case Width::w128:
            widest.resize(rows);
            break;
        }
        if (!states.empty()) {
            states.resize(rows);
        }
    }

    [[nodiscard]] State state(std::size_t row) const {
        return states.empty() ? State::ok : static_cast<State>(states[row]);
    }

    [[nodiscard]] Int128 digits(std::size_t row) const {
        switch (width) {
        case Width::w8:
            return Int128(bytes[row]);
        case Width::w32:
            return Int128(narrow[row]);
        case Width::w64:
            return Int128(wide[row]);
        case Width::w128:
            break;
        }
        return widest[row];
    }

    /// Adds a row. The value must fit the width; a row that is not ok holds 0.
    void push(const Int128& value, State state = State::ok) {
        if (state != State::ok && states.empty()) {
            states.resize(size());
        }
        if (state != State::ok || !states.empty()) {
            states.push_back(static_cast<std::uint8_t>(state));
        }
        if (width == Width::w128) {
            widest.push_back(value);
        } else {
            add_word(static_cast<std::int64_t>(value));
        }
    }

    /// The same for a row that is ok.
    void push_word(std::int64_t word) {
        add_word(word);
        if (!states.empty()) {
            states.push_back(static_cast<std::uint8_t>(State::ok));
        }
    }

    /// The same for several rows.
    void push_words(std::span<const std::int64_t> words) {
        switch (width) {
        case Width::w8:
            add_words(bytes, words);
            break;
        case Width::w32:
            add_words(narrow, words);
            break;
        case Width::w64:
            add_words(wide, words);
            break;
        case Width::w128:
            add_words(widest, words);
            break;
        }
        if (!states.empty()) {
            states.resize(states.size() + words.size(), static_cast<std::uint8_t>(State::ok));
        }
    }

    /// Adds a number without its state.
    void add_word(std::int64_t word) {
        switch (width) {
        case Width::w8:
            bytes.push_back(static_cast<std::uint8_t>(word));
            break;
        case Width::w32:
            narrow.push_back(static_cast<std::int32_t>(word));
            break;
        case Width::w64:
            wide.push_back(word);
            break;
        case Width::w128:
            widest.emplace_back(word);
            break;
        }
    }

    void clear() {
        bytes.clear();
        narrow.clear();
        wide.clear();
        widest.clear();
        states.clear();
    }

private:
    template <typename Word>
    static void add_words(std::vector<Word>& column, std::span<const std::int64_t> words) {
        const std::size_t first = column.size();
        column.resize(first + words.size());
        for (std::size_t i = 0; i < words.size(); ++i) {
            column[first + i] = static_cast<Word>(words[i]);
        }
    }
};

} // namespace doudi
