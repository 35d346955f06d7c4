#pragma once

#include "model.hpp"
#include "random.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace doudi::generator {

/// An outcome that other rules can compare with.
struct OutcomeSymbol {
    std::string full_name; // "p.outcome"
    std::string programme;
    int entity = 0;
    std::vector<std::string> outcomes;
};

/// A pack while it is being made up.
class Draft {
public:
    explicit Draft(std::uint64_t seed) : random(seed) {}

    /// A name that nothing has yet; some are Chinese.
    [[nodiscard]] std::string new_name(const std::string& hint);

    /// Whether `outer` is `inner` or holds it; no_entity holds everything.
    [[nodiscard]] bool holds(int outer, int inner) const;

    /// The entities strictly inside one.
    [[nodiscard]] std::vector<int> inside(int entity) const;

    [[nodiscard]] const std::string& entity_name(int entity) const;

    Random random;
    GeneratedPack pack;
    std::vector<Symbol> symbols;
    std::vector<OutcomeSymbol> outcomes;
    std::map<std::string, std::vector<std::string>> options; // their values
    std::set<std::string> read_previous;                     // full names that previous(…) reads

private:
    std::set<std::string> used_;
};

} // namespace doudi::generator
