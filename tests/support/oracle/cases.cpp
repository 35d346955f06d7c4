#include "cases.hpp"

#include "evaluation.hpp"

#include <algorithm>
#include <filesystem>
#include <list>
#include <set>
#include <stdexcept>

namespace doudi::oracle {
namespace {

std::string name_of(const YAML::Node& name) {
    if (!name.IsMap()) {
        return name.Scalar();
    }
    return name["en"] ? name["en"].Scalar() : name.begin()->second.Scalar();
}

std::string joined(const std::vector<std::string>& paths) {
    std::string text;
    for (const std::string& path : paths) {
        text += (text.empty() ? "" : ", ") + path;
    }
    return text;
}

std::vector<std::string> sequence_of(const YAML::Node& list) {
    std::vector<std::string> items;
    for (const YAML::Node& item : list) {
        items.push_back(item.Scalar());
    }
    return items;
}

// One case: its expectations are of the record, and under the list of an entity of its rows.
class CaseRun {
public:
    CaseRun(const Pack& pack, const std::string& file, const YAML::Node& node, CaseReport& report)
        : pack_(pack), file_(file), name_(name_of(node["case"])), report_(report) {
        const YAML::Node record = node[pack.entities.front().name];
        if (node["date"]) {
            evaluations_.emplace_back(pack, pack.decision_date(node["date"].Scalar()), record);
            check(node["expect"], 0, "");
            return;
        }
        const std::string last = node["to"].Scalar();
        for (std::string month = node["from"].Scalar(); month <= last; month = after(month)) {
            const Evaluation* before = evaluations_.empty() ? nullptr : &evaluations_.back();
            evaluations_.emplace_back(pack, pack.decision_date(month), record, before);
            month_ = month + ": ";
            if (node["expect"][month]) {
                check(node["expect"][month], 0, "");
            }
        }
    }

private:
    static std::string after(const std::string& month) {
        return print(add_months(*parse_month(month), 1)).substr(0, 7);
    }

    void check(const YAML::Node& expected, int entity, const std::string& path) {
        for (const auto& entry : expected) {
            const std::string name = entry.first.Scalar();
            if (const int inner = inner_entity(entity, name); inner != whole_pack) {
                check_rows(entry.second, inner, path);
            } else if (name != key_of(entity)) {
                check_one(name, entry.second, path);
            }
        }
    }

    [[nodiscard]] const std::string& key_of(int entity) const {
        return pack_.entities[static_cast<std::size_t>(entity)].key;
    }

    [[nodiscard]] int inner_entity(int outer, const std::string& list) const {
        for (std::size_t i = 1; i < pack_.entities.size(); ++i) {
            if (pack_.entities[i].outer == outer && pack_.entities[i].list == list) {
                return static_cast<int>(i);
            }
        }
        return whole_pack;
    }

    void check_rows(const YAML::Node& rows, int entity, const std::string& outer) {
        const Entity& declared = pack_.entities[static_cast<std::size_t>(entity)];
        std::size_t position = 0;
        for (const YAML::Node& row : rows) {
            ++position;
            const std::string key =
                declared.key.empty() ? std::to_string(position) : row[declared.key].Scalar();
            check(row, entity, outer + (outer.empty() ? "" : ".") + declared.list + "." + key);
        }
    }

    void check_one(const std::string& name, const YAML::Node& expected, const std::string& path) {
        ++report_.expectations;
        std::string wanted = expected.IsSequence() ? joined(sequence_of(expected))
                             : expected.IsNull()   ? "missing"
                                                   : expected.Scalar();
        std::string found;
        try {
            found = found_for(name, path);
            if (const auto number = parse_number(wanted); number && parse_number(found)) {
                wanted = oracle::print(*number); // 660.00 and 660 are one number
            }
        } catch (const std::exception& error) {
            found = error.what();
        }
        if (found != wanted) {
            const std::string subject = month_ + (path.empty() ? name : path + ": " + name);
            report_.disagreements.push_back({file_, name_, subject, wanted, found});
        }
    }

    [[nodiscard]] std::string found_for(const std::string& name, const std::string& path) const {
        for (const Decision& decision : pack_.decisions) {
            if (name == decision.full_name + ".status") {
                return print(evaluations_.back().decide(decision.full_name, path).status);
            }
            if (name == decision.full_name + ".needs") {
                return joined(evaluations_.back().decide(decision.full_name, path).needs);
            }
        }
        const Definition* definition = pack_.find_anywhere(name);
        if (definition == nullptr) {
            return "no such name";
        }
        return evaluations_.back().value(definition->full_name, path).print();
    }

    const Pack& pack_;
    std::string file_;
    std::string name_;
    std::string month_;
    std::list<Evaluation> evaluations_; // of each month so far
    CaseReport& report_;
};

} // namespace

CaseReport run_cases(const std::string& folder) {
    CaseReport report;
    const Pack pack = Pack::load(folder);
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().string().ends_with(".test.yaml")) {
            files.insert(entry.path().string());
        }
    }
    for (const std::string& file : files) {
        const YAML::Node content = YAML::LoadFile(file);
        for (const YAML::Node& node : content["cases"]) {
            if (node["expect"]["rejected"]) {
                ++report.refused; // about reading records, which the oracle takes to be sound
                continue;
            }
            ++report.cases;
            CaseRun(pack, file, node, report);
        }
    }
    return report;
}

} // namespace doudi::oracle
