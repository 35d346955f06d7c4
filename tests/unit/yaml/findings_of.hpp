#pragma once

#include <doudi/load.hpp>

#include <string>
#include <utility>
#include <vector>

// A small pack around one text under test, and its findings as "code line:column".
namespace findings_of {

using Files = std::vector<std::pair<std::string, std::string>>;

inline const std::string small_pack = "doudi: 1\n"
                                      "pack: small\n"
                                      "language: zh\n"
                                      "title: {zh: 小包, en: small}\n"
                                      "currency: CNY\n"
                                      "entities:\n"
                                      "  household: {title: 家庭, key: household_id}\n"
                                      "  member: {title: 成员, in: household, as: members}\n";

inline std::vector<std::string> brief(const doudi::Diagnostics& diagnostics) {
    std::vector<std::string> lines;
    for (const doudi::Diagnostic& diagnostic : diagnostics) {
        std::string line(diagnostic.code);
        if (!diagnostic.labels.empty()) {
            const doudi::Place& place = diagnostic.labels.front().place;
            const doudi::Location at = place.source->locate(place.span.begin);
            line += " " + std::to_string(at.line) + ":" + std::to_string(at.column);
        }
        lines.push_back(line);
    }
    return lines;
}

inline doudi::Checked<doudi::RulePack> load(const std::string& rules) {
    return doudi::load_pack_texts({{"pack.yaml", small_pack}, {"rules.yaml", rules}});
}

/// Of a rule file beside the small pack.
inline std::vector<std::string> rules(const std::string& text) {
    return brief(load(text).diagnostics());
}

/// Of a file of cases beside the small pack.
inline std::vector<std::string> cases(const std::string& text) {
    return brief(doudi::load_pack_texts({{"pack.yaml", small_pack}, {"a.test.yaml", text}},
                                        doudi::WithCases::yes)
                     .diagnostics());
}

/// Of pack.yaml itself.
inline std::vector<std::string> header(const std::string& text) {
    return brief(doudi::load_pack_texts({{"pack.yaml", text}}).diagnostics());
}

/// A rule with these lines, each already indented by four.
inline std::string rule(const std::string& lines) {
    return "rules:\n  - rule: a\n    for: household\n    type: integer\n" + lines;
}

using Codes = std::vector<std::string>;

} // namespace findings_of
