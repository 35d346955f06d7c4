#include "cli/commands.hpp"
#include "cli/record_search.hpp"
#include "cli/rulebook_source.hpp"
#include "cli/traces.hpp"

#include <doudi/letter.hpp>

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

// doudi explain: why one record was decided as it was.
namespace doudi::cli {

namespace {

/// A decision about one subject, by its row in the population.
struct Subject {
    Index decision = 0;
    std::size_t row = 0;
};

class ExplainCommand final : public Command {
public:
    [[nodiscard]] std::string_view name() const override { return "explain"; }

    [[nodiscard]] Phrase summary() const override {
        return {"说明一条记录的审批依据，逐项列出数字和条款",
                "explain a decision: every figure, its rule and its clause"};
    }

    [[nodiscard]] Phrase footer() const override {
        return {
            "退出码：0 成功；1 没有这条记录、记录被拒收或规则包有错误；2 命令行有误；"
            "3 文件无法读取。\n"
            "例：doudi explain rules/chengxiang --on 2020-07 --input examples/households.ndjson "
            "--record example-001",
            "Exit codes: 0 success; 1 there is no such record, it was rejected, or the pack has "
            "errors; 2 the command line is wrong; 3 a file cannot be read.\n"
            "Example: doudi explain rules/chengxiang --on 2020-07 --input "
            "examples/households.ndjson --record example-001"};
    }

    [[nodiscard]] std::vector<Argument> arguments() override {
        return {
            argument_pack(pack_),
            argument_on(on_, false),
            {"--input", "FILE...", {"记录所在的文件", "where the record stands"}, &inputs_, true},
            {"--record",
             "KEY",
             {"记录的编号；没有编号的记录写它是第几条",
              "key of the record, or its position where records have no key"},
             &record_,
             true},
            {"--decision",
             "NAME",
             {"只说明这一事项", "only this decision, such as dibao"},
             &decision_},
            {"--member",
             "KEY",
             {"只说明这一成员的事项", "only decisions about this member"},
             &member_},
            {"--letter",
             "",
             {"写成一封给当事人的信：发放什么、何时起、为什么，不发放什么、为什么，还缺什么",
              "one letter to the people concerned: what is granted and why, what is not, what is "
              "still needed"},
             &letter_}};
    }

    [[nodiscard]] ExitCode run(const Session& session) override {
        if (letter_ && session.json) {
            return refuse(session, ExitCode::usage,
                          {"信是文字，不能同时用 --letter 和 --json",
                           "a letter is text: --letter and --json do not go together"});
        }
        const OpenedRulebook opened = open_rulebook(session, pack_, on_);
        if (const ExitCode* const code = std::get_if<ExitCode>(&opened)) {
            return *code;
        }
        const auto& rulebook = std::get<Rulebook>(opened);
        if (!decision_.empty() && rulebook.find_decision(decision_) == none) {
            return refuse_decision(session, rulebook);
        }
        const auto searched = find_record(session, rulebook, inputs_, record_);
        if (const ExitCode* const code = std::get_if<ExitCode>(&searched)) {
            return *code;
        }
        const auto& found = std::get<FoundRecord>(searched);
        const std::vector<Subject> subjects = subjects_of(rulebook, found);
        if (subjects.empty()) {
            return refuse(session, ExitCode::refused,
                          {"没有这样的事项或成员", "there is no such decision or member"});
        }
        if (letter_) {
            print_letter(session, found);
        } else {
            print(session, found.batch.population, subjects);
        }
        return ExitCode::success;
    }

private:
    [[nodiscard]] std::vector<Subject> subjects_of(const Rulebook& rulebook,
                                                   const FoundRecord& found) const {
        const Population& population = found.batch.population;
        std::vector<Subject> subjects;
        for (Index decision = 0; decision < rulebook.decisions.size(); ++decision) {
            const DecisionEntry& entry = rulebook.decisions[decision];
            if (!decision_.empty() && entry.name != decision_) {
                continue;
            }
            const auto [begin, end] = population.rows_of_record(entry.entity, found.record);
            for (std::size_t row = begin; row < end; ++row) {
                if (is_wanted(population, entry.entity, row)) {
                    subjects.push_back({decision, row});
                }
            }
        }
        return subjects;
    }

    [[nodiscard]] bool is_wanted(const Population& population, Index entity,
                                 std::size_t row) const {
        const TextColumn& keys = population.keys(entity);
        return member_.empty() || (entity != 0 && row < keys.size() && keys[row] == member_);
    }

    static void print(const Session& session, const Population& population,
                      const std::vector<Subject>& subjects) {
        const Rulebook& rulebook = population.rulebook();
        std::string text;
        for (const Subject& subject : subjects) {
            const Trace trace =
                trace_of(population, rulebook.decisions[subject.decision].name, subject.row);
            if (session.json) {
                text += (text.empty() ? "" : ",\n") + to_json(trace);
            } else {
                text += (text.empty() ? "" : "\n") + to_text(trace, session.language);
            }
        }
        fmt::print("{}{}{}", session.json ? "[" : "", text, session.json ? "]\n" : "");
    }

    void print_letter(const Session& session, const FoundRecord& found) const {
        const Population& population = found.batch.population;
        std::vector<Trace> traces = explain_record(population.rulebook(), population, found.record);
        std::erase_if(traces, [&](const Trace& trace) {
            const DecisionEntry& entry = trace.entry();
            const bool is_theirs =
                member_.empty() ||
                (entry.entity != 0 && trace.rows[entry.entity][trace.row].key == member_);
            return !is_theirs || (!decision_.empty() && entry.name != decision_);
        });
        fmt::print("{}", to_letter(traces, session.language));
    }

    static ExitCode refuse(const Session& session, ExitCode code, const Phrase& why) {
        fmt::print(stderr, "doudi: {}\n", session.say(why));
        return code;
    }

    [[nodiscard]] ExitCode refuse_decision(const Session& session, const Rulebook& rulebook) const {
        std::string names;
        for (const DecisionEntry& entry : rulebook.decisions) {
            names += " " + entry.name;
        }
        return refuse(session, ExitCode::usage,
                      {fmt::format("没有事项 '{}'；可用：{}", decision_, names),
                       fmt::format("there is no decision '{}'; there are:{}", decision_, names)});
    }

    std::string pack_;
    std::string on_;
    std::vector<std::string> inputs_;
    std::string record_;
    std::string decision_;
    std::string member_;
    bool letter_ = false;
};

} // namespace

std::unique_ptr<Command> explain_command() {
    return std::make_unique<ExplainCommand>();
}

} // namespace doudi::cli
