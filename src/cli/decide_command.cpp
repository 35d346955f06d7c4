#include "cli/commands.hpp"
#include "cli/decide_run.hpp"
#include "cli/groups.hpp"
#include "cli/rulebook_source.hpp"

#include <doudi/rulebook/verify.hpp>

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// doudi decide: decides files of records.
namespace doudi::cli {

namespace {

constexpr unsigned most_threads = 1'024;

std::optional<unsigned> read_threads(const std::string& text) {
    unsigned threads = 0;
    if (text.empty()) {
        return threads;
    }
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, threads);
    const bool good = read.ec == std::errc{} && read.ptr == end && threads <= most_threads;
    return good ? std::optional(threads) : std::nullopt;
}

/// Why a value cannot be handed out, or an empty phrase.
Phrase trouble_with(const std::vector<Rulebook>& months, const std::string& name) {
    bool is_known = false;
    for (const Rulebook& rulebook : months) {
        const Index value = rulebook.find_value(name);
        is_known = is_known || value != none;
        if (value != none &&
            rulebook_check::nodes_that_are_fractions(rulebook)[rulebook.values[value].node] != 0) {
            return {
                fmt::format("'{}' 是未经舍入的分数，不能作为数字输出", name),
                fmt::format("'{}' is an exact fraction that nothing rounds, so it has no number",
                            name)};
        }
    }
    if (!is_known) {
        return {fmt::format("没有名为 '{}' 的值；请写全名，如 dibao.household_income", name),
                fmt::format("there is no value '{}'; write its full name, such as "
                            "dibao.household_income",
                            name)};
    }
    return {};
}

class DecideCommand final : public Command {
public:
    [[nodiscard]] std::string_view name() const override { return "decide"; }

    [[nodiscard]] Phrase summary() const override {
        return {"审批一批记录，写出结果并清点",
                "decide files of records, write the results, count"};
    }

    [[nodiscard]] Phrase footer() const override {
        return {
            "输入格式看文件名：.csv 每个实体一个文件（如 household.csv、member=人员.csv），.json，"
            "其余为 NDJSON；\n“-” 为标准输入。输出同样看文件名，“-” 为标准输出。\n"
            "输出文件要么完整出现，要么不出现。\n"
            "每个事项：总数 = 已决定 + 转人工 + 未定 + 出错 + 拒收。\n"
            "退出码：0 全部处理完（有拒收也是 0，除非 --strict）；\n"
            "1 规则包有错误或当日不适用，文件与规则包不符或互相冲突，或 --strict "
            "时有拒收或无所归属的行；\n"
            "2 命令行有误；3 文件无法读写；130、143 被中止。\n"
            "例：doudi decide rules/chengxiang --on 2020-07 --input examples/households.ndjson "
            "--output 结果.ndjson\n"
            "逐月：--from 2020-01 --to 2020-12，每月的 previous 读上月的结果，结果每条带 month。",
            "The format of input is told by its name: .csv, a file for each entity "
            "(household.csv,\n"
            "member=persons.csv), .json, else NDJSON; '-' is standard input. So is that of "
            "output;\n"
            "'-' is standard output. Output files appear whole or not at all.\n"
            "For each decision, in = decided + review + undetermined + faulted + rejected.\n"
            "Exit codes: 0 all was processed (with rejected records too, unless --strict);\n"
            "1 the pack has errors or is not in force on the date, the files do not fit it or one "
            "another,\nor, under --strict, records were rejected or rows belong to no record;\n"
            "2 the command line is wrong; "
            "3 a file cannot be read or written; 130, 143 stopped.\n"
            "Example: doudi decide rules/chengxiang --on 2020-07 --input "
            "examples/households.ndjson --output results.ndjson\n"
            "Month after month: --from 2020-01 --to 2020-12; previous of a month reads the one "
            "before,\nand each result says its month."};
    }

