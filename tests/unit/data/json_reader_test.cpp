#include "unit/data/all_records.hpp"
#include "unit/data/sample_rulebook.hpp"
#include "unit/data/shown_population.hpp"
#include "unit/data/temporary_folder.hpp"

#include <doudi/records.hpp>

#include <catch2/catch.hpp>

#include <string>

using namespace doudi;

namespace {

const Rulebook& book() {
    static const Rulebook instance = sample::rulebook();
    return instance;
}

/// Keys of the records that came in, and "line:code" of those that did not.
std::string outcome(const RecordBatch& batch) {
    std::string out;
    for (std::size_t row = 0; row < batch.population.size(); ++row) {
        out += std::to_string(batch.lines[row]) + ":" + std::string(batch.population.keys(0)[row]) +
               " ";
    }
    for (const RejectedRecord& rejected : batch.rejected) {
        out += std::to_string(rejected.line) + ":" + std::string(rejected.reasons.at(0).code) + " ";
    }
    return out;
}

std::string outcome(std::string_view text) {
    return outcome(read_records_json(book(), text));
}

std::string record(const std::string& key, const std::string& more = "") {
    return R"({"household_id": ")" + key + "\"" + more + "}";
}

} // namespace

TEST_CASE("a record of every kind of fact becomes rows", "[json]") {
    const RecordBatch batch = read_records_json(book(), R"({
        "household_id": "k1", "assets": 12000.5, "region": "莆田", "share": 0.25,
        "members": [
            {"member_id": "a", "birth_date": "1980-05-01", "disability": "visual", "ill": true,
             "siblings": 2, "wage": "1570.30",
             "expenses": [{"amount": 1}, {"amount": 2.50}]},
            {"member_id": 7, "wage": null, "expenses": [{"amount": null}]}]})");
    REQUIRE(batch.rejected.empty());
    CHECK(show(batch.population) == "assets: 1200050\n"
                                    "region: '莆田'\n"
                                    "share: 250000\n"
                                    "birth_date: 3773 -\n"
                                    "disability: 1 0\n"
                                    "ill: 1 0\n"
                                    "siblings: 2 -\n"
                                    "wage: 157030 -\n"
                                    "amount: 100 250 -\n"
                                    "member of: 0 2\n"
                                    "expense of: 0 2 3\n"
                                    "household_id: k1\n"
                                    "member_id: a 7\n");
}

TEST_CASE("what is absent takes its default, and null is missing all the same", "[json]") {
    const RecordBatch batch = read_records_json(
        book(), R"({"household_id": 1, "members": [{"member_id": 1}, {"member_id": 2, "ill": true},
                  {"member_id": 3, "ill": null}, {"member_id": 4}]})");
    CHECK(show(batch.population) == "ill: 0 1 - 0\nmember of: 0 4\nexpense of: 0 0 0 0 0\n"
                                    "household_id: 1\nmember_id: 1 2 3 4\n");
}

TEST_CASE("a refused record leaves no trace between its neighbours", "[json]") {
    const std::string good = R"({"household_id": "a", "assets": 5, "members": [{"member_id": 1,
        "wage": 3, "expenses": [{"amount": 4}]}]})";
    const std::string bad = R"({"household_id": "b", "assets": 6, "region": "x", "previous": "none",
        "members": [{"member_id": 1, "wage": 7, "ill": true, "expenses": [{"amount": 8}]},
                    {"member_id": 1}]})";
    const auto lines = [](std::string text) {
        std::erase(text, '\n');
        return text + "\n";
    };
    const RecordBatch with = read_records_json(book(), lines(good) + lines(bad) + lines(good));
    const RecordBatch without = read_records_json(book(), lines(good) + lines(good));
    CHECK(with.rejected.size() == 1);
    CHECK(show(with.population) == show(without.population));
}

TEST_CASE("given values fill their own columns", "[json]") {
    const RecordBatch list =
        read_records_json(book(), "[" + record("a") + "," + record("b", R"(, "given":
        {"dibao.household_income": 18.30}, "members": [{"member_id": 1, "given":
        {"dibao.counted_income": 2}}, {"member_id": 2, "given": {"dibao.counted_income": null}}])") +
                                      "]");
    CHECK(show(list.population) == "given.dibao.household_income: - 1830\n"
                                   "given.dibao.counted_income: 200 -\n"
                                   "member of: 0 0 2\nexpense of: 0 0 0\n"
                                   "household_id: a b\nmember_id: 1 2\n");
}

