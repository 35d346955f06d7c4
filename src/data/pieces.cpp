#include "data/pieces.hpp"

#include <doudi/limits.hpp>

#include <algorithm>
#include <cstring>

namespace doudi::data {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

constexpr int at_end = -1;

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Follows brackets and strings through a text that comes in parts.
class BracketScan {
public:
    /// Bytes of `text`, all seen before but from `seen_` on, up to the end of the value; 0 when
    /// that is not there yet. A bare word ends before a comma, bracket or blank.
    std::size_t find_end(std::string_view text) {
        for (; seen_ < text.size(); ++seen_) {
            const char c = text[seen_];
            if (in_string_) {
                in_string_ = is_escaped_ || c != '"';
                is_escaped_ = !is_escaped_ && c == '\\';
                if (!in_string_ && depth_ == 0) {
                    return seen_ + 1;
                }
            } else if (c == '"') {
                in_string_ = true;
            } else if (c == '{' || c == '[') {
                ++depth_;
            } else if (c == '}' || c == ']') {
                if (depth_ <= 1) {
                    return seen_ + static_cast<std::size_t>(depth_);
                }
                --depth_;
            } else if (depth_ == 0 && (c == ',' || (is_blank(c) && seen_ > 0))) {
                return seen_;
            }
        }
        return 0;
    }

    [[nodiscard]] bool is_open() const { return depth_ > 0 || in_string_; }

private:
    std::size_t seen_ = 0;
    int depth_ = 0;
    bool in_string_ = false;
    bool is_escaped_ = false;
};

} // namespace

Pieces::Pieces(ByteWindow& window, Form form) : window_(&window), form_(form) {}

void Pieces::begin() {
    has_begun_ = true;
    while (window_->text().size() < byte_order_mark.size() && window_->extend()) {
    }
    if (window_->text().starts_with(byte_order_mark)) {
        window_->drop(byte_order_mark.size());
    }
    if (form_ != Form::value && first_sign() == '[') {
        form_ = Form::value;
    } else if (form_ == Form::automatic) {
        choose_form();
    }
}

// A first line that opens more brackets than it closes is the beginning of one long record.
void Pieces::choose_form() {
    std::string_view text = window_->text();
    while (text.find('\n') == std::string_view::npos && text.size() <= limits::record_bytes &&
           window_->extend()) {
        text = window_->text();
    }
    BracketScan scan;
    const bool is_whole = scan.find_end(text.substr(0, text.find('\n'))) > 0;
    form_ = is_whole || !scan.is_open() ? Form::lines : Form::value;
}

void Pieces::take(std::size_t bytes) {
    const std::string_view text = window_->text().substr(0, bytes);
    line_ += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    window_->drop(bytes);
}

// First byte that is no blank, which stays; −1 at the end.
int Pieces::first_sign() {
    for (;;) {
        const std::string_view text = window_->text();
        const auto found = std::find_if_not(text.begin(), text.end(), is_blank);
        if (found != text.end()) {
            take(static_cast<std::size_t>(found - text.begin()));
            return static_cast<unsigned char>(window_->text().front());
        }
        line_ += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
        window_->forget(); // however many blanks there are, they are not held
        if (!window_->extend()) {
            return at_end;
        }
    }
}

bool Pieces::next(Piece& piece) {
    if (!has_begun_) {
        begin();
    }
    if (form_ == Form::lines && taken_ > 0) {
        window_->drop(taken_);
        ++line_;
    } else {
        take(taken_);
    }
    taken_ = 0;
    return form_ == Form::value ? next_value(piece) : next_line(piece);
}

bool Pieces::next_line(Piece& piece) {
    if (first_sign() == at_end) {
        return false;
    }
    piece = {{}, line_, false};
    std::size_t seen = 0;
    for (;;) {
        const std::string_view text = window_->text();
        const void* const end = std::memchr(text.data() + seen, '\n', text.size() - seen);
        if (end != nullptr || text.size() > limits::record_bytes) {
            const std::size_t size =
                end == nullptr
                    ? text.size()
                    : static_cast<std::size_t>(static_cast<const char*>(end) - text.data());
            piece.is_too_large = piece.is_too_large || size > limits::record_bytes;
            if (end != nullptr) {
                piece.text = piece.is_too_large ? std::string_view{} : text.substr(0, size);
                taken_ = size + 1;
                return true;
            }
            window_->forget(); // the rest of a record that is too large is read over
            seen = 0;
            continue;
        }
        seen = text.size();
        if (!window_->extend()) {
            piece.text = piece.is_too_large ? std::string_view{} : window_->text();
            taken_ = window_->text().size();
            return true;
        }
    }
}

bool Pieces::break_off() {
    is_broken_ = true;
    step_ = Step::end;
    return false;
}

bool Pieces::next_value(Piece& piece) {
    const int sign = first_sign();
    switch (step_) {
    case Step::first:
        if (sign == '[') {
            take(1);
            step_ = Step::element;
            if (first_sign() == ']') {
                take(1);
                step_ = Step::end;
                return first_sign() == at_end ? false : break_off();
            }
            return next_in_list(piece);
        }
        step_ = Step::end;
        return sign == at_end ? break_off() : whole_value(piece);
    case Step::end:
        return sign == at_end ? false : break_off();
    default:
        return next_in_list(piece);
    }
}

bool Pieces::next_in_list(Piece& piece) {
    if (step_ == Step::separator) {
        const int sign = first_sign();
        if (sign == ']') {
            take(1);
            step_ = Step::end;
            return first_sign() == at_end ? false : break_off();
        }
        if (sign != ',') {
            return break_off();
        }
        take(1);
    }
    const int sign = first_sign();
    if (sign == at_end || sign == ',' || sign == ']' || sign == '}') {
        return break_off();
    }
    step_ = Step::separator;
    return whole_value(piece);
}

bool Pieces::whole_value(Piece& piece) {
    piece = {{}, line_, false};
    BracketScan scan;
    for (;;) {
        const std::string_view text = window_->text();
        const std::size_t size = scan.find_end(text);
        if (size > 0) {
            piece.text = text.substr(0, size);
            taken_ = size;
            piece.is_too_large = size > limits::record_bytes;
            return true;
        }
        if (text.size() > limits::record_bytes) {
            // Without its end, where the next record begins cannot be told.
            return break_off();
        }
        if (!window_->extend()) {
            if (step_ == Step::separator) {
                return break_off();
            }
            piece.text = window_->text();
            taken_ = piece.text.size();
            return true;
        }
    }
}

} // namespace doudi::data
