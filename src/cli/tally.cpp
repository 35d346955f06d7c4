#include "cli/tally.hpp"

#include "cli/json.hpp"

#include <doudi/decimal.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace doudi::cli {

namespace {

constexpr std::array statuses{Status::decided, Status::review, Status::undetermined,
                              Status::faulted};

const std::string& title_or(const Phrase& title, const std::string& name, Language language) {
    const std::string& words = title.in(language);
    return words.empty() ? name : words;
}

std::string money_text(const Sum& sum, int places, bool grouped) {
    if (!sum.digits) {
        return "?";
    }
    const Decimal total{*sum.digits, places};
    const Decimal shown = total.places < 2 ? total.with_places(2).value_or(total) : total;
    return grouped ? to_grouped_string(shown) : to_string(shown);
}

/// Empty when the decision gives out no money beside its amount.
std::string gives_json(const DecisionCount& count) {
    std::string out;
    for (const DecisionCount::GivenMoney& given : count.gives) {
        fmt::format_to(std::back_inserter(out),
                       R"({}{{"name": {}, "decided": "{}", "review": "{}"}})",
                       out.empty() ? "" : ", ", json_string(given.name),
                       given.text(given.decided, false), given.text(given.review, false));
    }
    return out.empty() ? out : R"(, "gives": [)" + out + "]";
}

std::string row_text(const DecisionCount& count, const Sum& sum, std::string_view name) {
    return count.has_sums()
               ? fmt::format("{:>12}  {:>18}  {}\n", sum.count, count.amount_text(sum, true), name)
               : fmt::format("{:>12}  {}\n", sum.count, name);
}

std::string outcomes_json(const DecisionCount& count) {
    std::string out;
    const auto append = [&](const Sum& sum, const std::string& name, Status status) {
        const std::string amount = count.amount_text(sum, false);
        fmt::format_to(
            std::back_inserter(out), R"({}{{"outcome": {}, "status": "{}", "count": {}{}{}}})",
            out.empty() ? "" : ", ", json_string(name), to_string(status), sum.count,
            amount.empty() ? "" : R"(, "amount": )", amount.empty() ? "" : json_string(amount));
    };
    for (const DecisionCount::Outcome& outcome : count.outcomes) {
        append(outcome.decided, outcome.name, Status::decided);
        if (outcome.review.count != 0) {
            append(outcome.review, outcome.name, Status::review);
        }
    }
    return out;
}

} // namespace

std::string with_title(const std::string& name, const Phrase& title, Language language) {
    const std::string& words = title.in(language);
    return words.empty() || words == name ? name : name + " " + words;
}

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

void Sum::add(const Sum& other) {
    count += other.count;
    digits = digits && other.digits ? checked_add(*digits, *other.digits) : std::nullopt;
}

void Sum::scale(int from, int to) {
    if (digits && from != to) {
        const auto scaled = Decimal{*digits, from}.with_places(to);
        digits = scaled ? std::optional(scaled->digits) : std::nullopt;
    }
}

DecisionCount DecisionCount::of(const Rulebook& rulebook, Index decision) {
    const DecisionEntry& entry = rulebook.decisions[decision];
    const EntityEntry& entity = rulebook.entities[entry.entity];
    DecisionCount count;
    count.name = entry.name;
    count.title = entry.title;
    count.entity = entity.name;
    count.entity_title = entity.title;
    count.is_about_records = entry.entity == 0;
    count.has_amount = entry.amount != none;
    count.is_yearly = count.has_amount && rulebook.nodes[entry.amount].type.unit.year < 0;
    count.places = count.has_amount ? rulebook.nodes[entry.amount].places : 0;
    for (const CategoryEntry::Value& value : rulebook.categories[entry.category].values) {
        count.outcomes.push_back({value.name, value.title, {}, {}});
    }
    for (std::size_t i = 0; i < entry.gives.size(); ++i) {
        const DecisionEntry::GivenOut& given = entry.gives[i];
        const Node& node = rulebook.nodes[given.node];
        if (node.type.kind == Kind::money) {
            const Index value = rulebook.find_value(entry.name + "." + given.name);
            const Phrase title = value == none ? Phrase{} : rulebook.values[value].title;
            count.gives.push_back({given.name, title, i, node.places, {}, {}});
        }
    }
    return count;
}

