// What is read by the short way must be what the careful way reads. An escape in a key, or quotes
// around a field, keep a record from the short way and mean nothing else.

#include "unit/data/all_records.hpp"
#include "unit/data/sample_rulebook.hpp"
#include "unit/data/shown_population.hpp"
#include "unit/data/temporary_folder.hpp"

#include <doudi/records.hpp>

#include <catch2/catch.hpp>

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

using Dice = std::mt19937;

template <std::size_t N>
std::string_view any_of(Dice& dice, const std::array<std::string_view, N>& choices) {
    return choices[std::uniform_int_distribution<std::size_t>(0, N - 1)(dice)];
}

bool happens(Dice& dice, int one_in) {
    return std::uniform_int_distribution<int>(1, one_in)(dice) == 1;
}

/// A value that is mostly sound, for one of the sample's facts.
std::string value_of(Dice& dice, std::string_view fact) {
    static constexpr std::array<std::string_view, 4> sound{"0", "12", "7", "null"};
    if (!happens(dice, 6) && fact != "birth_date" && fact != "disability" && fact != "ill" &&
        fact != "region") {
        return std::string(any_of(dice, sound));
    }
    static constexpr std::array<std::string_view, 24> numbers{
        "0",    "0.00",     "0.0",     "1",      "12.5",    "12.50",      "999.99",   "100000.00",
        "7",    "007",      "-0",      "-1",     "-0.5",    "12.505",     "12.500",   "1e3",
        "null", "99999999", "1000000", "123456", "1234567", "12345678.9", "0.123456", "1,5"};
    static constexpr std::array<std::string_view, 8> dates{
        "\"2020-02-29\"", "\"2019-02-29\"", "\"1899-12-31\"", "\"1980-05-01\"",
        "null",           "\"1980-5-1\"",   "19800501",       "\"2199-12-31\""};
    static constexpr std::array<std::string_view, 6> words{
        "\"visual\"", "\"hearing\"", "\"none\"", "\"none_known\"", "null", "\"Visual\""};
    static constexpr std::array<std::string_view, 6> truths{"true", "false", "null",
                                                            "TRUE", "1",     "\"true\""};
    static constexpr std::array<std::string_view, 7> texts{
        "\"x\"", "\"莆田\"", "\"\"", "\"a b\"", "null", "\"\\u5c71\"", "5"};
    return std::string(fact == "birth_date"   ? any_of(dice, dates)
                       : fact == "disability" ? any_of(dice, words)
                       : fact == "ill"        ? any_of(dice, truths)
                       : fact == "region"     ? any_of(dice, texts)
                                              : any_of(dice, numbers));
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

namespace {

std::string csv_value(Dice& dice, std::string_view fact) {
    std::string value = happens(dice, 5) ? std::string{} : value_of(dice, fact);
    if (value.starts_with('"')) {
        value = value.substr(1, value.size() - 2);
    }
    return happens(dice, 40) ? "\"" + value + "\"" : value;
}

struct CsvFiles {
    std::string household = "household_id,assets,region,share,given.dibao.household_income\n";
    std::string member = "household_id,member_id,birth_date,disability,ill,siblings,wage\n";
};

void add_household(Dice& dice, CsvFiles& files, int number) {
    const std::string key = "h" + std::to_string(10'000 + number);
    const std::string end = happens(dice, 10) ? "\r\n" : "\n";
    files.household += key;
    for (const std::string_view fact : {"assets", "region", "share", "income"}) {
        files.household += "," + csv_value(dice, fact);
    }
    files.household += (happens(dice, 60) ? ",9" : "") + end;
    for (int i = std::uniform_int_distribution<int>(0, 3)(dice); i > 0; --i) {
        files.member += key + "," + (happens(dice, 40) ? "m1" : "m" + std::to_string(i));
        for (const std::string_view fact :
             {"birth_date", "disability", "ill", "siblings", "wage"}) {
            files.member += "," + csv_value(dice, fact);
        }
        files.member += end;
    }
}

/// Puts the key that begins each line of data between quotes.
std::string with_quotes(const std::string& text) {
    std::string out = text.substr(0, text.find('\n') + 1);
    std::string_view rest = std::string_view(text).substr(out.size());
    while (!rest.empty()) {
        const std::size_t comma = rest.find(',');
        const std::size_t end = rest.find('\n') + 1;
        out += "\"" + std::string(rest.substr(0, comma)) + "\"";
        out += rest.substr(comma, end - comma);
        rest.remove_prefix(end);
    }
    return out;
}

std::string all_of(const CsvFiles& files) {
    const TemporaryFolder folder;
    const AllRecords all = read_all(book(), {{folder.write("household.csv", files.household), {}},
                                             {folder.write("member.csv", files.member), {}}});
    std::string out = all.problems;
    for (const std::string& shown : all.shown) {
        out += shown;
    }
    for (const RejectedRecord& rejected : all.rejected) {
        out += std::to_string(rejected.line) + " " + rejected.key;
        for (const Reason& reason : rejected.reasons) {
            out += " " + std::string(reason.code) + " " + reason.path;
        }
        out += "\n";
    }
    return out;
}

} // namespace

TEST_CASE("rows of CSV that are written plainly read as with all care", "[csv]") {
    Dice dice(11);
    for (int round = 0; round < 40; ++round) {
        CsvFiles files;
        for (int i = 0; i < 100; ++i) {
            add_household(dice, files, i);
        }
        CAPTURE(round);
        REQUIRE(all_of(files) == all_of({with_quotes(files.household), with_quotes(files.member)}));
    }
}

TEST_CASE("null is no key, however plain the rest of its row is", "[csv]") {
    const TemporaryFolder folder;
    const auto household = folder.write("household.csv", "household_id,assets\nh1,1\nnull,2\n");
    const auto member = folder.write("member.csv", "household_id,member_id,wage\nh1,null,3\n");
    const AllRecords all = read_all(book(), {{household, {}}, {member, {}}});
    CHECK(all.keys.empty());
    REQUIRE(all.rejected.size() == 2);
    for (const RejectedRecord& rejected : all.rejected) {
        CHECK(rejected.reasons.at(0).code == "bad-key");
    }
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

TEST_CASE("files that are trusted to be in order and are not are told of", "[csv]") {
    const TemporaryFolder folder;
    const auto household = folder.write("household.csv", "household_id,assets\nh2,1\nh1,2\n");
    ReadOptions options;
    CHECK(read_all(book(), {{household, {}}}, options).keys ==
          std::vector<std::string>{"h1", "h2"});
    options.trusts_order = true;
    auto opened = RecordReader::open(book(), {{household, {}}}, options);
    REQUIRE(opened);
    RecordReader& reader = *opened.value();
    RecordBatch batch(book());
    while (reader.next(batch)) {
    }
    CHECK(reader.lost_order());
    CHECK_FALSE(reader.problems().empty());
}
