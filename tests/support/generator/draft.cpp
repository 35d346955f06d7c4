#include "draft.hpp"

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
        inner = pack.entities[static_cast<std::size_t>(inner)].outer;
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

const std::string& Draft::entity_name(int entity) const {
    return pack.entities[static_cast<std::size_t>(entity)].name;
}

} // namespace doudi::generator
