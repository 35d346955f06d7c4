#include "cli/months_tally.hpp"

#include "cli/json.hpp"
#include "cli/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace doudi::cli {

namespace {

std::vector<std::string> heads(const DecisionCount& count, Language language) {
    const bool zh = language == Language::zh;
    std::vector<std::string> cells =
        zh ? std::vector<std::string>{"月份", "总数", "已决定", "转人工", "未定", "出错", "拒收"}
           : std::vector<std::string>{"month",        "in",      "decided", "review",
                                      "undetermined", "faulted", "rejected"};
    if (count.has_amount) {
        cells.emplace_back(zh ? "已决定金额" : "amount decided");
    }
    return cells;
}

std::vector<std::string> cells_of(const std::string& label, const DecisionCount& count) {
    std::vector<std::string> cells{label, std::to_string(count.taken_in())};
    for (const std::uint64_t number : count.statuses) {
        cells.push_back(std::to_string(number));
    }
    cells.push_back(count.is_about_records ? std::to_string(count.rejected) : "-");
    if (count.has_amount) {
        cells.push_back(count.amount_text(count.all_decided(), true));
    }
    return cells;
}

} // namespace

MonthsTally::MonthsTally(std::span<const Rulebook* const> months, bool by_month,
                         const std::string& by)
    : by_month_(by_month) {
    if (!by.empty()) {
        groups_.emplace(months, by);
    }
    for (const Rulebook* month : months) {
        months_.emplace_back(*month);
        labels_.push_back(to_string(month->date).substr(0, 7));
    }
}

bool MonthsTally::add(std::span<const DecidedMonth> months) {
    for (std::size_t month = 0; month < months.size(); ++month) {
        months_[month].add(*months[month].decisions);
    }
    return !groups_ || groups_->add(months);
}

void MonthsTally::add(const RejectedRecord& rejected) {
    for (Tally& month : months_) {
        month.add(rejected);
    }
}

void MonthsTally::add_records(std::size_t records) {
    for (Tally& month : months_) {
        month.add_records(records);
    }
}

Tally MonthsTally::total() const {
    Tally total = months_.front();
    for (std::size_t month = 1; month < months_.size(); ++month) {
        total.add_month(months_[month]);
    }
    return total;
}

std::string MonthsTally::to_text(Language language) const {
    std::string out;
    if (!by_month_) {
        const Tally& only = months_.front();
        for (const DecisionCount& count : only.decisions()) {
            out += only.counts_text(count, language) + Tally::outcomes_text(count, language) +
                   groups_text(count, language) + "\n";
        }
        return out + only.closing_text(language);
    }
    const Tally all = total();
    for (const DecisionCount& count : all.decisions()) {
        const std::string& entity = count.entity_title.in(language);
        out += fmt::format("{}  {} … {}  ({})\n", with_title(count.name, count.title, language),
                           labels_.front(), labels_.back(), entity.empty() ? count.entity : entity);
        out += table_text(count, language) + Tally::outcomes_text(count, language) +
               groups_text(count, language) + "\n";
    }
    return out + all.closing_text(language);
}

std::string MonthsTally::groups_text(const DecisionCount& count, Language language) const {
    return groups_ ? groups_->table_text(count.name, language) : "";
}

std::string MonthsTally::table_text(const DecisionCount& total, Language language) const {
    TextTable table;
    table.add_row(heads(total, language));
    for (std::size_t month = 0; month < months_.size(); ++month) {
        // A month whose rules do not have the decision has no line.
        if (const DecisionCount* const count = months_[month].find(total.name)) {
            table.add_row(cells_of(labels_[month], *count));
        }
    }
    table.add_row(cells_of(language == Language::zh ? "合计" : "all", total));
    return table.to_text();
}

std::string MonthsTally::to_json() const {
    const std::string groups = groups_ ? groups_->to_json(by_month_) : "";
    if (!by_month_) {
        return months_.front().to_json(groups);
    }
    std::string months;
    for (std::size_t month = 0; month < months_.size(); ++month) {
        fmt::format_to(std::back_inserter(months), "{}\n {{\"month\": {}, \"decisions\": [{}]}}",
                       months.empty() ? "" : ",", json_string(labels_[month]),
                       months_[month].decisions_json());
    }
    const Tally& first = months_.front();
    return fmt::format("{{\"from\": {}, \"to\": {}, \"records\": {}, \"rejected\": {}, "
                       "\"rows_without_record\": {}, \"decisions\": [{}], \"months\": [{}]{}{}}}\n",
                       json_string(labels_.front()), json_string(labels_.back()), first.records(),
                       first.rejected(), first.stray_rows(), total().decisions_json(), months,
                       groups.empty() ? "" : ", ", groups);
}

} // namespace doudi::cli
