// Lowers the definitions of a pack so that each comes after everything it reads.
//
// A depth-first walk with a stack of its own keeps the current path, so a chain of any length costs
// no recursion; meeting a definition on that path is a cycle, and the path from there on is the
// message. Definitions are visited by name, so the same pack always gives the same order.

#include "compile/lowering.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace doudi::compiler {

namespace {

/// Steps of a cycle that a message shows; the others are counted.
constexpr std::size_t shown_steps = 12;

} // namespace

void Lowering::collect_reads(const Expression& expression, const Scope& scope,
                             std::vector<Definition*>& reads) {
    const std::string& name = expression.text;
    const bool is_call = expression.form == Form::call && !expression.operands.empty();
    const bool reads_months = is_call && (name == "previous" || name == "sum_months");
    if (expression.form == Form::name || reads_months) {
        const Expression& read = reads_months ? expression.operands[0] : expression;
        const auto symbol = read.form == Form::name ? resolve(read, scope, false) : std::nullopt;
        Definition* definition = symbol ? symbol->definition : nullptr;
        if (definition != nullptr && reads_months) {
            // Last month's value is no reading of this month's, but it has the same type.
            const auto found = model_.definitions.find(definition->type_from);
            definition = found != model_.definitions.end() ? &found->second : nullptr;
        }
        if (definition != nullptr) {
            reads.push_back(definition);
        }
    }
    const bool skips_first = reads_months || (is_call && name == "count");
    for (std::size_t i = skips_first ? 1 : 0; i < expression.operands.size(); ++i) {
        collect_reads(expression.operands[i], scope, reads);
    }
}

std::vector<Definition*> Lowering::reads_of(const Definition& definition) {
    std::vector<Definition*> reads;
    const Scope scope{definition.entity, definition.programme};
    collect_reads(definition.formula, scope, reads);
    if (definition.decision != none) {
        const DecisionPlan& plan = model_.decisions[definition.decision];
        for (std::size_t row = 0; row < plan.whens.size(); ++row) {
            const auto collect = [&](const std::optional<Expression>& formula) {
                if (formula) {
                    collect_reads(*formula, scope, reads);
                }
            };
            collect(plan.whens[row]);
            if (definition.role == ValueRole::amount) {
                collect(plan.amounts[row]);
            }
            if (definition.given_out != none) {
                collect(plan.given_out[row][definition.given_out]);
            }
        }
    }
    return reads;
}

void Lowering::report_cycle(const std::vector<OrderStep>& path, const Definition& first) {
    std::size_t begin = path.size() - 1;
    while (path[begin].definition != &first) {
        --begin;
    }
    std::string names;
    const std::size_t end = std::min(path.size(), begin + shown_steps);
    for (std::size_t i = begin; i < end; ++i) {
        names += path[i].definition->name + " → ";
    }
    names += end < path.size() ? fmt::format("… ({}) … → ", path.size() - end) : "";
    names += first.name;
    Diagnostic& finding = model_.findings.error(
        "rule-cycle", first.place,
        {{fmt::format("规则循环引用：{}", names),
          fmt::format("rules go round in a circle: {}", names)},
         {},
         {"若要用上月的值，请写 previous(…)", "to read last month's value, write previous(…)"}});
    for (std::size_t i = begin + 1; i < end; ++i) {
        if (path[i].definition->place.source) {
            finding.labels.push_back({path[i].definition->place, {"经过这里", "by way of this"}});
        }
    }
    for (std::size_t i = begin; i < path.size(); ++i) {
        path[i].definition->progress = Definition::Progress::failed;
    }
}

/// All that it reads is lowered; now itself, unless the chain below it is too long.
void Lowering::lower_in_order(Definition& definition) {
    constexpr std::size_t most = limits::reference_depth;
    if (definition.chain == most + 1 && definition.progress != Definition::Progress::failed) {
        model_.findings.error(
            "chain-too-long", definition.place,
            {{fmt::format("规则层层引用超过 {} 层", most),
              fmt::format("rules read one another in a chain of more than {}", most)},
             {},
             {"请合并一些中间规则", "merge some of the rules in between"}});
    }
    if (definition.chain > most) {
        definition.progress = Definition::Progress::failed;
    }
    (void)lower_definition(definition);
}

void Lowering::lower_with_reads(Definition& root) {
    using Visit = Definition::Visit;
    if (root.visit == Visit::done) {
        return;
    }
    std::vector<OrderStep> path;
    const auto enter = [&](Definition& definition) {
        definition.visit = Visit::on_path;
        path.push_back({&definition, reads_of(definition), 0});
    };
    enter(root);
    while (!path.empty()) {
        OrderStep& step = path.back();
        if (step.next == step.reads.size()) {
            Definition& definition = *step.definition;
            for (const Definition* read : step.reads) {
                definition.chain = std::max(definition.chain, read->chain + 1);
            }
            lower_in_order(definition);
            definition.visit = Visit::done;
            path.pop_back();
            continue;
        }
        Definition& read = *step.reads[step.next++];
        if (read.visit == Visit::untouched) {
            enter(read);
        } else if (read.visit == Visit::on_path && read.progress != Definition::Progress::failed) {
            report_cycle(path, read);
        }
    }
}

} // namespace doudi::compiler
