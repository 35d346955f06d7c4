#include "base/suggest.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace doudi {

namespace {

/// The optimal string alignment distance, three rows at a time.
std::size_t distance(const std::u32string& a, const std::u32string& b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

} // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t most) {
    const std::size_t longer = std::max(a.size(), b.size());
    const std::size_t shorter = std::min(a.size(), b.size());
    // An edit changes at most four bytes, so texts this different need not be compared.
    if (longer - shorter > 4 * most) {
        return most + 1;
    }
    return std::min(distance(utf8::decode(a), utf8::decode(b)), most + 1);
}

std::string suggest(std::string_view wanted, const std::vector<std::string_view>& candidates) {
    constexpr std::size_t most = 2;
    constexpr std::size_t longest = 1'000; // nobody mistypes a name of that length
    if (wanted.size() > longest) {
        return {};
    }
    const std::size_t length = utf8::count_code_points(wanted);
    std::size_t best = most + 1;
    std::string_view nearest;
    for (const std::string_view candidate : candidates) {
        const std::size_t edits = edit_distance(wanted, candidate, most);
        const std::size_t shorter = std::min(length, utf8::count_code_points(candidate));
        const bool better = edits < best || (edits == best && candidate < nearest);
        if (edits > 0 && edits <= most && 2 * edits < shorter && better) {
            best = edits;
            nearest = candidate;
        }
    }
    return std::string(nearest);
}

Phrase did_you_mean(std::string_view name) {
    if (name.empty()) {
        return {};
    }
    return {fmt::format("是不是想写 '{}'？", name), fmt::format("did you mean '{}'?", name)};
}

} // namespace doudi
