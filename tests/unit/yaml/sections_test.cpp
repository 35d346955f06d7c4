#include "unit/yaml/findings_of.hpp"
#include "yaml/sections.hpp"

#include <catch2/catch.hpp>

using namespace doudi;
using findings_of::cases;
using findings_of::Codes;
using findings_of::header;
using findings_of::rule;
using findings_of::rules;
using findings_of::small_pack;

namespace {

RulePack pack_of(const std::string& text) {
    auto pack = findings_of::load(text);
    CAPTURE(render(pack.diagnostics()));
    REQUIRE(pack);
    return std::move(pack).value();
}

std::string parameter(const std::string& values) {
    return "parameters:\n  standard:\n    type: money/month\n    values:\n" + values;
}

using Table = std::pair<std::string, Codes>;

} // namespace

TEST_CASE("a fact is kept as it is written", "[yaml][facts]") {
    const RulePack pack =
        pack_of("programme: p\n"
                "facts:\n"
                "  member:\n"
                "    工资: {type: money/month, title: 工资收入, range: [0, 1e6], default: 0}\n"
                "    size: {type: number, places: 3, source: [a 一, b 二], assumed: c}\n");
    REQUIRE(pack.facts.size() == 2);
    const FactDeclaration& wage = pack.facts[0];
    CHECK(wage.name.value == "工资");
    CHECK(wage.entity.value == "member");
    CHECK(wage.programme == "p");
    CHECK(wage.type->value == "money/month");
    CHECK(wage.title == Phrase{"工资收入", "工资收入"});
    CHECK(wage.range->high.value == "1e6");
    CHECK(wage.default_value->value == "0");
    const FactDeclaration& size = pack.facts[1];
    CHECK(size.places->value == "3");
    REQUIRE(size.provenance.sources.size() == 2);
    CHECK(size.provenance.sources[1].value == "b 二");
    CHECK(size.provenance.assumed[0].why.en == "c");
}

TEST_CASE("a title in one language stands for both", "[yaml]") {
    const RulePack pack = pack_of("facts:\n  member:\n"
                                  "    a: {type: date, title: {zh: 甲}}\n"
                                  "    b: {type: date, title: {zh: 乙, en: B}}\n");
    CHECK(pack.facts[0].title == Phrase{"甲", "甲"});
    CHECK(pack.facts[1].title == Phrase{"乙", "B"});
}

TEST_CASE("mistakes in facts are named by place", "[yaml][facts]") {
    const auto [text, expected] = GENERATE(values<Table>({
        {"facts: 1\n", {"wrong-shape 1:8"}},
        {"facts:\n  member: [a]\n", {"wrong-shape 2:11"}},
        {"facts:\n  member:\n    a: date\n", {"wrong-shape 3:8"}},
        {"facts:\n  member:\n    a: {title: 甲}\n", {"missing-key 3:9"}},
        {"facts:\n  member:\n    a: {typ: date}\n", {"unknown-key 3:9"}},
        {"facts:\n  member:\n    a: {type: {values: [b]}}\n", {"wrong-shape 3:15"}},
        {"facts:\n  member:\n    a: {type: money, range: 1}\n", {"wrong-shape 3:29"}},
        {"facts:\n  member:\n    a: {type: money, range: [0, 1,000]}\n", {"wrong-shape 3:29"}},
        {"facts:\n  member:\n    a: {type: money, title: []}\n", {"bad-title 3:29"}},
        {"facts:\n  member:\n    a: {type: money, title: {}}\n", {"bad-title 3:29"}},
        {"facts:\n  member:\n    a: {type: money, title: {cn: 甲, en: a}}\n", {"unknown-key 3:30"}},
        {"facts:\n  member:\n    a.b: {type: money}\n", {"bad-name 3:5"}},
        {"facts:\n  member:\n    1a: {type: money}\n", {"bad-name 3:5"}},
        {"facts:\n  member:\n    and: {type: money}\n", {"bad-name 3:5"}},
        {"facts:\n  member:\n    甲，乙: {type: money}\n", {"bad-name 3:5"}},
        {"facts:\n  member:\n    " + std::string(201, 'a') + ": {type: money}\n", {"bad-name 3:5"}},
    }));
    CAPTURE(text);
    CHECK(rules(text) == expected);
}

