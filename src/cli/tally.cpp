#include "cli/tally.hpp"

#include "cli/json.hpp"

#include <doudi/decimal.hpp>

#include <fmt/format.h>

#include <iterator>

namespace doudi::cli {

namespace {

constexpr std::array statuses{Status::decided, Status::review, Status::undetermined,
                              Status::faulted};

Phrase words_for(Status status) {
    switch (status) {
    case Status::decided:
        return {"已决定", "decided"};
    case Status::review:
        return {"转人工", "for review by people"};
    case Status::undetermined:
        return {"未定（缺少信息）", "undetermined (facts are missing)"};
    case Status::faulted:
        break;
    }
    return {"出错（规则无法得出结果）", "faulted (the rules give no result)"};
}

const std::string& title_or(const Phrase& title, const std::string& name, Language language) {
    const std::string& words = title.in(language);
    return words.empty() ? name : words;
}

/// "household_cover 整户保", or the name alone.
std::string with_title(const std::string& name, const Phrase& title, Language language) {
    const std::string& words = title.in(language);
    return words.empty() || words == name ? name : name + " " + words;
}

} // namespace

Tally::Tally(const Rulebook& rulebook) : rulebook_(rulebook), counts_(rulebook.decisions.size()) {
    for (Index decision = 0; decision < counts_.size(); ++decision) {
        const Index category = rulebook.decisions[decision].category;
        const std::size_t outcomes = rulebook.categories[category].values.size();
        counts_[decision].decided.resize(outcomes);
        counts_[decision].review.resize(outcomes);
    }
}

void Tally::add(const Decisions& decisions) {
    for (const DecisionColumns& columns : decisions.decisions) {
        Counts& counts = counts_[columns.decision];
        for (std::size_t row = 0; row < columns.statuses.size(); ++row) {
            add_row(counts, columns, row);
        }
    }
}

void Tally::add_row(Counts& counts, const DecisionColumns& columns, std::size_t row) {
    const auto status = static_cast<Status>(columns.statuses[row]);
    ++counts.statuses[columns.statuses[row]];
    if (status != Status::decided && status != Status::review) {
        return;
    }
    const auto outcome =
        static_cast<std::size_t>(static_cast<std::int64_t>(columns.outcome.digits(row)));
    Sum& sum = status == Status::decided ? counts.decided[outcome] : counts.review[outcome];
    ++sum.count;
    if (row < columns.amount.size() && sum.digits) {
        sum.digits = checked_add(*sum.digits, columns.amount.digits(row));
    }
}

void Tally::add(const RejectedRecord& rejected) {
    if (rejected.is_record()) {
        ++records_;
        ++rejected_;
    } else {
        ++stray_rows_;
    }
}

bool Tally::is_about_records(Index decision) const {
    return rulebook_.decisions[decision].entity == 0;
}

std::uint64_t Tally::taken_in(Index decision) const {
    std::uint64_t sum = is_about_records(decision) ? rejected_ : 0;
    for (const std::uint64_t count : counts_[decision].statuses) {
        sum += count;
    }
    return sum;
}

std::string Tally::amount_text(Index decision, const Sum& sum, bool grouped) const {
    const Index amount = rulebook_.decisions[decision].amount;
    if (amount == none || !sum.digits) {
        return amount == none ? "" : "?";
    }
    const Decimal total{*sum.digits, rulebook_.nodes[amount].places};
    const Decimal shown = total.places < 2 ? total.with_places(2).value_or(total) : total;
    return grouped ? to_grouped_string(shown) : to_string(shown);
}

std::string Tally::to_text(Language language) const {
    const bool zh = language == Language::zh;
    std::string out;
    for (Index decision = 0; decision < counts_.size(); ++decision) {
        out += counts_text(decision, language) + outcomes_text(decision, language) + "\n";
    }
    if (counts_.empty()) {
        out += zh ? fmt::format("读入 {} 条记录，拒收 {} 条；规则包没有审批事项\n", records_,
                                rejected_)
                  : fmt::format("{} records in, {} rejected; the pack has no decision\n", records_,
                                rejected_);
    }
    if (stray_rows_ != 0) {
        out += zh ? fmt::format("另有 {} 行没有所属的记录\n", stray_rows_)
                  : fmt::format("besides, rows that belong to no record: {}\n", stray_rows_);
    }
    return out;
}

// Numbers stand in front, so that columns are straight in any script.
std::string Tally::counts_text(Index decision, Language language) const {
    const bool zh = language == Language::zh;
    const DecisionEntry& entry = rulebook_.decisions[decision];
    const EntityEntry& entity = rulebook_.entities[entry.entity];
    std::string out = fmt::format("{}  {}\n", with_title(entry.name, entry.title, language),
                                  to_string(rulebook_.date));
    const auto line = [&out](std::uint64_t number, std::string_view words) {
        fmt::format_to(std::back_inserter(out), "{:>12}  {}\n", number, words);
    };
    const std::string& subject = title_or(entity.title, entity.name, language);
    line(taken_in(decision), zh ? "总数（" + subject + "）" : "in (" + subject + ")");
    for (const Status status : statuses) {
        line(counts_[decision].statuses[static_cast<std::size_t>(status)],
             words_for(status).in(language));
    }
    if (is_about_records(decision)) {
        line(rejected_, zh ? "拒收（记录无法读入）" : "rejected (records that cannot be read)");
    } else if (rejected_ != 0) {
        line(rejected_, zh ? "条记录被拒收，其中的人不在总数内"
                           : "records were rejected; who is in them is not counted");
    }
    return out;
}

std::string Tally::row_text(Index decision, const Sum& sum, std::string_view name) const {
    const bool has_amount = rulebook_.decisions[decision].amount != none;
    return has_amount ? fmt::format("{:>12}  {:>18}  {}\n", sum.count,
                                    amount_text(decision, sum, true), name)
                      : fmt::format("{:>12}  {}\n", sum.count, name);
}

std::string Tally::outcomes_text(Index decision, Language language) const {
    const bool zh = language == Language::zh;
    const DecisionEntry& entry = rulebook_.decisions[decision];
    const Counts& counts = counts_[decision];
    const auto& values = rulebook_.categories[entry.category].values;
    std::string out = "\n";
    Sum all;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string name = with_title(values[i].name, values[i].title, language);
        if (counts.decided[i].count != 0 || counts.review[i].count == 0) {
            out += row_text(decision, counts.decided[i], name);
        }
        if (counts.review[i].count != 0) {
            out += row_text(decision, counts.review[i],
                            name + (zh ? "（转人工）" : " (for review by people)"));
        }
        all.count += counts.decided[i].count;
        all.digits = all.digits && counts.decided[i].digits
                         ? checked_add(*all.digits, *counts.decided[i].digits)
                         : std::nullopt;
    }
    return out + row_text(decision, all, zh ? "已决定合计" : "all decided");
}

