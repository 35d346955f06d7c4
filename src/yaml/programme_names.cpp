// A mistyped name in `programme:` makes a programme of its own, and everything that its file reads
// or declares would be unknown elsewhere: one finding instead of all those.

#include "base/suggest.hpp"
#include "yaml/sections.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace doudi::yaml {

namespace {

/// Programmes that an author could have meant: of the two, one alone has a title, and the other
/// name stands in more files, or in one that says what it is.
std::vector<std::string_view> likely_names(const RulePack& pack,
                                           const ProgrammeDeclaration& suspect) {
    std::vector<std::string_view> names;
    for (const ProgrammeDeclaration& other : pack.programmes) {
        const bool is_one_titled = other.title.empty() != suspect.title.empty();
        const bool is_likelier = other.files > suspect.files || suspect.title.empty();
        if (is_one_titled && is_likelier) {
            names.push_back(other.name.value);
        }
    }
    return names;
}

} // namespace

void check_programme_names(Context& context) {
    for (const ProgrammeDeclaration& programme : context.pack.programmes) {
        if (programme.files > 1) {
            continue;
        }
        const std::string meant =
            suggest(programme.name.value, likely_names(context.pack, programme));
        if (!meant.empty()) {
            const std::string name = shown(programme.name.value);
            report(context,
                   error_at("lone-programme", programme.name.place,
                            {fmt::format("只有这个文件属于项目 '{}'，另有项目 '{}'", name, meant),
                             fmt::format("programme '{}' has this file alone, and there is a "
                                         "programme '{}'",
                                         name, meant)},
                            {fmt::format("是不是 '{}'？如果确是两个项目，请各写 title:", meant),
                             fmt::format("did you mean '{}'? if they are two programmes, give "
                                         "each a title:",
                                         meant)}));
        }
    }
}

} // namespace doudi::yaml