TEST_CASE("none before holds for inner rows that do not speak for themselves", "[json]") {
    const RecordBatch batch = read_records_json(book(), R"([
        {"household_id": "a", "members": [{"member_id": 1}, {"member_id": 2,
             "previous": {"dibao.covered": true}}, {"member_id": 3, "previous": null}],
         "previous": "none"},
        {"household_id": "b", "previous": {"dibao.outcome": "visual"},
         "members": [{"member_id": 1}, {"member_id": 2, "previous": "none"}]},
        {"household_id": "c", "members": [{"member_id": 1}]}])");
    CHECK(show(batch.population) == "previous.dibao.outcome: -1 1 -\n"
                                    "previous.dibao.household_amount: 0 - -\n"
                                    "previous.dibao.covered: 0 1 - - 0 -\n"
                                    "sum_months.member.wage.3: 0 - - - 0 -\n"
                                    "sum_months.dibao.household_amount.2: 0 - -\n"
                                    "member of: 0 3 5 6\nexpense of: 0 0 0 0 0 0 0\n"
                                    "household_id: a b c\nmember_id: 1 2 3 1 2 1\n");
}

TEST_CASE("a dated fact is that of the month, and adds up over the months before", "[json]") {
    const auto [wage, expected] = GENERATE(values<std::pair<std::string, std::string>>({
        {R"({"2020-05": 900, "2020-07": 2100})", "wage: 210000\nsum_months.member.wage.3: -\n"},
        {R"({"2020-04": 800, "2020-06": 900})", "wage: 90000\nsum_months.member.wage.3: 250000\n"},
        {R"({"2020-06": 900, "2020-04": 800})", "wage: 90000\nsum_months.member.wage.3: 250000\n"},
        {R"({"2019-01": 1})", "wage: 100\nsum_months.member.wage.3: 300\n"},
        {R"({"2019-01": 1, "2020-05": null, "2020-06": 2})",
         "wage: 200\nsum_months.member.wage.3: -\n"},
        {R"({"2020-08": 5})", "wage: -\nsum_months.member.wage.3: -\n"},
        {R"({"per_year": 24000})", "wage: 200000\n"},
        {"900", "wage: 90000\n"},
    }));
    CAPTURE(wage);
    const RecordBatch batch = read_records_json(
        book(), R"({"household_id": "a", "members": [{"member_id": 1, "wage": )" + wage + "}]}");
    CHECK(show(batch.population) == expected + "member of: 0 1\nexpense of: 0 0\n"
                                               "household_id: a\nmember_id: 1\n");
}

TEST_CASE("months of a fact may stand in it, or under previous; those in it are believed first",
          "[json]") {
    const std::string past = R"({"2020-04": {"wage": 1}, "2020-05": {"member.wage": 2},
                                 "2020-06": {"wage": 4}})";
    const auto [fields, expected] = GENERATE_COPY(values<std::pair<std::string, std::string>>({
        {R"("previous": )" + past, "700"},
        {R"("wage": 9, "previous": )" + past, "700"},
        {R"("previous": )" + past + R"(, "wage": {"2020-01": 5})", "1500"},
        {R"("wage": {"2020-01": 5}, "previous": )" + past, "1500"},
        {R"("wage": {"2020-05": 5}, "previous": )" + past, "-"},
        {R"("previous": "none")", "0"},
        {R"("previous": "none", "wage": 9)", "0"},
        {R"("previous": "none", "wage": {"2020-01": 5})", "1500"},
        {R"("wage": {"2020-05": 5}, "previous": "none")", "-"},
    }));
    CAPTURE(fields);
    const RecordBatch batch = read_records_json(
        book(), R"([{"household_id": 1, "members": [{"member_id": 1, )" + fields + "}]}]");
    REQUIRE(batch.rejected.empty());
    CHECK(show(batch.population).find("sum_months.member.wage.3: " + expected + "\n") !=
          std::string::npos);
}