    [[nodiscard]] std::vector<Argument> arguments() override {
        return {
            argument_pack(pack_),
            argument_on(on_, false),
            argument_from(range_.from),
            argument_to(range_.to),
            {"--input", "FILE...", {"要审批的记录", "records to decide"}, &options_.inputs, true},
            {"--output", "FILE", {"写出审批结果", "where decisions go"}, &options_.output, true},
            {"--rejects",
             "FILE",
             {"写出被拒收的记录及原因（NDJSON）",
              "where rejected records go, with reasons (NDJSON)"},
             &options_.rejects},
            {"--strict",
             "",
             {"有记录被拒收、或有行无所归属时退出码为 1",
              "exit with 1 when records were rejected or rows belong to no record"},
             &options_.strict},
            {"--unique",
             "",
             {"查找重复的记录编号，以及规则包写明不得重复的内容（如身份证号码），输入要多读一遍",
              "find record keys that occur twice, and texts that the pack calls unique, such as "
              "resident ids; the input is read once more"},
             &options_.unique},
            {"--values",
             "NAME...",
             {"另外写出这些值（全名）", "further values to write, by full name"},
             &options_.values},
            {"--by",
             "NAME",
             {"清点时按这项事实分列，如 town：各值的人次、金额和另给出的款项",
              "count and sum by the values of this fact of the record, too, such as town"},
             &options_.by},
            {"--reasons",
             "",
             {"另外写出由哪一项决定，以及不符合其他各项的首个条件和相差多少",
              "write which alternative decided, and of each refused one the first condition that "
              "failed and by how much"},
             &options_.reasons},
            {"--threads",
             "N",
             {"线程数，默认或 0 用全部处理器；结果与线程数无关",
              "threads, by default or with 0 as many as there are processors; results do not "
              "depend on it"},
             &threads_}};
    }

    [[nodiscard]] ExitCode run(const Session& session) override {
        const auto threads = read_threads(threads_);
        if (!threads) {
            return refuse(session,
                          {fmt::format("--threads 应为不超过 {} 的整数", most_threads),
                           fmt::format("--threads must be a whole number up to {}", most_threads)});
        }
        for (std::string* const output : {&options_.output, &options_.rejects}) {
            // As a file of its own it would be written over by the count, or the other way round.
            *output = *output == "/dev/stdout" ? "-" : *output;
        }
        options_.threads = *threads;
        options_.pack = pack_;
        options_.by_month = range_.is_asked_for();
        if (options_.by_month && !on_.empty()) {
            return refuse(session, {"--on 与 --from、--to 只能写一种",
                                    "write --on, or --from and --to, not both"});
        }
        const OpenedMonths opened = open(session);
        if (const ExitCode* const code = std::get_if<ExitCode>(&opened)) {
            return *code;
        }
        const auto& months = std::get<std::vector<Rulebook>>(opened);
        for (const std::string& value : options_.values) {
            if (const Phrase why = trouble_with(months, value); !why.empty()) {
                return refuse(session, why);
            }
        }
        for (const Rulebook& rulebook : months) {
            const Phrase why =
                options_.by.empty() ? Phrase{} : GroupTally::trouble_with(rulebook, options_.by);
            if (!why.empty()) {
                return refuse(session, why);
            }
        }
        return DecideRun(session, months, options_).run();
    }

private:
    [[nodiscard]] OpenedMonths open(const Session& session) const {
        if (options_.by_month) {
            return open_months(session, pack_, range_);
        }
        OpenedRulebook opened = open_rulebook(session, pack_, on_);
        if (const ExitCode* const code = std::get_if<ExitCode>(&opened)) {
            return *code;
        }
        std::vector<Rulebook> one;
        one.push_back(std::move(std::get<Rulebook>(opened)));
        return one;
    }

    static ExitCode refuse(const Session& session, const Phrase& why) {
        fmt::print(stderr, "doudi: {}\n", session.say(why));
        return ExitCode::usage;
    }

    std::string pack_;
    std::string on_;
    MonthRange range_;
    std::string threads_;
    DecideOptions options_;
};

} // namespace

std::unique_ptr<Command> decide_command() {
    return std::make_unique<DecideCommand>();
}

} // namespace doudi::cli
