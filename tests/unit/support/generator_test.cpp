#include "support/generator/pack.hpp" // first, so that a missing include shows
#include "support/generator/records.hpp"
#include "support/generator/shrink.hpp"

#include <doudi/compile.hpp>
#include <doudi/load.hpp>
#include <doudi/rulebook/verify.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string>

using namespace doudi;
using generator::generate_pack;
using generator::generate_records;
using generator::GeneratedPack;

namespace {

constexpr std::uint64_t packs = 200;

/// What the rulebooks of some packs hold, so that no check quietly stops checking.
struct Inventory {
    std::set<Operation> operations;
    std::set<std::string> kinds;
    std::set<Kind> types;
    std::set<std::size_t> axes;
    std::set<std::pair<InputRole, Kind>> inputs;
    std::size_t rising = 0; ///< tables that are open above, with something added for each key
    std::size_t flat = 0;   ///< and with nothing added

    void add(const Rulebook& book) {
        for (const Node& node : book.nodes) {
            operations.insert(node.operation);
            types.insert(node.type.kind);
        }
        for (const ValueEntry& value : book.values) {
            kinds.insert(value.kind);
        }
        for (const TableEntry& table : book.tables) {
            axes.insert(table.axes.size());
            const bool rises = std::any_of(table.slopes.begin(), table.slopes.end(),
                                           [](const Int128& slope) { return slope != Int128(0); });
            rising += rises ? 1 : 0;
            flat += table.axes.back().open_above && !rises ? 1 : 0;
        }
        for (const InputEntry& input : book.inputs) {
            inputs.insert({input.role, input.type.kind});
        }
    }
};

int depth_of(const GeneratedPack& pack, int entity) {
    return entity == generator::no_entity
               ? 0
               : 1 + depth_of(pack, pack.entities[static_cast<std::size_t>(entity)].outer);
}

} // namespace

TEST_CASE("the same seed makes the same pack and records", "[generator]") {
    const auto one = generate_pack(7);
    const auto other = generate_pack(7);
    CHECK(one.files == other.files);
    CHECK(one.files != generate_pack(8).files);
    CHECK(generate_records(one, "2020-07-01", 3, 5) == generate_records(other, "2020-07-01", 3, 5));
    CHECK(generate_records(one, "2020-07-01", 3, 5) != generate_records(one, "2020-07-01", 4, 5));
}

TEST_CASE("made-up packs compile on each of their dates, and use all that a rulebook can hold",
          "[generator]") {
    Inventory inventory;
    for (std::uint64_t seed = 1; seed <= packs; ++seed) {
        CAPTURE(seed);
        const GeneratedPack made_up = generate_pack(seed);
        const auto pack = load_pack_texts({made_up.files.begin(), made_up.files.end()});
        INFO(render(pack.diagnostics()));
        REQUIRE(pack);
        for (const std::string& date : made_up.dates) {
            const auto book = compile(pack.value(), {Date::parse(date).value()});
            INFO(date << render(book.diagnostics()));
            REQUIRE(book);
            REQUIRE(verify(book.value()).value_or("sound") == "sound");
            inventory.add(book.value());
        }
    }
    for (int i = 0; i <= static_cast<int>(Operation::check_range); ++i) {
        CAPTURE(i); // the place in Operation
        CHECK(inventory.operations.count(static_cast<Operation>(i)) == 1);
    }
    for (int i = 0; i <= static_cast<int>(Kind::text); ++i) {
        CAPTURE(i); // the place in Kind
        CHECK(inventory.types.count(static_cast<Kind>(i)) == 1);
        CHECK(inventory.inputs.count({InputRole::fact, static_cast<Kind>(i)}) == 1);
    }
    CHECK(inventory.kinds == std::set<std::string>{"coverage", "decision", "deduction", "exemption",
                                                   "exit", "formula", "table"});
    CHECK(inventory.axes == std::set<std::size_t>{1, 2, 3});
    CHECK(inventory.rising > 0);
    CHECK(inventory.flat > 0);
    for (int i = 0; i <= static_cast<int>(Kind::text); ++i) {
        CAPTURE(i); // the place in Kind
        CHECK(inventory.inputs.count({InputRole::previous, static_cast<Kind>(i)}) == 1);
    }
    for (const Kind kind : {Kind::money, Kind::boolean, Kind::category, Kind::integer}) {
        CHECK(inventory.inputs.count({InputRole::given, kind}) == 1);
    }
    CHECK(inventory.inputs.count({InputRole::months_sum, Kind::money}) == 1);
}

TEST_CASE("made-up packs hold every form of rule, and every part of formulas", "[generator]") {
    std::string all;
    int deepest = 0;
    std::set<std::size_t> entities;
    for (std::uint64_t seed = 1; seed <= packs; ++seed) {
        const auto pack = generate_pack(seed);
        for (const auto& [file, text] : pack.files) {
            all += text;
        }
        entities.insert(pack.entities.size());
        for (std::size_t i = 0; i < pack.entities.size(); ++i) {
            deepest = std::max(deepest, depth_of(pack, static_cast<int>(i)));
        }
    }
    for (const std::string part :
         {"kind: table",   "hit: first",  "hit: unique",    "hit: sum",        "exemption",
          "deduction",     "coverage",    "kind: exit",     "limit: in_order", "versions:",
          "review:",       "decisions:",  "round: none",    "range:",          "and_above",
          "marginal",      "band",        "changes:",       "previous(",       "sum_months(",
          "add_months(",   "add_days(",   "years_between(", "per_month(",      "round_half_even(",
          "round_up(",     "round_down(", "ceiling(",       "floor(",          "months_between(",
          "days_between(", "value_on(",   "per_year(",      "year(",           "month(",
          "count(",        "any(",        "all(",           "where",           "between",
          " not ",         "abs(",        "for: pack",      "otherwise",       "max(",
          "each: month",   "ended:",      "at_least:",      "places:",         "options:",
          "default:",      "% of",        "gives:"}) {
        CAPTURE(part);
        CHECK(all.find(part) != std::string::npos);
    }
    CHECK(entities == std::set<std::size_t>{1, 2, 3, 4, 5});
    CHECK(deepest == 4);
}

TEST_CASE("a record shrinks to what fails", "[generator]") {
    const std::string record =
        R"({"id": "k1", "wage": 12.5, "rows": [{"id": "a", "big": true}, {"big": false}], "x": {}})";
    const auto shrunk = [&](const std::string& what) {
        return generator::shrink(
            record, [&](const std::string& left) { return left.find(what) != std::string::npos; });
    };
    CHECK(shrunk("wage") == R"({ "wage": 12.5})");
    CHECK(shrunk("false") == R"({ "rows": [ {"big": false}]})");
    CHECK(shrunk("nothing") == record);
}
