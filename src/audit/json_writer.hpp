#pragma once

#include "base/json_text.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace doudi::audit {

/// Appends JSON to a string; commas come by themselves.
class JsonWriter {
public:
    explicit JsonWriter(std::string& out) : out_(out) {}

    /// `{…}`: `fill` says the members.
    template <typename Fill>
    void object(const Fill& fill) {
        nest('{', '}', fill);
    }

    template <typename Fill>
    void array(const Fill& fill) {
        nest('[', ']', fill);
    }

    void key(std::string_view name) {
        separate();
        append_json_text(out_, name);
        out_ += ':';
        is_first_ = true; // no comma before the value
    }

    void text(std::string_view value) {
        separate();
        append_json_text(out_, value);
    }

    void boolean(bool value) { literal(value ? "true" : "false"); }

    void number(std::size_t value) { literal(std::to_string(value)); }

    void null() { literal("null"); }

    // A member in one go.

    void member(std::string_view name, std::string_view value) {
        key(name);
        text(value);
    }

    void member(std::string_view name, const char* value) { member(name, std::string_view(value)); }

    void member(std::string_view name, bool value) {
        key(name);
        boolean(value);
    }

    void member(std::string_view name, std::size_t value) {
        key(name);
        number(value);
    }

private:
    void separate() {
        out_ += is_first_ ? "" : ",";
        is_first_ = false;
    }

    void literal(std::string_view value) {
        separate();
        out_ += value;
    }

    template <typename Fill>
    void nest(char open, char close, const Fill& fill) {
        separate();
        out_ += open;
        is_first_ = true;
        fill();
        out_ += close;
        is_first_ = false;
    }

    std::string& out_;
    bool is_first_ = true;
};

} // namespace doudi::audit
