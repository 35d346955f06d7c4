#pragma once

#include <string>
#include <string_view>

namespace doudi {

/// The languages in which doudi speaks to people.
enum class Language { zh, en };

/// The same words in each language. Messages start in lower case, end without a full stop and
/// quote the user's own words in single quotes.
struct Phrase {
    std::string zh;
    std::string en;

    [[nodiscard]] const std::string& in(Language language) const {
        return language == Language::zh ? zh : en;
    }

    [[nodiscard]] bool empty() const { return zh.empty() && en.empty(); }

    friend bool operator==(const Phrase&, const Phrase&) = default;
};

} // namespace doudi
