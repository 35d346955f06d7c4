#include "data/csv_reader.hpp"
#include "unit/data/all_records.hpp"
#include "unit/data/sample_rulebook.hpp"
#include "unit/data/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

using namespace doudi;

namespace {

const Rulebook& book() {
    static const Rulebook instance = sample::rulebook();
    return instance;
}

struct Files {
    std::string household = "household_id,assets\n";
    std::string member = "household_id,member_id,wage\n";
    std::string expense = "household_id,member_id,amount\n";
};

AllRecords read(const Files& files, const ReadOptions& options = {}) {
    const TemporaryFolder folder;
    std::vector<RecordFile> all{{folder.write("household.csv", files.household), {}},
                                {folder.write("member.csv", files.member), {}},
                                {folder.write("expense.csv", files.expense), {}}};
    AllRecords records = read_all(book(), all, options);
    for (RejectedRecord& rejected : records.rejected) {
        rejected.file = std::filesystem::path(rejected.file).filename();
    }
    return records;
}

/// Each rejected row: "file:line code path (file:line of the reason)".
std::string rejected(const AllRecords& records) {
    std::string out;
    for (const RejectedRecord& row : records.rejected) {
        out += fmt::format("{}:{} {} '{}'", row.file, row.line, row.is_record() ? "record" : "row",
                           row.key);
        for (const Reason& reason : row.reasons) {
            out += fmt::format(" {} {}", reason.code, reason.path);
            out += reason.line > 0 ? fmt::format("@{}", reason.line) : "";
        }
        out += "\n";
    }
    return out;
}

} // namespace

TEST_CASE("files of all entities are joined by their keys", "[csv]") {
    Files files;
    files.household =
        "assets,region,household_id\n100.5,莆田,h1\n,,h2\nnull,\"a,\"\"b\"\"\r\nc\",h3\n";
    files.member =
        "member_id,household_id,wage,ill\r\na,h1,900,true\r\nb,h1,,\r\na,h3,null,false\r\n";
    files.expense = "household_id,member_id,amount\nh1,b,1\nh1,a,2\nh1,b,3\nh3,a,4";
    const AllRecords records = read(files);
    CHECK(records.problems.empty());
    CHECK(rejected(records).empty());
    REQUIRE(records.shown.size() >= 1);
    CHECK(records.shown.back() == "assets: 10050 - -\n"
                                  "region: '莆田' - 'a,\"b\"\r\nc'\n"
                                  "ill: 1 0 0\n"
                                  "wage: 90000 - -\n"
                                  "amount: 200 100 300 400\n"
                                  "member of: 0 2 2 3\n"
                                  "expense of: 0 1 3 4\n"
                                  "household_id: h1 h2 h3\n"
                                  "member_id: a b a\n");
    CHECK(records.bytes_read == records.bytes_total);
}

TEST_CASE("given and previous have columns of their own", "[csv]") {
    Files files;
    files.household = "household_id,previous.dibao.outcome,given.dibao.household_income,previous,"
                      "previous.dibao.unread\n"
                      "h1,,18.30,none,\nh2,visual,,,5\nh3,,,null,\nh4,,,,\nh5,visual,,none,\n"
                      "h6,,,nothing,\n";
    const AllRecords records = read(files);
    CHECK(rejected(records) == "household.csv:6 record 'h5' duplicate-key previous\n"
                               "household.csv:7 record 'h6' wrong-kind previous\n");
    CHECK(records.shown.back() == "given.dibao.household_income: 1830 - - -\n"
                                  "previous.dibao.outcome: -1 1 - -\n"
                                  "previous.dibao.household_amount: 0 - - -\n"
                                  "sum_months.dibao.household_amount.2: 0 - - -\n"
                                  "member of: 0 0 0 0 0\nexpense of: 0\n"
                                  "household_id: h1 h2 h3 h4\nmember_id:\n");
}

TEST_CASE("a row that cannot be read is refused by place, with its record", "[csv]") {
    const auto [row, expected] = GENERATE(values<std::pair<std::string, std::string>>({
        {"h2,1.234", "household.csv:3 record 'h2' too-many-places assets\n"},
        {"h2", "household.csv:3 record 'h2' wrong-field-count \n"},
        {"h2,1,2", "household.csv:3 record 'h2' wrong-field-count \n"},
        {"h2,\"1", "household.csv:3 record 'h2' bad-quote \n"},
        {"h2,1\"", "household.csv:3 record 'h2' bad-quote \n"},
        {"h2,\"1\"2", "household.csv:3 record 'h2' bad-quote \n"},
        {"\"h2", "household.csv:3 record '' bad-quote \n"},
        {",1", "household.csv:3 record '' missing-key \n"},
        {"h\xff,1", "household.csv:3 record 'h\xef\xbf\xbd' invalid-utf8 \n"},
        {"h2,\"1,570\"", "household.csv:3 record 'h2' thousands-separator assets\n"},
        {"h1,2", "household.csv:2 record 'h1' repeated-record \n"
                 "household.csv:3 record 'h1' repeated-record \n"},
        {std::string("h2,\0", 4), "household.csv:3 record 'h2' not-a-number assets\n"},
    }));
    CAPTURE(row);
    Files files;
    files.household += "h1,1\n" + row + "\nh9,3\n";
    const AllRecords records = read(files);
    CHECK(rejected(records) == expected);
    CHECK(records.keys.back() == "h9");
    CHECK(records.keys.size() + records.rejected.size() == 3);
}

