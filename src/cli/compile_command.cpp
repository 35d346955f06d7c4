#include "cli/commands.hpp"
#include "cli/rulebook_source.hpp"

#include <doudi/bytes.hpp>
#include <doudi/output_file.hpp>

#include <fmt/format.h>

#include <cstdio>
#include <string>

// doudi compile: the rules of one date as bytes, for programs that hold the headers alone.
namespace doudi::cli {

namespace {

class CompileCommand final : public Command {
public:
    [[nodiscard]] std::string_view name() const override { return "compile"; }

    [[nodiscard]] Phrase summary() const override {
        return {"把某一天的规则写成规则手册文件，供其他程序装载",
                "write the rules of one date as a rulebook that programs load"};
    }

    [[nodiscard]] Phrase footer() const override {
        return {
            "退出码：0 成功；1 规则包有错误；2 命令行有误；3 文件无法读写。\n"
            "例：doudi compile rules/chengxiang --on 2020-07 --output chengxiang.rulebook",
            "Exit codes: 0 success; 1 the pack has errors; 2 the command line is wrong; 3 a "
            "file cannot be read or written.\n"
            "Example: doudi compile rules/chengxiang --on 2020-07 --output chengxiang.rulebook"};
    }

    [[nodiscard]] std::vector<Argument> arguments() override {
        return {{"PACK", "", {"规则包的文件夹", "folder of the pack"}, &pack_, true},
                argument_on(on_, true),
                {"--output", "FILE", {"规则手册文件", "file of the rulebook"}, &output_, true}};
    }

    [[nodiscard]] ExitCode run(const Session& session) override {
        const OpenedRulebook opened = open_rulebook(session, pack_, on_);
        if (const ExitCode* const code = std::get_if<ExitCode>(&opened)) {
            return *code;
        }
        const std::string bytes = std::get<Rulebook>(opened).to_bytes();
        OutputFile file;
        if (!file.open(output_) || !file.write(bytes) || !file.commit()) {
            const Phrase& why = file.problem();
            fmt::print(stderr, "doudi: {}\n",
                       session.is_chinese()
                           ? fmt::format("无法写入 '{}'：{}", output_, why.zh)
                           : fmt::format("cannot write '{}': {}", output_, why.en));
            return ExitCode::trouble;
        }
        return ExitCode::success;
    }

private:
    std::string pack_;
    std::string on_;
    std::string output_;
};

} // namespace

std::unique_ptr<Command> compile_command() {
    return std::make_unique<CompileCommand>();
}

} // namespace doudi::cli
