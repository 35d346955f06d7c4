#pragma once

#include "base/utf8.hpp"

#include <doudi/diagnostic.hpp>
#include <doudi/written.hpp>

#include <string_view>
#include <utility>

namespace doudi::yaml {

/// The place of bytes [begin, end) of `source`.
[[nodiscard]] inline Place place_at(const std::shared_ptr<const Source>& source, std::size_t begin,
                                    std::size_t end) {
    return {source, {begin, end}};
}

/// An error with one place. Every finding says its mend.
[[nodiscard]] inline Diagnostic error_at(std::string_view code, Place place, Phrase message,
                                         Phrase help) {
    return {Severity::error, code, std::move(message), {{std::move(place), {}}}, std::move(help)};
}

[[nodiscard]] inline Diagnostic warning_at(std::string_view code, Place place, Phrase message,
                                           Phrase help) {
    return {Severity::warning, code, std::move(message), {{std::move(place), {}}}, std::move(help)};
}

using utf8::shown;

} // namespace doudi::yaml
