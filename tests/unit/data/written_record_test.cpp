#include "unit/data/sample_rulebook.hpp"
#include "unit/data/shown_population.hpp"

#include <doudi/records.hpp>

#include <catch2/catch.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace doudi;

namespace {

/// Nodes as the reader of rule files makes them; each stands on its own byte of one source.
class Nodes {
public:
    WrittenNode scalar(std::string text, bool quoted = false) {
        WrittenNode node;
        node.place = next_place();
        node.scalar = {std::move(text), node.place, {}, quoted};
        return node;
    }

    WrittenNode list(std::vector<WrittenNode> items) {
        WrittenNode node;
        node.shape = WrittenNode::Shape::list;
        node.place = next_place();
        node.items = std::move(items);
        return node;
    }

    WrittenNode map(std::vector<std::pair<std::string, WrittenNode>> entries) {
        WrittenNode node;
        node.shape = WrittenNode::Shape::map;
        node.place = next_place();
        for (auto& [key, value] : entries) {
            node.entries.push_back({{key, next_place(), {}, false}, std::move(value)});
        }
        return node;
    }

private:
    Place next_place() {
        const std::size_t at = next_++;
        return {source_, {at, at + 1}};
    }

    std::shared_ptr<const Source> source_ =
        std::make_shared<const Source>("case.yaml", std::string(1'000, 'x'));
    std::size_t next_ = 0;
};

} // namespace

TEST_CASE("the record of a case is read by the types that are declared", "[records]") {
    const Rulebook book = sample::rulebook();
    Population population(book);
    Nodes nodes;
    const auto member = nodes.map({{"member_id", nodes.scalar("a")},
                                   {"wage", nodes.scalar("12.30")},
                                   {"birth_date", nodes.scalar("1980-05-01")},
                                   {"ill", nodes.scalar("true")},
                                   {"disability", nodes.scalar("visual")},
                                   {"siblings", nodes.scalar("3", true)}});
    const auto other = nodes.map({{"member_id", nodes.scalar("007")},
                                  {"wage", nodes.map({{"2020-06", nodes.scalar("5")}})}});
    const auto record = nodes.map({{"assets", nodes.scalar("null")},
                                   {"region", nodes.scalar("null", true)},
                                   {"previous", nodes.scalar("none")},
                                   {"members", nodes.list({member, other})}});
    CHECK(read_record(record, population).empty());
    CHECK(read_record(nodes.map({}), population).empty());
    CHECK(show(population) == "assets: - -\n"
                              "region: 'null' -\n"
                              "birth_date: 3773 -\n"
                              "disability: 1 0\n"
                              "ill: 1 0\n"
                              "siblings: 3 -\n"
                              "wage: 1230 500\n"
                              "previous.dibao.outcome: -1 -\n"
                              "previous.dibao.household_amount: 0 -\n"
                              "previous.dibao.covered: 0 0\n"
                              "sum_months.member.wage.3: 0 -\n"
                              "sum_months.dibao.household_amount.2: 0 -\n"
                              "member of: 0 2 2\nexpense of: 0 0 0\n"
                              "household_id:  \nmember_id: a 007\n");
}

TEST_CASE("each mistake of a case is found at its place, and nothing is added", "[records]") {
    const Rulebook book = sample::rulebook();
    Population population(book);
    Nodes nodes;
    auto wage = nodes.scalar("1,570");
    auto ill = nodes.scalar("yes");
    const std::size_t wage_at = wage.place.span.begin;
    const std::size_t ill_at = ill.place.span.begin;
    const auto member = nodes.map({{"wage", std::move(wage)}, {"ill", std::move(ill)}});
    const std::size_t member_at = member.place.span.begin;
    const auto record =
        nodes.map({{"members", nodes.list({member})}, {"asets", nodes.scalar("1")}});
    const Diagnostics findings = read_record(record, population);
    REQUIRE(findings.size() == 4);
    CHECK(findings[0].code == "thousands-separator");
    CHECK(findings[0].labels.at(0).place.span.begin == wage_at);
    CHECK(findings[1].code == "not-a-truth-value");
    CHECK(findings[1].labels.at(0).place.span.begin == ill_at);
    CHECK(findings[2].code == "missing-key");
    CHECK(findings[2].labels.at(0).place.span.begin == member_at);
    CHECK(findings[3].code == "unknown-key");
    CHECK(findings[3].labels.at(0).place.span.begin == record.entries[1].first.place.span.begin);
    CHECK(findings[3].help.en == "did you mean 'assets'?");
    CHECK(population.size() == 0);
}
