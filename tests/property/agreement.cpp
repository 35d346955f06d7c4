#include "property/agreement.hpp"

#include "property/company.hpp"
#include "property/reasons.hpp"
#include "support/oracle/number.hpp"
#include "support/oracle/oracle.hpp"

#include <doudi/compile.hpp>
#include <doudi/evaluate.hpp>
#include <doudi/explain.hpp>
#include <doudi/load.hpp>
#include <doudi/months.hpp>
#include <doudi/records.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <list>
#include <span>

namespace doudi::property {

namespace {

constexpr std::size_t most_differences = 5;
constexpr std::size_t most_disagreeing = 100;

/// A value of the engine in the oracle's spelling.
std::string spell(const Rulebook& book, const Population& population, const Node& node,
                  const Column& column, std::size_t row) {
    if (column.state(row) == State::missing) {
        return "missing";
    }
    if (column.state(row) == State::fault) {
        return "fault";
    }
    const Int128 digits = column.digits(row);
    switch (node.type.kind) {
    case Kind::boolean:
        return digits == Int128(1) ? "true" : "false";
    case Kind::category: {
        const auto index = static_cast<std::int64_t>(digits);
        return index < 0 ? "none"
                         : book.categories[node.type.category]
                               .values[static_cast<std::size_t>(index)]
                               .name;
    }
    case Kind::date:
        return to_string(from_days(static_cast<std::int32_t>(static_cast<std::int64_t>(digits))));
    case Kind::text:
        return std::string(population.text(static_cast<Index>(static_cast<std::int64_t>(digits))));
    default:
        return to_string(Decimal{digits, node.places}.trimmed());
    }
}

/// Paths of the rows of an entity inside one record, as the oracle names them.
std::vector<std::string> paths_of(const Rulebook& book, const Population& population, Index entity,
                                  std::size_t record) {
    if (entity == 0 || entity == none) {
        return {""};
    }
    const EntityEntry& entry = book.entities[entity];
    const std::vector<std::string> outer = paths_of(book, population, entry.outer, record);
    const std::size_t first = population.first_row(entry.outer, record);
    std::vector<std::string> paths;
    for (std::size_t i = 0; i < outer.size(); ++i) {
        const auto& starts = population.starts(entity);
        for (std::size_t row = starts[first + i]; row < starts[first + i + 1]; ++row) {
            const std::string key = entry.key.empty() ? std::to_string(row - starts[first + i] + 1)
                                                      : std::string(population.keys(entity)[row]);
            paths.push_back((outer[i].empty() ? "" : outer[i] + ".") + entry.as + "." + key);
        }
    }
    return paths;
}

class Comparison {
public:
    Comparison(const oracle::Pack& plain, const Population& population, const Decisions& decisions,
               Agreement& agreement)
        : plain_(plain), book_(decisions.rulebook()), population_(population),
          decisions_(decisions), agreement_(agreement) {}

    /// Whatever the interpreter knows a value or decision of, the engine knows too.
    void compare_names(const oracle::Evaluation& oracle, const std::string& text) {
        text_ = &text;
        for (const oracle::NamedValue& value : oracle.values()) {
            const bool is_fact =
                std::any_of(book_.inputs.begin(), book_.inputs.end(), [&](const auto& input) {
                    return input.role == InputRole::fact &&
                           (value.full_name == input.field ||
                            value.full_name.ends_with("." + input.field));
                });
            if (!is_fact) {
                expect(value.full_name, "known",
                       book_.find_value(value.full_name) == none ? "unknown" : "known");
            }
        }
        for (const oracle::Verdict& verdict : oracle.verdicts()) {
            expect(verdict.decision, "known",
                   book_.find_decision(verdict.decision) == none ? "unknown" : "known");
        }
    }

    void compare(std::size_t record, const oracle::Evaluation& oracle, const std::string& text) {
        text_ = &text;
        for (const auto& [value, column] : decisions_.values) {
            compare_value(record, oracle, book_.values[value], column);
        }
        for (const DecisionColumns& columns : decisions_.decisions) {
            compare_decision(record, oracle, columns);
        }
        ++agreement_.records;
    }

private:
    void expect(const std::string& what, const std::string& oracle, const std::string& engine) {
        ++agreement_.values;
        if (oracle == engine) {
            return;
        }
        if (agreement_.differences.size() < most_differences) {
            agreement_.differences.push_back(
                fmt::format("{}: oracle {} engine {} in {}", what, oracle, engine, *text_));
        }
        if (agreement_.disagreeing.empty() || agreement_.disagreeing.back() != *text_) {
            agreement_.disagreeing.push_back(*text_);
        }
    }

