// Names that would meet in one row of a record, of a file of records or of a result.

#include "compile/model.hpp"
#include "compile/types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace doudi::compiler {

namespace {

/// What a row of a record says beside facts and lists, whatever the pack declares.
constexpr std::array<std::string_view, 2> keys_of_rows{"given", "previous"};

/// Words that stand where the name of an entity can.
constexpr std::array<std::string_view, 3> words_for_entities{"pack", "month", "year"};

/// The keys of the rows of one entity, each once.
class TakenNames {
public:
    explicit TakenNames(Model& model) : model_(model) {
        for (const std::string_view key : keys_of_rows) {
            names_.emplace(key, Place{});
        }
    }

    /// A name that is taken from now on; says so when it was.
    void take(const std::optional<WrittenText>& name) {
        if (name) {
            meet(*name);
            names_.try_emplace(name->value, name->place);
        }
    }

    /// Says so when the name is taken.
    void meet(const WrittenText& name) {
        const auto known = names_.find(name.value);
        if (known == names_.end()) {
            return;
        }
        Diagnostic& finding = model_.findings.error(
            "duplicate-name", name.place,
            {{fmt::format("“{}”在同一行里会有两种含义", name.value),
              fmt::format("'{}' would mean two things in one row", name.value)},
             {},
             {"请改一个名称", "choose another name"}});
        if (known->second.source) {
            finding.labels.push_back({known->second, {"另一处", "the other"}});
        }
    }

private:
    Model& model_;
    std::map<std::string, Place, std::less<>> names_;
};

bool has_decision(const RulePack& pack, const std::string& programme, const std::string& entity) {
    return std::any_of(pack.decisions.begin(), pack.decisions.end(), [&](const auto& decision) {
        return decision.programme == programme && decision.entity &&
               decision.entity->value == entity;
    });
}

/// A row of a record holds its key, lists and facts; one of a result holds its key, lists and
/// programmes.
void check_rows(Model& model, const EntityDeclaration& entity) {
    TakenNames names(model);
    names.take(entity.key);
    for (const EntityDeclaration& inner : model.pack.entities) {
        if (inner.in && inner.in->value == entity.name.value) {
            names.take(inner.as);
        }
    }
    for (const FactDeclaration& fact : model.pack.facts) {
        if (fact.entity.value == entity.name.value) {
            names.meet(fact.name);
        }
    }
    for (const ProgrammeDeclaration& programme : model.pack.programmes) {
        if (has_decision(model.pack, programme.name.value, entity.name.value)) {
            names.meet(programme.name);
        }
    }
}

void report_word(Model& model, const WrittenText& name) {
    model.findings.error("duplicate-name", name.place,
                         {{fmt::format("“{}”在规则文件里另有含义", name.value),
                           fmt::format("'{}' already means something in rule files", name.value)},
                          {},
                          {"请改一个名称", "choose another name"}});
}

} // namespace

void check_taken_names(Model& model) {
    for (const EntityDeclaration& entity : model.pack.entities) {
        check_rows(model, entity);
        if (std::find(words_for_entities.begin(), words_for_entities.end(), entity.name.value) !=
            words_for_entities.end()) {
            report_word(model, entity.name);
        }
    }
    for (const CategoryDeclaration& category : model.pack.categories) {
        if (parse_type(category.name.value, model.book.entities)) {
            report_word(model, category.name);
        }
    }
}

} // namespace doudi::compiler