TEST_CASE("a parameter's entries come by date, whatever their order in the file",
          "[yaml][parameters]") {
    const RulePack pack = pack_of(parameter("      2020-01-01: {value: 660, source: plan 二}\n"
                                            "      2021-01-01: {ended: true, source: plan 三}\n"
                                            "      2018-01-01: {value: 630, assumed: x}\n"));
    REQUIRE(pack.parameters.size() == 1);
    const auto& entries = pack.parameters[0].entries;
    REQUIRE(entries.size() == 3);
    CHECK(entries[0].date == Date{2018, 1, 1});
    CHECK(entries[1].value->scalar.value == "660");
    CHECK(entries[1].provenance.sources[0].value == "plan 二");
    CHECK(entries[2].ended);
    CHECK(entries[2].value == nullptr);
}

TEST_CASE("a table keeps its keys, a monthly parameter its months", "[yaml][parameters]") {
    const RulePack pack = pack_of(
        "parameters:\n"
        "  sums:\n"
        "    type: money\n"
        "    by: {region: region, size: integer}\n"
        "    values:\n"
        "      2020-01-01: {value: {inland: {1..3: 1, and_above: 2}}, source: a}\n"
        "      2021-01-01: {changes: {inland: {1..3: 2}}, source: a}\n"
        "  cpi: {type: rate, each: month, values: {2020-03: {value: 4.3%, source: a}}}\n"
        "  tax: {type: rate, brackets: marginal, values: {2020-01-01: {thresholds: {0: 2%}}}}\n");
    REQUIRE(pack.parameters.size() == 3);
    CHECK(pack.parameters[0].by[1].first.value == "size");
    CHECK(pack.parameters[0].by[1].second.value == "integer");
    CHECK(pack.parameters[0].entries[0].value->find("inland")->find("1..3") != nullptr);
    CHECK(pack.parameters[0].entries[1].changes != nullptr);
    CHECK(pack.parameters[1].each_month);
    CHECK(pack.parameters[1].entries[0].date == Date{2020, 3, 1});
    CHECK(pack.parameters[2].entries[0].thresholds != nullptr);
}

TEST_CASE("mistakes in parameters are named by place", "[yaml][parameters]") {
    const auto [text, expected] = GENERATE(values<Table>({
        {parameter("      2020-01-01: 660\n"), {"wrong-shape 5:19"}},
        {parameter("      2020-3: {value: 1}\n"), {"bad-date 5:7"}},
        {parameter("      2020-03: {value: 1}\n"), {"bad-date 5:7"}},
        {parameter("      2020-02-30: {value: 1}\n"), {"bad-date 5:7"}},
        {parameter("      2020-01-01: {value: 1}\n      2020-01-01: {value: 2}\n"),
         {"duplicate-key 6:7"}},
        {parameter("      2020-01-01: {valu: 1}\n"), {"unknown-key 5:20"}},
        {parameter("      2020-01-01: {source: a}\n"), {"missing-key 5:20"}},
        {parameter("      2020-01-01: {value: 1, ended: true}\n"), {"conflicting-keys 5:19"}},
        {parameter("      2020-01-01: {ended: yes}\n"), {"bad-word 5:27"}},
        {parameter("      2020-01-01: {changes: 1}\n"), {"wrong-shape 5:29"}},
        {"parameters:\n  a: {type: money}\n", {"missing-key 2:7"}},
        {"parameters:\n  a: {type: money, values: []}\n", {"wrong-shape 2:28"}},
        {"parameters:\n  a: {type: rate, each: year, values: {}}\n", {"bad-word 2:25"}},
        {"parameters:\n  a: {type: rate, brackets: bands, values: {}}\n", {"bad-word 2:29"}},
        {"parameters:\n  a: {type: rate, brackets: band, by: {r: integer}, values: {}}\n",
         {"conflicting-keys 2:29"}},
        {"parameters:\n  a: {type: rate, by: {x.y: integer}, values: {}}\n", {"bad-name 2:24"}},
        {"parameters:\n  a: {type: rate, by: [x], values: {}}\n", {"wrong-shape 2:23"}},
    }));
    CAPTURE(text);
    CHECK(rules(text) == expected);
}

TEST_CASE("a bare parameter value is answered with the way to write it", "[yaml][parameters]") {
    const auto pack = findings_of::load(parameter("      2020-01-01: 660\n"));
    CHECK(render(pack.diagnostics(), Language::en) ==
          R"(error[wrong-shape]: the value of a date must be a map (key: value), not a single value
  --> rules.yaml:5:19
   |
 5 |       2020-01-01: 660
   |                   ^^^
help: write {value: 660, source: DOCUMENT CLAUSE}
)");
}

