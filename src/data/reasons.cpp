#include "data/reasons.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <array>
#include <cassert>

namespace doudi::data {

namespace {

// {0} is the name, {1} the detail, {2} more.
struct Words {
    Why why;
    std::string_view code;
    std::string_view zh;
    std::string_view en;
    std::string_view help_zh;
    std::string_view help_en;
};

constexpr std::array words{
    Words{Why::nothing, "", "", "", "", ""},
    Words{Why::broken_json, "broken-json", "第 {1} 列处不是合法的 JSON", "not JSON at column {1}",
          "检查这里前后的逗号、引号和括号", "look at the commas, quotes and brackets around it"},
    Words{Why::broken_list, "broken-list", "记录列表在此中断",
          "the list of records breaks off here", "一行一条记录（NDJSON）时，坏行之后的记录仍可读取",
          "in NDJSON, a record a line, the records behind a broken one can still be read"},
    Words{Why::invalid_utf8, "invalid-utf8", "文字不是 UTF-8 编码", "the text is not UTF-8",
          "文件可能是 GBK 或 UTF-16 编码：另存为 UTF-8（表格软件里选“CSV UTF-8”）",
          "the file may be in GBK or UTF-16: save it as UTF-8 ('CSV UTF-8' in a spreadsheet)"},
    Words{Why::too_deep, "too-deep", "嵌套超过 {1} 层", "nested more than {1} deep",
          "检查括号；记录的层数不会比实体更多",
          "look at the brackets; a record is no deeper than its entities"},
    Words{Why::record_too_large, "record-too-large", "一条记录超过 {1} 字节",
          "a record is larger than {1} bytes", "检查是否少了括号，或拆成几条记录",
          "see whether a bracket is missing, or make it several records"},
    Words{Why::unknown_key, "unknown-key", "'{0}' 不是 '{1}' 的事实，也不是其内层列表",
          "'{0}' is neither a fact nor a list of '{1}'", "删去它，或改成规则包里的名称",
          "leave it out, or write the name that the pack has"},
    Words{Why::duplicate_key, "duplicate-key", "'{0}' 写了不止一次",
          "'{0}' is stated more than once", "只留一处", "keep one of them"},
    Words{Why::wrong_kind, "wrong-kind", "'{0}' 应为{1}", "'{0}' must be {2}", "改成{1}",
          "write {2}"},
    Words{Why::too_few_rows, "too-few-rows", "'{0}' 至少要有 {1} 行，这里有 {2} 行",
          "'{0}' needs at least {1} rows and has {2}", "补上缺少的行",
          "state the rows that are missing"},
    Words{Why::too_many_rows, "too-many-rows", "'{0}' 至多 {1} 行",
          "'{0}' may have {1} rows at most", "核对行数；上限在规则包的 at_most",
          "check the rows; at_most in the pack is the limit"},
    Words{Why::too_many_rows_of_record, "too-many-rows-of-record", "一条记录的内层行总数超过 {1}",
          "a record has more than {1} inner rows", "拆成几条记录", "make it several records"},
    Words{Why::missing_key, "missing-key", "没有写主键 '{0}'", "the key '{0}' is not stated",
          "每条记录、每一行都写上主键", "state it in every record and row that has one"},
    Words{Why::empty_key, "empty-key", "主键 '{0}' 是空的", "the key '{0}' is empty", "写上编号",
          "write the key"},
    Words{Why::bad_key, "bad-key", "主键 '{0}' 应为一行文字（至多 {1} 字节）或整数",
          "the key '{0}' must be one line of text, of {1} bytes at most, or a whole number",
          "换成一行文字或整数的编号", "choose one line of text or a whole number"},
    Words{Why::repeated_key, "repeated-key", "'{1}' 中有两行的主键 '{0}' 相同",
          "two rows of '{1}' have the same key '{0}'", "改正编号，或删去重复的行",
          "mend one of the keys, or remove the row that is there twice"},
    Words{Why::repeated_record, "repeated-record", "另有记录用了同一主键 '{0}'：{1}",
          "another record has the same key '{0}': {1}",
          "逐条核对后只留一条；重复的记录一条也不判定",
          "check them and keep one; none of them was decided"},
    Words{Why::repeated_text, "repeated-text", "另一处的内容与 '{0}' 相同：{1}",
          "'{0}' is stated elsewhere, too: {1}",
          "核对属于谁，只在一处写明；弄清以前，有关记录都不判定",
          "find out whose it is and state it once; until then none of these records is decided"},
    Words{Why::not_a_number, "not-a-number", "'{0}' 应为普通的十进制数",
          "'{0}' must be a plain decimal number", "写成 1570 或 1570.50，不带单位",
          "write it like 1570 or 1570.50, without a unit"},
    Words{Why::thousands_separator, "thousands-separator", "'{0}' 带有千位分隔符或空格",
          "'{0}' has a thousands separator or a blank", "只写数字和小数点，例如 1570",
          "write digits and a point alone, such as 1570"},
    Words{Why::full_width_digit, "full-width-digit", "'{0}' 含有全角字符",
          "'{0}' has full-width characters", "改用半角数字 0-9", "write plain digits 0-9"},
    Words{Why::exponent, "number-exponent", "'{0}' 用了科学计数法",
          "'{0}' is written with an exponent", "把各位数字写全", "write out all digits"},
    Words{Why::plus_sign, "plus-sign", "'{0}' 前有加号", "'{0}' has a plus sign", "去掉加号",
          "leave the sign out"},
    Words{Why::percent_sign, "percent-sign", "'{0}' 带有百分号", "'{0}' has a percent sign",
          "数据中的比率写成小数，20% 写成 0.2", "in data a rate is a decimal: 20% is 0.2"},
    Words{Why::leading_zero, "leading-zero", "'{0}' 前有多余的 0", "'{0}' has a leading zero",
          "去掉前面的 0", "leave the zero out"},
    Words{Why::number_too_long, "number-too-long", "'{0}' 的位数超过 {1}",
          "'{0}' has more than {1} digits", "核对位数", "check the digits"},
    Words{Why::too_many_places, "too-many-places", "'{0}' 至多 {1} 位小数，数据从不舍入",
          "'{0}' may have {1} decimal places; data is never rounded",
          "写出准确的值；要取整的在数据来源处取整",
          "state the exact value, or round where the data comes from"},
    Words{Why::value_out_of_range, "value-out-of-range", "'{0}' 超出允许范围 {1} 至 {2}",
          "'{0}' is outside its range {1} to {2}", "核对这个值；范围不对的改规则包的 range",
          "check the value; a wrong range is mended in the pack"},
    Words{Why::not_a_date, "not-a-date", "'{0}' 应为日期", "'{0}' must be a date",
          "写成 2020-07-01：四位年、两位月、两位日",
          "write it like 2020-07-01: four digits, two and two"},
    Words{Why::no_such_day, "no-such-day", "'{0}' 的日期不存在",
          "'{0}' is a day that does not exist", "写存在的日期，例如 2020-02-29",
          "write a day that exists, such as 2020-02-29"},
    Words{Why::not_a_truth_value, "not-a-truth-value", "'{0}' 应为 true 或 false",
          "'{0}' must be true or false", "写小写的 true（是）或 false（否）",
          "write true or false, in small letters"},
    Words{Why::unknown_category_value, "unknown-category-value", "'{0}' 的值不属于类别 '{1}'",
          "'{0}' is not one of the values of category '{1}'", "写类别“{1}”里的值",
          "write a value of category '{1}'"},
    Words{Why::empty_text, "empty-text", "'{0}' 是空的文字", "'{0}' is an empty text",
          "没有就不写，不知道就写 null", "leave it out, or write null where it is not known"},
    Words{Why::text_too_long, "text-too-long", "'{0}' 的文字超过 {1} 字节",
          "'{0}' is a text of more than {1} bytes", "写短一些", "shorten it"},
    Words{Why::wrong_form, "wrong-form", "'{0}' 应为{1}", "'{0}' must be {2}",
          "照证件抄写，不加空格和横线", "copy it from the document, without blanks or dashes"},
    Words{Why::wrong_birth_date, "wrong-birth-date", "'{0}' 中的出生日期不存在",
          "the date of birth inside '{0}' does not exist", "对照证件逐位核对第 7 至 14 位",
          "check characters 7 to 14 against the document"},
    Words{Why::wrong_check_character, "wrong-check-character", "'{0}' 的校验码不符，有一位写错",
          "the check character of '{0}' does not fit: one of its characters is wrong",
          "对照证件逐位核对", "check it against the document, character by character"},
    Words{Why::not_a_month, "not-a-month", "'{0}' 中的键应为月份",
          "the keys of '{0}' must be months", "写成 2020-07", "write them like 2020-07"},
    Words{Why::not_a_monthly_fact, "not-a-monthly-fact", "'{0}' 不是按月的金额，不能写 per_year",
          "'{0}' is not an amount a month, so per_year cannot be stated for it", "直接写出它的值",
          "state the value itself"},
    Words{Why::not_divisible_by_twelve, "not-divisible-by-twelve",
          "'{0}' 的年额除以 12 不是整分，数据从不舍入",
          "'{0}' a year is no exact amount a month; data is never rounded", "写出每月的金额",
          "state the amount of a month"},
    Words{Why::unknown_name, "unknown-name", "规则包中没有名为 '{0}' 的值",
          "the rules have no value named '{0}'", "写规则包里的全名，例如 项目.规则",
          "write the full name that the pack has, such as programme.rule"},
    Words{Why::name_of_other_entity, "name-of-other-entity", "'{0}' 属于 '{1}'，不属于 '{2}'",
          "'{0}' belongs to '{1}', not to '{2}'", "写到 '{1}' 的那一行中",
          "state it in a row of '{1}'"},
    Words{Why::cannot_be_given, "cannot-be-given", "'{0}' 不能由记录给定",
          "'{0}' cannot be given by a record", "改写它所依据的事实",
          "state the facts that it is computed from"},
    Words{Why::mixed_months, "mixed-months", "'{0}' 混用了月份和名称",
          "'{0}' mixes months and names", "要么都按月写，要么都不按月写",
          "state all of it by month, or none of it"},
    Words{Why::month_of_the_run, "month-of-the-run", "'{0}' 写了 {1} 的值，而这个月由本次运行审批",
          "'{0}' states values of {1}, a month that this run decides itself",
          "删去这个月，或改 --from", "leave that month out, or change --from"},
    Words{Why::wrong_field_count, "wrong-field-count", "本行有 {1} 个字段，表头有 {2} 个",
          "the row has {1} fields and the header {2}", "检查这一行的逗号和引号",
          "look at the commas and quotes of the row"},
    Words{Why::bad_quote, "bad-quote", "引号不成对，或引号后还有文字",
          "a quote is not closed, or text follows it", "含引号的字段整个放进引号，里面的引号写两遍",
          "quote the whole field and double quotes inside it"},
    Words{Why::field_too_long, "field-too-long", "有字段超过 {1} 字节",
          "a field is longer than {1} bytes", "检查是否少了引号", "see whether a quote is missing"},
    Words{Why::no_outer_row, "no-outer-row", "没有找到它所属的 '{0}' 行",
          "the row of '{0}' that it belongs to is not there", "补上那一行，或改正主键",
          "add that row, or mend the key"},
};

constexpr bool in_order() {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].why != static_cast<Why>(i)) {
            return false;
        }
    }
    return true;
}

static_assert(in_order(), "the words stand in the order of Why");

constexpr bool all_say_their_mend() {
    for (const Words& entry : words) {
        if (entry.why != Why::nothing && (entry.help_zh.empty() || entry.help_en.empty())) {
            return false;
        }
    }
    return true;
}

static_assert(all_say_their_mend(), "every reason says its mend in both languages");

} // namespace

std::string_view code_of(Why why) {
    return words[static_cast<std::size_t>(why)].code;
}

Reason make_reason(Why why, std::string_view name, std::string_view detail, std::string_view more) {
    const Words& entry = words[static_cast<std::size_t>(why)];
    const auto fill = [&](std::string_view text) {
        return fmt::format(fmt::runtime(text), name, detail, more);
    };
    return {entry.code,
            {},
            {fill(entry.zh), fill(entry.en)},
            {fill(entry.help_zh), fill(entry.help_en)},
            {},
            0};
}

std::string shown_key(std::string_view key) {
    constexpr std::size_t longest = 96; // bytes
    if (key.size() <= longest) {
        return utf8::harmless(key);
    }
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(key[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return utf8::harmless(key.substr(0, end)) + "…";
}

} // namespace doudi::data
