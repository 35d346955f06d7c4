#include "cli/commands.hpp"
#include "cli/findings.hpp"

#include <doudi/compile.hpp>
#include <doudi/load.hpp>
#include <doudi/schema.hpp>

#include <fmt/format.h>

#include <optional>
#include <string>

// doudi schema: what a record of a pack may hold, as a JSON Schema.
namespace doudi::cli {

namespace {

class SchemaCommand final : public Command {
public:
    [[nodiscard]] std::string_view name() const override { return "schema"; }

    [[nodiscard]] Phrase summary() const override {
        return {"记录的 JSON Schema（2020-12）", "the JSON Schema of a pack's records (2020-12)"};
    }

    [[nodiscard]] Phrase footer() const override {
        return {
            "退出码：0 成功；1 规则包有错误；2 命令行有误；3 文件无法读取。\n"
            "例：doudi schema rules/chengxiang --on 2020-07 > household.schema.json",
            "Exit codes: 0 success; 1 the pack has errors; 2 the command line is wrong; 3 a file "
            "cannot be read.\n"
            "Example: doudi schema rules/chengxiang --on 2020-07 > household.schema.json"};
    }

    [[nodiscard]] std::vector<Argument> arguments() override {
        return {{"PACK", "", {"规则包的文件夹", "folder of the pack"}, &pack_, true},
                {"--on",
                 "DATE",
                 {"日期或月份（默认：规则最后一次变动之日）",
                  "a day or a month (default: the last day on which the rules change)"},
                 &on_}};
    }

    [[nodiscard]] ExitCode run(const Session& session) override {
        const Checked<RulePack> pack = load_pack(pack_);
        if (!pack) {
            return fail(session, pack.diagnostics());
        }
        const std::optional<Date> date = date_for(pack.value());
        if (!date) {
            fmt::print(stderr, "{}\n",
                       session.say({"--on 要写成 2020-07-15 或 2020-07",
                                    "--on takes 2020-07-15 or 2020-07"}));
            return ExitCode::usage;
        }
        const Checked<Rulebook> rulebook = compile(pack.value(), {*date});
        if (!rulebook) {
            return fail(session, rulebook.diagnostics());
        }
        fmt::print("{}", record_schema(rulebook.value()));
        return ExitCode::success;
    }

private:
    [[nodiscard]] std::optional<Date> date_for(const RulePack& pack) const {
        if (!on_.empty()) {
            return decision_date(pack, on_);
        }
        const std::vector<Date> dates = dates_of_change(pack);
        return dates.empty() ? std::nullopt : std::optional(dates.back());
    }

    std::string pack_;
    std::string on_;
};

} // namespace

std::unique_ptr<Command> schema_command() {
    return std::make_unique<SchemaCommand>();
}

} // namespace doudi::cli
