#include "cli/rulebook_source.hpp"

#include "cli/findings.hpp"

#include <doudi/bytes.hpp>
#include <doudi/compile.hpp>
#include <doudi/limits.hpp>
#include <doudi/load.hpp>

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>

namespace doudi::cli {

namespace {

constexpr std::size_t read_bytes = 65'536;

ExitCode refuse(const Session& session, ExitCode code, const Phrase& why) {
    fmt::print(stderr, "doudi: {}\n", session.say(why));
    return code;
}

ExitCode refuse_date(const Session& session, const std::string& on) {
    if (on.empty()) {
        return refuse(
            session, ExitCode::usage,
            {"缺少 --on：按哪一天或哪个月的规则办理", "--on is missing: the date to decide on"});
    }
    return refuse(session, ExitCode::usage,
                  {fmt::format("'{}' 不是日期；请写 2020-07 或 2020-07-15", on),
                   fmt::format("'{}' is not a date; write 2020-07 or 2020-07-15", on)});
}

/// Whether `on`, a day or a month, is or holds the date.
bool covers(const std::string& on, const Date& date) {
    return on.empty() || to_string(date) == on || to_string(date).substr(0, 7) == on;
}

OpenedRulebook read_file(const Session& session, const std::string& path, const std::string& on) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes;
    for (std::array<char, read_bytes> part{}; file;) {
        file.read(part.data(), part.size());
        bytes.append(part.data(), static_cast<std::size_t>(file.gcount()));
    }
    if (!file.is_open() || file.bad()) {
        return refuse(session, ExitCode::trouble,
                      {fmt::format("无法读取 '{}'", path), fmt::format("cannot read '{}'", path)});
    }
    std::optional<Rulebook> rulebook = Rulebook::from_bytes(bytes);
    if (!rulebook) {
        return refuse(
            session, ExitCode::refused,
            {fmt::format("'{}' 不是本版本 doudi 的规则手册，或者已损坏；规则包请给出文件夹", path),
             fmt::format("'{}' is no rulebook of this version of doudi, or it is damaged; of a "
                         "pack, name the folder",
                         path)});
    }
    if (!covers(on, rulebook->date)) {
        const std::string date = to_string(rulebook->date);
        return refuse(session, ExitCode::refused,
                      {fmt::format("'{}' 是按 {} 编译的，不能用于 {}", path, date, on),
                       fmt::format("'{}' was compiled for {}, not for {}", path, date, on)});
    }
    return std::move(*rulebook);
}

void mention_warnings(const Session& session, const Diagnostics& findings,
                      const std::string& pack) {
    const std::size_t warnings = count(findings).warnings;
    if (warnings == 0) {
        return;
    }
    fmt::print(stderr, "{}\n",
               session.is_chinese()
                   ? fmt::format("规则包有 {} 处提醒，可用 doudi check {} 查看", warnings, pack)
                   : fmt::format("the pack has {} warning(s); see doudi check {}", warnings, pack));
}

/// A month "2020-07" as its first day.
std::optional<Date> read_month(const std::string& text) {
    constexpr std::size_t month_size = 7;
    return text.size() == month_size ? Date::parse(text + "-01") : std::nullopt;
}

ExitCode refuse_month(const Session& session, std::string_view argument, const std::string& month) {
    if (month.empty()) {
        return refuse(session, ExitCode::usage,
                      {fmt::format("缺少 {}：--from 和 --to 要一起写", argument),
                       fmt::format("{} is missing: --from and --to go together", argument)});
    }
    return refuse(session, ExitCode::usage,
                  {fmt::format("{} 的 '{}' 不是月份；请写 2020-07", argument, month),
                   fmt::format("{}: '{}' is not a month; write 2020-07", argument, month)});
}

OpenedRulebook compile_folder(const Session& session, const std::string& folder,
                              const std::string& on) {
    const Checked<RulePack> pack = load_pack(folder);
    if (!pack) {
        return fail(session, pack.diagnostics());
    }
    const auto date = decision_date(pack.value(), on);
    if (!date) {
        return refuse_date(session, on);
    }
    Checked<Rulebook> rulebook = compile(pack.value(), {*date});
    if (!rulebook) {
        return fail(session, rulebook.diagnostics());
    }
    mention_warnings(session, rulebook.diagnostics(), folder);
    return std::move(rulebook).value();
}

} // namespace

OpenedRulebook open_rulebook(const Session& session, const std::string& pack,
                             const std::string& on) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(pack, ignored) ? read_file(session, pack, on)
                                                           : compile_folder(session, pack, on);
}

OpenedMonths open_months(const Session& session, const std::string& pack, const MonthRange& range) {
    const auto from = read_month(range.from);
    const auto to = read_month(range.to);
    if (!from || !to) {
        return from ? refuse_month(session, "--to", range.to)
                    : refuse_month(session, "--from", range.from);
    }
    if (*to < *from ||
        month_index(*to) - month_index(*from) >= static_cast<std::int32_t>(limits::months_of_run)) {
        return refuse(
            session, ExitCode::usage,
            {fmt::format("--to 应在 --from 之后，且不超过 {} 个月", limits::months_of_run),
             fmt::format("--to must not be before --from, and {} months are the most",
                         limits::months_of_run)});
    }
    std::error_code ignored;
    if (std::filesystem::is_regular_file(pack, ignored)) {
        return refuse(session, ExitCode::usage,
                      {fmt::format("'{}' 是某一天的规则手册；逐月审批请给出规则包的文件夹", pack),
                       fmt::format("'{}' is a rulebook of one date; to decide month after month, "
                                   "name the folder of the pack",
                                   pack)});
    }
    const Checked<RulePack> loaded = load_pack(pack);
    if (!loaded) {
        return fail(session, loaded.diagnostics());
    }
    Checked<std::vector<Rulebook>> rulebooks = compile_months(loaded.value(), *from, *to);
    if (!rulebooks) {
        return fail(session, rulebooks.diagnostics());
    }
    mention_warnings(session, rulebooks.diagnostics(), pack);
    return std::move(rulebooks).value();
}

Argument argument_from(std::string& from) {
    return {"--from",
            "MONTH",
            {"逐月审批的第一个月，如 2020-01；与 --to 一起用，代替 --on",
             "first of several months, such as 2020-01; with --to, instead of --on"},
            &from};
}

Argument argument_to(std::string& to) {
    return {"--to",
            "MONTH",
            {"逐月审批的最后一个月，如 2020-12", "last of them, such as 2020-12"},
            &to};
}

Argument argument_on(std::string& on, bool required) {
    return {"--on",
            "DATE",
            {"按这一天或这个月的规则办理，如 2020-07 或 2020-07-15",
             "decide by the rules of this day or month: 2020-07 or 2020-07-15"},
            &on,
            required};
}

Argument argument_pack(std::string& pack) {
    return {"PACK",
            "",
            {"规则包的文件夹，或 doudi compile 写出的规则手册",
             "folder of the pack, or a rulebook that doudi compile wrote"},
            &pack,
            true};
}

} // namespace doudi::cli
