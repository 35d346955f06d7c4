// What is read by the short way must be what the careful way reads. An escape in a key keeps a
// record from the short way and means nothing else.

#include "unit/data/all_records.hpp"
#include "unit/data/random_values.hpp"
#include "unit/data/sample_rulebook.hpp"
#include "unit/data/shown_population.hpp"
#include "unit/data/temporary_folder.hpp"

#include <doudi/records.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace doudi;

namespace {

const Rulebook& book() {
    static const Rulebook instance = sample::rulebook();
    return instance;
}

/// `"fact": value` for some of the facts, in their order or not.
std::string facts_of(Dice& dice, std::vector<std::string_view> facts) {
    if (happens(dice, 4)) {
        std::shuffle(facts.begin(), facts.end(), dice);
    }
    std::string out;
    for (const std::string_view fact : facts) {
        if (!happens(dice, 5)) {
            out += happens(dice, 3) ? ",\"" : ", \"";
            out += fact;
            out += happens(dice, 3) ? "\":" : "\" : ";
            out += value_of(dice, fact);
        }
    }
    return out;
}

std::string random_json(Dice& dice, int number) {
    std::string out = "{\"household_id\": ";
    out += happens(dice, 5) ? std::to_string(number) : "\"h" + std::to_string(number) + "\"";
    out += facts_of(dice, {"assets", "region", "share"}) + ", \"members\": [";
    const int members = std::uniform_int_distribution<int>(0, 3)(dice);
    for (int i = 0; i < members; ++i) {
        out += i == 0 ? "" : ", ";
        out +=
            "{\"member_id\": \"" + std::string(happens(dice, 30) ? "m0" : "m" + std::to_string(i));
        out += "\"" + facts_of(dice, {"birth_date", "disability", "ill", "siblings", "wage"});
        if (happens(dice, 3)) {
            out +=
                ", \"expenses\": [{\"amount\": 3}, {\"amount\": " + value_of(dice, "amount") + "}]";
        }
        out += '}';
    }
    return out + "]}";
}

/// Spoils a byte now and then.
std::string spoilt(Dice& dice, std::string text) {
    static constexpr std::array<std::string_view, 8> bytes{"}",  "\"", ",",    "\x01",
                                                           "\\", "0",  "\xFF", " "};
    const std::size_t begin = std::string_view("{\"household_id\"").size();
    if (happens(dice, 3)) {
        const std::size_t at =
            std::uniform_int_distribution<std::size_t>(begin, text.size() - 1)(dice);
        text.replace(at, happens(dice, 2) ? 1 : 0, any_of(dice, bytes));
    }
    return text;
}

std::string codes_of(const RecordBatch& batch) {
    std::string out;
    for (const RejectedRecord& rejected : batch.rejected) {
        for (const Reason& reason : rejected.reasons) {
            out += std::string(reason.code) + " " + reason.path + "; ";
        }
    }
    return out;
}

} // namespace

TEST_CASE("a record of JSON that is written plainly reads as with all care", "[json]") {
    Dice dice(7);
    JsonRecords plain(book());
    JsonRecords careful(book());
    std::size_t sound = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string text = spoilt(dice, random_json(dice, i));
        const std::string escaped =
            "{\"household\\u005fid\"" + text.substr(std::string_view("{\"household_id\"").size());
        CAPTURE(text);
        const RecordBatch& one = plain.read(text);
        const RecordBatch& other = careful.read(escaped);
        REQUIRE(show(one.population) == show(other.population));
        REQUIRE(codes_of(one) == codes_of(other));
        sound += one.population.size();
    }
    CHECK(sound > 2'000);
    CHECK(sound < 18'000);
}

TEST_CASE("records cut short, or run together, are not read by the short way", "[json]") {
    JsonRecords records(book());
    const std::string whole =
        R"({"household_id": "h1", "assets": 12.50, "members": [{"member_id": "a", "ill": true}]})";
    REQUIRE(records.read(whole).population.size() == 1);
    for (std::size_t size = 1; size < whole.size(); ++size) {
        CAPTURE(size);
        const TemporaryFolder folder;
        const auto path = folder.write("in.ndjson", whole.substr(0, size) + "\n" + whole + "\n");
        const AllRecords all = read_all(book(), {{path, {}}});
        CHECK(all.keys == std::vector<std::string>{"h1"});
        CHECK(all.rejected.size() == 1);
    }
    CHECK(records.read(whole + whole).population.size() == 0);
    CHECK(records.read(whole + "\n" + whole).population.size() == 2);
}

TEST_CASE("what is cut is read the same by any number of parsers", "[records]") {
    Dice dice(3);
    std::string text;
    for (int i = 0; i < 300; ++i) {
        text += random_json(dice, i) + "\n";
    }
    const TemporaryFolder folder;
    const auto path = folder.write("in.ndjson", text);
    ReadOptions options;
    options.batch_records = 7;
    const AllRecords expected = read_all(book(), {{path, {}}}, options);

    const auto reader = RecordReader::open(book(), {{path, {}}}, options);
    REQUIRE(reader);
    RecordReader& cutter = *reader.value();
    std::vector<std::unique_ptr<RecordTexts>> cut;
    do {
        cut.push_back(cutter.make_texts());
    } while (cutter.cut(*cut.back()));
    cut.pop_back();
    const auto one = cutter.make_parser();
    const auto other = cutter.make_parser();
    RecordBatch batch(book());
    REQUIRE(cut.size() == expected.shown.size());
    for (std::size_t i = cut.size(); i-- > 0;) { // in no order that matters
        (i % 3 == 0 ? *one : *other).read(*cut[i], batch);
        CHECK(show(batch.population) == expected.shown[i]);
    }
}

TEST_CASE("texts and parsers of different readers do not go together", "[records]") {
    const TemporaryFolder folder;
    const auto json = RecordReader::open(book(), {{folder.write("in.ndjson", "{}\n"), {}}});
    const auto csv =
        RecordReader::open(book(), {{folder.write("household.csv", "household_id\nh1\n"), {}}});
    REQUIRE(json);
    REQUIRE(csv);
    const auto texts = csv.value()->make_texts();
    RecordBatch batch(book());
    CHECK_THROWS_AS(json.value()->cut(*texts), UsageError);
    CHECK_THROWS_AS(json.value()->make_parser()->read(*texts, batch), UsageError);
    CHECK_THROWS_AS(csv.value()->cut(*json.value()->make_texts()), UsageError);
}
