#include "yaml/findings.hpp"

#include "base/utf8.hpp"

namespace doudi::yaml {

std::string shown(std::string_view text) {
    constexpr std::size_t most = 60;
    std::string out;
    std::size_t cells = 0;
    while (!text.empty()) {
        const std::string_view before = text;
        const auto point = utf8::take_code_point(text);
        cells += utf8::cell_width(point.value);
        if (cells > most) {
            return out + "…";
        }
        out += utf8::harmless(before.substr(0, point.size));
    }
    return out;
}

} // namespace doudi::yaml
