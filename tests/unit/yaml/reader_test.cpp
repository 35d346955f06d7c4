#include "unit/yaml/findings_of.hpp"
#include "yaml/reader.hpp"

#include <doudi/limits.hpp>

#include <catch2/catch.hpp>

#include <chrono>

using namespace doudi;
using findings_of::Codes;
using findings_of::rule;
using findings_of::rules;

namespace {

std::string repeat(const std::string& text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) {
        out += text;
    }
    return out;
}

/// The texts and findings of one YAML text, without a pack around it.
struct Reading {
    std::shared_ptr<const WrittenNode> root;
    Diagnostics findings;
};

Reading read(const std::string& text) {
    Reading reading;
    reading.root = yaml::read(std::make_shared<const Source>("a.yaml", text), reading.findings);
    return reading;
}

Codes codes(const std::string& text) {
    return findings_of::brief(read(text).findings);
}

} // namespace

TEST_CASE("what YAML lets pass in silence is refused", "[yaml]") {
    const auto [text, expected] = GENERATE(values<std::pair<std::string, Codes>>({
        {"a: 1\nb: 2\na: 3\n", {"duplicate-key 3:1"}},
        {"{a: 1, a: 2}\n", {"duplicate-key 1:8"}},
        {"a: 1\n\"a\": 3\n", {"duplicate-key 2:1"}},
        {"a: 1\n---\nb: 2\n", {"second-document 2:1"}},
        {"a:\nb: 2\n", {"empty-value 1:1"}},
        {"a: 1\nb:\n", {"empty-value 2:1"}},
        {"a:\nnull: 2\n", {"empty-value 1:1"}},
        {"a:\n  - 1\n  -\n  - 3\n", {"empty-value 3:3"}},
        {"a: {b: }\n", {"empty-value 1:5"}},
        {"<<: {a: 1}\n", {"yaml-merge 1:1"}},
        {"{[a]: 1}\n", {"non-scalar-key 1:2"}},
        {"? a\n: 1\n", {"reserved-character 1:1", "reserved-character 2:1"}},
        {"a: 1\nb\n", {"yaml-syntax 2:1"}},
        {"a: \"\\x01\"\n", {"control-character 1:4"}},
    }));
    CAPTURE(text);
    CHECK(codes(text) == expected);
}

TEST_CASE("a formula cut by a comma is named", "[yaml]") {
    CHECK(codes("- {when: min(a, b), then: c}\n") ==
          Codes{"formula-cut-by-comma 1:10", "formula-cut-by-comma 1:17"});
    CHECK(codes("a: {value: 1,570}\n") == Codes{"formula-cut-by-comma 1:14"});
    CHECK(codes("a: [min(b, c), d]\n") ==
          Codes{"formula-cut-by-comma 1:5", "formula-cut-by-comma 1:12"});
    CHECK(codes("a: {when: \"min(b, c)\", then: 1}\n").empty());
}

TEST_CASE("a number that its comma has cut is put together again", "[yaml]") {
    const auto help = [](const std::string& text) { return read(text).findings.at(0).help.en; };
    CHECK(help("a: {value: 1,570.50}\n") == "leave the thousands separator out: 1570.50");
    CHECK(help("a: {value: b, 570}\n") == help("a: {value: 1, 57}\n"));
}

TEST_CASE("an item whose dash was forgotten is one finding", "[yaml]") {
    const auto reading =
        read("- rule: a\n  for: b\n  value: 1\n\n  rule: c\n  for: b\n  value: 2\n");
    CHECK(findings_of::brief(reading.findings) == Codes{"duplicate-key 5:3"});
    CHECK(reading.findings.at(0).help.en.find("put '- ' before it") != std::string::npos);
    CHECK(codes("- rule: a\n  for: b\n  for: c\n  value: 1\n  value: 2\n") ==
          Codes{"duplicate-key 3:3", "duplicate-key 5:3"});
    CHECK(codes("a: 1\na: 2\nb: 1\nb: 2\n") == Codes{"duplicate-key 2:1", "duplicate-key 4:1"});
}

TEST_CASE("words after a comma in a title belong to the title", "[yaml]") {
    const auto reading = read("a: {zh: 甲, en: one, two, three}\n");
    REQUIRE(reading.findings.empty());
    CHECK(reading.root->entries[0].second.find("en")->scalar.value == "one, two, three");
}

TEST_CASE("a complaint of the YAML reader is a sentence with a place", "[yaml]") {
    const auto [text, expected] = GENERATE(values<std::pair<std::string, std::string>>({
        {"a:\n  b: 1\n c: 2\n", "yaml-syntax 3:2"},
        {"a: - b\n", "yaml-syntax 1:4"},
        {"a: ]\n", "yaml-syntax 1:4"},
        {"a: \"\\q\"\n", "yaml-syntax 1:5"},
    }));
    CAPTURE(text);
    const auto reading = read(text);
    REQUIRE(reading.findings.size() == 1);
    CHECK(findings_of::brief(reading.findings) == Codes{expected});
    CHECK(reading.findings[0].message.en.find("yaml-cpp") == std::string::npos);
    CHECK(reading.findings[0].message.zh.find("YAML 写法不对") == std::string::npos);
}

