#include <doudi/describe.hpp>
#include <doudi/load.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

using namespace doudi;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

std::string folder(const std::string& name) {
    return std::string(DOUDI_SOURCE_DIR) + "/" + name;
}

std::string content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Holds a text against a file; DOUDI_UPDATE_CASES=1 writes the file anew, to be read in a diff.
void check_golden(const std::string& name, const std::string& found) {
    const std::string path = folder("tests/unit/cases/golden/" + name);
    if (std::getenv("DOUDI_UPDATE_CASES") != nullptr) { // NOLINT(concurrency-mt-unsafe)
        std::ofstream(path, std::ios::binary) << found;
    }
    CHECK(found == content(path));
}

const RulePack& small_pack() {
    static const Checked<RulePack> pack = load_pack(folder("tests/unit/cases/small_pack"));
    INFO(render(pack.diagnostics()));
    REQUIRE(pack);
    return pack.value();
}

const RulePack& chengxiang() {
    static const Checked<RulePack> pack = load_pack(folder("rules/chengxiang"));
    INFO(render(pack.diagnostics()));
    REQUIRE(pack);
    return pack.value();
}

std::string described(const Files& files, Language language) {
    const Checked<RulePack> pack = load_pack_texts(files);
    INFO(render(pack.diagnostics()));
    REQUIRE(pack);
    return describe(pack.value(), language);
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// Text that Markdown leaves as it is, to look for in a document that escapes the rest.
std::string longest_plain(const std::string& text) {
    const std::string marks = "\\`*[]<>|~&_#\n";
    std::string longest;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find_first_of(marks, begin), text.size());
        if (end - begin > longest.size()) {
            longest = text.substr(begin, end - begin);
        }
        begin = end + 1;
    }
    return longest;
}

std::string on_one_line(const std::string& text) {
    std::string line;
    for (const char c : text) {
        const bool is_blank = c == '\n' || c == ' ';
        if (!is_blank || !line.ends_with(' ')) {
            line += is_blank ? ' ' : c;
        }
    }
    return line;
}

void collect_assumptions(const WrittenNode& node, std::vector<Phrase>& all) {
    for (const auto& [key, value] : node.entries) {
        if (key.value == "assumed") {
            for (const WrittenNode& item : value.items) {
                all.push_back(phrase_of(item));
            }
            if (!value.is_list()) {
                all.push_back(phrase_of(value));
            }
        } else {
            collect_assumptions(value, all);
        }
    }
    for (const WrittenNode& item : node.items) {
        collect_assumptions(item, all);
    }
}

constexpr Language languages[] = {Language::zh, Language::en};

const std::string header = "doudi: 1\npack: t\nentities:\n  person: {key: id}\n";

} // namespace

TEST_CASE("a small pack reads as it is meant to in Chinese", "[describe]") {
    check_golden("small_pack.zh.md", describe(small_pack(), Language::zh));
}

TEST_CASE("a small pack reads as it is meant to in English", "[describe]") {
    check_golden("small_pack.en.md", describe(small_pack(), Language::en));
}

TEST_CASE("every name of the Chengxiang pack is described", "[describe][property]") {
    for (const Language language : languages) {
        const std::string text = describe(chengxiang(), language);
        const auto check_name = [&text](const std::string& name) {
            INFO(name);
            CHECK(holds(text, "`" + name + "`"));
        };
        for (const RuleDeclaration& rule : chengxiang().rules) {
            check_name(rule.name.value);
        }
        for (const ParameterDeclaration& parameter : chengxiang().parameters) {
            check_name((parameter.programme.empty() ? "" : parameter.programme + ".") +
                       parameter.name.value);
        }
        for (const FactDeclaration& fact : chengxiang().facts) {
            check_name(fact.name.value);
        }
        for (const CategoryDeclaration& category : chengxiang().categories) {
            check_name(category.name.value);
        }
        for (const OptionDeclaration& option : chengxiang().options) {
            check_name(option.programme + "." + option.name.value);
        }
        for (const DecisionDeclaration& decision : chengxiang().decisions) {
            for (const DecisionRow& row : decision.rows) {
                check_name(row.outcome.value);
            }
        }
    }
}