TEST_CASE("previous by month: last month's, and a sum when each month is stated", "[json]") {
    const auto [previous, expected] = GENERATE(values<std::pair<std::string, std::string>>({
        {R"({"2020-05": {"dibao.household_amount": 5}, "2020-06": {"dibao.household_amount": 7}})",
         "previous.dibao.household_amount: 700\nsum_months.dibao.household_amount.2: 1200\n"},
        {R"({"2020-06": {"dibao.household_amount": 7}, "2020-04": {"dibao.household_amount": 5}})",
         "previous.dibao.household_amount: 700\nsum_months.dibao.household_amount.2: -\n"},
        {R"({"2020-05": {"dibao.household_amount": 5}})",
         "previous.dibao.household_amount: -\nsum_months.dibao.household_amount.2: -\n"},
        {R"({"dibao.household_amount": 5})", "previous.dibao.household_amount: 500\n"},
    }));
    CAPTURE(previous);
    const RecordBatch batch = read_records_json(book(), record("a", ", \"previous\": " + previous));
    CHECK(show(batch.population) == expected + "member of: 0 0\nexpense of: 0\n"
                                               "household_id: a\nmember_id:\n");
}

TEST_CASE("a broken line is refused by place and the rest go on", "[json]") {
    const auto [line, code] = GENERATE(values<std::pair<std::string, std::string>>({
        {R"({"household_id": "x")", "broken-json"},
        {R"({"household_id": "x"}})", "broken-json"},
        {R"({"household_id": "x"} {"household_id": "y"})", "broken-json"},
        {R"({"household_id": "x",})", "broken-json"},
        {R"({"household_id" "x"})", "broken-json"},
        {R"({"household_id": "x" "assets": 1})", "broken-json"},
        {R"({"household_id": "x", "assets": tru})", "broken-json"},
        {R"({"household_id": "x", "assets": nul})", "broken-json"},
        {R"({"household_id": "x", "assets": })", "broken-json"},
        {R"({"household_id": "x", "members": [{"member_id": 1}})", "broken-json"},
        {R"({"household_id": "x", "members": [{"member_id": 1} {"member_id": 2}]})", "broken-json"},
        {R"({"household_id": "x", "members": [,]})", "broken-json"},
        {R"({"household_id": "x)", "broken-json"},
        {R"({"household_id": "\q"})", "broken-json"},
        {R"({"household_id": "\ud800"})", "broken-json"},
        {R"({household_id: "x"})", "broken-json"},
        {R"({'household_id': 'x'})", "broken-json"},
        {"x", "broken-json"},
        {"{\"household_id\": \"x\ty\"}", "broken-json"},
        {"{\"household_id\": \"\xff\"}", "invalid-utf8"},
        {"{\"household_id\": \"\xed\xa0\x80\"}", "invalid-utf8"},
        {std::string("{\"household_id\": \"\0\"}", 21), "broken-json"},
        {std::string("\0", 1), "broken-json"},
        {"\xef\xbb\xbf" + record("x"), "broken-json"},
    }));
    CAPTURE(line);
    CHECK(outcome(record("a") + "\n" + line + "\n" + record("b") + "\n") ==
          "1:a 3:b 2:" + code + " ");
    CHECK(outcome(record("a") + "\n" + line) == "1:a 2:" + code + " ");
}

TEST_CASE("a record that breaks off is refused at its end", "[json]") {
    const auto [line, column] = GENERATE(values<std::pair<std::string, int>>({
        {R"({"household_id": "山")", 21},
        {R"({"household_id": "x", "members": [)", 35},
        {R"({"household_id": "x", "members": []  )", 36},
        {R"({"household_id": "x"} x)", 24},
    }));
    CAPTURE(line);
    const RecordBatch batch = read_records_json(book(), record("a") + "\n" + line + "\n");
    REQUIRE(batch.rejected.size() == 1);
    CHECK(batch.rejected[0].reasons.at(0).message.en ==
          "not JSON at column " + std::to_string(column));
}