TEST_CASE("scalars are kept as they are written", "[yaml]") {
    const auto reading =
        read("- yes\n- null\n- ~\n- 0123\n- 1e3\n- 'it''s'\n- \"a\\tb\"\n- \"\"\n");
    REQUIRE(reading.findings.empty());
    const std::vector<std::string> expected{"yes", "null", "~", "0123", "1e3", "it's", "a\tb", ""};
    REQUIRE(reading.root->items.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(reading.root->items[i].scalar.value == expected[i]);
        CHECK(reading.root->items[i].scalar.quoted == (i >= 5));
    }
}

TEST_CASE("an empty text and one of comments alone say nothing, which is a warning", "[yaml]") {
    for (const char* const text : {"", "\n\n", "# a\n# b", "---\n", "\r\n"}) {
        CAPTURE(text);
        const auto reading = read(text);
        CHECK(reading.root == nullptr);
        CHECK(findings_of::brief(reading.findings) == Codes{"empty-file 1:1"});
        CHECK_FALSE(has_errors(reading.findings));
    }
}

TEST_CASE("bytes that are no text are refused by place", "[yaml]") {
    CHECK(codes("a: \xC4\xE3\n") == Codes{"invalid-utf8 1:4"});
    CHECK(codes("a: \xED\xA0\x80\n") == Codes{"invalid-utf8 1:4"}); // a surrogate
    CHECK(codes("a: \xC0\xAF\n") == Codes{"invalid-utf8 1:4"});     // an overlong slash
    CHECK(codes(std::string("\xFF\xFE"
                            "a\0:\0",
                            6)) == Codes{"invalid-utf8 1:1"}); // UTF-16
    CHECK(codes(std::string("\xFE\xFF"
                            "\0a\0:",
                            6)) == Codes{"invalid-utf8 1:1"});
    CHECK(codes(std::string("a: b\0c\n", 7)) == Codes{"control-character 1:5"});
    CHECK(codes("a: b\x1B[31m\n") == Codes{"control-character 1:5"});
    CHECK(codes("a: b\xE2\x80\xAE\n") == Codes{"control-character 1:5"}); // turns the text round
    CHECK(codes("a: b\rc: d\n") == Codes{"control-character 1:5"});
    CHECK(codes(std::string(1'000'000, '\x01')).size() == 20);
}

TEST_CASE("CRLF and a byte order mark change no place", "[yaml]") {
    const auto pack =
        load_pack_texts({{"pack.yaml", findings_of::small_pack},
                         {"rules.yaml", "\xEF\xBB\xBFrules:\r\n  - rule: a\r\n    valus: 1\r\n"},
                         {"more.yaml", "\xEF\xBB\xBFruls: []\n"}});
    CHECK(findings_of::brief(pack.diagnostics()) == Codes{"unknown-key 1:1", "unknown-key 3:5"});
    const auto reading = read("a: >-\r\n  b\r\n  c\r\nd: 'e\r\n\r\n  f'\r\n");
    REQUIRE(reading.findings.empty());
    CHECK(reading.root->find("a")->scalar.value == "b c");
    CHECK(reading.root->find("d")->scalar.value == "e\nf");
}

TEST_CASE("nesting ends at a limit, whatever its shape", "[yaml][attack]") {
    const std::size_t deep = 10'000;
    CHECK(codes(repeat("[", deep)) == Codes{"too-deep 1:65"});
    CHECK(codes("a: " + repeat("{b: ", deep)) == Codes{"too-deep 1:260"});
    CHECK(codes(repeat("- ", deep) + "a\n") == Codes{"too-deep 1:129"});
    CHECK(codes(repeat("? ", deep) + "a\n").size() == 1);
    std::string stairs;
    for (std::size_t i = 0; i < 200; ++i) {
        stairs += std::string(i, ' ') + "a:\n";
    }
    CHECK(codes(stairs + std::string(200, ' ') + "b\n") == Codes{"too-deep 65:65"});
}

TEST_CASE("a bomb of aliases is refused at its first anchor", "[yaml][attack]") {
    std::string bomb = "a: &a [x, x, x, x, x, x, x, x]\n";
    for (char name = 'b'; name < 'z'; ++name) {
        const std::string before(1, static_cast<char>(name - 1));
        bomb +=
            std::string(1, name) + ": &" + name + " [" + repeat("*" + before + ", ", 8) + "x]\n";
    }
    const auto found = codes(bomb);
    REQUIRE_FALSE(found.empty());
    CHECK(found[0] == "yaml-alias 1:4");
}

TEST_CASE("large texts are read or refused in bounded time", "[yaml][attack]") {
    const auto begin = std::chrono::steady_clock::now();
    const std::string formula = repeat("a + ", 250'000) + "a";
    CHECK(codes("value: " + formula + "\n").empty());
    CHECK(codes("value: >-\n  " + formula + "\n").empty());
    CHECK(codes("value: '" + formula + "'\n").empty());
    CHECK(codes("value: " + std::string(1'000, '9') + "\n").empty());
    CHECK(codes(std::string(1'000'000, ' ')) == Codes{"empty-file 1:1"});
    CHECK(codes(std::string(1'000'000, 'a') + "\n").empty());
    CHECK(codes(std::string(limits::pack_file_bytes + 1, 'a')) == Codes{"file-too-large 1:1"});
    CHECK(codes(repeat("'", 1'000'001)) == Codes{"unterminated-quote 1:1"});
    const auto spent = std::chrono::steady_clock::now() - begin;
    CHECK(std::chrono::duration_cast<std::chrono::seconds>(spent).count() < 60);
}
