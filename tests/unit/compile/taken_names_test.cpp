#include "unit/compile/small_pack.hpp"

#include <catch2/catch.hpp>

#include <string>

// What would mean two things in one row of a record or of a result is refused.
using namespace doudi;
using small_pack::Findings;

namespace {

std::string replaced(std::string text, const std::string& part, const std::string& by) {
    const std::size_t at = text.find(part);
    REQUIRE(at != std::string::npos);
    return text.replace(at, part.size(), by);
}

/// Of the small pack with one place of its heading changed.
Findings with(const std::string& part, const std::string& by, const std::string& rules = "") {
    small_pack::Files files{{"pack.yaml", replaced(small_pack::header, part, by)},
                            {"declarations.yaml", "facts: {household: {rent: {type: money}}}\n"}};
    if (!rules.empty()) {
        files.emplace_back("rules.yaml", rules);
    }
    const auto rulebook = small_pack::compile_files(files);
    UNSCOPED_INFO(render(rulebook.diagnostics()));
    return small_pack::briefs(rulebook.diagnostics());
}

const std::string decision = "decision:\n  for: household\n  first_of:\n"
                             "    - {outcome: a, source: law 1}\n";

} // namespace

TEST_CASE("two lists of one row cannot have one name", "[compile][names]") {
    const std::string expense =
        "  expense: {title: 支出, in: member, as: expenses, at_most: 100}\n";
    CHECK(with(expense, "  guest: {in: household, as: members}\n") ==
          Findings{"duplicate-name 15:30"});
    CHECK(with(expense, "  guest: {in: member, as: members}\n").empty());
}

TEST_CASE("a fact cannot have the name of a list, of a key or of given values",
          "[compile][names]") {
    CHECK(with("as: members", "as: rent") == Findings{"duplicate-name 1:21"});
    CHECK(with("key: household_id", "key: rent") == Findings{"duplicate-name 1:21"});
    CHECK(with("as: members", "as: previous") == Findings{"duplicate-name 14:42"});
    CHECK(small_pack::findings("facts: {member: {given: {type: boolean}}}\n") ==
          Findings{"duplicate-name 1:18"});
}

TEST_CASE("a programme that decides cannot have the name of a list or a key of its rows",
          "[compile][names]") {
    CHECK(small_pack::findings("programme: members\n" + decision) ==
          Findings{"duplicate-name 1:12"});
    CHECK(small_pack::findings("programme: household_id\n" + decision) ==
          Findings{"duplicate-name 1:12"});
    CHECK(small_pack::findings("programme: expenses\n" + decision).empty());
}

TEST_CASE("words of types name no category and no entity", "[compile][names]") {
    CHECK(with("colour: {red", "money: {red") == Findings{"duplicate-name 10:3"});
    CHECK(with("  expense: {title: 支出, in: member", "  month: {title: 支出, in: member") ==
          Findings{"duplicate-name 15:3"});
}