TEST_CASE("a member's row that cannot be read spoils its household, and no other", "[csv]") {
    const auto [row, expected] = GENERATE(values<std::pair<std::string, std::string>>({
        {"h2,a,1.234", "household.csv:3 record 'h2' too-many-places members.a.wage@3\n"},
        {"h2,a", "household.csv:3 record 'h2' wrong-field-count @3\n"},
        {"h2,\"a", "household.csv:3 record 'h2' bad-quote @3\n"},
        {"h2,,1", "household.csv:3 record 'h2' missing-key members.1@3\n"},
        {"h2,a,1\nh2,a,1", "household.csv:3 record 'h2' repeated-key members\n"},
        {"h3,a,1", "member.csv:3 row 'h3' no-outer-row \n"},
        {"h0,a,1", "member.csv:3 row 'h0' no-outer-row \n"},
        {"h9,a,1", "member.csv:3 row 'h9' no-outer-row \n"},
        {",a,1", "member.csv:3 row '' missing-key \n"},
        {"\"h2", "member.csv:3 row '' bad-quote \n"},
    }));
    CAPTURE(row);
    Files files;
    files.household += "h1,1\nh2,1\nh4,1\n";
    files.member += "h1,a,1\n" + row + "\nh4,b,1\n";
    const AllRecords records = read(files);
    CHECK(rejected(records) == expected);
    const bool is_loose = expected.find(" row ") != std::string::npos;
    CHECK(records.keys == (is_loose ? std::vector<std::string>{"h1", "h2", "h4"}
                                    : std::vector<std::string>{"h1", "h4"}));
}

TEST_CASE("an expense of nobody is refused and its household decided", "[csv]") {
    Files files;
    files.household += "h1,1\n";
    files.member += "h1,a,1\n";
    files.expense += "h1,a,1\nh1,b,2\nh1,,3\n";
    const AllRecords records = read(files);
    CHECK(rejected(records) == "expense.csv:3 row 'h1' no-outer-row \n"
                               "expense.csv:4 row 'h1' no-outer-row \n");
    CHECK(records.keys == std::vector<std::string>{"h1"});
}

TEST_CASE("rows of a repeated record are not read as anybody's", "[csv]") {
    Files files;
    files.household += "h1,1\nh1,2\nh1,3\nh2,4\n";
    files.member += "h1,a,1\nh1,b,1\nh2,a,1\n";
    const AllRecords records = read(files);
    CHECK(rejected(records) == "household.csv:2 record 'h1' repeated-record \n"
                               "household.csv:3 record 'h1' repeated-record \n"
                               "household.csv:4 record 'h1' repeated-record \n");
    CHECK(records.keys == std::vector<std::string>{"h2"});
}

TEST_CASE("a row without a key parts no record", "[csv]") {
    for (const std::string parting : {",m9,7\n", "\"h1\"x,m9,7\n"}) {
        Files files;
        files.household += "h1,1\nh2,2\n";
        files.member += "h1,m1,1\n" + parting + "h1,m2,2\nh2,m1,3\n";
        const AllRecords records = read(files);
        CAPTURE(parting, rejected(records));
        CHECK(records.keys == std::vector<std::string>{"h1", "h2"});
        CHECK(records.rejected.size() == 1);
        CHECK(records.rejected.at(0).line == 3);
        CHECK(records.shown.back().find("member of: 0 2 3") != std::string::npos);
    }
    Files twice;
    twice.household += "h1,1\n,2\nh1,3\n";
    const AllRecords records = read(twice);
    CHECK(records.keys.empty());
    CHECK(records.rejected.size() == 3);
    ReadOptions options;
    options.trusts_order = true;
    CHECK(read(twice, options).problems == "changed-meanwhile "); // and begins anew
}

TEST_CASE("a flawed row stays whole wherever a batch ends", "[csv]") {
    Files files;
    files.household += "h1,1\n\"h2\nb\",\"c\nd\",x\"y\nh3,\"e\nf\",\"g\",h\"i\nh4,1\n";
    const std::string expected = rejected(read(files));
    CHECK(std::count(expected.begin(), expected.end(), '\n') == 5);
    ReadOptions options;
    options.batch_records = 1;
    CHECK(rejected(read(files, options)) == expected);
    options.trusts_order = true;
    CHECK(rejected(read(files, options)) == expected);
}

