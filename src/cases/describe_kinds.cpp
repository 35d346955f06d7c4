// A form of a rule, by its kind: formulas as written, what the words around them mean.

#include "cases/describe_page.hpp"

#include <array>

namespace doudi::description {

namespace {

/// Keys that the caller has shown, or shows below.
constexpr std::array<std::string_view, 10> common_keys{
    "rule", "for", "type", "title", "range", "kind", "in_force", "source", "assumed", "versions"};

std::string formula(const WrittenNode& map, std::string_view key) {
    const WrittenText* const text = scalar_of(map, key);
    return text == nullptr ? std::string() : code(text->value);
}

Phrase phrase_of(const WrittenNode* node) {
    if (node == nullptr || node->is_list()) {
        return {};
    }
    if (node->is_scalar()) {
        return {node->scalar.value, node->scalar.value};
    }
    const WrittenText* const zh = scalar_of(*node, "zh");
    const WrittenText* const en = scalar_of(*node, "en");
    return {zh != nullptr ? zh->value : "", en != nullptr ? en->value : ""};
}

/// A line with a formula under `key`, if there is one.
void formula_line(Page& page, const WrittenNode& body, std::string_view key, std::string_view zh,
                  std::string_view en) {
    const std::string text = formula(body, key);
    if (!text.empty()) {
        page.bullet(page.pick(zh, en) + page.pick("：", ": ") + text);
    }
}

struct ModeWord {
    std::string_view mode;
    std::string_view zh;
    std::string_view en;
};

constexpr std::array<ModeWord, 6> mode_words{
    {{"half_up", "四舍五入到{}", "to the nearest {}, a half away from zero"},
     {"half_even", "四舍六入五成双，到{}", "to the nearest {}, a half to the even one"},
     {"ceiling", "向上进位到{}", "up to the next {}"},
     {"floor", "向下舍到{}", "down to the {} below"},
     {"up", "向远离零的方向进位到{}", "away from zero, to the next {}"},
     {"down", "向零的方向舍到{}", "towards zero, to the {}"}}};

/// "元" for 1 where it is money, else "1 的整数倍".
std::string step_words(const Page& page, std::string_view step, bool is_money) {
    if (is_money && page.pack().currency == "CNY") {
        if (step == "1") {
            return page.pick("元", "yuan");
        }
        if (step == "0.1") {
            return page.pick("角", "jiao (0.1 yuan)");
        }
        if (step == "0.01") {
            return page.pick("分", "fen (0.01 yuan)");
        }
    }
    return page.say(" {} 的整数倍", "multiple of {}", plain(step));
}

std::string rounding_words(const Page& page, const WrittenNode& round, bool is_money) {
    if (round.is_scalar()) {
        return round.scalar.value == "none"
                   ? page.pick("不取整，保留精确值", "not rounded: the exact value is kept")
                   : code(round.scalar.value);
    }
    const WrittenText* const to = scalar_of(round, "to");
    const WrittenText* const mode = scalar_of(round, "mode");
    for (const ModeWord& word : mode_words) {
        if (to != nullptr && mode != nullptr && mode->value == word.mode) {
            return page.say(word.zh, word.en, step_words(page, to->value, is_money));
        }
    }
    return {};
}

void rounding_line(Page& page, const WrittenNode& body, bool is_money) {
    const WrittenNode* const round = body.find("round");
    if (round != nullptr) {
        page.bullet(page.pick("取整：", "Rounding: ") + rounding_words(page, *round, is_money));
    }
}

std::vector<const WrittenNode*> maps_in(const WrittenNode* list) {
    std::vector<const WrittenNode*> maps;
    if (list != nullptr && list->is_list()) {
        for (const WrittenNode& item : list->items) {
            if (item.is_map()) {
                maps.push_back(&item);
            }
        }
    }
    return maps;
}

std::string hit_words(const Page& page, std::string_view hit) {
    if (hit == "unique") {
        return page.pick("只能有一行成立，取该行；两行同时成立为出错",
                         "one row alone may hold, and gives the value; two are a fault");
    }
    if (hit == "sum") {
        return page.pick("成立的各行相加", "the rows that hold are added up");
    }
    return page.pick("自上而下，取第一个成立的一行", "from the top, the first row that holds");
}

std::string cell_value(const Page& page, const WrittenText& text, std::string_view type) {
    const std::string value = page.value(text.value, type);
    return value == plain(text.value) ? code(text.value) : value;
}

void describe_table(Page& page, const WrittenNode& body, std::string_view type) {
    const WrittenText* const hit = scalar_of(body, "hit");
    page.bullet(page.pick("判定表：", "Decision table: ") +
                hit_words(page, hit == nullptr ? "first" : hit->value));
    std::vector<Cells> rows;
    for (const WrittenNode* const row : maps_in(body.find("rows"))) {
        const WrittenText* const otherwise = scalar_of(*row, "otherwise");
        const WrittenText* const then = otherwise != nullptr ? otherwise : scalar_of(*row, "then");
        rows.push_back(
            {std::to_string(rows.size() + 1), page.title(phrase_of(row->find("title")), ""),
             otherwise != nullptr ? page.pick("否则", "otherwise") : formula(*row, "when"),
             then == nullptr ? "" : cell_value(page, *then, type), page.cite(provenance_of(*row))});
    }
    page.table({"#", page.pick("标题", "Title"), page.pick("条件", "Condition"),
                page.pick("则", "Then"), page.pick("依据", "Source")},
               rows);
}

Cells item_cells(const Page& page, const WrittenNode& item) {
    const WrittenText* const name = scalar_of(item, "item");
    const WrittenText* const entity = scalar_of(item, "for");
    const WrittenNode* const round = item.find("round");
    return {page.titled(phrase_of(item.find("title")), name == nullptr ? "" : name->value),
            entity == nullptr ? "" : page.entity(entity->value),
            formula(item, "when"),
            formula(item, "amount"),
            formula(item, "at_most"),
            round == nullptr ? "" : rounding_words(page, *round, true),
            page.cite(provenance_of(item))};
}

void describe_reduction(Page& page, const WrittenNode& body, bool is_exemption) {
    formula_line(page, body, "of", is_exemption ? "从中豁免" : "从中扣除",
                 is_exemption ? "Exempt from" : "Deducted from");
    const WrittenText* const limit = scalar_of(body, "limit");
    if (limit != nullptr && limit->value == "in_order") {
        page.bullet(page.pick("各项依次扣，扣完为止",
                              "Items in the order written, none beyond what is left"));
    }
    std::vector<Cells> rows;
    for (const WrittenNode* const item : maps_in(body.find("items"))) {
        rows.push_back(item_cells(page, *item));
        if (rows.back()[2].empty()) {
            rows.back()[2] = page.pick("总是", "always");
        }
    }
    page.table({page.pick("项目", "Item"), page.pick("按每个", "For each"),
                page.pick("条件", "Condition"), page.pick("金额", "Amount"),
                page.pick("上限", "At most"), page.pick("取整", "Rounding"),
                page.pick("依据", "Source")},
               rows);
    formula_line(page, body, "gives", "减去后余下（不低于零）", "What is left, never below zero");
    const WrittenNode* const gives = body.find("gives");
    if (gives != nullptr && gives->is_map() && gives->entries.size() == 1) {
        const auto& [name, map] = gives->entries[0];
        page.bullet(page.say("减去后余下（不低于零）：{}", "What is left, never below zero: {}",
                             page.titled(phrase_of(map.find("title")), name.value)));
    }
}

void describe_coverage(Page& page, const WrittenNode& body) {
    formula_line(page, body, "who", "谁", "Who");
    formula_line(page, body, "when", "条件", "Condition");
    formula_line(page, body, "amount", "每人金额", "Amount for each");
    page.bullet(page.pick("保障金额为各人取整后金额之和；金额大于零的人才算覆盖",
                          "The amount is the sum of the rounded amounts; only those whose amount "
                          "is above zero are covered"));
}

void describe_exit(Page& page, const WrittenNode& body) {
    formula_line(page, body, "when", "开始条件", "Begins when");
    formula_line(page, body, "while", "持续条件", "Goes on while");
    formula_line(page, body, "base", "基数（首月确定后不变）", "Base, kept from the first month");
    formula_line(page, body, "at_most", "上限", "At most");
    formula_line(page, body, "counts_as", "上月为此结果时月数累计",
                 "Months count on when last month's outcome was");
    std::vector<Cells> rows;
    for (const WrittenNode* const step : maps_in(body.find("schedule"))) {
        const WrittenText* const months = scalar_of(*step, "months");
        const WrittenText* const pays = scalar_of(*step, "pays");
        rows.push_back({months == nullptr ? "" : plain(months->value),
                        pays == nullptr ? "" : plain(pays->value),
                        page.cite(provenance_of(*step))});
    }
    page.table({page.pick("第几个月", "Month"), page.pick("发放比例", "Pays"),
                page.pick("依据", "Source")},
               rows);
}

/// What a kind unknown here says, key by key.
void describe_other(Page& page, const WrittenNode& body) {
    for (const auto& [key, node] : body.entries) {
        const bool is_common =
            std::find(common_keys.begin(), common_keys.end(), key.value) != common_keys.end();
        if (!is_common && node.is_scalar()) {
            page.bullet(code(key.value) + page.pick("：", ": ") + code(node.scalar.value));
        }
    }
}

struct KindWord {
    std::string_view kind;
    std::string_view zh;
    std::string_view en;
};

constexpr std::array<KindWord, 6> kind_words{{{"formula", "公式", "formula"},
                                              {"table", "判定表", "decision table"},
                                              {"exemption", "豁免", "exemption"},
                                              {"deduction", "扣除", "deduction"},
                                              {"coverage", "按人覆盖", "coverage of persons"},
                                              {"exit", "渐退", "gradual exit"}}};

void kind_line(Page& page, std::string_view kind) {
    for (const KindWord& word : kind_words) {
        if (word.kind == kind && kind != "formula" && kind != "table") {
            page.bullet(page.say("种类：{}（{}）", "Kind: {} ({})", page.pick(word.zh, word.en),
                                 code(kind)));
        }
    }
}

} // namespace

void describe_form(Page& page, const RuleDeclaration& rule, const RuleForm& form) {
    if (form.body == nullptr) {
        return;
    }
    const WrittenNode& body = *form.body;
    const std::string type = rule.type ? rule.type->value : std::string();
    const bool is_plain = form.kind == "formula" || form.kind == "table";
    kind_line(page, form.kind);
    if (form.kind == "formula") {
        formula_line(page, body, "value", "公式", "Formula");
    } else if (form.kind == "table") {
        describe_table(page, body, type);
    } else if (form.kind == "exemption" || form.kind == "deduction") {
        describe_reduction(page, body, form.kind == "exemption");
    } else if (form.kind == "coverage") {
        describe_coverage(page, body);
    } else if (form.kind == "exit") {
        describe_exit(page, body);
    } else {
        describe_other(page, body);
    }
    rounding_line(page, body, !is_plain || type.starts_with("money"));
    page.cite_below(form.provenance);
}

} // namespace doudi::description