TEST_CASE("a rule keeps the keys of its kind for the kind", "[yaml][rules]") {
    const RulePack pack = pack_of("programme: p\ntitle: 甲\nrules:\n"
                                  "  - rule: a\n    for: household\n    type: money\n"
                                  "    value: 1\n    round: {to: 1, mode: up}\n    source: x 一\n"
                                  "  - rule: b\n    kind: exemption\n    for: member\n    of: c\n"
                                  "    items: []\n");
    REQUIRE(pack.rules.size() == 2);
    CHECK(pack.rules[0].forms[0].kind == "formula");
    CHECK(pack.rules[0].forms[0].provenance.sources[0].value == "x 一");
    CHECK(pack.rules[0].programme == "p");
    CHECK(pack.rules[1].forms[0].kind == "exemption");
    CHECK(pack.rules[1].forms[0].body->find("of")->scalar.value == "c");
    CHECK(pack.programmes[0].title.zh == "甲");
}

TEST_CASE("a version takes over what it does not state", "[yaml][rules]") {
    const RulePack pack = pack_of(rule("    source: x\n    round: none\n    versions:\n"
                                       "      - in_force: {until: 2019-12-31}\n        value: 1\n"
                                       "      - in_force: {from: 2020-01-01}\n        value: 2\n"
                                       "        source: y\n"));
    const auto& forms = pack.rules[0].forms;
    REQUIRE(forms.size() == 2);
    CHECK(forms[0].in_force.covers({2019, 12, 31}));
    CHECK_FALSE(forms[0].in_force.covers({2020, 1, 1}));
    CHECK(forms[0].provenance.sources[0].value == "x");
    CHECK(forms[1].provenance.sources[0].value == "y");
    CHECK(forms[1].body->find("round")->scalar.value == "none");
    CHECK(forms[1].body->find("value")->scalar.value == "2");
}

TEST_CASE("mistakes in rules are named by place", "[yaml][rules]") {
    const auto [text, expected] = GENERATE(values<Table>({
        {rule("    valus: 1\n"), {"unknown-key 5:5"}},
        {rule("    source: x\n"), {"missing-key 2:5"}},
        {rule("    value: 1\n    rond: none\n"), {"unknown-key 6:5"}},
        {rule("    value: [1]\n"), {"wrong-shape 5:12"}},
        {"rules:\n  a: {value: 1}\n", {"wrong-shape 2:3"}},
        {"rules:\n  - a\n", {"wrong-shape 2:5"}},
        {"rules:\n  - value: 1\n", {"missing-key 2:5"}},
        {"rules:\n  - rule: if\n    value: 1\n", {"bad-name 2:11"}},
        {"rules:\n  - rule: a b\n    value: 1\n", {"bad-name 2:11"}},
        {rule("    value: 1\n    in_force: {from: 2020/1/1}\n"), {"bad-date 6:22"}},
        {rule("    value: 1\n    in_force: {from: 2020-02-01, until: 2020-01-31}\n"),
         {"bad-period 6:15"}},
        {rule("    value: 1\n    in_force: {form: 2020-02-01}\n"), {"unknown-key 6:16"}},
        {rule("    versions:\n      - value: 1\n"), {"missing-key 6:9"}},
        {rule("    versions:\n      - in_force: {from: 2020-01-01}\n        value: 1\n"
              "        type: money\n"),
         {"fixed-key 8:9"}},
        {rule("    versions: 1\n"), {"wrong-shape 5:15"}},
        {"title: 甲\nrules: []\n", {"missing-key 1:1"}},
        {"ruls: []\n", {"unknown-key 1:1"}},
        {"- a\n", {"wrong-shape 1:1"}},
        {"programme: 1\n", {"bad-name 1:12"}},
    }));
    CAPTURE(text);
    CHECK(rules(text) == expected);
}

TEST_CASE("a decision keeps its rows in order", "[yaml][decisions]") {
    const RulePack pack = pack_of("programme: p\n"
                                  "decision:\n"
                                  "  for: household\n"
                                  "  amount: money/month\n"
                                  "  gives: {deadline: date}\n"
                                  "  first_of:\n"
                                  "    - outcome: yes_\n"
                                  "      when: a\n"
                                  "      amount: b\n"
                                  "      gives: {deadline: c}\n"
                                  "    - outcome: no_\n"
                                  "      review: {zh: 一事一议, en: case by case}\n"
                                  "  show: [a, p.b]\n");
    REQUIRE(pack.decisions.size() == 1);
    const DecisionDeclaration& decision = pack.decisions[0];
    CHECK(decision.programme == "p");
    CHECK_FALSE(decision.name);
    CHECK(decision.gives[0].type.value == "date");
    CHECK(decision.rows[0].gives[0].second.value == "c");
    CHECK(decision.rows[1].review->en == "case by case");
    CHECK(decision.show[1].value == "p.b");
}

