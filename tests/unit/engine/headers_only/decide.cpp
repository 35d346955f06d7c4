// A program that decides with the headers alone: it links nothing of ours. Its rulebook comes as
// bytes from a file that somebody else wrote.

#include <doudi/bytes.hpp>
#include <doudi/evaluate.hpp>

#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

int main(int count, char** arguments) {
    std::ifstream file(count > 1 ? arguments[1] : "", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto rulebook = doudi::Rulebook::from_bytes(bytes);
    if (!rulebook) {
        std::cerr << "this is no rulebook\n";
        return 1;
    }
    doudi::Population households(*rulebook);
    households.set_records(2);
    households.set_counts("member", std::vector<std::uint32_t>{2, 1});
    households.set("member.wage", std::vector<std::int64_t>{30'000, 25'050, 70'000});
    const doudi::Decisions decisions = evaluate(*rulebook, households);
    for (std::size_t row = 0; row < households.size(); ++row) {
        std::cout << to_string(decisions.status("aid", row)) << ' '
                  << decisions.outcome("aid", row).value_or("-") << ' '
                  << to_string(decisions.money("aid.amount")[row]) << '\n';
    }
    return 0;
}
