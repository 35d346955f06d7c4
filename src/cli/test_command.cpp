#include "cli/commands.hpp"
#include "cli/findings.hpp"
#include "cli/shell.hpp"
#include "cli/traces.hpp"

#include <doudi/cases.hpp>
#include <doudi/load.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>

// doudi test: runs the cases of a pack.
namespace doudi::cli {

namespace {

const std::string& title(const CaseDeclaration& declared, Language language) {
    const std::string& text = declared.name.in(language);
    return text.empty() ? declared.name.in(language == Language::zh ? Language::en : Language::zh)
                        : text;
}

void print_traces_of_month(const Session& session, const CaseResult::Month& month) {
    for (const DecisionEntry& decision : month.rulebook->decisions) {
        for (std::size_t row = 0; row < month.population->rows(decision.entity); ++row) {
            const Trace trace = trace_of(*month.population, decision.name, row);
            fmt::print("{}\n", to_text(trace, session.language));
        }
    }
}

/// The trace of each decision about the case's record.
void print_traces(const Session& session, const CaseResult& result) {
    if (result.months.empty()) {
        return;
    }
    fmt::print("== {}\n\n", title(*result.declared, session.language));
    for (const CaseResult::Month& month : result.months) {
        const std::string label = to_string(month.rulebook->date).substr(0, 7);
        // Of several months, those that the case is about.
        if (!result.declared->to || result.declared->expect->find(label) != nullptr) {
            print_traces_of_month(session, month);
        }
    }
}

class TestCommand final : public Command {
public:
    [[nodiscard]] std::string_view name() const override { return "test"; }

    [[nodiscard]] Phrase summary() const override {
        return {"运行规则包的案例（*.test.yaml）", "run the cases of a pack (*.test.yaml)"};
    }

    [[nodiscard]] Phrase footer() const override {
        return {"退出码：0 全部通过；1 有案例未通过、规则包有错误或没有案例；2 命令行有误；"
                "3 文件无法读取。\n例：doudi test rules/chengxiang --filter 单人保 --trace",
                "Exit codes: 0 all passed; 1 a case failed, the pack has errors or no cases; 2 the "
                "command line is wrong; 3 a file cannot be read.\n"
                "Example: doudi test rules/chengxiang --filter amount.test.yaml --trace"};
    }

    [[nodiscard]] std::vector<Argument> arguments() override {
        return {
            {"PACK", "", {"规则包的文件夹", "folder of the pack"}, &pack_, true},
            {"--filter",
             "TEXT",
             {"只运行名称或文件名含此文字的案例", "only cases whose name or file holds this text"},
             &filter_},
            {"--trace",
             "",
             {"显示未通过案例的审批依据；有 --filter 时显示全部",
              "show how failed cases came about; with --filter, all of them"},
             &trace_}};
    }

    [[nodiscard]] ExitCode run(const Session& session) override {
        const Checked<RulePack> pack = load_pack(pack_, WithCases::yes);
        if (!pack) {
            return fail(session, pack.diagnostics());
        }
        const CaseReport report = run_cases(pack.value(), {filter_});
        if (session.json) {
            fmt::print("{}\n", to_json(report));
        } else {
            print_report(session, report);
        }
        return report.passed() && !report.results.empty() ? ExitCode::success : ExitCode::refused;
    }

private:
    void print_report(const Session& session, const CaseReport& report) const {
        for (const CaseResult& result : report.results) {
            if (trace_ && (!filter_.empty() || !result.passed())) {
                print_traces(session, result);
            }
        }
        fmt::print("{}", to_text(report, session.language));
        const auto first = std::find_if(
            report.results.begin(), report.results.end(),
            [](const CaseResult& result) { return !result.passed() && !result.months.empty(); });
        if (first != report.results.end() && !trace_) {
            fmt::print("{}doudi test {} --filter {} --trace\n",
                       session.is_chinese() ? "查看依据：" : "to see how it came about: ",
                       shell_word(pack_), shell_word(title(*first->declared, session.language)));
        }
    }

    std::string pack_;
    std::string filter_;
    bool trace_ = false;
};

} // namespace

std::unique_ptr<Command> test_command() {
    return std::make_unique<TestCommand>();
}

} // namespace doudi::cli
