#include "base/number_text.hpp"
#include "yaml/sections.hpp"

#include <array>
#include <utility>
#include <variant>

namespace doudi::yaml {

namespace {

constexpr std::array<KnownKey, 1> file_keys{{{"cases", "案例"}}};

void read_case(Context& context, const WrittenNode& node, std::string_view entity) {
    const std::array<KnownKey, 4> keys{
        {{"case", "案例名"}, {"date", "日期或月份"}, {"expect", "预期"}, {entity, "记录"}}};
    const MapReader reader(context, node, {"案例", "a case"}, keys);
    if (!reader.is_map()) {
        return;
    }
    CaseDeclaration declared;
    const bool complete =
        reader.require("case") && reader.require("date") && reader.require("expect");
    declared.name = reader.phrase("case");
    declared.record = reader.find(entity);
    declared.expect = reader.map("expect");
    declared.place = node.place;
    const auto date = reader.text("date");
    const bool is_month = date && std::holds_alternative<Date>(read_month(date->value));
    const bool dated = date && (is_month || read_date_text(context, *date));
    if (complete && dated && declared.expect != nullptr) {
        declared.date = *date;
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
