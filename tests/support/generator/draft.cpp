#include "draft.hpp"

#include <cmath>

namespace doudi::generator {

std::string Draft::new_name(const std::string& hint) {
    static const std::vector<std::string> chinese{"收入", "标准", "补助", "成员", "支出", "资格",
                                                  "月份", "等级", "合计", "扣除", "住房", "残疾"};
    const std::string stem = random.chance(20) ? random.pick(chinese) : hint;
    std::string name = stem + "_" + std::to_string(used_.size());
    used_.insert(name);
    return name;
}

bool Draft::holds(int outer, int inner) const {
    while (inner != no_entity && inner != outer) {
        inner = entity(inner).outer;
    }
    return inner == outer;
}

std::vector<int> Draft::inside(int entity) const {
    std::vector<int> found;
    for (int other = 0; other < static_cast<int>(pack.entities.size()); ++other) {
        if (other != entity && holds(entity, other)) {
            found.push_back(other);
        }
    }
    return found;
}

int Draft::depth(int number) const {
    return number == 0 ? 0 : 1 + depth(entity(number).outer);
}

double Draft::most_rows(int outer, int inner) const {
    double rows = 1;
    for (int at = inner; at != outer && at != no_entity; at = entity(at).outer) {
        rows *= entity(at).at_most;
    }
    return rows;
}

// Aligned to the most places and summed over all rows of a record, it still fits 128 bits.
bool Draft::fits(double bound, int places) const {
    return is_wide ? places <= 12 && bound < 1e18
                   : places <= 7 && bound * std::pow(10.0, places) < 1e13;
}

const std::string& Draft::entity_name(int entity) const {
    return pack.entities[static_cast<std::size_t>(entity)].name;
}

} // namespace doudi::generator
