// What is read by the short way must be what the careful way reads. Quotes around a field keep a
// record from the short way and mean nothing else.

#include "unit/data/all_records.hpp"
#include "unit/data/random_values.hpp"
#include "unit/data/sample_rulebook.hpp"
#include "unit/data/temporary_folder.hpp"

#include <doudi/records.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

using namespace doudi;

namespace {

const Rulebook& book() {
    static const Rulebook instance = sample::rulebook();
    return instance;
}

std::string csv_value(Dice& dice, std::string_view fact) {
    std::string value = happens(dice, 5) ? std::string{} : value_of(dice, fact);
    if (value.starts_with('"')) {
        value = value.substr(1, value.size() - 2);
    }
    return happens(dice, 40) ? "\"" + value + "\"" : value;
}

/// Sound and written plainly.
std::string plain_csv_value(Dice& dice, std::string_view fact) {
    static constexpr std::array<std::string_view, 4> dates{"1980-05-01", "2019-12-31", "null", ""};
    static constexpr std::array<std::string_view, 4> words{"visual", "hearing", "null", ""};
    static constexpr std::array<std::string_view, 4> truths{"true", "false", "TRUE", ""};
    static constexpr std::array<std::string_view, 3> texts{"x", "莆田", "a b"};
    static constexpr std::array<std::string_view, 5> numbers{"0", "3", "12", "null", ""};
    return std::string(fact == "birth_date"   ? any_of(dice, dates)
                       : fact == "disability" ? any_of(dice, words)
                       : fact == "ill"        ? any_of(dice, truths)
                       : fact == "region"     ? any_of(dice, texts)
                                              : any_of(dice, numbers));
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

/// Plain rows one behind the other, so that many are read at once; something odd comes rarely
/// between them.
void add_plain_household(Dice& dice, CsvFiles& files, int number, std::string_view line_end) {
    static constexpr std::array<std::string_view, 7> odd{
        "\n", "\r\n", "?,\n", "?,m9,,,\r\n", "\"?\",m8,,,,,\n", "?,\"m\"\"7\",,,,,\n", "?\n"};
    const auto add_odd = [&](std::string& file, std::string_view key) {
        std::string line(happens(dice, 50) ? any_of(dice, odd) : "");
        if (const std::size_t at = line.find('?'); at != std::string::npos) {
            line.replace(at, 1, key);
        }
        file += line;
    };
    // Then a row has a field less than the one before that stood there.
    const auto spoil = [&](std::string row) {
        if (happens(dice, 40)) {
            row[row.rfind(',')] = '0';
        }
        return row;
    };
    const std::string key = "h" + std::to_string(10'000 + number);
    std::string row = key;
    for (const std::string_view fact : {"assets", "region", "share"}) {
        row += "," + plain_csv_value(dice, fact);
    }
    files.household += spoil(row + ",");
    files.household += line_end;
    for (int i = std::uniform_int_distribution<int>(0, 3)(dice); i > 0; --i) {
        row = key + ",m" + std::to_string(i);
        for (const std::string_view fact :
             {"birth_date", "disability", "ill", "siblings", "wage"}) {
            row += "," + plain_csv_value(dice, fact);
        }
        files.member += spoil(row);
        files.member += line_end;
        add_odd(files.member, key);
    }
    add_odd(files.household, key);
}

/// Puts the key that begins each line of data between quotes.
std::string with_quotes(const std::string& text) {
    std::string out = text.substr(0, text.find('\n') + 1);
    std::string_view rest = std::string_view(text).substr(out.size());
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n') + 1;
        const std::size_t comma = rest.substr(0, end).find(',');
        const bool has_key = comma != std::string_view::npos && comma > 0 && rest[0] != '"';
        const std::size_t size = has_key ? comma : 0;
        if (has_key) {
            out += "\"" + std::string(rest.substr(0, size)) + "\"";
        }
        out += rest.substr(size, end - size);
        rest.remove_prefix(end);
    }
    return out;
}

std::string all_of(const CsvFiles& files, const ReadOptions& options = {}) {
    const TemporaryFolder folder;
    const AllRecords all = read_all(book(),
                                    {{folder.write("household.csv", files.household), {}},
                                     {folder.write("member.csv", files.member), {}}},
                                    options);
    const std::string nothing = show(Population(book())); // while the order is looked at
    std::string out = all.problems;
    for (const std::string& shown : all.shown) {
        out += shown == nothing ? "" : shown;
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

TEST_CASE("plain rows of CSV that are read many at once read as with all care", "[csv]") {
    Dice dice(12);
    for (int round = 0; round < 40; ++round) {
        const std::string_view line_end = round % 2 == 0 ? "\n" : "\r\n";
        CsvFiles files;
        if (round % 2 == 1) {
            files.household.insert(files.household.size() - 1, "\r");
            files.member.insert(files.member.size() - 1, "\r");
        }
        for (int i = 0; i < 100; ++i) {
            add_plain_household(dice, files, i, line_end);
        }
        ReadOptions options;
        options.batch_records = round % 4 < 2 ? options.batch_records : 3;
        CAPTURE(round, files.household, files.member);
        REQUIRE(all_of(files, options) ==
                all_of({with_quotes(files.household), with_quotes(files.member)}, options));
    }
}

TEST_CASE("rows of CSV stay what they are wherever a batch ends", "[csv]") {
    Dice dice(13);
    for (int round = 0; round < 20; ++round) {
        CsvFiles files;
        for (int i = 0; i < 50; ++i) {
            if (round % 2 == 0) {
                add_plain_household(dice, files, i, "\n");
            } else {
                add_household(dice, files, i);
            }
        }
        CAPTURE(round, files.household, files.member);
        ReadOptions options;
        options.batch_records = 1;
        const std::string expected = all_of(files, options);
        options.batch_bytes = 1;
        REQUIRE(all_of(files, options) == expected);
        options.trusts_order = true;
        REQUIRE(all_of(files, options) == expected);
    }
}

TEST_CASE("a row of too few fields does not take one from a row that stood there before", "[csv]") {
    CsvFiles files;
    files.household = "household_id,assets,region,share\n";
    for (int i = 0; i < 200; ++i) { // in each batch of 100, the first ones alone are plain
        const std::string key = "h" + std::to_string(1'000 + i);
        const std::string shown = i % 100 < 60 ? key : "\"" + key + "\"";
        files.household += shown + (i == 150 ? ",1.00,x00.0\n" : ",1.00,x,0.0\n");
        files.member += shown + ",m1,,,,,\n";
    }
    ReadOptions options;
    options.batch_records = 100;
    const std::string all = all_of(files, options);
    CHECK(all == all_of({with_quotes(files.household), with_quotes(files.member)}, options));
    CHECK(all.ends_with("152 h1150 wrong-field-count \n"));
}

TEST_CASE("blank lines are read over, however many there are", "[csv]") {
    const std::string many(150'000, '\n');
    CsvFiles files{"household_id,assets\n", "household_id,member_id,wage\n"};
    files.household += many + "h1,1\n" + many + "\r\nh2,x\n" + many + "h3,3\n" + many;
    files.member += "h1,m1,1\n" + many + "h1,m2,2\nh3,m1,3\n";
    for (const bool trusts_order : {false, true}) {
        ReadOptions options;
        options.trusts_order = trusts_order;
        const std::string all = all_of(files, options);
        CHECK(all.find("wage: 100 200 300\nmember of: 0 2 3") != std::string::npos);
        CHECK(all.find("household_id: h1 h3\n") != std::string::npos);
        CHECK(all.ends_with("\n300004 h2 not-a-number assets\n"));
    }
}

TEST_CASE("a carriage return that ends a file is a line end, with quotes and without", "[csv]") {
    const auto all_with = [](const std::string& end) {
        return all_of(
            {"household_id,assets\nh1,1\n", "household_id,member_id,wage\nh1,m1,1\n" + end});
    };
    for (const std::string end : {"h1,m2,2\r", "\"h1\",m2,\"2\"\r", "h1,m2,2"}) {
        CAPTURE(end);
        CHECK(all_with(end).find("wage: 100 200\n") != std::string::npos);
    }
    CHECK(all_with("h1\r").ends_with("2 h1 wrong-field-count \n"));
    CHECK(all_with("\"h1\"\r").ends_with("2 h1 wrong-field-count \n"));
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
