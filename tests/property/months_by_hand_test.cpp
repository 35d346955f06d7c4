#include "property/months_pack.hpp"
#include "property/random_households.hpp"

#include <doudi/compile.hpp>
#include <doudi/decision_writer.hpp>
#include <doudi/load.hpp>
#include <doudi/months.hpp>
#include <doudi/records.hpp>

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>

using namespace doudi;

namespace {

std::vector<Rulebook> rulebooks(const property::PackTexts& texts, const Date& first,
                                const Date& last) {
    const auto pack = load_pack_texts({texts.begin(), texts.end()});
    REQUIRE(pack);
    auto books = compile_months(pack.value(), first, last);
    REQUIRE(books);
    return std::move(books).value();
}

std::vector<const Rulebook*> addresses(const std::vector<Rulebook>& books) {
    std::vector<const Rulebook*> months;
    for (const Rulebook& book : books) {
        months.push_back(&book);
    }
    return months;
}

/// A value as a record states it; nothing where it is not known.
std::optional<std::string> stated(const Rulebook& book, const Population& population,
                                  const Type& type, int places, const Column& column,
                                  std::size_t row) {
    if (column.state(row) != State::ok) {
        return std::nullopt;
    }
    const Int128 digits = column.digits(row);
    const auto number = static_cast<std::int64_t>(digits);
    switch (type.kind) {
    case Kind::boolean:
        return number == 1 ? "true" : "false";
    case Kind::category:
        return "\"" + book.categories[type.category].values[static_cast<std::size_t>(number)].name +
               "\"";
    case Kind::date:
        return "\"" + to_string(from_days(static_cast<std::int32_t>(number))) + "\"";
    case Kind::text:
        return "\"" + std::string(population.text(static_cast<Index>(number))) + "\"";
    default:
        return to_string(Decimal{digits, places});
    }
}

/// What one month knows about a row, as an object that a record of the next month can state.
std::string knowledge(const Decisions& decisions, const Population& population, Index entity,
                      std::size_t row) {
    const Rulebook& book = population.rulebook();
    std::string text;
    const auto add = [&](const std::string& name, const std::optional<std::string>& value) {
        if (value) {
            text += (text.empty() ? "\"" : ", \"") + name + "\": " + *value;
        }
    };
    for (const auto& [value, column] : decisions.values) {
        const ValueEntry& entry = book.values[value];
        if (entry.entity == entity) {
            const Node& node = book.nodes[entry.node];
            add(entry.name, stated(book, population, node.type, node.places, column, row));
        }
    }
    for (Index i = 0; i < book.inputs.size(); ++i) {
        const InputEntry& input = book.inputs[i];
        if (input.role != InputRole::fact || input.entity != entity) {
            continue;
        }
        if (population.is_stated(i)) {
            add(input.field,
                stated(book, population, input.type, input.places, population.column(i), row));
        } else if (input.has_default) {
            Column column;
            column.push(input.default_value);
            add(input.field, stated(book, population, input.type, input.places, column, 0));
        }
    }
    return "{" + text + "}";
}

/// What somebody who keeps the books by hand states about one row in the month after the last.
class Ledger {
public:
    Ledger(const std::string& own, bool is_newcomer, const std::string& zeros) {
        if (is_newcomer) {
            for (int month = 7; month <= 12; ++month) {
                text_ += fmt::format(", \"2019-{:02}\": {{{}}}", month, zeros);
            }
        } else if (own.starts_with("{\"2019")) {
            text_ = ", " + own.substr(1, own.size() - 2);
        }
    }

    void add(const std::string& month, const std::string& knowledge) {
        text_ = ", \"" + month + "\": " + knowledge + text_;
    }

