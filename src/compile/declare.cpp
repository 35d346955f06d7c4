// Entities, categories, documents, facts, parameters and options: everything that a pack declares
// before its rules. Types are read here; values of parameters wait until they are looked up.

#include "compile/constants.hpp"
#include "compile/model.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>

namespace doudi::compiler {

namespace {

void report_duplicate(Model& model, std::string_view name, const Place& place) {
    model.findings.error("duplicate-name", place,
                         {{fmt::format("“{}”声明了不止一次", name),
                           fmt::format("'{}' is declared more than once", name)},
                          {"再次声明", "declared again"},
                          {"请改一个名称，或删去一处", "rename one of them, or delete it"}});
}

Index find_outer(Model& model, const EntityDeclaration& declaration) {
    const Index outer = model.find_entity(declaration.in->value);
    if (outer != none) {
        return outer;
    }
    report_unknown_entity(model, *declaration.in);
    return 0;
}

void declare_entity(Model& model, const EntityDeclaration& declaration) {
    const bool is_first = model.book.entities.empty();
    if (model.find_entity(declaration.name.value) != none) {
        report_duplicate(model, declaration.name.value, declaration.name.place);
        return;
    }
    if (model.book.entities.size() == most_entities) {
        model.findings.error("too-many-entities", declaration.name.place,
                             {{fmt::format("最多可有 {} 种实体", most_entities),
                               fmt::format("a pack has at most {} entities", most_entities)},
                              {},
                              {"请合并一些实体", "merge some of them"}});
        return;
    }
    EntityEntry entry;
    entry.name = declaration.name.value;
    entry.title = declaration.title;
    entry.key = declaration.key ? declaration.key->value : "";
    if (is_first != !declaration.in || is_first != !declaration.as ||
        (is_first && !declaration.key)) {
        model.findings.error(
            "bad-entity", declaration.name.place,
            {{"第一个实体是记录本身，只需 key；其余实体须写 in: 和 as:",
              "the first entity is the record and needs a key; every other one needs in: and as:"},
             {},
             {"例如 member: {in: household, as: members, key: member_id}",
              "such as member: {in: household, as: members, key: member_id}"}});
    }
    entry.outer = is_first ? none : declaration.in ? find_outer(model, declaration) : 0;
    entry.as = declaration.as ? declaration.as->value : "";
    const auto most = static_cast<std::int64_t>(limits::rows_of_record);
    entry.at_most = static_cast<std::uint32_t>(limits::rows_inside);
    if (declaration.at_most) {
        entry.at_most = static_cast<std::uint32_t>(
            read_whole(model, *declaration.at_most, 0, most).value_or(entry.at_most));
    }
    if (declaration.at_least) {
        entry.at_least = static_cast<std::uint32_t>(
            read_whole(model, *declaration.at_least, 0, entry.at_most).value_or(0));
    }
    model.book.entities.push_back(std::move(entry));
}

void declare_category(Model& model, const CategoryDeclaration& declaration) {
    if (model.find_category(declaration.name.value) != none) {
        report_duplicate(model, declaration.name.value, declaration.name.place);
        return;
    }
    CategoryEntry entry{declaration.name.value, {}};
    for (const CategoryValue& value : declaration.values) {
        entry.values.push_back({value.name.value, value.title});
    }
    if (entry.values.empty()) {
        model.findings.error("empty-category", declaration.name.place,
                             {{fmt::format("类别“{}”没有任何值", entry.name),
                               fmt::format("category '{}' has no value", entry.name)},
                              {},
                              {"请至少写一个值", "give it at least one value"}});
    }
    (void)model.add_category(std::move(entry), declaration.name.place);
}

/// Reads a declared type; reports a missing or unknown one.
std::optional<Type> read_type(Model& model, const std::optional<WrittenText>& text,
                              const WrittenText& name) {
    if (!text) {
        model.findings.error("missing-key", name.place,
                             {{fmt::format("“{}”没有写 type:（类型）", name.value),
                               fmt::format("'{}' does not say its type:", name.value)},
                              {},
                              {"例如 type: money/month", "such as type: money/month"}});
        return std::nullopt;
    }
    const auto type = model.read_type(text->value);
    if (!type) {
        report_unknown_type(model, *text);
    }
    return type;
}

void set_fact_range(Model& model, Fact& fact) {
    const FactDeclaration& declaration = *fact.declaration;
    DecimalRange range = default_range(model, fact.type);
    const bool can_be_ranged = fact.type.is_ordered();
    if (declaration.range && !can_be_ranged) {
        model.findings.error("bad-range", declaration.range->place,
                             {{"这种类型没有范围", "this type has no range"},
                              {},
                              {"请删去 range:", "delete range:"}});
    } else if (declaration.range) {
        range = read_range(model, *declaration.range, fact.type).value_or(range);
    }
    fact.is_bounded = declaration.range.has_value() || !can_be_ranged;
    const auto low = range.low.with_places(fact.places);
    const auto high = range.high.with_places(fact.places);
    if (!low || !high || !low->digits.fits_int64() || !high->digits.fits_int64()) {
        model.findings.error(
            "bad-range", declaration.range ? declaration.range->place : declaration.name.place,
            {{fmt::format("“{}”的范围与 {} 位小数不相容，或者太大", declaration.name.value,
                          fact.places),
              fmt::format("the range of '{}' does not fit {} decimal places, or is too large",
                          declaration.name.value, fact.places)},
             {},
             {"请缩小范围，或写 places:", "narrow the range, or say places:"}});
        return;
    }
    fact.low = low->digits;
    fact.high = high->digits;
}

void set_fact_form(Model& model, Fact& fact) {
    const FactDeclaration& declaration = *fact.declaration;
    if (!declaration.form) {
        return;
    }
    const std::span names = text_form_names();
    const auto form = parse_text_form(declaration.form->value);
    if (fact.type.kind != Kind::text) {
        model.findings.error(
            "bad-form", declaration.form->place,
            {{"只有 text 类型才有 form:", "only facts of type text have a form"},
             {},
             {"请删去 form:，或写 type: text", "delete form:, or say type: text"}});
    } else if (!form) {
        model.findings.error(
            "unknown-form", declaration.form->place,
            {{fmt::format("没有名为“{}”的格式", declaration.form->value),
              fmt::format("there is no form '{}'", declaration.form->value)},
             {},
             model.findings.nearest(declaration.form->value, {names.begin(), names.end()},
                                    {fmt::format("可写：{}", fmt::join(names, "、")),
                                     fmt::format("forms: {}", fmt::join(names, ", "))})});
    } else {
        fact.form = *form;
    }
}

void set_fact_unique(Model& model, Fact& fact) {
    const FactDeclaration& declaration = *fact.declaration;
    if (!declaration.unique) {
        return;
    }
    const std::string& text = declaration.unique->value;
    if (fact.type.kind != Kind::text || (text != "true" && text != "false")) {
        model.findings.error("bad-unique", declaration.unique->place,
                             {{"unique: 写 true 或 false，只用于 text 类型的事实",
                               "unique: says true or false, of facts of type text alone"},
                              {},
                              {"写 unique: true，或删去", "write unique: true, or delete it"}});
        return;
    }
    fact.unique = text == "true";
}

void set_fact_default(Model& model, Fact& fact) {
    const FactDeclaration& declaration = *fact.declaration;
    if (!declaration.default_value) {
        return;
    }
    if (fact.type.kind == Kind::text) {
        if (find_flaw(fact.form, declaration.default_value->value) != FormFlaw::nothing) {
            model.findings.error("bad-default", declaration.default_value->place,
                                 {{fmt::format("“{}”的默认值不符合 form:", declaration.name.value),
                                   fmt::format("the default of '{}' does not have its form",
                                               declaration.name.value)},
                                  {},
                                  {"请改默认值，或删去它", "change the default, or leave it out"}});
        }
        const auto found = std::find(model.book.texts.begin(), model.book.texts.end(),
                                     declaration.default_value->value);
        fact.default_value = Int128(found - model.book.texts.begin());
        if (found == model.book.texts.end()) {
            model.book.texts.push_back(declaration.default_value->value);
        }
        return;
    }
    const auto value = read_constant(model, *declaration.default_value, fact.type);
    const auto scaled = value ? value->with_places(fact.places) : std::nullopt;
    if (value && (!scaled || scaled->digits < fact.low || scaled->digits > fact.high)) {
        model.findings.error(
            "bad-default", declaration.default_value->place,
            {{fmt::format("“{}”的默认值不在其范围内", declaration.name.value),
              fmt::format("the default of '{}' is outside its range", declaration.name.value)},
             {},
             {"请改默认值或 range:", "change the default or the range"}});
    } else if (scaled) {
        fact.default_value = scaled->digits;
    }
}

void add_fact_names(Model& model, const Fact& fact) {
    const FactDeclaration& declaration = *fact.declaration;
    const Symbol symbol{Symbol::Sort::fact, static_cast<Index>(model.facts.size()), nullptr};
    auto& own = model.names[declaration.entity.value + "." + declaration.name.value];
    if (!own.empty()) {
        report_duplicate(model, declaration.name.value, declaration.name.place);
    }
    own.push_back(symbol);
    model.names[full_name(declaration.programme, declaration.name.value)].push_back(symbol);
}

void declare_fact(Model& model, const FactDeclaration& declaration) {
    Fact fact;
    fact.declaration = &declaration;
    fact.entity = model.find_entity(declaration.entity.value);
    if (fact.entity == none) {
        report_unknown_entity(model, declaration.entity);
        return;
    }
    const auto type = read_type(model, declaration.type, declaration.name);
    if (!type) {
        // The name is known all the same, so that its uses are not reported as well.
        model.names[full_name(declaration.programme, declaration.name.value)];
        return;
    }
    fact.type = *type;
    fact.type.unit = in_scope(fact.type.unit, fact.entity);
    fact.places = static_cast<std::uint8_t>(data_places(type->kind));
    if (declaration.places) {
        fact.places = static_cast<std::uint8_t>(
            read_whole(model, *declaration.places, 0, 9).value_or(fact.places));
    } else if (type->kind == Kind::number) {
        model.findings.error(
            "missing-key", declaration.name.place,
            {{fmt::format("“{}”的类型是 number，须写 places:（小数位数）", declaration.name.value),
              fmt::format("'{}' is a number and must say its places:", declaration.name.value)},
             {},
             {"例如 places: 2", "such as places: 2"}});
    }
    set_fact_range(model, fact);
    set_fact_form(model, fact);
    set_fact_unique(model, fact);
    set_fact_default(model, fact);
    add_fact_names(model, fact);
    fact.input = static_cast<Index>(model.book.inputs.size());
    InputEntry input;
    input.role = InputRole::fact;
    input.name = declaration.entity.value + "." + declaration.name.value;
    input.field = declaration.name.value;
    input.entity = fact.entity;
    input.type = fact.type;
    input.places = fact.places;
    input.has_default = fact.default_value.has_value();
    input.low = fact.low;
    input.high = fact.high;
    input.default_value = fact.default_value.value_or(Int128(0));
    input.form = fact.form;
    input.unique = fact.unique;
    input.title = declaration.title;
    model.book.inputs.push_back(std::move(input));
    model.facts.push_back(std::move(fact));
}

void add_unique_name(Model& model, const std::string& name, const Symbol& symbol,
                     const Place& place) {
    auto& symbols = model.names[name];
    if (!symbols.empty()) {
        report_duplicate(model, name, place);
    }
    symbols.push_back(symbol);
}

void declare_parameter(Model& model, const ParameterDeclaration& declaration) {
    Parameter parameter;
    parameter.declaration = &declaration;
    const auto type = read_type(model, declaration.type, declaration.name);
    parameter.is_sound = type.has_value();
    parameter.type = type.value_or(Type{});
    for (const auto& [name, type_text] : declaration.by) {
        const auto key_type = read_type(model, type_text, name);
        const bool can_be_key =
            key_type && (key_type->kind == Kind::category || key_type->kind == Kind::integer);
        if (key_type && !can_be_key) {
            model.findings.error(
                "bad-table-key", type_text.place,
                {{"表的键只能是类别或整数（integer）",
                  "the key of a table is a category or an integer"},
                 {},
                 {"金额分档请用 brackets:", "for steps over an amount use brackets:"}});
        }
        parameter.is_sound = parameter.is_sound && can_be_key;
        parameter.keys.push_back({name.value, key_type.value_or(Type{})});
    }
    const Symbol symbol{Symbol::Sort::parameter, static_cast<Index>(model.parameters.size()),
                        nullptr};
    add_unique_name(model, full_name(declaration.programme, declaration.name.value), symbol,
                    declaration.name.place);
    model.parameters.push_back(std::move(parameter));
}

void declare_option(Model& model, const OptionDeclaration& declaration) {
    const std::string name = full_name(declaration.programme, declaration.name.value);
    CategoryEntry category{name, {}};
    for (const CategoryValue& value : declaration.values) {
        category.values.push_back({value.name.value, value.title});
    }
    const Index index = model.add_category(std::move(category), declaration.name.place);
    Option option{&declaration, index, 0, false};
    const Type type{Kind::category, static_cast<std::uint16_t>(option.category), {}};
    if (const auto chosen = read_constant(model, declaration.chosen, type)) {
        option.chosen = static_cast<std::int64_t>(chosen->digits);
    }
    const Symbol symbol{Symbol::Sort::option, static_cast<Index>(model.options.size()), nullptr};
    add_unique_name(model, name, symbol, declaration.name.place);
    model.options.push_back(option);
}

void declare_documents(Model& model) {
    for (const DocumentDeclaration& declaration : model.pack.documents) {
        const bool is_new = model.add_document(
            {declaration.name.value, declaration.number,
             declaration.date ? to_string(*declaration.date) : "", declaration.title});
        if (!is_new) {
            report_duplicate(model, declaration.name.value, declaration.name.place);
        }
    }
}

} // namespace

void declare(Model& model) {
    model.book.pack = model.pack.name.value;
    model.book.title = model.pack.title;
    model.book.language = model.pack.language;
    model.book.currency = model.pack.currency;
    model.book.date = model.date;
    declare_documents(model);
    for (const EntityDeclaration& entity : model.pack.entities) {
        declare_entity(model, entity);
    }
    for (const CategoryDeclaration& category : model.pack.categories) {
        declare_category(model, category);
    }
    for (const FactDeclaration& fact : model.pack.facts) {
        declare_fact(model, fact);
    }
    for (const ParameterDeclaration& parameter : model.pack.parameters) {
        declare_parameter(model, parameter);
    }
    for (const OptionDeclaration& option : model.pack.options) {
        declare_option(model, option);
    }
    for (const ProgrammeDeclaration& programme : model.pack.programmes) {
        if (model.find_entity(programme.name.value) != none) {
            report_duplicate(model, programme.name.value, programme.name.place);
        }
    }
    check_taken_names(model);
}

} // namespace doudi::compiler
