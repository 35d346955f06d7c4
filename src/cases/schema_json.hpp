#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

// JSON put together from parts: each function gives the text of one value.
namespace doudi::schema {

/// A value's JSON text. Made only by the functions below, so that it is always sound.
struct Json {
    std::string text;
};

/// Keys in the order given; must differ.
using Members = std::vector<std::pair<std::string, Json>>;

[[nodiscard]] Json string(std::string_view text);
[[nodiscard]] Json boolean(bool value);

/// A number as written: "0.01".
[[nodiscard]] Json number(std::string text);

[[nodiscard]] Json array(const std::vector<Json>& items);
[[nodiscard]] Json object(const Members& members);

/// The same value over several lines, short parts on one; ends with a newline.
[[nodiscard]] std::string indented(const Json& json);

} // namespace doudi::schema