    void compare_value(std::size_t record, const oracle::Evaluation& oracle,
                       const ValueEntry& entry, const Column& column) {
        const Index entity = entry.entity == none ? 0 : entry.entity;
        const auto paths = paths_of(book_, population_, entry.entity, record);
        const std::size_t first = entry.entity == none ? 0 : population_.first_row(entity, record);
        for (std::size_t i = 0; i < paths.size(); ++i) {
            std::string wanted;
            try {
                wanted = oracle.value(entry.name, paths[i]).print();
            } catch (const std::runtime_error& failure) {
                if (is_ours_alone(entry.name)) {
                    return;
                }
                wanted = failure.what();
            }
            expect(entry.name + " of '" + paths[i] + "'", wanted,
                   spell(book_, population_, book_.nodes[entry.node], column, first + i));
        }
    }

    /// Parts that a kind needs on the way and the description does not name.
    static bool is_ours_alone(const std::string& name) {
        for (const std::string_view part :
             {".of", ".when", ".while", ".counted", ".first_base", ".each"}) {
            if (name.ends_with(part)) {
                return true;
            }
        }
        return false;
    }

    void compare_decision(std::size_t record, const oracle::Evaluation& oracle,
                          const DecisionColumns& columns) {
        const DecisionEntry& entry = book_.decisions[columns.decision];
        const auto paths = paths_of(book_, population_, entry.entity, record);
        const std::size_t first = population_.first_row(entry.entity, record);
        for (std::size_t i = 0; i < paths.size(); ++i) {
            const std::size_t row = first + i;
            const std::string what = entry.name + " of '" + paths[i] + "'";
            const oracle::Verdict verdict = oracle.decide(entry.name, paths[i]);
            const auto status = static_cast<Status>(columns.statuses[row]);
            ++agreement_.statuses[std::string(to_string(status))];
            expect(what + " status", oracle::print(verdict.status), std::string(to_string(status)));
            expect(what + " outcome", verdict.outcome.print(),
                   spell(book_, population_, book_.nodes[entry.outcome], columns.outcome, row));
            if (entry.amount != none && verdict.amount) {
                expect(what + " amount", verdict.amount->print(),
                       spell(book_, population_, book_.nodes[entry.amount], columns.amount, row));
            }
            for (std::size_t g = 0; g < entry.gives.size(); ++g) {
                expect(what + " " + entry.gives[g].name,
                       verdict.gives.at(entry.gives[g].name).print(),
                       spell(book_, population_, book_.nodes[entry.gives[g].node], columns.gives[g],
                             row));
            }
            compare_shown(oracle, columns, paths[i], row);
            if (status == Status::undetermined) {
                expect(what + " needs", fmt::format("{}", fmt::join(verdict.needs, ", ")),
                       fmt::format("{}", fmt::join(needs(book_, population_, columns.decision, row),
                                                   ", ")));
            }
        }
    }

    /// What is shown beside it, where that is a name.
    void compare_shown(const oracle::Evaluation& oracle, const DecisionColumns& columns,
                       const std::string& path, std::size_t row) {
        const DecisionEntry& entry = book_.decisions[columns.decision];
        for (std::size_t i = 0; i < entry.show.size(); ++i) {
            const oracle::Definition* shown = plain_.find(entry.programme, entry.show_names[i]);
            const Node& node = book_.nodes[entry.show[i]];
            if (shown != nullptr) {
                expect(entry.name + " shows " + entry.show_names[i],
                       oracle.value(shown->full_name, path).print(),
                       spell(book_, population_, node, columns.show[i], row));
            }
        }
    }

