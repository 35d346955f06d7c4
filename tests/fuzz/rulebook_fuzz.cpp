// Bytes that may be a rulebook: reading them, and evaluating what is accepted, must do no harm.
// The fuzzer changes the body; its checksum is put right here, or nothing would get past it.

#include <doudi/bytes.hpp>
#include <doudi/engine/record_values.hpp>
#include <doudi/evaluate.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace {

std::string with_header(std::string_view body) {
    doudi::rulebook_bytes::Writer writer;
    writer.bytes = doudi::rulebook_bytes::magic;
    std::uint32_t version = doudi::rulebook_bytes::format_version;
    std::uint64_t sum = doudi::rulebook_bytes::checksum(body);
    writer.number(version);
    writer.number(sum);
    return writer.bytes + std::string(body);
}

/// Two records with two rows in each row, or as near as the entity allows, and numbers from both
/// ends of their ranges.
void evaluate(const doudi::Rulebook& rulebook) {
    doudi::Population population(rulebook);
    population.set_records(2);
    for (doudi::Index entity = 1; entity < rulebook.entities.size(); ++entity) {
        const doudi::EntityEntry& entry = rulebook.entities[entity];
        const std::size_t outer = population.rows(entry.outer);
        const std::uint32_t inner = std::clamp<std::uint32_t>(2, entry.at_least, entry.at_most);
        if (outer > 64 || inner > 64) {
            return;
        }
        population.starts(entity).assign(1, 0);
        for (std::uint32_t row = 0; row < outer; ++row) {
            population.starts(entity).push_back(inner * (row + 1));
        }
    }
    for (doudi::Index input = 0; input < rulebook.inputs.size(); ++input) {
        const doudi::InputEntry& entry = rulebook.inputs[input];
        for (std::size_t row = 0; row < population.rows(entry.entity); ++row) {
            const bool is_missing = (row + input) % 5 == 4;
            population.column(input).push(is_missing ? doudi::Int128(0)
                                                     : (row % 2 == 0 ? entry.low : entry.high),
                                          is_missing ? doudi::State::missing : doudi::State::ok);
        }
        population.mark_stated(input, input % 7 != 6);
    }
    static_cast<void>(doudi::evaluate(rulebook, population, {1, {}, true}));
    static_cast<void>(doudi::engine::evaluate_every_node(rulebook, population, 1));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    static_cast<void>(doudi::Rulebook::from_bytes(body));
    const auto rulebook = doudi::Rulebook::from_bytes(with_header(body));
    if (rulebook && rulebook->nodes.size() < 5'000) {
        evaluate(*rulebook);
    }
    return 0;
}
