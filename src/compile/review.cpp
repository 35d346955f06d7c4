// What is allowed but worth saying: values without a source, assumptions, names nobody uses.

#include "compile/model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace doudi::compiler {

namespace {

/// How to cite the document that `source` seems to mean by its number or its title, or by its name
/// with no blank before the clause; empty when it names none.
Phrase citation_meant(const Model& model, std::string_view source, std::string_view name) {
    for (const DocumentEntry& document : model.book.documents) {
        const bool numbered = !document.number.empty() && document.number == name;
        if (numbered || document.title.zh == name || document.title.en == name) {
            return {fmt::format("“{}”写作 {}", name, document.name),
                    fmt::format("write '{}' as {}", name, document.name)};
        }
    }
    const auto* const foreign = std::find_if(name.begin(), name.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0x80U) != 0;
    });
    const auto end = static_cast<std::size_t>(foreign - name.begin());
    if (end < name.size() && model.find_document(name.substr(0, end)) != none) {
        const std::string mended = fmt::format("{} {}", source.substr(0, end), source.substr(end));
        return {fmt::format("文件名称和条款之间空一格：{}", mended),
                fmt::format("put a blank between the document and the clause: {}", mended)};
    }
    return {};
}

void check_documents(Model& model, const Provenance& provenance) {
    for (const WrittenText& source : provenance.sources) {
        const std::string name = source.value.substr(0, source.value.find_first_of(" \t"));
        if (model.find_document(name) != none) {
            continue;
        }
        std::vector<std::string_view> names;
        for (const DocumentEntry& document : model.book.documents) {
            if (!model.findings.is_full()) {
                names.push_back(document.name);
            }
        }
        const Phrase meant = citation_meant(model, source.value, name);
        model.findings.error("unknown-document", source.place,
                             {{fmt::format("documents: 里没有“{}”这份文件", name),
                               fmt::format("'{}' is not one of the pack's documents:", name)},
                              {},
                              !meant.empty() ? meant
                                             : model.findings.nearest(
                                                   name, names,
                                                   {"请在 pack.yaml 的 documents: 里声明",
                                                    "declare it under documents: in pack.yaml"})});
    }
}

/// Checks what a value, a rule or a part of one cites, and shows what it assumes.
void check_citation(Model& model, const WrittenText& name, const Provenance& provenance) {
    check_documents(model, provenance);
    for (const Assumption& assumption : provenance.assumed) {
        model.findings.note(
            "assumed-value", assumption.place,
            {{fmt::format("“{}”是假定，不是法规：{}", name.value, assumption.why.zh),
              fmt::format("'{}' is assumed, not law: {}", name.value, assumption.why.en)},
             {},
             {"找到依据后请改写为 source:", "replace it by source: once the law is found"}});
    }
}

/// Holds one value or rule against the duty to say where it comes from.
void check_provenance(Model& model, const WrittenText& name, const Provenance& own,
                      const Provenance& outer) {
    check_citation(model, name, own);
    if (own.empty() && outer.empty()) {
        model.findings.warning("no-source", name.place,
                               {{fmt::format("“{}”没有说明依据", name.value),
                                 fmt::format("'{}' does not say where it comes from", name.value)},
                                {},
                                {"请写 source: 文件 条款，或 assumed: 理由",
                                 "write source: DOCUMENT CLAUSE, or assumed: WHY"}});
    }
}

WrittenText name_of(const DecisionDeclaration& decision) {
    return decision.name ? *decision.name
                         : WrittenText{decision.programme, decision.place, {}, false};
}

void check_all_provenance(Model& model) {
    for (const ParameterDeclaration& parameter : model.pack.parameters) {
        check_citation(model, parameter.name, parameter.provenance);
        for (const ParameterEntry& entry : parameter.entries) {
            WrittenText at_its_date = parameter.name;
            at_its_date.place = entry.when.place;
            check_provenance(model, at_its_date, entry.provenance, parameter.provenance);
        }
    }
    for (const OptionDeclaration& option : model.pack.options) {
        check_provenance(model, option.name, option.provenance, {});
    }
    for (const RuleDeclaration& rule : model.pack.rules) {
        for (const RuleForm& form : rule.forms) {
            check_provenance(model, rule.name, form.provenance, {});
        }
    }
    for (const FactDeclaration& fact : model.pack.facts) {
        check_citation(model, fact.name, fact.provenance);
    }
    for (const DecisionDeclaration& decision : model.pack.decisions) {
        check_citation(model, name_of(decision), decision.provenance);
        for (const DecisionRow& row : decision.rows) {
            check_citation(model, row.outcome, row.provenance);
        }
    }
    for (const CheckDeclaration& check : model.pack.checks) {
        check_citation(model, check.name, check.provenance);
    }
    for (const PartProvenance& part : model.provenances) {
        check_citation(model, part.name, part.provenance);
    }
}

void warn_of_unused(Model& model) {
    std::set<std::string, std::less<>> used;
    for (const auto& [name, definition] : model.definitions) {
        if (definition.is_used) {
            used.insert(definition.rule);
        }
    }
    for (const auto& [name, definition] : model.definitions) {
        if (definition.role == ValueRole::rule && used.count(name) == 0) {
            model.findings.warning(
                "unused-rule", definition.place,
                {{fmt::format("没有规则或结果用到“{}”", name),
                  fmt::format("no rule and no decision uses '{}'", name)},
                 {},
                 {"请删去，或在 show: 里列出", "delete it, or list it under show:"}});
        }
    }
    for (const Option& option : model.options) {
        if (!option.is_used) {
            const WrittenText& name = option.declaration->name;
            model.findings.warning("unused-parameter", name.place,
                                   {{fmt::format("没有规则用到选项“{}”", name.value),
                                     fmt::format("no rule uses option '{}'", name.value)},
                                    {},
                                    {"请删去，或在规则里使用", "delete it, or use it in a rule"}});
        }
    }
    for (const Parameter& parameter : model.parameters) {
        if (!parameter.is_used) {
            const WrittenText& name = parameter.declaration->name;
            model.findings.warning("unused-parameter", name.place,
                                   {{fmt::format("没有规则用到参数“{}”", name.value),
                                     fmt::format("no rule uses parameter '{}'", name.value)},
                                    {},
                                    {"请删去，或在规则里使用", "delete it, or use it in a rule"}});
        }
    }
}

} // namespace

void review(Model& model) {
    check_all_provenance(model);
    if (!model.findings.has_errors()) {
        warn_of_unused(model);
    }
}

} // namespace doudi::compiler