TEST_CASE("every assumption of the Chengxiang pack is described", "[describe][property]") {
    std::vector<Phrase> assumptions;
    for (const auto& file : chengxiang().files) {
        collect_assumptions(*file, assumptions);
    }
    REQUIRE(assumptions.size() > 50);
    for (const Language language : languages) {
        const std::string text = describe(chengxiang(), language);
        const std::size_t closing =
            text.find(language == Language::zh ? "\n## 全部假定" : "\n## All assumptions");
        REQUIRE(closing != std::string::npos);
        const std::string list = text.substr(closing);
        for (const Phrase& assumption : assumptions) {
            const std::string plain = longest_plain(assumption.in(language));
            INFO(plain);
            REQUIRE(!plain.empty());
            CHECK(holds(list, plain));
            CHECK(holds(text.substr(0, closing), plain));
        }
    }
}

TEST_CASE("every formula of the Chengxiang pack is described as written", "[describe][property]") {
    const std::string text = describe(chengxiang(), Language::en);
    for (const RuleDeclaration& rule : chengxiang().rules) {
        for (const RuleForm& form : rule.forms) {
            for (const char* const key : {"value", "of", "gives", "who", "when", "while", "base"}) {
                const WrittenNode* const node = form.body->find(key);
                if (node != nullptr && node->is_scalar()) {
                    INFO(rule.name.value << " " << key);
                    CHECK(holds(text, "`" + on_one_line(node->scalar.value) + "`"));
                }
            }
        }
    }
}

TEST_CASE("the order of files and of rules does not matter", "[describe]") {
    const std::string a = "rules:\n  - rule: a\n    for: person\n    type: integer\n    value: 1\n"
                          "    source: law 1\n";
    const std::string b = "rules:\n  - rule: b\n    for: person\n    type: integer\n    value: 2\n"
                          "    assumed: guess\n";
    CHECK(described({{"pack.yaml", header}, {"1.yaml", a}, {"2.yaml", b}}, Language::zh) ==
          described({{"pack.yaml", header}, {"1.yaml", b}, {"2.yaml", a}}, Language::zh));
}

TEST_CASE("a pack that would not compile is described all the same", "[describe]") {
    const std::string text = described(
        {{"pack.yaml", header}, {"r.yaml", "rules:\n  - rule: a\n    value: nowhere +\n"}},
        Language::en);
    CHECK(holds(text, "`nowhere +`"));
    CHECK(holds(text, "Source: ⚠ none stated"));
}

TEST_CASE("text of a pack cannot become mark-up", "[describe]") {
    const std::string text = described(
        {{"pack.yaml", "doudi: 1\npack: t\ntitle: '<b>a|b</b> [x](y) *z* `q`'\n"
                       "entities:\n  person: {key: id, title: 'a | b'}\n"},
         {"r.yaml", "rules:\n  - rule: a\n    value: \"x = \\\"`|\\\"\"\n    assumed: 'a|b'\n"}},
        Language::en);
    CHECK(holds(text, "# \\<b\\>a\\|b\\</b\\> \\[x\\](y) \\*z\\* \\`q\\`\n"));
    CHECK(holds(text, "`` x = \"`\\|\" ``") == false);
    CHECK(holds(text, "``x = \"`\\|\"``"));
    CHECK(holds(text, "| `a` | a\\|b |"));
}

TEST_CASE("a kind that has no words of its own shows its formulas", "[describe]") {
    const std::string text =
        described({{"pack.yaml", header},
                   {"r.yaml", "rules:\n  - rule: a\n    kind: lottery\n    draw: x + 1\n"}},
                  Language::zh);
    CHECK(holds(text, "- `draw`：`x + 1`"));
}
