#include "base/number_text.hpp"
#include "yaml/sections.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <array>
#include <utility>
#include <variant>

namespace doudi::yaml {

namespace {

constexpr std::array<KnownKey, 1> file_keys{{{"cases", "案例"}}};

bool read_date(Context& context, const MapReader& reader, CaseDeclaration& declared) {
    const auto date = reader.text("date");
    const bool is_month = date && std::holds_alternative<Date>(read_month(date->value));
    declared.date = date.value_or(WrittenText{});
    return date && (is_month || read_date_text(context, *date));
}

bool read_months(Context& context, const MapReader& reader, CaseDeclaration& declared) {
    const auto from = reader.text("from");
    const auto to = reader.text("to");
    if (reader.has("date")) {
        report(context, {Severity::error,
                         "wrong-shape",
                         {"案例写了 date:，又写了 from: 和 to:",
                          "a case has date:, or from: and to:, not both"},
                         {{reader.node().find_key("date")->place, {}}},
                         {"只留一种", "keep one of them"}});
        return false;
    }
    const auto first = from ? read_date_text(context, *from, true) : std::nullopt;
    const auto last = to ? read_date_text(context, *to, true) : std::nullopt;
    if (!first || !last) {
        return false;
    }
    const std::int32_t months = month_index(*last) - month_index(*first) + 1;
    if (months < 1 || months > static_cast<std::int32_t>(limits::months_of_run)) {
        report(context,
               {Severity::error,
                "bad-date",
                {fmt::format("to: 应在 from: 之后，且不超过 {} 个月", limits::months_of_run),
                 fmt::format("to: must not be before from:, and {} months are the most",
                             limits::months_of_run)},
                {{to->place, {}}},
                {"例如 from: 2020-01 和 to: 2020-12", "such as from: 2020-01 and to: 2020-12"}});
        return false;
    }
    declared.date = *from;
    declared.to = *to;
    return true;
}

void read_case(Context& context, const WrittenNode& node, std::string_view entity) {
    const std::array<KnownKey, 6> keys{{{"case", "案例名"},
                                        {"date", "日期或月份"},
                                        {"from", "第一个月"},
                                        {"to", "最后一个月"},
                                        {"expect", "预期"},
                                        {entity, "记录"}}};
    const MapReader reader(context, node, {"案例", "a case"}, keys);
    if (!reader.is_map()) {
        return;
    }
    CaseDeclaration declared;
    const bool by_month = reader.has("from") || reader.has("to");
    const bool complete =
        reader.require("case") &&
        (by_month ? reader.require("from") && reader.require("to") : reader.require("date")) &&
        reader.require("expect");
    declared.name = reader.phrase("case");
    declared.record = reader.find(entity);
    declared.expect = reader.map("expect");
    declared.place = node.place;
    const bool dated =
        by_month ? read_months(context, reader, declared) : read_date(context, reader, declared);
    if (complete && dated && declared.expect != nullptr) {
        context.pack.cases.push_back(std::move(declared));
    }
}

} // namespace

void read_cases(Context& context, const WrittenNode& file) {
    const MapReader reader(context, file, {"案例文件", "a file of cases"}, file_keys);
    reader.require("cases");
    const std::string entity =
        context.pack.entities.empty() ? "household" : context.pack.entities.front().name.value;
    if (const WrittenNode* const cases = reader.list("cases")) {
        for (const WrittenNode& node : cases->items) {
            read_case(context, node, entity);
        }
    }
}

} // namespace doudi::yaml
