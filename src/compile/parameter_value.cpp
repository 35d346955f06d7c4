// Parameters without keys: their value on a date, over time, and where it comes from.

#include "compile/constants.hpp"
#include "compile/lookup_table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace doudi::compiler {

namespace {

/// The entry that counts on a date, also when all it says is that the parameter has ended.
const ParameterEntry* latest_on(const ParameterDeclaration& parameter, const Date& date) {
    const ParameterEntry* found = nullptr;
    for (const ParameterEntry& entry : parameter.entries) {
        const bool applies = parameter.each_month ? month_index(entry.date) == month_index(date)
                                                  : entry.date <= date;
        found = applies ? &entry : found;
    }
    return found;
}

} // namespace

const ParameterEntry* entry_on(const ParameterDeclaration& parameter, const Date& date) {
    const ParameterEntry* found = latest_on(parameter, date);
    return found != nullptr && found->ended ? nullptr : found;
}

const ParameterEntry* end_on(const ParameterDeclaration& parameter, const Date& date) {
    const ParameterEntry* found = latest_on(parameter, date);
    return found != nullptr && found->ended ? found : nullptr;
}

Citation cite(const Model& model, const Provenance& provenance) {
    Citation citation;
    for (const WrittenText& source : provenance.sources) {
        const std::size_t blank = source.value.find_first_of(" \t");
        const std::string name = source.value.substr(0, blank);
        const Index document = model.find_document(name);
        const std::size_t clause = blank == std::string::npos
                                       ? source.value.size()
                                       : source.value.find_first_not_of(" \t", blank);
        citation.sources.push_back(
            {document, document == none || clause == std::string::npos
                           ? (document == none ? source.value : std::string())
                           : source.value.substr(std::min(clause, source.value.size()))});
    }
    for (const Assumption& assumption : provenance.assumed) {
        citation.assumed.push_back(assumption.why);
    }
    return citation;
}

Index use_of(Model& model, const ParameterDeclaration& parameter, const ParameterEntry& entry) {
    const auto next = static_cast<Index>(model.book.parameters.size());
    const auto [known, is_new] = model.uses.try_emplace(&entry, next);
    if (is_new) {
        const Provenance& provenance =
            entry.provenance.empty() ? parameter.provenance : entry.provenance;
        model.book.parameters.push_back({full_name(parameter.programme, parameter.name.value),
                                         parameter.title, entry.date, cite(model, provenance)});
    }
    return known->second;
}

Index use_of_option(Model& model, const OptionDeclaration& option) {
    const auto next = static_cast<Index>(model.book.parameters.size());
    const auto [known, is_new] = model.uses.try_emplace(&option, next);
    if (is_new) {
        model.book.parameters.push_back({full_name(option.programme, option.name.value),
                                         option.title, Date{}, cite(model, option.provenance),
                                         true});
    }
    return known->second;
}

void report_gap(Model& model, const ParameterDeclaration& parameter, const Date& date,
                const Place& reader) {
    Diagnostic& finding = model.findings.error(
        "no-value-on-date", reader,
        {{fmt::format("参数“{}”在 {} 没有值", parameter.name.value, to_string(date)),
          fmt::format("parameter '{}' has no value on {}", parameter.name.value, to_string(date))},
         {"在这里读取", "read here"},
         parameter.each_month
             ? Phrase{"each: month 的参数要逐月填写，不会沿用上月", "a parameter with each: month "
                                                                    "needs a value for that month"}
             : Phrase{"请补上这一天之前的值，或缩短 in_force",
                      "add a value from that day on, or narrow in_force"}});
    finding.labels.push_back({parameter.name.place, {"在这里声明", "declared here"}});
}

std::optional<ScalarValue> scalar_on(Model& model, Index parameter, const Date& date,
                                     const Place& reader) {
    const Parameter& entry = model.parameters[parameter];
    const ParameterEntry* found = entry_on(*entry.declaration, date);
    if (found == nullptr) {
        report_gap(model, *entry.declaration, date, reader);
        return std::nullopt;
    }
    if (found->value == nullptr || !found->value->is_scalar()) {
        model.findings.error("wrong-shape", found->when.place,
                             {{"这个参数没有 by:，这里应是一个值",
                               "this parameter has no by:, so one value belongs here"},
                              {},
                              {"请写一个值，或加 by:", "write one value, or add by:"}});
        return std::nullopt;
    }
    const auto value = read_constant(model, found->value->scalar, entry.type);
    if (!value) {
        return std::nullopt;
    }
    return ScalarValue{*value, use_of(model, *entry.declaration, *found)};
}

