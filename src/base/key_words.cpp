#include "base/key_words.hpp"

#include <algorithm>
#include <array>

namespace doudi {

namespace {

constexpr std::array<KeyWord, 79> words{{
    {"add", "每超出一个所加", "added for each key beyond"},
    {"amount", "金额", "amount, or its type"},
    {"and_above", "更大的键", "all larger keys"},
    {"as", "列表名", "key of the list in the outer object"},
    {"assumed", "假定（没有依据的内容及理由）", "why something without a source is taken to hold"},
    {"at_least", "至少几个", "fewest of them"},
    {"at_most", "上限", "cap, or most of them"},
    {"base", "基数", "amount that a share is taken of"},
    {"brackets", "分段", "by bands of an amount"},
    {"by", "查表的键", "keys of a table, with their types"},
    {"categories", "类别", "lists of values"},
    {"changes", "改动的项", "what changes, the rest as before"},
    {"check", "检查", "name of a check"},
    {"checks", "对参数的检查", "conditions on parameters"},
    {"chosen", "选定", "the reading that holds"},
    {"counts_as", "累计月数的结果", "outcome that counts a month"},
    {"currency", "币种", "currency"},
    {"date", "日期", "date"},
    {"decided_on", "以月初或月末为准", "day of the month that is decided on"},
    {"decision", "审批结果", "the decision of a programme"},
    {"decisions", "各项审批结果", "the decisions of a programme"},
    {"default", "缺省值", "taken when a record does not state it"},
    {"documents", "文件", "what rules cite"},
    {"doudi", "格式版本", "version of the format"},
    {"each", "逐期", "a value for each month"},
    {"ended", "终止", "the parameter ends"},
    {"entities", "对象（记录及其成员等）", "records and what is inside them"},
    {"facts", "事实", "what a record states"},
    {"first_of", "依次判断", "alternatives, the first that holds"},
    {"for", "对象", "whom it is about"},
    {"for_each_beyond", "超过此键后", "counted beyond this key"},
    {"form", "格式", "form that a text must have"},
    {"from", "起（含当日）", "first day"},
    {"gives", "另给出；余下", "also gives; what is left"},
    {"hit", "取哪一行", "which rows count: first, unique, sum"},
    {"in", "所属", "the outer entity"},
    {"in_force", "有效期", "when it holds"},
    {"item", "项目", "name of an item"},
    {"items", "各项", "items"},
    {"key", "主键", "key of a row"},
    {"kind", "规则种类", "kind of rule"},
    {"language", "语言", "language of plain titles"},
    {"limit", "扣减方式", "how items share what there is"},
    {"mode", "取整方式", "how to round"},
    {"months", "第几个月", "which months"},
    {"number", "文号", "number of a document"},
    {"of", "从何数中", "what it is taken from"},
    {"options", "选项", "readings of a clause"},
    {"otherwise", "否则", "when no row holds"},
    {"outcome", "结果", "outcome"},
    {"pack", "规则包", "name of the pack"},
    {"parameters", "参数", "what the law sets, by date"},
    {"pays", "发放比例", "share that is paid"},
    {"places", "小数位", "decimal places"},
    {"programme", "项目（待遇）", "programme"},
    {"range", "范围", "lowest and highest value"},
    {"review", "一事一议", "people decide, and why"},
    {"round", "取整", "rounding"},
    {"rows", "各行", "rows"},
    {"rule", "规则", "name of a rule"},
    {"rules", "各条规则", "rules"},
    {"schedule", "分月比例", "shares by month"},
    {"severity", "严重程度", "error or warning"},
    {"show", "展示", "values shown beside the outcome"},
    {"source", "依据", "document and clause"},
    {"that", "应成立的条件", "condition that should hold"},
    {"then", "则", "value of a row"},
    {"thresholds", "分段起点", "where bands begin"},
    {"title", "标题", "title"},
    {"to", "取整到", "step of a rounding"},
    {"type", "类型", "type"},
    {"unique", "不得重复", "stands in one row of one record alone"},
    {"until", "止（含当日）", "last day"},
    {"value", "公式；值", "formula, or value"},
    {"values", "各期的值；取值", "values by date; values to choose from"},
    {"versions", "各期版本", "dated forms of a rule"},
    {"when", "条件", "condition"},
    {"while", "持续条件", "condition to go on"},
    {"who", "谁", "whom a coverage is for"},
}};

/// Whether one of the meanings in `zh` is `written`, remarks aside.
bool means(std::string_view zh, std::string_view written) {
    constexpr std::string_view parting = "；";
    while (!zh.empty()) {
        const std::size_t end = std::min(zh.find(parting), zh.size());
        const std::string_view meaning = zh.substr(0, end);
        if (meaning.substr(0, meaning.find("（")) == written) {
            return true;
        }
        zh.remove_prefix(std::min(end + parting.size(), zh.size()));
    }
    return false;
}

} // namespace

std::span<const KeyWord> key_words() {
    return words;
}

std::string_view key_meant_by(std::string_view written,
                              const std::vector<std::string_view>& known) {
    for (const KeyWord& word : words) {
        if (means(word.zh, written) &&
            std::find(known.begin(), known.end(), word.name) != known.end()) {
            return word.name;
        }
    }
    return {};
}

} // namespace doudi
