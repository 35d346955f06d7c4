#include "unit/data/all_records.hpp"
#include "unit/data/sample_decisions.hpp"
#include "unit/data/sample_rulebook.hpp"
#include "unit/data/shown_population.hpp"
#include "unit/data/temporary_folder.hpp"

#include <doudi/decision_writer.hpp>

#include <catch2/catch.hpp>

#include <random>
#include <string>

using namespace doudi;

namespace {

const Rulebook& book() {
    static const Rulebook instance = sample::rulebook();
    return instance;
}

/// Records with every kind of value, some of them odd, stated, null or absent.
class RandomRecords {
public:
    explicit RandomRecords(unsigned seed) : random_(seed) {}

    std::string list() {
        std::string out = "[";
        for (int i = 0; i < 40; ++i) {
            out += (i == 0 ? "" : ",\n") + household(1'000 + i);
        }
        return out + "]";
    }

private:
    std::size_t below(std::size_t count) {
        return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
    }

    std::string one_of(std::initializer_list<const char*> texts) {
        return texts.begin()[below(texts.size())];
    }

    std::string household(int key) {
        std::string out = R"({"household_id": ")" + std::to_string(key) + "\"";
        out += one_of({"", ", \"assets\": null", ", \"assets\": 0.01", ", \"assets\": 1000000"});
        out += one_of({"", "", R"(, "region": "null")", R"(, "region": "=1+1, \"x\"\r\ny")",
                       R"(, "region": " -莆田 ")", R"(, "region": "'")", ", \"region\": null"});
        out += one_of({"", ", \"share\": -0.000001", ", \"share\": 10"});
        out += one_of({"", "", R"(, "given": {"dibao.household_income": 18.30})"});
        out +=
            one_of({"", R"(, "previous": "none")", R"(, "previous": {"dibao.outcome": "visual"})",
                    R"(, "previous": {"dibao.household_amount": 0})", ", \"previous\": null"});
        out += ", \"members\": [";
        for (std::size_t i = 0, count = below(4); i < count; ++i) {
            out += (i == 0 ? "" : ", ") + member(i);
        }
        return out + "]}";
    }

    std::string member(std::size_t key) {
        std::string out = R"({"member_id": )" + std::to_string(key);
        out +=
            one_of({"", ", \"wage\": 12.3", ", \"wage\": null", ", \"wage\": {\"per_year\": 12}"});
        out += one_of({"", R"(, "birth_date": "1900-01-01")", R"(, "birth_date": "2199-12-31")"});
        out += one_of({"", ", \"ill\": true", ", \"ill\": null"});
        out += one_of({"", R"(, "disability": "multiple")", ", \"disability\": null"});
        out += one_of({"", "", R"(, "given": {"dibao.counted_income": 2})"});
        out += one_of({"", "", R"(, "previous": "none")",
                       R"(, "previous": {"dibao.covered": true})", ", \"previous\": null"});
        out += ", \"expenses\": [";
        for (std::size_t i = 0, count = below(3); i < count; ++i) {
            out += std::string(i == 0 ? "" : ", ") +
                   one_of({"{}", "{\"amount\": 1.5}", "{\"amount\": null}"});
        }
        return out + "]}";
    }

    std::mt19937 random_;
};

std::string written(const TemporaryFolder& folder, const std::string& name,
                    const Population& population) {
    auto opened = RecordWriter::open(book(), folder / name);
    REQUIRE(opened);
    const auto writer = std::move(opened).value();
    CHECK(writer->write(population));
    CHECK(writer->finish());
    return folder.read(name);
}

} // namespace

TEST_CASE("what is written as records reads back as the same population", "[records][property]") {
    const auto seed = GENERATE(range(0U, 50U));
    CAPTURE(seed);
    const RecordBatch batch = read_records_json(book(), RandomRecords(seed).list());
    REQUIRE(batch.rejected.empty());
    const std::string expected = show(batch.population);
    const TemporaryFolder folder;
    for (const std::string name : {"out.ndjson", "out.json"}) {
        const RecordBatch again =
            read_records_json(book(), written(folder, name, batch.population));
        REQUIRE(again.rejected.empty());
        CHECK(show(again.population) == expected);
    }
    (void)written(folder, "household.csv", batch.population);
    const AllRecords from_csv = read_all(book(), {{folder / "household.csv", {}},
                                                  {folder / "household.member.csv", "member"},
                                                  {folder / "household.expense.csv", "expense"}});
    CHECK(from_csv.problems.empty());
    CHECK(from_csv.rejected.empty());
    CHECK(from_csv.shown.back() == expected);
}

TEST_CASE("a record is written as it would be read", "[records]") {
    const RecordBatch batch =
        read_records_json(book(), R"([{"household_id": 7, "assets": 12.5, "previous": "none",
                     "given": {"dibao.household_income": 1},
                     "members": [{"member_id": "a", "wage": null}, {"member_id": "b",
                     "previous": null, "expenses": [{"amount": 2}]}]}])");
    CHECK(
        to_json(batch.population, 0) ==
        R"({"household_id": "7", "assets": 12.50, "given": {"dibao.household_income": 1.00}, )"
        R"("previous": "none", "members": [{"member_id": "a", "wage": null, "previous": "none"}, )"
        R"({"member_id": "b", "wage": null, "previous": null, "expenses": [{"amount": 2.00}]}]})");
}

