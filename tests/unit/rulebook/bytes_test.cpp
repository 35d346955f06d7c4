#include "support/random_graph.hpp"

#include <doudi/bytes.hpp>

#include <catch2/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

namespace doudi::test {
namespace {

/// As if somebody had computed the checksum after changing the body.
std::string with_checksum(std::string bytes) {
    const std::string body = bytes.substr(rulebook_bytes::header_size);
    rulebook_bytes::Writer sum;
    std::uint64_t checksum = rulebook_bytes::checksum(body);
    sum.number(checksum);
    return bytes.replace(12, 8, sum.bytes);
}

Rulebook sample() {
    GraphBuilder graph = random_graph(7, 80);
    Rulebook& book = graph.book;
    book.title = {"试", "try"};
    book.documents.push_back({"plan", "21", "2020-06-30", {"方案", "plan"}});
    book.texts = {"one", ""};
    const Index outcome = graph.value("d.outcome", graph.constant(1, 0, Kind::category));
    graph.decision("d", 0, outcome);
    DecisionEntry::Row row;
    row.title.en = "row";
    row.citation.sources.push_back({0, "2(1)"});
    row.citation.assumed.push_back({"原因", "why"});
    book.decisions[0].rows.push_back(row);
    book.formulas.push_back({"a + b", "rules.yaml", 3});
    book.nodes[0].formula = 0;
    book.nodes[0].span = {1, 5};
    return book;
}

} // namespace

TEST_CASE("a rulebook comes back from its bytes as it was", "[rulebook]") {
    const Rulebook book = sample();
    REQUIRE(verify(book) == std::nullopt);
    const std::string bytes = book.to_bytes();
    const auto back = Rulebook::from_bytes(bytes);
    REQUIRE(back.has_value());
    CHECK(back->to_bytes() == bytes);
    CHECK(back->title == book.title);
    CHECK(back->nodes.size() == book.nodes.size());
    CHECK(back->nodes[0].span == book.nodes[0].span);
    CHECK(back->inputs[2].low == book.inputs[2].low);
    CHECK(back->decisions[0].rows[0].citation.assumed[0] == Phrase{"原因", "why"});
}

TEST_CASE("bytes that were cut or damaged are no rulebook", "[rulebook]") {
    const std::string bytes = sample().to_bytes();
    for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 50) {
        REQUIRE_FALSE(Rulebook::from_bytes(bytes.substr(0, size)).has_value());
    }
    for (std::size_t i = 0; i < bytes.size(); i += 1 + i / 50) {
        std::string damaged = bytes;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
        REQUIRE_FALSE(Rulebook::from_bytes(damaged).has_value());
    }
    CHECK_FALSE(Rulebook::from_bytes(bytes + "x").has_value());
}

TEST_CASE("bytes with a forged checksum never do harm", "[rulebook]") {
    const std::string bytes = sample().to_bytes();
    std::mt19937_64 engine(1);
    std::size_t accepted = 0;
    for (int attempt = 0; attempt < 4'000; ++attempt) {
        std::string forged = bytes;
        for (std::uint64_t change = engine() % 3 + 1; change > 0; --change) {
            const std::size_t body = bytes.size() - rulebook_bytes::header_size;
            forged[rulebook_bytes::header_size + engine() % body] =
                static_cast<char>(attempt % 2 == 0 ? 0xFF : engine() % 4);
        }
        const auto book = Rulebook::from_bytes(with_checksum(forged));
        accepted += book.has_value() ? 1 : 0;
    }
    CHECK(accepted > 0); // changed texts and titles are as good as others
}

TEST_CASE("a list that says it is longer than the bytes is refused", "[rulebook]") {
    std::string bytes = sample().to_bytes();
    for (std::size_t i = 0; i < 4; ++i) {
        bytes[rulebook_bytes::header_size + i] = '\x7F'; // length of the first text
    }
    CHECK_FALSE(Rulebook::from_bytes(with_checksum(bytes)).has_value());
}

} // namespace doudi::test