namespace {

std::optional<Index> read_timeline(Model& model, Index parameter) {
    const ParameterDeclaration& declaration = *model.parameters[parameter].declaration;
    BandsEntry bands;
    std::vector<Decimal> values;
    const auto add = [&](const Date& from, const std::optional<Decimal>& value, Index use) {
        bands.thresholds.emplace_back(to_days(from));
        bands.band_parameters.push_back(use);
        bands.present.push_back(value ? 1 : 0);
        values.push_back(value.value_or(Decimal{}));
        bands.places = static_cast<std::uint8_t>(std::max<int>(bands.places, values.back().places));
    };
    for (std::size_t i = 0; i < declaration.entries.size(); ++i) {
        const ParameterEntry& entry = declaration.entries[i];
        if (entry.ended) {
            add(entry.date, std::nullopt, use_of(model, declaration, entry));
            continue;
        }
        const auto value = scalar_on(model, parameter, entry.date, entry.when.place);
        if (!value) {
            return std::nullopt;
        }
        add(entry.date, value->value, value->use);
        const Date next = add_months(entry.date, 1);
        const bool is_followed = i + 1 < declaration.entries.size() &&
                                 month_index(declaration.entries[i + 1].date) == month_index(next);
        if (declaration.each_month && !is_followed) {
            add({next.year, next.month, 1}, std::nullopt, value->use);
        }
    }
    for (const Decimal& value : values) {
        bands.values.push_back(value.with_places(bands.places)->digits);
    }
    bands.parameter = bands.band_parameters.front();
    model.book.bands.push_back(std::move(bands));
    return static_cast<Index>(model.book.bands.size() - 1);
}

/// Reads `thresholds: {0: 2%, 6000: 6%}`, which must rise.
bool read_thresholds(Model& model, const Parameter& entry, const WrittenNode& node,
                     const Type& type, std::vector<std::pair<Decimal, Decimal>>& steps) {
    if (node.entries.empty() || node.entries.size() > limits::thresholds) {
        model.findings.error("wrong-shape", node.place,
                             {{fmt::format("应有 1 到 {} 档", limits::thresholds),
                               fmt::format("1 to {} thresholds belong here", limits::thresholds)},
                              {},
                              {"例如 {0: 2%, 6000: 6%}", "such as {0: 2%, 6000: 6%}"}});
        return false;
    }
    for (const auto& [key, value] : node.entries) {
        const auto threshold = read_constant(model, key, type);
        const auto rate =
            value.is_scalar() ? read_constant(model, value.scalar, entry.type) : std::nullopt;
        if (!value.is_scalar()) {
            model.findings.error("wrong-shape", value.place,
                                 {{"这里应是一个值", "one value belongs here"},
                                  {},
                                  {"例如 6000: 6%", "such as 6000: 6%"}});
        }
        if (!threshold || !rate) {
            return false;
        }
        if (!steps.empty() &&
            compare(*threshold, steps.back().first) != std::strong_ordering::greater) {
            model.findings.error("thresholds-not-rising", key.place,
                                 {{"分档的起点必须从小到大", "thresholds must rise"},
                                  {"不大于上一档", "not above the one before"},
                                  {"请按从小到大的顺序排列", "put them in rising order"}});
            return false;
        }
        steps.emplace_back(*threshold, *rate);
    }
    return true;
}

std::optional<Index> read_bands(Model& model, Index parameter, const ParameterEntry& in_force,
                                const Type& type) {
    const Parameter& entry = model.parameters[parameter];
    std::vector<std::pair<Decimal, Decimal>> steps;
    if (!read_thresholds(model, entry, *in_force.thresholds, type, steps)) {
        return std::nullopt;
    }
    BandsEntry bands;
    for (const auto& [threshold, value] : steps) {
        bands.threshold_places =
            static_cast<std::uint8_t>(std::max<int>(bands.threshold_places, threshold.places));
        bands.places = static_cast<std::uint8_t>(std::max<int>(bands.places, value.places));
    }
    for (const auto& [threshold, value] : steps) {
        bands.thresholds.push_back(threshold.with_places(bands.threshold_places)->digits);
        bands.values.push_back(value.with_places(bands.places)->digits);
    }
    bands.parameter = use_of(model, *entry.declaration, in_force);
    model.book.bands.push_back(std::move(bands));
    return static_cast<Index>(model.book.bands.size() - 1);
}

std::optional<Index> unless_none(Index index) {
    return index == none ? std::nullopt : std::optional(index);
}

} // namespace

std::optional<Index> timeline_of(Model& model, Index parameter, const Place& reader) {
    const ParameterDeclaration& declaration = *model.parameters[parameter].declaration;
    if (std::all_of(declaration.entries.begin(), declaration.entries.end(),
                    [](const ParameterEntry& entry) { return entry.ended; })) {
        report_gap(model, declaration, model.date, reader);
        return std::nullopt;
    }
    const auto [known, is_new] = model.timelines_read.try_emplace(parameter, none);
    if (is_new) {
        known->second = read_timeline(model, parameter).value_or(none);
    }
    return unless_none(known->second);
}

Index ended_bands(Model& model, Index parameter, const ParameterEntry& end) {
    BandsEntry bands;
    bands.parameter = use_of(model, *model.parameters[parameter].declaration, end);
    bands.thresholds = {Int128(to_days(end.date))};
    bands.values = {Int128(0)};
    bands.present = {0};
    model.book.bands.push_back(std::move(bands));
    return static_cast<Index>(model.book.bands.size() - 1);
}

std::optional<Index> bands_on(Model& model, Index parameter, const Type& type,
                              const Place& reader) {
    const Parameter& entry = model.parameters[parameter];
    const ParameterEntry* found = entry_on(*entry.declaration, model.date);
    if (found == nullptr || found->thresholds == nullptr || !found->thresholds->is_map()) {
        report_gap(model, *entry.declaration, model.date, reader);
        return std::nullopt;
    }
    const auto [known, is_new] =
        model.bands_read.try_emplace(std::pair(parameter, type.kind), none);
    if (is_new) {
        known->second = read_bands(model, parameter, *found, type).value_or(none);
    }
    return unless_none(known->second);
}

} // namespace doudi::compiler