TEST_CASE("mistakes in decisions are named by place", "[yaml][decisions]") {
    const std::string good = "{for: household, first_of: [{outcome: a}]}";
    const auto [text, expected] = GENERATE_COPY(values<Table>({
        {"decision: " + good + "\n", {"missing-key 1:1"}},
        {"programme: p\ndecision: " + good + "\ndecisions: {a: " + good + "}\n",
         {"conflicting-keys 3:1"}},
        {"programme: p\ndecision: {first_of: []}\n", {"missing-key 2:12"}},
        {"programme: p\ndecision: {for: household}\n", {"missing-key 2:12"}},
        {"programme: p\ndecision: {for: household, first_of: [{when: a}]}\n", {"missing-key 2:40"}},
        {"programme: p\ndecision: {for: household, first_of: [{outcome: a, then: b}]}\n",
         {"unknown-key 2:52"}},
        {"programme: p\ndecision: {for: household, first_of: [{outcome: undetermined}]}\n",
         {"bad-name 2:49"}},
        {"programme: p\ndecision: {for: household, first_of: {}}\n", {"wrong-shape 2:38"}},
        {"programme: p\ndecision: {for: household, first_of: [], show: a}\n", {"wrong-shape 2:48"}},
    }));
    CAPTURE(text);
    CHECK(rules(text) == expected);
}

TEST_CASE("checks are a list or a map, errors unless they say warning", "[yaml][checks]") {
    const RulePack pack = pack_of("checks:\n"
                                  "  - check: a\n    that: b <= c\n    severity: warning\n"
                                  "  - check: d\n    that: e\n");
    REQUIRE(pack.checks.size() == 2);
    CHECK(pack.checks[0].when_not.value == "b <= c");
    CHECK(pack.checks[0].severity == "warning");
    CHECK(pack.checks[1].severity == "error");
    CHECK(pack_of("checks:\n  a:\n    that: b\n").checks[0].name.value == "a");
    CHECK(rules("checks:\n  - check: a\n") == Codes{"missing-key 2:5"});
    CHECK(rules("checks:\n  - that: a\n") == Codes{"missing-key 2:5"});
    CHECK(rules("checks:\n  a: {that: b, severity: bad}\n") == Codes{"bad-word 2:26"});
}

TEST_CASE("categories and options list their values", "[yaml]") {
    const RulePack pack = pack_of("categories:\n  类: {甲: 第一, b: {zh: 乙, en: second}}\n"
                                  "options:\n  way: {values: [x, y], chosen: x, source: z}\n");
    CHECK(pack.categories[0].values[1].title.en == "second");
    CHECK(pack.options[0].values[1].name.value == "y");
    CHECK(pack.options[0].chosen.value == "x");
    CHECK(rules("categories:\n  a: b\n") == Codes{"wrong-shape 2:6"});
    CHECK(rules("categories:\n  a: [b, b]\n") == Codes{"duplicate-key 2:10"});
    CHECK(rules("categories:\n  a: {b: x, b: y}\n") == Codes{"duplicate-key 2:13"});
    CHECK(rules("options:\n  a: {values: [b]}\n") == Codes{"missing-key 2:7"});
}

TEST_CASE("the header of a pack is read", "[yaml][header]") {
    const auto pack = load_pack_texts(
        {{"pack.yaml",
          small_pack + "in_force: {from: 2018-01-01, until: 2021-12-31}\n"
                       "decided_on: last_day\n"
                       "documents:\n"
                       "  plan: {number: 莆城政办〔2020〕21号, date: 2020-06-30, title: 方案}\n"}});
    CAPTURE(render(pack.diagnostics()));
    REQUIRE(pack);
    CHECK(pack.value().name.value == "small");
    CHECK(pack.value().title == Phrase{"小包", "small"});
    CHECK(pack.value().decided_on_last_day);
    CHECK(pack.value().in_force.until == Date{2021, 12, 31});
    CHECK(pack.value().documents[0].date == Date{2020, 6, 30});
    CHECK(pack.value().entities[1].in->value == "household");
}

