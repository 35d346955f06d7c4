#include "yaml/sections.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace doudi::yaml {

namespace {

constexpr std::array<KnownKey, 6> check_keys{{{"check", "检查"},
                                              {"title", "标题"},
                                              {"that", "应成立的条件"},
                                              {"severity", "严重程度"},
                                              {"source", "依据"},
                                              {"assumed", "假定"}}};

void read_check(Context& context, const WrittenNode& node, const WrittenText* name) {
    const MapReader reader(context, node, {"检查", "a check"}, check_keys);
    if (!reader.is_map()) {
        return;
    }
    CheckDeclaration check;
    const auto own_name = reader.name("check");
    const auto condition = reader.text("that");
    const bool complete = reader.require("that") && (name != nullptr || reader.require("check"));
    check.programme = context.programme;
    check.title = reader.phrase("title");
    check.provenance = reader.provenance();
    check.severity = "error";
    if (const auto severity = reader.text("severity")) {
        check.severity = severity->value;
        if (check.severity != "error" && check.severity != "warning") {
            report(context,
                   error_at("bad-word", severity->place,
                            {fmt::format("'severity' 不能是 '{}'", shown(severity->value)),
                             fmt::format("'severity' cannot be '{}'", shown(severity->value))},
                            {"写 error / warning", "write error / warning"}));
        }
    }
    if (complete && condition && (name != nullptr || own_name)) {
        check.name = name != nullptr ? *name : *own_name;
        check.when_not = *condition;
        context.pack.checks.push_back(std::move(check));
    }
}

} // namespace

void read_checks(Context& context, const WrittenNode& section) {
    if (section.is_list()) {
        for (const WrittenNode& item : section.items) {
            read_check(context, item, nullptr);
        }
        return;
    }
    each_named(context, section, {"'checks'（检查）", "'checks'"},
               [&](const WrittenText& name, const WrittenNode& node) {
                   read_check(context, node, &name);
               });
}

} // namespace doudi::yaml
