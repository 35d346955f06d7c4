#include "compile/findings.hpp"

#include "base/suggest.hpp"

namespace doudi::compiler {

Phrase Findings::nearest(std::string_view wanted, const std::vector<std::string_view>& known,
                         Phrase otherwise, std::string* found) {
    if (has_searched_enough()) {
        return otherwise;
    }
    compared_ += known.size();
    std::string name = suggest(wanted, known);
    Phrase help = did_you_mean(name);
    if (found != nullptr) {
        *found = std::move(name);
    }
    return help.empty() ? std::move(otherwise) : std::move(help);
}

} // namespace doudi::compiler
