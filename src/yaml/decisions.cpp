#include "yaml/sections.hpp"

#include <array>
#include <utility>

namespace doudi::yaml {

namespace {

constexpr std::array<KnownKey, 9> decision_keys{{{"for", "对象"},
                                                 {"title", "标题"},
                                                 {"amount", "金额类型"},
                                                 {"gives", "另给出的值"},
                                                 {"first_of", "依次判断"},
                                                 {"show", "展示"},
                                                 {"in_force", "有效期"},
                                                 {"source", "依据"},
                                                 {"assumed", "假定"}}};

constexpr std::array<KnownKey, 8> row_keys{{{"outcome", "结果"},
                                            {"title", "标题"},
                                            {"when", "条件"},
                                            {"amount", "金额"},
                                            {"gives", "另给出的值"},
                                            {"review", "一事一议"},
                                            {"source", "依据"},
                                            {"assumed", "假定"}}};

std::vector<std::pair<WrittenText, WrittenText>> read_gives(Context& context,
                                                            const MapReader& reader) {
    std::vector<std::pair<WrittenText, WrittenText>> gives;
    if (const WrittenNode* const node = reader.map("gives")) {
        const Phrase what{"'gives'（另给出的值）", "'gives'"};
        each_named(context, *node, what, [&](const WrittenText& name, const WrittenNode& value) {
            if (expect(context, value, WrittenNode::Shape::scalar, what)) {
                gives.emplace_back(name, value.scalar);
            }
        });
    }
    return gives;
}

constexpr std::array<KnownKey, 2> given_out_keys{{{"type", "类型"}, {"title", "标题"}}};

/// `NAME: TYPE`, or `NAME: {type: TYPE, title: TITLE}`.
std::vector<GivenOutDeclaration> read_given_out(Context& context, const MapReader& reader) {
    std::vector<GivenOutDeclaration> gives;
    const WrittenNode* const node = reader.map("gives");
    if (node == nullptr) {
        return gives;
    }
    each_named(context, *node, {"'gives'（另给出的值）", "'gives'"},
               [&](const WrittenText& name, const WrittenNode& value) {
                   if (value.is_scalar()) {
                       gives.push_back({name, value.scalar, {}});
                       return;
                   }
                   const MapReader given(context, value, {"另给出的值", "a value given out"},
                                         given_out_keys);
                   if (given.is_map() && given.require("type")) {
                       const auto type = given.text("type");
                       gives.push_back({name, type.value_or(WrittenText{}), given.phrase("title")});
                   }
               });
    return gives;
}

void read_row(Context& context, DecisionDeclaration& decision, const WrittenNode& node) {
    const MapReader reader(context, node, {"决定的一行", "a row of a decision"}, row_keys);
    if (!reader.is_map()) {
        return;
    }
    DecisionRow row;
    const auto outcome = reader.name("outcome");
    row.title = reader.phrase("title");
    row.when = reader.text("when");
    row.amount = reader.text("amount");
    row.gives = read_gives(context, reader);
    if (reader.has("review")) {
        row.review = reader.phrase("review");
    }
    row.provenance = reader.provenance();
    row.place = node.place;
    if (reader.require("outcome") && outcome) {
        row.outcome = *outcome;
        decision.rows.push_back(std::move(row));
    }
}

void read_show(Context& context, DecisionDeclaration& decision, const MapReader& reader) {
    if (const WrittenNode* const show = reader.list("show")) {
        for (const WrittenNode& item : show->items) {
            if (expect(context, item, WrittenNode::Shape::scalar, {"'show'（展示）", "'show'"})) {
                decision.show.push_back(item.scalar);
            }
        }
    }
}

} // namespace

void read_decision(Context& context, const WrittenNode& node, const WrittenText* name) {
    const MapReader reader(context, node, {"决定", "a decision"}, decision_keys);
    if (!reader.is_map()) {
        return;
    }
    DecisionDeclaration decision;
    decision.programme = context.programme;
    if (name != nullptr) {
        decision.name = *name;
    }
    reader.require("for");
    reader.require("first_of");
    decision.entity = reader.name("for");
    decision.amount_type = reader.text("amount");
    decision.gives = read_given_out(context, reader);
    decision.title = reader.phrase("title");
    decision.in_force = reader.in_force("in_force");
    decision.provenance = reader.provenance();
    decision.place = name != nullptr ? name->place : node.place;
    if (const WrittenNode* const rows = reader.list("first_of")) {
        for (const WrittenNode& row : rows->items) {
            read_row(context, decision, row);
        }
    }
    read_show(context, decision, reader);
    context.pack.decisions.push_back(std::move(decision));
}

void read_decisions(Context& context, const WrittenNode& section) {
    each_named(context, section, {"'decisions'（多项决定）", "'decisions'"},
               [&](const WrittenText& name, const WrittenNode& node) {
                   read_decision(context, node, &name);
               });
}

} // namespace doudi::yaml