void DecisionCount::add_row(const DecisionColumns& columns, std::size_t row) {
    const auto status = static_cast<Status>(columns.statuses[row]);
    ++statuses[columns.statuses[row]];
    if (status != Status::decided && status != Status::review) {
        return;
    }
    const auto outcome =
        static_cast<std::size_t>(static_cast<std::int64_t>(columns.outcome.digits(row)));
    Sum one{1, Int128(0)};
    if (has_amount) {
        one.digits = columns.amount.digits(row);
    }
    const bool is_decided = status == Status::decided;
    (is_decided ? outcomes[outcome].decided : outcomes[outcome].review).add(one);
    for (GivenMoney& given : gives) {
        const Sum money{1, columns.gives[given.position].digits(row)};
        (is_decided ? given.decided : given.review).add(money);
    }
}

void DecisionCount::add(const DecisionCount& other) {
    const int common = std::max(places, other.places);
    for (Outcome& outcome : outcomes) {
        outcome.decided.scale(places, common);
        outcome.review.scale(places, common);
    }
    for (const Outcome& theirs : other.outcomes) {
        auto ours = std::find_if(outcomes.begin(), outcomes.end(),
                                 [&](const Outcome& one) { return one.name == theirs.name; });
        if (ours == outcomes.end()) {
            ours = outcomes.insert(ours, {theirs.name, theirs.title, {}, {}});
        }
        for (const auto sum : {&Outcome::decided, &Outcome::review}) {
            Sum scaled = theirs.*sum;
            scaled.scale(other.places, common);
            ((*ours).*sum).add(scaled);
        }
    }
    for (const GivenMoney& theirs : other.gives) {
        const auto ours = std::find_if(gives.begin(), gives.end(), [&](const GivenMoney& given) {
            return given.name == theirs.name;
        });
        if (ours == gives.end()) {
            gives.push_back(theirs);
            continue;
        }
        const int places_of_both = std::max(ours->places, theirs.places);
        for (const auto sum : {&GivenMoney::decided, &GivenMoney::review}) {
            Sum scaled = theirs.*sum;
            scaled.scale(theirs.places, places_of_both);
            ((*ours).*sum).scale(ours->places, places_of_both);
            ((*ours).*sum).add(scaled);
        }
        ours->places = places_of_both;
    }
    for (std::size_t i = 0; i < statuses.size(); ++i) {
        statuses[i] += other.statuses[i];
    }
    places = common;
    rejected += other.rejected;
    has_amount = has_amount || other.has_amount;
    is_yearly = is_yearly || other.is_yearly;
    is_summed = is_summed && other.is_summed;
}

std::uint64_t DecisionCount::taken_in() const {
    std::uint64_t sum = rejected;
    for (const std::uint64_t number : statuses) {
        sum += number;
    }
    return sum;
}

Sum DecisionCount::all_decided() const {
    Sum all;
    for (const Outcome& outcome : outcomes) {
        all.add(outcome.decided);
    }
    return all;
}

std::string DecisionCount::amount_text(const Sum& sum, bool grouped) const {
    return has_sums() ? money_text(sum, places, grouped) : "";
}

std::string DecisionCount::GivenMoney::text(const Sum& sum, bool grouped) const {
    return money_text(sum, places, grouped);
}

Tally::Tally(const Rulebook& rulebook) : date_(to_string(rulebook.date)) {
    for (Index decision = 0; decision < rulebook.decisions.size(); ++decision) {
        counts_.push_back(DecisionCount::of(rulebook, decision));
    }
}

void Tally::add(const Decisions& decisions) {
    for (const DecisionColumns& columns : decisions.decisions) {
        for (std::size_t row = 0; row < columns.statuses.size(); ++row) {
            counts_[columns.decision].add_row(columns, row);
        }
    }
}

void Tally::add_record(const Decisions& decisions, const Population& population,
                       std::size_t record) {
    ++records_;
    for (const DecisionColumns& columns : decisions.decisions) {
        const Index entity = decisions.rulebook().decisions[columns.decision].entity;
        const auto [begin, end] = population.rows_of_record(entity, record);
        for (std::size_t row = begin; row < end; ++row) {
            counts_[columns.decision].add_row(columns, row);
        }
    }
}

