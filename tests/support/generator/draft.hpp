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

/// An option and its values.
struct OptionSymbol {
    std::string name;
    std::string programme;
    std::vector<std::string> values;
};

/// A pack while it is being made up.
class Draft {
public:
    explicit Draft(std::uint64_t seed) : random(seed), is_wide(random.chance(25)) {}

    /// A name that nothing has yet; some are Chinese.
    [[nodiscard]] std::string new_name(const std::string& hint);

    /// Whether `outer` is `inner` or holds it; no_entity holds everything.
    [[nodiscard]] bool holds(int outer, int inner) const;

    /// The entities strictly inside one.
    [[nodiscard]] std::vector<int> inside(int entity) const;

    [[nodiscard]] const std::string& entity_name(int entity) const;

    [[nodiscard]] const Entity& entity(int number) const {
        return pack.entities[static_cast<std::size_t>(number)];
    }

    /// How deep an entity stands: 0 is the record.
    [[nodiscard]] int depth(int entity) const;

    /// The most rows of `inner` inside one row of `outer`.
    [[nodiscard]] double most_rows(int outer, int inner) const;

    /// Whether a formula with this bound and these places may be read and added up further.
    [[nodiscard]] bool fits(double bound, int places) const;

    Random random;
    bool is_wide = false; // sums of money that need more than 64 bits
    GeneratedPack pack;
    std::vector<Symbol> symbols;
    std::vector<OutcomeSymbol> outcomes;
    std::vector<OptionSymbol> options;
    std::set<std::string> read_previous; // full names that previous(…) reads

private:
    std::set<std::string> used_;
};

} // namespace doudi::generator