    const oracle::Pack& plain_;
    const Rulebook& book_;
    const Population& population_;
    const Decisions& decisions_;
    Agreement& agreement_;
    const std::string* text_ = nullptr;
};

/// The records as NDJSON in memory, for several months.
RecordBatch read_for_months(const std::vector<const Rulebook*>& months,
                            const std::vector<std::string>& records) {
    const std::filesystem::path path =
        std::filesystem::temp_directory_path() /
        fmt::format("doudi-agreement-{}.ndjson", static_cast<const void*>(&records));
    std::ofstream file(path);
    for (const std::string& record : records) {
        file << record << "\n";
    }
    file.close();
    ReadOptions options;
    options.batch_records = records.size() + 1;
    options.batch_bytes = SIZE_MAX / 2;
    const auto reader = RecordReader::open(months, {RecordFile::parse(path.string())}, options);
    RecordBatch batch{std::span<const Rulebook* const>(months)};
    static_cast<void>(reader.value()->next(batch));
    std::filesystem::remove(path);
    return batch;
}

} // namespace

Agreement compare_months(const PackTexts& texts, const std::string& from, const std::string& to,
                         const std::vector<std::string>& records) {
    Agreement agreement;
    const auto pack = load_pack_texts({texts.begin(), texts.end()});
    if (!pack) {
        agreement.differences.push_back(render(pack.diagnostics()));
        return agreement;
    }
    const auto books =
        compile_months(pack.value(), *Date::parse(from + "-01"), *Date::parse(to + "-01"));
    if (!books) {
        agreement.differences.push_back(render(books.diagnostics()));
        return agreement;
    }
    std::vector<const Rulebook*> months;
    for (const Rulebook& book : books.value()) {
        months.push_back(&book);
    }
    RecordBatch batch = read_for_months(months, records);
    agreement.rejected = batch.rejected.size();
    std::vector<Population*> populations{&batch.population};
    for (Population& later : batch.later) {
        populations.push_back(&later);
    }
    EvaluateOptions options;
    options.all_values = true;
    MonthsEvaluator evaluate(months, options);
    const auto decided = evaluate(populations);
    const oracle::Pack plain = oracle::Pack::from_texts(texts);
    for (std::size_t i = 0; i < batch.population.size(); ++i) {
        const std::string& record = records[batch.lines[i] - 1];
        std::list<oracle::Evaluation> earlier;
        for (std::size_t month = 0; month < months.size(); ++month) {
            const oracle::Date day = *oracle::parse_date(to_string(months[month]->date));
            earlier.emplace_back(plain, day, record, month == 0 ? nullptr : &earlier.back());
            const std::string where = to_string(months[month]->date) + " " + record;
            Comparison(plain, *decided[month].population, *decided[month].decisions, agreement)
                .compare(i, earlier.back(), where);
        }
        if (agreement.disagreeing.size() >= most_disagreeing) {
            break;
        }
    }
    return agreement;
}

Agreement compare(const PackTexts& texts, const std::string& date,
                  const std::vector<std::string>& records, InCompany company) {
    Agreement agreement;
    const auto pack = load_pack_texts({texts.begin(), texts.end()});
    if (!pack) {
        agreement.differences.push_back(render(pack.diagnostics()));
        return agreement;
    }
    const auto book = compile(pack.value(), {*Date::parse(date)});
    if (!book) {
        agreement.differences.push_back(render(book.diagnostics()));
        return agreement;
    }
    const oracle::Pack plain = oracle::Pack::from_texts(texts);
    const oracle::Date day = *oracle::parse_date(date);
    std::string lines;
    for (const std::string& record : records) {
        lines += record + "\n";
    }
    const RecordBatch batch = read_records_json(book.value(), lines);
    agreement.rejected = batch.rejected.size();
    EvaluateOptions options;
    options.all_values = true;
    const Decisions decisions = evaluate(book.value(), batch.population, options);
    Comparison comparison(plain, batch.population, decisions, agreement);
    for (std::size_t i = 0; i < batch.population.size(); ++i) {
        const std::string& record = records[batch.lines[i] - 1];
        const oracle::Evaluation evaluation(plain, day, record);
        if (i == 0) {
            comparison.compare_names(evaluation, record);
        }
        comparison.compare(i, evaluation, record);
        if (agreement.disagreeing.size() >= most_disagreeing) {
            break;
        }
    }
    if (company == InCompany::yes) {
        for (const std::string& difference :
             {differs_in_company(book.value(), lines, batch, decisions),
              differs_from_traces(book.value(), batch.population)}) {
            if (!difference.empty()) {
                agreement.differences.push_back(difference);
            }
        }
    }
    return agreement;
}

PackTexts read_folder(const std::string& folder) {
    PackTexts texts;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().lexically_relative(folder).string();
        if (!entry.is_regular_file() || !name.ends_with(".yaml") || name.ends_with(".test.yaml")) {
            continue;
        }
        std::ifstream file(entry.path());
        texts[name].assign(std::istreambuf_iterator<char>(file), {});
    }
    return texts;
}

} // namespace doudi::property