TEST_CASE("what separates lines does not matter", "[json]") {
    CHECK(outcome("").empty());
    CHECK(outcome("\n\n \t\r\n").empty());
    CHECK(outcome("\xef\xbb\xbf" + record("a")) == "1:a ");
    CHECK(outcome("\xef\xbb\xbf").empty());
    CHECK(outcome(record("a") + "\r\n" + record("b") + "\r\n") == "1:a 2:b ");
    CHECK(outcome("\n\n  " + record("a") + "\n\n" + record("b")) == "3:a 5:b ");
}

TEST_CASE("a list of records, or one record, may stand on many lines", "[json]") {
    CHECK(outcome("[]").empty());
    CHECK(outcome(" [\n" + record("a") + ",\n" + record("b") + "\n]\n") == "2:a 3:b ");
    CHECK(outcome("{\n\"household_id\":\n\"a]}\\\"\"\n}\n") == "1:a]}\" ");
    CHECK(outcome("[" + record("a") + ", 5, \"x,]\", " + record("b") + "]") ==
          "1:a 1:b 1:wrong-kind 1:wrong-kind ");
    CHECK(outcome("[" + record("a") + " " + record("b") + "]") == "1:a 1:broken-list ");
    CHECK(outcome("[" + record("a") + ",]") == "1:a 1:broken-list ");
    CHECK(outcome("[" + record("a")) == "1:a 1:broken-list ");
    CHECK(outcome("[" + record("a") + "]\n7") == "1:a 2:broken-list ");
    CHECK(outcome("[" + record("a") + ",\n{\"household_id\": 1") == "1:a 2:broken-list ");
    CHECK(outcome("[,]") == "1:broken-list ");
}

TEST_CASE("deep nesting is refused, not followed", "[json][attack]") {
    for (const std::string open : {"[", "{\"a\":", "{\"members\":[", "[{\"a\":"}) {
        CAPTURE(open);
        std::string deep;
        for (int i = 0; i < 10'000; ++i) {
            deep += open;
        }
        CHECK(
            outcome(record("a") + "\n" + record("x", ", \"members\": " + deep) + "\n" + record("b"))
                .starts_with("1:a 3:b 2:"));
    }
    const std::string closed = std::string(900, '[') + std::string(900, ']');
    CHECK(outcome(record("x", ", \"assets\": " + closed)) == "1:wrong-kind ");
}

TEST_CASE("a household of a million members is refused in little memory", "[json][attack]") {
    std::string members;
    for (int i = 0; i < 1'000'000; ++i) {
        members += (i == 0 ? "{\"member_id\":" : ",{\"member_id\":") + std::to_string(i) + "}";
    }
    CHECK(outcome(record("x", ", \"members\": [" + members + "]")) == "1:too-many-rows ");
}

