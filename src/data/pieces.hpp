#pragma once

#include "data/byte_window.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace doudi::data {

/// The text of one record in a file.
struct Piece {
    std::string_view text;     ///< until the next piece is asked for; empty when too large
    std::size_t line = 0;      ///< on which it begins, from 1
    bool is_too_large = false; ///< more than limits::record_bytes
};

/// Cuts a file into the texts of its records, in memory of about one record.
class Pieces {
public:
    enum class Form : std::uint8_t {
        automatic, ///< by the first line: a list if it begins with [, lines if it holds a whole
                   ///< object
        lines,     ///< a record a line; blank lines are skipped
        value      ///< one list of records, or one record
    };

    /// `window` must stand at the beginning of the file and outlive this.
    explicit Pieces(ByteWindow& window, Form form = Form::automatic);

    /// The next record. False at the end, or when the file cannot be cut further.
    [[nodiscard]] bool next(Piece& piece);

    /// Whether a list was not closed, or something stands where a comma or the end should be.
    [[nodiscard]] bool is_broken() const { return is_broken_; }

    /// Line reached.
    [[nodiscard]] std::size_t line() const { return line_; }

private:
    enum class Step : std::uint8_t { first, element, separator, end };

    void begin();
    void choose_form();
    [[nodiscard]] bool next_line(Piece& piece);
    [[nodiscard]] bool next_value(Piece& piece);
    [[nodiscard]] bool next_in_list(Piece& piece);
    [[nodiscard]] bool whole_value(Piece& piece);
    [[nodiscard]] int first_sign();
    void take(std::size_t bytes);
    [[nodiscard]] bool break_off();

    ByteWindow* window_;
    Form form_;
    Step step_ = Step::first;
    bool has_begun_ = false;
    bool is_broken_ = false;
    std::size_t taken_ = 0; ///< bytes of the piece given last, still in the window
    std::size_t line_ = 1;
};

} // namespace doudi::data
