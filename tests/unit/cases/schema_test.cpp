#include <doudi/compile.hpp>
#include <doudi/load.hpp>
#include <doudi/records.hpp>
#include <doudi/schema.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

// The structure of a schema, and what the reader says of the records that schema_check.py holds
// against it.

using namespace doudi;

namespace {

std::string folder(const std::string& name) {
    return std::string(DOUDI_SOURCE_DIR) + "/" + name;
}

std::vector<std::string> lines_of(const std::string& name) {
    std::ifstream file(folder(name));
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) {
        lines.push_back(line);
    }
    REQUIRE_FALSE(lines.empty());
    return lines;
}

const Rulebook& chengxiang() {
    static const Rulebook book = [] {
        const Checked<RulePack> pack = load_pack(folder("rules/chengxiang"));
        REQUIRE(pack);
        const Checked<Rulebook> compiled =
            compile(pack.value(), {dates_of_change(pack.value()).back()});
        INFO(render(compiled.diagnostics()));
        REQUIRE(compiled);
        return compiled.value();
    }();
    return book;
}

std::string schema_of(const std::string& facts) {
    const Checked<RulePack> pack = load_pack_texts(
        {{"pack.yaml", "doudi: 1\npack: t\nin_force: {from: 2020-01-01, until: 2020-12-31}\n"
                       "categories:\n  colour: {red: {zh: 红, en: red}, 蓝: 蓝色}\n"
                       "entities:\n  person: {title: {zh: 人, en: person}, key: id}\n"
                       "  child: {in: person, as: children, at_most: 3}\n"
                       "facts:\n  person:\n" +
                           facts}});
    INFO(render(pack.diagnostics()));
    REQUIRE(pack);
    const Checked<Rulebook> book = compile(pack.value(), {{2020, 1, 1}});
    INFO(render(book.diagnostics()));
    REQUIRE(book);
    return record_schema(book.value());
}

/// Whether `text` holds `part`, whatever lies on which line.
bool holds(const std::string& text, const std::string& part) {
    std::string flat;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\n') {
            flat += text[i];
            continue;
        }
        const std::size_t next = text.find_first_not_of(' ', i + 1);
        const bool after_comma = !flat.empty() && flat.back() == ',';
        flat += after_comma ? " " : "";
        i = next == std::string::npos ? text.size() : next - 1;
    }
    return flat.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("each type of fact has its schema", "[schema]") {
    const auto [fact, expected] = GENERATE(table<std::string, std::string>({
        {"{type: money, range: [0, 12.5]}",
         R"({"type": "number", "multipleOf": 0.01, "minimum": 0, "maximum": 12.5})"},
        {"{type: integer, range: [-2, 4]}", R"({"type": "integer", "minimum": -2, "maximum": 4})"},
        {"{type: number, places: 3}",
         R"({"type": "number", "multipleOf": 0.001, "minimum": -1000000000, "maximum": 1000000000})"},
        {"{type: rate}", R"("multipleOf": 0.000001, "minimum": -10, "maximum": 10)"},
        {"{type: months}", R"({"type": "integer", "minimum": 0, "maximum": 1200})"},
        {"{type: boolean, default: false}", R"("default": false, "anyOf": [{"type": "boolean"}, )"},
        {"{type: text}", R"({"type": "string", "minLength": 1, "maxLength": 65536})"},
        {"{type: date, default: 2020-02-29}", R"("default": "2020-02-29")"},
        {"{type: date}", R"({"type": "string", "format": "date", "maxLength": 10, )"},
        {"{type: colour, default: 蓝}",
         R"("default": "蓝", "anyOf": [{"oneOf": [{"const": "red", "title": "红 / red"}, )"
         R"({"const": "蓝", "title": "蓝色"}]}, {"type": "null"})"},
        {"{type: money, range: [0, 12.5]}",
         R"({"type": "string", "pattern": "^(?:(?:0|[1-9][0-9]*))"
         R"((?:\\.[0-9]{1,2}0*)?|-0(?:\\.0+)?)$"})"},
        {"{type: money/month, range: [0, 100]}",
         R"("per_year": {"anyOf": [{"type": "number", "multipleOf": 0.12, "minimum": 0, "maximum": 1200})"},
        {"{type: integer, title: {zh: 数, en: count}}", R"("x": {"title": "数 / count", )"},
    }));
    const std::string schema = schema_of("    x: " + fact + "\n");
    INFO(schema);
    CHECK(holds(schema, expected));
}

TEST_CASE("only amounts a month may be stated by year", "[schema]") {
    CHECK(holds(schema_of("    x: {type: money/month}\n"), "per_year"));
    CHECK_FALSE(holds(schema_of("    x: {type: money/year}\n"), "per_year"));
    CHECK_FALSE(holds(schema_of("    x: {type: integer}\n"), "per_year"));
}

TEST_CASE("keys are required where a record needs them, and no others exist", "[schema]") {
    const std::string schema = schema_of("    x: {type: integer}\n");
    INFO(schema);
    CHECK(holds(schema, R"("$ref": "#/$defs/person")"));
    CHECK(holds(schema, R"("required": ["id"], "additionalProperties": false)"));
    CHECK(holds(schema, R"("children": {"title": "child", "type": "array", )"
                        R"("items": {"$ref": "#/$defs/child"}, "maxItems": 3})"));
    CHECK(holds(schema, R"({"const": "none", "title": "首次申请 / a newcomer"})"));
}

TEST_CASE("a schema says its date and is the same each time", "[schema]") {
    const std::string schema = record_schema(chengxiang());
    CHECK(schema == record_schema(chengxiang()));
    CHECK(holds(schema, to_string(chengxiang().date)));
    CHECK(
        holds(schema, "莆田市城厢区保基本民生 / Chengxiang district of Putian, basic livelihood"));
    CHECK(std::count(schema.begin(), schema.end(), '\n') > 100);
}

TEST_CASE("the reader refuses each record that the schema must refuse", "[schema]") {
    for (const std::string& line : lines_of("tests/unit/cases/broken_households.tsv")) {
        INFO(line);
        const std::size_t tab = line.find('\t');
        REQUIRE(tab != std::string::npos);
        const RecordBatch batch = read_records_json(chengxiang(), line.substr(tab + 1));
        REQUIRE(batch.rejected.size() == 1);
        const std::vector<Reason>& reasons = batch.rejected.front().reasons;
        CHECK(std::any_of(reasons.begin(), reasons.end(), [&](const Reason& reason) {
            return reason.code == line.substr(0, tab);
        }));
    }
}

TEST_CASE("the reader accepts each record that the schema must accept", "[schema]") {
    for (const char* const file :
         {"tests/unit/cases/sound_households.ndjson", "examples/households.ndjson"}) {
        for (const std::string& line : lines_of(file)) {
            const RecordBatch batch = read_records_json(chengxiang(), line);
            INFO(line << "\n"
                      << (batch.rejected.empty() ? std::string()
                                                 : to_json(batch.rejected.front(), chengxiang())));
            // The examples show records that are refused, too, and say so in their keys.
            CHECK(batch.rejected.empty() == (line.find("-bad-") == std::string::npos));
        }
    }
}
