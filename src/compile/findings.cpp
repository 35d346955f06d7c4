#include "compile/findings.hpp"

#include "base/suggest.hpp"

namespace doudi::compiler {

Phrase Findings::nearest(std::string_view wanted, const std::vector<std::string_view>& known,
                         Phrase otherwise) {
    if (has_searched_enough()) {
        return otherwise;
    }
    compared_ += known.size();
    Phrase help = did_you_mean(suggest(wanted, known));
    return help.empty() ? std::move(otherwise) : std::move(help);
}

} // namespace doudi::compiler