TEST_CASE("flawed rows that are sorted keep their place among those of their key", "[csv]") {
    Files files;
    files.household += "h2,1\nh1,1\n";
    files.member += "h1,m1," + std::string(70'000, '1') + "\nh1,\"m2\"y,1\n";
    CHECK(rejected(read(files)) == "household.csv:3 record 'h1' field-too-long @2 bad-quote @3\n");
}

TEST_CASE("any order of rows gives the same records", "[csv]") {
    Files sorted;
    std::vector<std::string> lines[3];
    for (int i = 1000; i < 2000; ++i) {
        const std::string key = "h" + std::to_string(i);
        lines[0].push_back(key + "," + std::to_string(i % 77) + "\n");
        for (const char* member : {"a", "b", "c"}) {
            lines[1].push_back(key + "," + member + "," + std::to_string(i % 5) + "\n");
            lines[2].push_back(key + "," + member + ",7\n");
        }
    }
    lines[0][500] = "h1500,bad\n";
    lines[1][30] = "h1010,a\n";
    lines[1][600] = "gone,a,1\n";
    Files shuffled;
    std::uint32_t random = 7;
    for (int i = 0; i < 3; ++i) {
        std::string& in_order = i == 0 ? sorted.household : i == 1 ? sorted.member : sorted.expense;
        std::string& mixed = i == 0   ? shuffled.household
                             : i == 1 ? shuffled.member
                                      : shuffled.expense;
        std::vector<std::string> order = lines[i];
        std::sort(order.begin(), order.end());
        for (const std::string& line : order) {
            in_order += line;
        }
        // Members stay in their order inside a household: that is the order of the decisions.
        std::vector<std::pair<std::uint32_t, std::string>> keyed;
        for (const std::string& line : lines[i]) {
            std::uint32_t hash = random;
            for (const char c : line.substr(0, 5)) {
                hash = hash * 31U + static_cast<unsigned char>(c) * 2654435761U;
            }
            keyed.emplace_back(hash, line);
        }
        std::stable_sort(keyed.begin(), keyed.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        for (const auto& [hash, line] : keyed) {
            mixed += line;
        }
    }
    const auto without_lines = [](AllRecords records) {
        std::vector<std::string> out;
        for (const RejectedRecord& row : records.rejected) {
            out.push_back(row.key + std::string(row.reasons.at(0).code));
        }
        std::sort(out.begin(), out.end());
        return out;
    };
    const AllRecords expected = read(sorted);
    CHECK(expected.keys.size() == 998);
    CHECK(without_lines(expected) ==
          std::vector<std::string>{"goneno-outer-row", "h1010wrong-field-count",
                                   "h1200no-outer-row", "h1500not-a-number"});
    for (const std::size_t memory : {std::size_t{1}, std::size_t{64} << 20U}) {
        const AllRecords records = read(shuffled, {.memory_bytes = memory});
        CHECK(records.problems.empty());
        CHECK(records.keys == expected.keys);
        CHECK(without_lines(records) == without_lines(expected));
        CHECK(records.shown.back() == expected.shown.back());
    }
}

TEST_CASE("a header says what its file holds, or is refused by place", "[csv]") {
    const auto [header, codes] = GENERATE(values<std::pair<std::string, std::string>>({
        {"household_id", ""},
        {"\xef\xbb\xbfhousehold_id,assets\r\n", ""},
        {"\"household_id\",\"assets\"", ""},
        {"household_id,asets", "unknown-column "},
        {"household_id,", "unknown-column "},
        {"household_id, assets", "unknown-column "},
        {"household_id;assets", "unknown-column "},
        {"household_id\tassets", "unknown-column "},
        {"household_id,wage", "unknown-column "},
        {"household_id,members", "unknown-column "},
        {"household_id,given", "unknown-column "},
        {"household_id,given.dibao.counted_income", "unknown-column "},
        {"household_id,given.", "unknown-column "},
        {"household_id,previous.gone", "unknown-column "},
        {"household_id,assets,assets", "duplicate-column "},
        {"assets", "missing-column "},
        {"household_id,\"assets", "broken-header "},
        {"household_id,\xff", "broken-header "},
        {"", "no-header "},
        {"\n\n", "no-header "},
    }));
    CAPTURE(header);
    Files files;
    files.household = header;
    CHECK(read(files).problems == codes);
}

TEST_CASE("a first line that names no column is taken for data and not shown", "[csv][attack]") {
    const auto header = GENERATE(as<std::string>{}, "Lin Meihua,350302198005011234",
                                 "Lin Meihua;h1;350302198005011234", "h1\r350302198005011234",
                                 "350302198005011234", ",,", "\"Lin\nMeihua\",h1");
    CAPTURE(header);
    const TemporaryFolder folder;
    const auto household = folder.write("household.csv", header + "\nh1,2\n");
    const auto opened = RecordReader::open(book(), {{household, {}}});
    REQUIRE_FALSE(opened);
    const std::string told = render(opened.diagnostics()) + to_json(opened.diagnostics());
    CHECK(told.find("unnamed-columns") != std::string::npos);
    CHECK(told.find("h1") == std::string::npos);
    CHECK(told.find("3503") == std::string::npos);
    CHECK(told.find("Lin") == std::string::npos);
}

TEST_CASE("which file is whose is said by its name or by the caller", "[csv]") {
    const TemporaryFolder folder;
    const auto household = folder.write("household.csv", "household_id\n");
    const auto member = folder.write("member.csv", "household_id,member_id\n");
    const auto expense = folder.write("expense.csv", "household_id,member_id,amount\n");
    const auto persons = folder.write("persons.csv", "household_id,member_id\n");
    const auto problems = [](const std::vector<RecordFile>& files) {
        return read_all(book(), files).problems;
    };
    CHECK(problems({{household, {}}}) == "no-inner-file no-inner-file ");
    const auto warned = RecordReader::open(book(), {{household, {}}, {member, {}}});
    REQUIRE(warned);
    REQUIRE(warned.diagnostics().size() == 1);
    CHECK(warned.diagnostics()[0].severity == Severity::warning);
    CHECK(problems({{household, {}}, {member, {}}, {expense, {}}}).empty());
    CHECK(problems({{household, {}}, {persons, "member"}}) == "no-inner-file ");
    CHECK(problems({{household, {}}, {persons, {}}}) == "unknown-entity ");
    Rulebook strict = sample::rulebook();
    strict.entities[1].at_least = 1;
    CHECK(read_all(strict, {{household, {}}}).problems == "no-file ");
    CHECK(problems({{member, {}}}) == "no-file ");
    CHECK(problems({{household, {}}, {expense, {}}}) == "no-file ");
    CHECK(problems({{household, {}}, {member, {}}, {persons, "member"}}) == "two-files ");
}

TEST_CASE("records without a key come from one file, in its order", "[csv]") {
    Rulebook keyless = sample::rulebook();
    keyless.entities[0].key.clear();
    const TemporaryFolder folder;
    const auto household = folder.write("household.csv", "assets\n3\n1\nx\n2\n");
    const AllRecords records = read_all(keyless, {{household, {}}});
    CHECK(records.shown.back().starts_with("assets: 300 100 200\n"));
    CHECK(rejected(records).ends_with("household.csv:4 record '' not-a-number assets\n"));
    const auto member = folder.write("member.csv", "member_id\n1\n");
    CHECK(read_all(keyless, {{household, {}}, {member, {}}})
              .problems.ends_with("no-key-to-join-by "));
}

TEST_CASE("a stray quote spoils no more than its line", "[csv][attack]") {
    Files files;
    files.household += "h1,1\nh2,\"1\n";
    for (int i = 0; i < 20'000; ++i) {
        files.household += "h3" + std::to_string(100'000 + i) + ",1\n";
    }
    const AllRecords records = read(files);
    CHECK(records.keys.size() == 20'001);
    CHECK(rejected(records) == "household.csv:3 record 'h2' bad-quote \n");
}

TEST_CASE("a record of too many rows is refused, and the next one is read", "[csv][attack]") {
    Files files;
    files.household += "h1,1\nh2,1\nh3,1\n";
    for (int i = 0; i < 150'000; ++i) {
        files.member += fmt::format("h2,m{},1\n", i);
    }
    files.member += "h3,m1,1\n";
    const AllRecords records = read(files);
    CHECK(records.keys == std::vector<std::string>{"h1", "h3"});
    CHECK(rejected(records) == "household.csv:3 record 'h2' too-many-rows-of-record  "
                               "too-many-rows members@32\n");
}

TEST_CASE("a field or a line without end is read over in little memory", "[csv][attack]") {
    Files files;
    files.household += "h1,1\nh2," + std::string(70'000, '1') + "\nh3,\"" +
                       std::string(70'000, 'x') + "\"\nh4," + std::string(40'000'000, 'x') +
                       "\nh5," + std::string(17'000'000, ',') + "\nh6,1\n";
    const AllRecords records = read(files);
    CHECK(records.keys == std::vector<std::string>{"h1", "h6"});
    CHECK(rejected(records) == "household.csv:3 record 'h2' field-too-long \n"
                               "household.csv:4 record 'h3' field-too-long \n"
                               "household.csv:5 record 'h4' field-too-long \n"
                               "household.csv:6 record 'h5' wrong-field-count \n");
}