    [[nodiscard]] std::string previous() const { return "{" + text_.substr(2) + "}"; }

private:
    std::string text_;
};

/// Decides a record month by month with `--on`, each time telling it what came out before.
std::vector<std::string> by_hand(const std::vector<Rulebook>& months,
                                 property::HouseholdText household) {
    EvaluateOptions options;
    options.all_values = true;
    std::vector<std::string> results;
    const bool none = household.own.previous == "\"none\"";
    Ledger own(household.own.previous, none, R"("aid.income": 0, "rent": 0)");
    std::vector<Ledger> members;
    for (const auto& [key, statement] : household.members) {
        const std::string& said = statement.previous;
        members.emplace_back(said, said == "\"none\"" || (none && said.empty()), R"("wage": 0)");
    }
    for (const Rulebook& book : months) {
        const RecordBatch batch = read_records_json(book, household.to_json());
        REQUIRE(batch.population.size() == 1);
        const Decisions decisions = evaluate(book, batch.population, options);
        results.push_back(to_json(batch.population, decisions, 0));
        const std::string month = to_string(book.date).substr(0, 7);
        own.add(month, knowledge(decisions, batch.population, 0, 0));
        household.own.previous = own.previous();
        for (std::size_t i = 0; i < members.size(); ++i) {
            members[i].add(month, knowledge(decisions, batch.population, 1, i));
            household.members[i].second.previous = members[i].previous();
        }
    }
    return results;
}

struct RunSettings {
    std::size_t batch_records = 1'000;
    unsigned threads = 1;
};

/// All of a run's decisions as the text of its output file, and its rejects.
std::string run(const std::vector<const Rulebook*>& months, const std::string& records,
                const std::string& output, const RunSettings& settings) {
    const auto folder = std::filesystem::temp_directory_path() /
                        fmt::format("doudi-months-{}", static_cast<const void*>(&records));
    std::filesystem::create_directory(folder);
    std::ofstream(folder / "in.ndjson") << records;
    ReadOptions reading;
    reading.batch_records = settings.batch_records;
    const auto reader =
        RecordReader::open(months, {RecordFile::parse((folder / "in.ndjson").string())}, reading);
    REQUIRE(reader);
    const auto writer = DecisionWriter::open(months, folder / output, {});
    REQUIRE(writer);
    EvaluateOptions options;
    options.threads = settings.threads;
    MonthsEvaluator evaluate(months, options);
    RecordBatch batch{std::span<const Rulebook* const>(months)};
    std::string text;
    while (reader.value()->next(batch)) {
        std::vector<Population*> populations{&batch.population};
        for (Population& later : batch.later) {
            populations.push_back(&later);
        }
        CHECK(writer.value()->write(evaluate(populations)));
        for (const RejectedRecord& rejected : batch.rejected) {
            text += to_json(rejected, *months.front()) + "\n";
        }
    }
    CHECK(writer.value()->finish());
    std::ostringstream written;
    written << std::ifstream(folder / output).rdbuf();
    std::filesystem::remove_all(folder);
    return text + written.str();
}

} // namespace

TEST_CASE("a run of months is the months one by one, each told of those before", "[property]") {
    property::PackTexts texts = property::months_pack();
    // A record cannot state that a rule was not in force.
    texts.erase("late.yaml");
    const std::vector<Rulebook> books = rulebooks(texts, {2020, 1, 1}, {2020, 9, 1});
    const auto months = addresses(books);
    EvaluateOptions options;
    options.all_values = true;
    MonthsEvaluator evaluate(months, options);
    property::RandomHouseholds households(21);
    for (int i = 0; i < 150; ++i) {
        const property::HouseholdText household = households.next();
        const std::vector<std::string> expected = by_hand(books, household);
        const auto path = std::filesystem::temp_directory_path() /
                          fmt::format("doudi-{}.ndjson", static_cast<const void*>(&households));
        std::ofstream(path) << household.to_json();
        const auto reader = RecordReader::open(months, {RecordFile::parse(path.string())});
        RecordBatch batch{std::span<const Rulebook* const>(months)};
        REQUIRE(reader.value()->next(batch));
        std::filesystem::remove(path);
        std::vector<Population*> populations{&batch.population};
        for (Population& later : batch.later) {
            populations.push_back(&later);
        }
        REQUIRE(batch.population.size() == 1);
        const auto decided = evaluate(populations);
        CAPTURE(household.to_json());
        for (std::size_t month = 0; month < months.size(); ++month) {
            CAPTURE(month);
            REQUIRE(to_json(*decided[month].population, *decided[month].decisions, 0) ==
                    expected[month]);
        }
    }
}

TEST_CASE("a run's results depend neither on batches nor on threads", "[property]") {
    const std::vector<Rulebook> books =
        rulebooks(property::months_pack(), {2020, 1, 1}, {2020, 12, 1});
    const auto months = addresses(books);
    property::RandomHouseholds households(33);
    std::string records;
    for (int i = 0; i < 40; ++i) {
        records += households.next().to_json() + "\n";
        records += i % 9 == 0 ? "{\"household_id\": \"bad\", \"rent\": 1.234}\n" : "";
    }
    for (const char* const output : {"out.ndjson", "out.csv"}) {
        const std::string whole = run(months, records, output, {});
        CHECK(std::count(whole.begin(), whole.end(), '\n') >= 40 * 12);
        CHECK(run(months, records, output, {1, 1}) == whole);
        CHECK(run(months, records, output, {7, 2}) == whole);
        CHECK(run(months, records, output, {1'000, 2}) == whole);
    }
}
