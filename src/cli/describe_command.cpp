#include "cli/commands.hpp"
#include "cli/findings.hpp"

#include <doudi/describe.hpp>
#include <doudi/load.hpp>

#include <fmt/format.h>

#include <cstdio>
#include <string>

// doudi describe: a pack as a document for people who do not read rule files.
namespace doudi::cli {

namespace {

class DescribeCommand final : public Command {
public:
    [[nodiscard]] std::string_view name() const override { return "describe"; }

    [[nodiscard]] Phrase summary() const override {
        return {"把规则包写成可读的文档（Markdown）", "a pack as a readable document (Markdown)"};
    }

    [[nodiscard]] Phrase footer() const override {
        return {
            "退出码：0 成功；1 规则包有错误；2 命令行有误；3 文件无法读取。\n"
            "例：doudi describe rules/chengxiang > chengxiang.md",
            "Exit codes: 0 success; 1 the pack has errors; 2 the command line is wrong; 3 a file "
            "cannot be read.\nExample: doudi describe rules/chengxiang > chengxiang.md"};
    }

    [[nodiscard]] std::vector<Argument> arguments() override {
        return {{"PACK", "", {"规则包的文件夹", "folder of the pack"}, &pack_, true}};
    }

    [[nodiscard]] ExitCode run(const Session& session) override {
        if (session.json) {
            fmt::print(stderr, "doudi: {}\n",
                       session.is_chinese() ? "describe 只输出 Markdown，没有 JSON"
                                            : "describe writes Markdown and has no JSON");
            return ExitCode::usage;
        }
        const Checked<RulePack> pack = load_pack(pack_);
        if (!pack) {
            return fail(session, pack.diagnostics());
        }
        fmt::print("{}", describe(pack.value(), session.language));
        return ExitCode::success;
    }

private:
    std::string pack_;
};

} // namespace

std::unique_ptr<Command> describe_command() {
    return std::make_unique<DescribeCommand>();
}

} // namespace doudi::cli
