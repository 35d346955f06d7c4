#pragma once

#include "date.hpp"
#include "number.hpp"

#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace doudi::oracle {

enum class State { ok, missing, fault };

/// An input that a missing value still waits for: its path, and the place of that path in the
/// order "facts of a row by name, its previous values, its inner rows in record order".
struct Need {
    std::vector<std::string> order;
    std::string path;

    bool operator<(const Need& other) const {
        return std::tie(order, path) < std::tie(other.order, other.path);
    }
};

using Needs = std::set<Need>;

/// What a formula is worth for one row. An ok value without content is the "none" that a
/// newcomer has for a category: it equals nothing.
class Value {
public:
    using Content = std::variant<std::monostate, Rational, bool, std::string, Date>;

    static Value ok(Content content);
    static Value none();
    static Value missing(Needs needs);
    static Value fault();

    [[nodiscard]] bool is_ok() const { return state_ == State::ok; }

    [[nodiscard]] bool is_missing() const { return state_ == State::missing; }

    [[nodiscard]] bool is_fault() const { return state_ == State::fault; }

    [[nodiscard]] State state() const { return state_; }

    /// True for an ok truth value that is true; false for everything else.
    [[nodiscard]] bool is_true() const { return is_ok() && std::get<bool>(content_); }

    [[nodiscard]] bool is_false() const { return is_ok() && !std::get<bool>(content_); }

    /// Each throws std::bad_variant_access if the value is not ok and of that type.
    [[nodiscard]] const Rational& number() const { return std::get<Rational>(content_); }

    [[nodiscard]] bool truth() const { return std::get<bool>(content_); }

    [[nodiscard]] const std::string& text() const { return std::get<std::string>(content_); }

    [[nodiscard]] const Date& date() const { return std::get<Date>(content_); }

    [[nodiscard]] const Content& content() const { return content_; }

    /// Empty unless the value is missing.
    [[nodiscard]] const Needs& needs() const { return needs_; }

    /// "12.5", "1/3", "true", "2020-07-01", a category's name, "none", "missing" or "fault".
    [[nodiscard]] std::string print() const;

private:
    explicit Value(State state) : state_(state) {}

    State state_;
    Content content_;
    Needs needs_;
};

/// Whether both are ok and the same; "none" is not even the same as itself.
[[nodiscard]] bool same(const Value& left, const Value& right);

/// What the text of a scalar is read as.
enum class ContentType { number, boolean, date, category, text };

/// Throws std::runtime_error for text that is not of the type.
[[nodiscard]] Value parse_value(const std::string& text, ContentType type);

} // namespace doudi::oracle