TEST_CASE("mistakes in pack.yaml are named by place", "[yaml][header]") {
    const auto [text, expected] = GENERATE(values<Table>({
        {"pack: a\n", {"missing-key 1:1", "missing-key 1:1"}},
        {small_pack + "decided_on: monday\n", {"bad-word 9:13"}},
        {small_pack + "languag: zh\n", {"unknown-key 9:1"}},
        {small_pack + "programme: p\n", {"unknown-key 9:1"}},
        {"doudi: 2\npack: a\nentities: {b: {title: c}}\n", {"bad-word 1:8"}},
        {"doudi: 1\npack: a\nlanguage: fr\nentities: {b: {title: c}}\n", {"bad-word 3:11"}},
        {"doudi: 1\npack: a\nentities: {b: {title: c}, d: {title: e}}\n",
         {"missing-key 3:31", "missing-key 3:31"}},
        {"", {"empty-file 1:1", "missing-key 1:1"}},
    }));
    CAPTURE(text);
    CHECK(header(text) == expected);
}

TEST_CASE("a programme in several files is one programme, and says one thing", "[yaml][header]") {
    const auto load = [](const std::string& a, const std::string& b) {
        return load_pack_texts({{"pack.yaml", small_pack}, {"a.yaml", a}, {"b.yaml", b}});
    };
    const auto good =
        load("programme: p\ntitle: 甲\n", "programme: p\nin_force: {from: 2020-01-01}\n");
    REQUIRE(good);
    REQUIRE(good.value().programmes.size() == 1);
    CHECK(good.value().programmes[0].title.zh == "甲");
    CHECK(good.value().programmes[0].in_force.from == Date{2020, 1, 1});
    const auto bad = load("programme: p\ntitle: 甲\n", "programme: p\ntitle: 乙\n");
    CHECK(findings_of::brief(bad.diagnostics()) == Codes{"programme-differs 1:12"});
    const auto dates = load("programme: p\nin_force: {from: 2020-01-01}\n",
                            "programme: p\nin_force: {from: 2020-01-02}\n");
    CHECK(findings_of::brief(dates.diagnostics()) == Codes{"programme-differs 2:11"});
}

TEST_CASE("a case keeps its record and what it expects", "[yaml][cases]") {
    const auto pack = load_pack_texts(
        {{"pack.yaml", small_pack},
         {"a.test.yaml", "cases:\n  - case: 甲\n    date: 2020-07\n    household: {a: null}\n"
                         "    expect: {p.outcome: x}\n"}},
        WithCases::yes);
    CAPTURE(render(pack.diagnostics()));
    REQUIRE(pack);
    REQUIRE(pack.value().cases.size() == 1);
    CHECK(pack.value().cases[0].name.zh == "甲");
    CHECK(pack.value().cases[0].record->find("a")->scalar.value == "null");
    CHECK(pack.value().cases[0].expect->find("p.outcome")->scalar.value == "x");
}

TEST_CASE("mistakes in cases are named by place", "[yaml][cases]") {
    const auto [text, expected] = GENERATE(values<Table>({
        {"cases:\n  - case: a\n    date: 2020-7\n    expect: {}\n", {"bad-date 3:11"}},
        {"cases:\n  - case: a\n    expect: {}\n", {"missing-key 2:5"}},
        {"cases:\n  - case: a\n    date: 2020-07\n", {"missing-key 2:5"}},
        {"cases:\n  - case: a\n    date: 2020-07\n    housold: {}\n    expect: {}\n",
         {"unknown-key 4:5"}},
        {"cases: {}\n", {"wrong-shape 1:8"}},
        {"case: a\n", {"unknown-key 1:1"}},
    }));
    CAPTURE(text);
    CHECK(cases(text) == expected);
}

TEST_CASE("an unknown key is answered with the key that was meant, or with all keys", "[yaml]") {
    const auto pack = findings_of::load("facts:\n  member:\n    a: {type: date, titel: 甲}\n"
                                        "    b: {type: date, colour: 甲}\n");
    CHECK(render(pack.diagnostics(), Language::zh) ==
          R"(错误[unknown-key]: 事实没有 'titel' 这个键
  --> rules.yaml:3:21
   |
 3 |     a: {type: date, titel: 甲}
   |                     ^^^^^
建议: 是不是想写 'title'？

错误[unknown-key]: 事实没有 'colour' 这个键
  --> rules.yaml:4:21
   |
 4 |     b: {type: date, colour: 甲}
   |                     ^^^^^^
建议: 可用的键：type（类型）、title（标题）、range（范围）、default（缺省值）、places（小数位）、form（格式）、unique（不得重复）、source（依据）、assumed（假定）
)");
}
