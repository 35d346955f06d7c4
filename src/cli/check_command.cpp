#include "cli/commands.hpp"
#include "cli/findings.hpp"

#include <doudi/compile.hpp>
#include <doudi/load.hpp>

#include <fmt/format.h>

#include <iterator>
#include <map>
#include <span>
#include <string>

// doudi check: everything worth saying about a pack, on every date on which something changes.
namespace doudi::cli {

namespace {

/// What was found in a pack, and the dates on which it was compiled.
struct Checkup {
    Diagnostics findings;
    std::vector<Date> dates;
};

Checkup check_up(const std::string& folder) {
    Checked<RulePack> pack = load_pack(folder, WithCases::yes);
    Checkup checkup{pack.diagnostics(), {}};
    if (pack) {
        checkup.dates = dates_to_check(pack.value());
        const Diagnostics compiled = check(pack.value());
        checkup.findings.insert(checkup.findings.end(), compiled.begin(), compiled.end());
        tidy(checkup.findings);
    }
    return checkup;
}

std::string joined(std::span<const Date> dates, std::string_view separator,
                   std::string_view quote = "") {
    std::string text;
    for (const Date& date : dates) {
        fmt::format_to(std::back_inserter(text), "{}{}{}{}", text.empty() ? "" : separator, quote,
                       to_string(date), quote);
    }
    return text;
}

/// All dates, or the first and the last of many.
std::string summed_up(std::span<const Date> dates, std::string_view separator) {
    constexpr std::size_t many = 24;
    return dates.size() <= many ? joined(dates, separator)
                                : fmt::format("{}{}…{}{}", to_string(dates.front()), separator,
                                              separator, to_string(dates.back()));
}

/// Assumptions by file: how many each holds.
void print_assumptions(const Session& session, const Diagnostics& findings) {
    std::map<std::string_view, std::size_t> files;
    for (const Diagnostic& finding : findings) {
        if (finding.severity == Severity::note && !finding.labels.empty() &&
            finding.labels.front().place.source != nullptr) {
            ++files[finding.labels.front().place.source->name()];
        }
    }
    if (files.empty()) {
        return;
    }
    fmt::print("{}\n", session.is_chinese() ? "假定，不是法规（--assumptions 逐条列出）："
                                            : "assumed, not law (--assumptions shows each):");
    for (const auto& [file, number] : files) {
        fmt::print("{:5}  {}\n", number, file);
    }
    fmt::print("\n");
}

void print_summary(const Session& session, const Checkup& checkup) {
    const FindingCounts counts = count(checkup.findings);
    if (session.is_chinese()) {
        fmt::print("{} 处错误，{} 处提醒，{} 处假定", counts.errors, counts.warnings,
                   counts.assumptions);
    } else {
        fmt::print("{} {}, {} {}, {} {}", counts.errors, counts.errors == 1 ? "error" : "errors",
                   counts.warnings, counts.warnings == 1 ? "warning" : "warnings",
                   counts.assumptions, counts.assumptions == 1 ? "assumption" : "assumptions");
    }
    const std::size_t dates = checkup.dates.size();
    if (dates == 0) {
        fmt::print("\n");
    } else if (session.is_chinese()) {
        fmt::print("；按 {} 个日期核对：{}\n", dates, summed_up(checkup.dates, "、"));
    } else {
        fmt::print("; checked on {} {}: {}\n", dates, dates == 1 ? "date" : "dates",
                   summed_up(checkup.dates, ", "));
    }
}

void print_json(const Checkup& checkup) {
    const FindingCounts counts = count(checkup.findings);
    fmt::print(R"({{"errors": {}, "warnings": {}, "assumptions": {}, "dates": [{}], "findings": )",
               counts.errors, counts.warnings, counts.assumptions,
               joined(checkup.dates, ", ", "\""));
    std::string findings = to_json(checkup.findings);
    findings.pop_back(); // its line feed
    fmt::print("{}}}\n", findings);
}

class CheckCommand final : public Command {
public:
    [[nodiscard]] std::string_view name() const override { return "check"; }

    [[nodiscard]] Phrase summary() const override {
        return {"检查规则包：一次列出全部错误、提醒和假定",
                "check a pack: all errors, warnings and assumptions at once"};
    }

    [[nodiscard]] Phrase footer() const override {
        return {
            "退出码：0 没有错误；1 有错误；2 命令行有误；3 文件无法读取。\n"
            "例：doudi check rules/chengxiang",
            "Exit codes: 0 no errors; 1 errors; 2 the command line is wrong; 3 a file cannot be "
            "read.\nExample: doudi check rules/chengxiang"};
    }

    [[nodiscard]] std::vector<Argument> arguments() override {
        return {{"PACK", "", {"规则包的文件夹", "folder of the pack"}, &pack_, true},
                {"--assumptions", "", {"逐条列出假定", "show every assumption"}, &assumptions_}};
    }

    [[nodiscard]] ExitCode run(const Session& session) override {
        const Checkup checkup = check_up(pack_);
        if (session.json) {
            print_json(checkup);
            return ending(checkup.findings);
        }
        const Diagnostics shown = assumptions_ ? checkup.findings : without_notes(checkup.findings);
        if (!shown.empty()) {
            print(session, shown, stdout);
            fmt::print("\n");
        }
        if (!assumptions_ && !has_errors(shown)) { // first things first
            print_assumptions(session, checkup.findings);
        }
        print_summary(session, checkup);
        return ending(checkup.findings);
    }

private:
    std::string pack_;
    bool assumptions_ = false;
};

} // namespace

std::unique_ptr<Command> check_command() {
    return std::make_unique<CheckCommand>();
}

} // namespace doudi::cli