TEST_CASE("sums over months cannot be written back, and say so", "[records]") {
    const TemporaryFolder folder;
    const RecordBatch batch = read_records_json(
        book(), R"({"household_id": 7, "members": [{"member_id": 1, "wage": {"2020-01": 5}}]})");
    for (const std::string name : {"out.ndjson", "out.csv"}) {
        auto opened = RecordWriter::open(book(), folder / name);
        REQUIRE(opened);
        const auto writer = std::move(opened).value();
        CHECK_FALSE(writer->write(batch.population));
        CHECK(writer->problems().at(0).code == "months-not-kept");
    }
    CHECK(folder.list().empty());
}

TEST_CASE("decisions as CSV: a file for each entity that they are about", "[csv]") {
    const TemporaryFolder folder;
    const sample::Decided decided;
    const NeededFacts needs = [](const Population&, Index, std::size_t) {
        return std::vector<std::string>{"members.b.wage", "assets"};
    };
    auto opened = DecisionWriter::open(decided.book, folder.path() / "out" / "", {.needs = needs});
    REQUIRE(opened);
    const auto writer = std::move(opened).value();
    CHECK(writer->write(decided.population, decided.decisions));
    CHECK(writer->finish());
    CHECK(folder.read("out/household.csv") ==
          "household_id,dibao.status,dibao.outcome,dibao.amount,dibao.deadline,"
          "dibao.show.household_income,dibao.show.share,dibao.show.standard,dibao.needs\n"
          "\"k\"\"1\",decided,household_cover,980.00,2020-12-31,1000.00,0.333333,660.00,\n"
          "\"=2\",faulted,,,,,0.500000,-0.50,\n");
    CHECK(folder.read("out/member.csv") ==
          "household_id,member_id,disability.living.status,disability.living.outcome,"
          "disability.living.amount,disability.living.needs,disability.nursing.status,"
          "disability.nursing.outcome,disability.nursing.needs\n"
          "\"k\"\"1\",a,decided,yes,80.50,,decided,no,\n"
          "\"k\"\"1\",b,undetermined,,,members.b.wage; assets,review,yes,\n");
}

TEST_CASE("the files of inner entities stand beside the record's", "[csv]") {
    const TemporaryFolder folder;
    const sample::Decided decided;
    auto opened = DecisionWriter::open(decided.book, folder / "out.csv");
    REQUIRE(opened);
    const auto writer = std::move(opened).value();
    CHECK(writer->write(decided.population, decided.decisions));
    CHECK(folder.list().empty());
    CHECK(writer->finish());
    CHECK(std::filesystem::exists(folder / "out.csv"));
    CHECK(std::filesystem::exists(folder / "out.member.csv"));
}
