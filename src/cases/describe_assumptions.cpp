// Every assumption of a pack, wherever it was written.

#include "cases/describe_page.hpp"

#include <set>
#include <utility>

namespace doudi::description {

namespace {

class Collector {
public:
    explicit Collector(const Page& page) : page_(page) {}

    [[nodiscard]] std::vector<ListedAssumption> take() { return std::move(found_); }

    void add(const std::string& where, const Provenance& provenance) {
        for (const auto& assumption : provenance.assumed) {
            const std::string& why = assumption.why.in(page_.language());
            if (seen_.emplace(where, why).second) {
                found_.push_back({where, why});
            }
        }
    }

    void add(const ParameterDeclaration& parameter) {
        const std::string name = full_name(parameter.programme, parameter.name.value);
        add(code(name), parameter.provenance);
        for (const ParameterEntry& entry : parameter.entries) {
            add(code(name) + page_.pick("，", ", ") + plain(entry.when.value), entry.provenance);
        }
    }

    void add(const RuleDeclaration& rule) {
        const std::string name = full_name(rule.programme, rule.name.value);
        for (const RuleForm& form : rule.forms) {
            add(code(name), form.provenance);
            if (form.body != nullptr) {
                add_parts(name, *form.body);
            }
        }
    }

    void add(const DecisionDeclaration& decision) {
        const std::string name =
            full_name(decision.programme, decision.name ? decision.name->value : "");
        const std::string words = code(name) + page_.pick(" 审批结果", " decision");
        add(words, decision.provenance);
        for (const DecisionRow& row : decision.rows) {
            add(words + page_.pick("：", ": ") + code(row.outcome.value), row.provenance);
        }
    }

private:
    /// Items, rows and steps of a rule: whatever lists of maps it holds.
    void add_parts(const std::string& rule, const WrittenNode& body) {
        for (const auto& [key, list] : body.entries) {
            if (!list.is_list()) {
                continue;
            }
            for (std::size_t i = 0; i < list.items.size(); ++i) {
                const WrittenNode& part = list.items[i];
                if (!part.is_map()) {
                    continue;
                }
                const WrittenText* const item = scalar_of(part, "item");
                const std::string where =
                    item != nullptr ? code(rule + "." + item->value)
                                    : code(rule) + page_.say(" 第 {} 行", " row {}", i + 1);
                add(where, provenance_of(part));
            }
        }
    }

    const Page& page_;
    std::vector<ListedAssumption> found_;
    std::set<std::pair<std::string, std::string>> seen_;
};

} // namespace

std::vector<ListedAssumption> assumptions_of(const Page& page) {
    const RulePack& pack = page.pack();
    Collector all(page);
    std::vector<const DecisionDeclaration*> decisions;
    for (const DecisionDeclaration& decision : pack.decisions) {
        decisions.push_back(&decision);
    }
    std::stable_sort(decisions.begin(), decisions.end(), [](const auto* a, const auto* b) {
        return full_name(a->programme, a->name ? a->name->value : "") <
               full_name(b->programme, b->name ? b->name->value : "");
    });
    for (const DecisionDeclaration* const decision : decisions) {
        all.add(*decision);
    }
    for (const RuleDeclaration* const rule : by_name(pack.rules)) {
        all.add(*rule);
    }
    for (const FactDeclaration* const fact : by_name(pack.facts)) {
        all.add(code(fact->entity.value + "." + fact->name.value), fact->provenance);
    }
    for (const ParameterDeclaration* const parameter : by_name(pack.parameters)) {
        all.add(*parameter);
    }
    for (const OptionDeclaration* const option : by_name(pack.options)) {
        all.add(code(full_name(option->programme, option->name.value)), option->provenance);
    }
    for (const CheckDeclaration* const check : by_name(pack.checks)) {
        all.add(code(full_name(check->programme, check->name.value)), check->provenance);
    }
    return all.take();
}

} // namespace doudi::description