std::string Tally::to_json() const {
    std::string decisions;
    for (Index decision = 0; decision < counts_.size(); ++decision) {
        const DecisionEntry& entry = rulebook_.decisions[decision];
        decisions += decisions.empty() ? "\n" : ",\n";
        fmt::format_to(std::back_inserter(decisions),
                       R"(  {{"decision": {}, "about": {}, "in": {})", json_string(entry.name),
                       json_string(rulebook_.entities[entry.entity].name), taken_in(decision));
        for (const Status status : statuses) {
            fmt::format_to(std::back_inserter(decisions), R"(, "{}": {})", to_string(status),
                           counts_[decision].statuses[static_cast<std::size_t>(status)]);
        }
        if (is_about_records(decision)) {
            fmt::format_to(std::back_inserter(decisions), R"(, "rejected": {})", rejected_);
        }
        decisions += R"(, "outcomes": [)" + outcomes_json(decision) + "]}";
    }
    return fmt::format("{{\"date\": {}, \"records\": {}, \"rejected\": {}, "
                       "\"rows_without_record\": {}, \"decisions\": [{}]}}\n",
                       json_string(to_string(rulebook_.date)), records_, rejected_, stray_rows_,
                       decisions);
}

std::string Tally::outcomes_json(Index decision) const {
    const auto& values = rulebook_.categories[rulebook_.decisions[decision].category].values;
    std::string out;
    const auto append = [&](const Sum& sum, const std::string& name, Status status) {
        const std::string amount = amount_text(decision, sum, false);
        fmt::format_to(
            std::back_inserter(out), R"({}{{"outcome": {}, "status": "{}", "count": {}{}{}}})",
            out.empty() ? "" : ", ", json_string(name), to_string(status), sum.count,
            amount.empty() ? "" : R"(, "amount": )", amount.empty() ? "" : json_string(amount));
    };
    for (std::size_t i = 0; i < values.size(); ++i) {
        append(counts_[decision].decided[i], values[i].name, Status::decided);
        if (counts_[decision].review[i].count != 0) {
            append(counts_[decision].review[i], values[i].name, Status::review);
        }
    }
    return out;
}

} // namespace doudi::cli
