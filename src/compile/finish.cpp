// The last pass: inputs and decisions get their final order, and every index follows.

#include "compile/model.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace doudi::compiler {

void finish(Model& model) {
    Rulebook& book = model.book;
    std::vector<Index> order(book.inputs.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](Index a, Index b) {
        const InputEntry& x = book.inputs[a];
        const InputEntry& y = book.inputs[b];
        return std::tie(x.entity, x.role, x.name) < std::tie(y.entity, y.role, y.name);
    });
    std::vector<Index> place_of(order.size());
    std::vector<InputEntry> inputs;
    for (std::size_t i = 0; i < order.size(); ++i) {
        place_of[order[i]] = static_cast<Index>(i);
        inputs.push_back(std::move(book.inputs[order[i]]));
    }
    book.inputs = std::move(inputs);
    for (Node& node : book.nodes) {
        if (node.operation == Operation::input) {
            node.payload = place_of[node.payload];
        }
    }
    for (ValueEntry& value : book.values) {
        value.given = value.given == none ? none : place_of[value.given];
    }
    std::sort(book.decisions.begin(), book.decisions.end(),
              [](const DecisionEntry& a, const DecisionEntry& b) { return a.name < b.name; });
}

} // namespace doudi::compiler
