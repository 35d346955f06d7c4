#include "yaml/abridged.hpp"

#include <catch2/catch.hpp>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>

using doudi::yaml::AbridgedText;
using doudi::yaml::RestoredEvents;

namespace {

/// Writes down what it is told.
class Recorder : public YAML::EventHandler {
public:
    void OnDocumentStart(const YAML::Mark& mark) override { at("document", mark); }

    void OnDocumentEnd() override { events.emplace_back("end"); }

    void OnNull(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override { at("null", mark); }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override { at("alias", mark); }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                  const std::string& value) override {
        at("scalar " + tag + " " + value, mark);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/,
                         YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value /*style*/) override {
        at("list", mark);
    }

    void OnSequenceEnd() override { events.emplace_back("end of list"); }

    void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                    YAML::EmitterStyle::value /*style*/) override {
        at("map", mark);
    }

    void OnMapEnd() override { events.emplace_back("end of map"); }

    std::vector<std::string> events;

private:
    void at(const std::string& what, const YAML::Mark& mark) {
        events.push_back(what + " at " + std::to_string(mark.pos));
    }
};

void read(const std::string& text, YAML::EventHandler& events) {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(events)) {
    }
}

std::vector<std::string> of_whole(const std::string& text) {
    Recorder recorder;
    read(text, recorder);
    return recorder.events;
}

std::vector<std::string> of_abridged(const std::string& text) {
    Recorder recorder;
    const AbridgedText abridged(text);
    RestoredEvents restored(abridged, recorder);
    read(abridged.text(), restored);
    return recorder.events;
}

} // namespace

TEST_CASE("a run of characters without meaning in YAML becomes one byte", "[yaml]") {
    const auto [text, expected] = GENERATE(values<std::pair<std::string, std::string>>({
        {"income: wage + pension\n", "\1: \1\n"},
        {"  - rule: 人均收入  # 每人\n", "  - rule: \1  # \1\n"},
        {"a: {zh: 无, en: none}\n", "a: {zh: 无, en: none}\n"},
        {"a: [wages, \"a, pension\"]\n", "a: [\1, \"a, \1\"]\n"},
        {"a: null\nb: -12.50\n", "a: null\nb: -\1\n"},
        {"a: \"\\u4e00 wages\"\n", "a: \"\\u4e00 wages\"\n"},
        {"%YAML 1.2\n---\nwages\n", "%YAML 1.2\n---\n\1\n"},
    }));
    CAPTURE(text);
    CHECK(AbridgedText(text).text() == expected);
}

TEST_CASE("an abridged text is read as the whole", "[yaml]") {
    const std::string text =
        GENERATE(as<std::string>{}, //
                 "", "# a comment alone\n", "a scalar alone",
                 "wages: 20% of 工资\nrules:\n  - when: a < bcdef\n    then: x\n",
                 "key: plain text that\n  goes on in\n\n  two lines # and ends\n",
                 "key: >-\n  folded text\n    deeper text\n\n  last line\nnext: 1\n",
                 "key: |+\n  kept # text: here\n\n\nothers: 'it''s quoted'\r\n",
                 "a: {first: [one two, three], \"second key\": 'x, yzabc'}\n",
                 "first key:\n- item one\n- - item: two\n    other: null\n- ~\n",
                 "? complex key\n: its value\n", "a: &a 1\nb: *a\n", "a: !t 1\nb: ! value\n",
                 "--- text\n...\n");
    CAPTURE(text);
    CHECK(of_abridged(text) == of_whole(text));
}

TEST_CASE("a key that is too long for YAML stays too long", "[yaml]") {
    const std::string text = std::string(1'100, 'a') + ": 1\n";
    CHECK_THROWS_AS(of_whole(text), YAML::Exception);
    CHECK_THROWS_AS(of_abridged(text), YAML::Exception);
}