TEST_CASE("files are read batch by batch, as if they were one", "[json]") {
    const TemporaryFolder folder;
    std::string text;
    std::string list;
    for (int i = 0; i < 1'000; ++i) {
        text +=
            record(std::to_string(i), i % 10 == 3 ? ", \"assets\": -1" : ", \"assets\": 1") + "\n";
        list += (i == 0 ? "[" : ",\n") + record("list" + std::to_string(i));
    }
    const std::vector<RecordFile> files{{folder.write("a.ndjson", text), {}},
                                        {folder.write("b.json", list + "]"), {}},
                                        {folder.write("c.ndjson", ""), {}}};
    for (const std::size_t batch_records : {std::size_t{1}, std::size_t{7}, std::size_t{4096}}) {
        const AllRecords all = read_all(book(), files, {.batch_records = batch_records});
        CHECK(all.problems.empty());
        CHECK(all.keys.size() == 1'900);
        CHECK(all.rejected.size() == 100);
        CHECK(all.keys.front() == "0");
        CHECK(all.keys.back() == "list999");
        CHECK(all.rejected[1].line == 14);
        CHECK(all.rejected[1].file.ends_with("a.ndjson"));
        CHECK(all.rejected[1].key == "13");
        CHECK(all.bytes_read == all.bytes_total);
    }
}

TEST_CASE("a record larger than the limit is refused and read over", "[json][attack]") {
    const TemporaryFolder folder;
    const std::string large(limits::record_bytes + 1, ' ');
    const auto path = folder.write("a.ndjson", record("a") + "\n{" + large + "\n" + record("b") +
                                                   "\n{" + large + large);
    const AllRecords all = read_all(book(), {{path, {}}});
    CHECK(all.keys == std::vector<std::string>{"a", "b"});
    REQUIRE(all.rejected.size() == 2);
    CHECK(all.rejected[0].line == 2);
    CHECK(all.rejected[0].reasons[0].code == "record-too-large");
    CHECK(all.rejected[1].line == 4);
}

TEST_CASE("what cannot be read is a finding", "[json]") {
    const TemporaryFolder folder;
    CHECK(read_all(book(), {}).problems == "no-input ");
    CHECK(read_all(book(), {{folder / "nowhere.ndjson", {}}}).problems == "cannot-read ");
    CHECK(read_all(book(), {{folder.path(), {}}}).problems == "cannot-read ");
    CHECK(read_all(book(), {{folder.write("empty.json", ""), {}}}).problems == "broken-list ");
    CHECK(read_all(book(), {{folder.write("open.json", "[" + record("a")), {}}}).problems ==
          "broken-list ");
    CHECK(read_all(book(), {{folder.write("a.ndjson", record("a")), {}},
                            {folder.write("household.csv", "household_id\n"), {}}})
              .problems == "mixed-formats ");
}

TEST_CASE("keys seen twice are found anywhere in the input, and none of them is read", "[json]") {
    const TemporaryFolder folder;
    std::string text;
    for (int i = 0; i < 5'000; ++i) {
        text += record(std::to_string(i)) + "\n";
    }
    const auto a = folder.write("a.ndjson", text + "{broken\n" + record("7") + "\n");
    const auto b = folder.write("b.json", R"([{"household_id": 4999}, {"household\u005fid": 5000},
        {"assets": 1, "household_id": "5001"}, {"household_id": "\u0037"}, {"household_id": 5001}])");
    for (const std::size_t memory : {std::size_t{1}, std::size_t{64} << 20U}) {
        const AllRecords all =
            read_all(book(), {{a, {}}, {b, {}}},
                     {.memory_bytes = memory, .temporary_folder = folder.path(), .unique = true});
        CHECK(all.problems.empty());
        CHECK(all.keys.size() == 4'999); // 5000 less 7 and 4999, and 5000
        std::string rejected;
        for (const RejectedRecord& one : all.rejected) {
            rejected += std::to_string(one.line) + ":" + one.key + " " +
                        std::string(one.reasons.at(0).code) + "\n";
        }
        CHECK(rejected == "8:7 repeated-record\n5000:4999 repeated-record\n5001: broken-json\n"
                          "5002:7 repeated-record\n1:4999 repeated-record\n"
                          "2:5001 repeated-record\n2:7 repeated-record\n2:5001 repeated-record\n");
        CHECK(all.rejected.at(0).reasons.at(0).message.en ==
              "another record has the same key 'household_id': " + a.string() + ":5002");
        CHECK(all.bytes_read == all.bytes_total);
    }
    CHECK(read_all(book(), {{a, {}}, {b, {}}}).keys.size() == 5'006);
    CHECK(read_all(book(), {{"-", {}}}, {.unique = true}).problems == "read-only-once ");
}

TEST_CASE("blank lines and blanks between records count for their lines alone", "[json]") {
    const TemporaryFolder folder;
    const std::string many(300'000, '\n');
    const std::string text = many + record("a", ", \"assets\": -1") + "\n" + many + "  \t\r\n" +
                             record("b") + "\n" + many;
    const AllRecords lines = read_all(book(), {{folder.write("in.ndjson", text), {}}});
    CHECK(lines.keys == std::vector<std::string>{"b"});
    REQUIRE(lines.rejected.size() == 1);
    CHECK(lines.rejected[0].line == 300'001);
    const std::string list =
        "[" + many + record("b") + many + "," + many + record("a", ", \"assets\": -1") + many + "]";
    const AllRecords listed = read_all(book(), {{folder.write("in.json", list), {}}});
    CHECK(listed.keys == std::vector<std::string>{"b"});
    REQUIRE(listed.rejected.size() == 1);
    CHECK(listed.rejected[0].line == 900'001);
}