const DecisionCount* Tally::find(std::string_view decision) const {
    const auto found =
        std::find_if(counts_.begin(), counts_.end(),
                     [&](const DecisionCount& count) { return count.name == decision; });
    return found == counts_.end() ? nullptr : &*found;
}

void Tally::add(const RejectedRecord& rejected) {
    if (rejected.is_record()) {
        ++records_;
        ++rejected_;
        for (DecisionCount& count : counts_) {
            count.rejected += count.is_about_records ? 1 : 0;
        }
    } else {
        ++stray_rows_;
    }
}

void Tally::add_month(const Tally& month) {
    rejected_ += month.rejected_;
    for (const DecisionCount& theirs : month.counts_) {
        const auto ours =
            std::find_if(counts_.begin(), counts_.end(),
                         [&](const DecisionCount& count) { return count.name == theirs.name; });
        if (ours == counts_.end()) {
            counts_.push_back(theirs);
        } else {
            ours->add(theirs);
            ours->is_summed = ours->is_summed && !ours->is_yearly;
        }
    }
}

std::string Tally::to_text(Language language) const {
    std::string out;
    for (const DecisionCount& count : counts_) {
        out += counts_text(count, language) + outcomes_text(count, language) + "\n";
    }
    return out + closing_text(language);
}

std::string Tally::closing_text(Language language) const {
    const bool zh = language == Language::zh;
    std::string out;
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
std::string Tally::counts_text(const DecisionCount& count, Language language) const {
    const bool zh = language == Language::zh;
    std::string out = fmt::format("{}  {}\n", with_title(count.name, count.title, language), date_);
    const auto line = [&out](std::uint64_t number, std::string_view words) {
        fmt::format_to(std::back_inserter(out), "{:>12}  {}\n", number, words);
    };
    const std::string& subject = title_or(count.entity_title, count.entity, language);
    line(count.taken_in(), zh ? "总数（" + subject + "）" : "in (" + subject + ")");
    for (const Status status : statuses) {
        line(count.about(status), words_for(status).in(language));
    }
    if (count.is_about_records) {
        line(count.rejected,
             zh ? "拒收（记录无法读入）" : "rejected (records that cannot be read)");
    } else if (rejected_ != 0) {
        line(rejected_, zh ? "条记录被拒收，其中的人不在总数内"
                           : "records were rejected; who is in them is not counted");
    }
    return out;
}

std::string Tally::outcomes_text(const DecisionCount& count, Language language) {
    const bool zh = language == Language::zh;
    std::string out = "\n";
    for (const DecisionCount::Outcome& outcome : count.outcomes) {
        const std::string name = with_title(outcome.name, outcome.title, language);
        if (outcome.decided.count != 0 || outcome.review.count == 0) {
            out += row_text(count, outcome.decided, name);
        }
        if (outcome.review.count != 0) {
            out += row_text(count, outcome.review,
                            name + (zh ? "（转人工）" : " (for review by people)"));
        }
    }
    return out + row_text(count, count.all_decided(), zh ? "已决定合计" : "all decided");
}

std::string Tally::decisions_json() const {
    std::string decisions;
    for (const DecisionCount& count : counts_) {
        decisions += decisions.empty() ? "\n" : ",\n";
        fmt::format_to(std::back_inserter(decisions),
                       R"(  {{"decision": {}, "about": {}, "in": {})", json_string(count.name),
                       json_string(count.entity), count.taken_in());
        for (const Status status : statuses) {
            fmt::format_to(std::back_inserter(decisions), R"(, "{}": {})", to_string(status),
                           count.about(status));
        }
        if (count.is_about_records) {
            fmt::format_to(std::back_inserter(decisions), R"(, "rejected": {})", count.rejected);
        }
        decisions += R"(, "outcomes": [)" + outcomes_json(count) + "]" + gives_json(count) + "}";
    }
    return decisions;
}

std::string Tally::to_json(const std::string& more) const {
    return fmt::format("{{\"date\": {}, \"records\": {}, \"rejected\": {}, "
                       "\"rows_without_record\": {}, \"decisions\": [{}]{}{}}}\n",
                       json_string(date_), records_, rejected_, stray_rows_, decisions_json(),
                       more.empty() ? "" : ", ", more);
}

} // namespace doudi::cli
