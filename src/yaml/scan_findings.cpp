#include "yaml/scan_findings.hpp"

#include "yaml/findings.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <utility>

namespace doudi::yaml {

namespace {

constexpr std::string_view full_width = "full-width-punctuation";
constexpr std::size_t han_size = 3; // bytes of "：" and its like

Phrase as_block_text() {
    return {"用 >- 换行后书写公式；文字加引号",
            "write a formula after >- on the next line; put text in quotes"};
}

} // namespace

ScanFindings::ScanFindings(std::shared_ptr<const Source> source, Diagnostics& findings)
    : source_(std::move(source)), findings_(findings) {}

std::string_view ScanFindings::between(std::size_t begin, std::size_t end) const {
    return source_->text().substr(begin, end - begin);
}

void ScanFindings::say(std::string_view code, Span span, Phrase message, Phrase help) {
    reliable_ = reliable_ && code == "formula-cut-by-comment";
    if (findings_.size() <= limits::findings) {
        findings_.push_back(error_at(code, {source_, span}, std::move(message), std::move(help)));
    }
}

void ScanFindings::full_width_colon(std::size_t at, std::string_view key) {
    say(full_width, {at, at + han_size},
        {"键后面用了全角冒号 '：'", "a full-width colon '：' follows the key"},
        {fmt::format("改写为 '{}: '，用半角冒号加一个空格", shown(key)),
         fmt::format("write '{}: ' with a plain colon and a blank", shown(key))});
}

void ScanFindings::full_width_comma(std::size_t at) {
    const std::string character(between(at, at + han_size));
    say(full_width, {at, at + han_size},
        {fmt::format("列表各项之间用了 '{}'", character),
         fmt::format("'{}' stands between items", character)},
        {"改用半角逗号 ', '；属于文字的，把文字加引号",
         "write a plain comma ', '; if it belongs to a text, put the text in quotes"});
}

void ScanFindings::full_width_space(std::size_t at, std::size_t size) {
    say(full_width, {at, at + size},
        {"这里的空格是全角空格或不换行空格", "this blank is a full-width or no-break one"},
        {"改用半角空格", "write a plain blank"});
}

void ScanFindings::full_width_quote(std::size_t at, std::size_t size) {
    say(full_width, {at, at + size},
        {"中文引号对 YAML 不起引号的作用", "Chinese quotation marks do not quote in YAML"},
        {"改用半角引号 \" \"", "write plain quotes \" \""});
}

void ScanFindings::full_width_dash(std::size_t at, std::size_t size) {
    say(full_width, {at, at + size},
        {"列表项前面用了全角横线", "a full-width dash begins this item"},
        {"改用半角 '- '", "write a plain '- '"});
}

void ScanFindings::full_width_hash(std::size_t at) {
    say(full_width, {at, at + han_size},
        {"注释前面用了全角 '＃'", "a full-width '＃' begins this comment"},
        {"改用半角 '#'", "write a plain '#'"});
}

void ScanFindings::full_width_bracket(std::size_t at) {
    say(full_width, {at, at + han_size}, {"这里的括号是全角的", "this bracket is full-width"},
        {"改用半角 [ ] { }", "write plain [ ] { }"});
}

void ScanFindings::tab(std::size_t begin, std::size_t end) {
    say("tab-indentation", {begin, end}, {"缩进用了制表符", "a tab is used as indentation"},
        {"改用空格", "use blanks"});
}

void ScanFindings::open_quote(std::size_t at, char quote) {
    say("unterminated-quote", {at, at + 1},
        {fmt::format("这个引号 {} 没有结束", quote),
         fmt::format("this quote {} is never closed", quote)},
        {"在文字末尾补上同样的引号", "close it at the end of the text"});
}

void ScanFindings::open_bracket(std::size_t at, char bracket) {
    const char closing = bracket == '[' ? ']' : '}';
    say("yaml-syntax", {at, at + 1},
        {fmt::format("'{}' 没有对应的 '{}'", bracket, closing),
         fmt::format("'{}' has no matching '{}'", bracket, closing)},
        {fmt::format("补上 '{}'", closing), fmt::format("close it with '{}'", closing)});
}

void ScanFindings::text_after(std::size_t begin, std::size_t end, std::string_view what) {
    const bool quote = what == "quote";
    say("text-after-value", {begin, end},
        {quote ? "引号之后还有内容：YAML 认为值到引号为止"
               : "括号之后还有内容：YAML 认为值到括号为止",
         quote ? "text follows the closing quote, where YAML ends the value"
               : "text follows the closing bracket, where YAML ends the value"},
        as_block_text());
}

void ScanFindings::cut_by_comment(std::size_t begin, std::size_t hash, std::size_t end) {
    const std::string kept = shown(between(begin, hash - 1));
    say("formula-cut-by-comment", {hash, end},
        {fmt::format("' #' 之后被当作注释，只剩 '{}'", kept),
         fmt::format("' #' begins a comment, so only '{}' is left", kept)},
        {"属于内容的加引号；确是注释的，在 # 前空两格或另起一行",
         "put it in quotes if it belongs to the value; a comment has two blanks before #, or a "
         "line of its own"});
}

void ScanFindings::missing_colon(std::size_t begin, std::size_t end) {
    const std::string key = shown(between(begin, end));
    say("yaml-syntax", {begin, end},
        {fmt::format("'{}' 后面缺少冒号", key), fmt::format("a colon is missing after '{}'", key)},
        {fmt::format("改写为 '{}: '，用半角冒号加一个空格", key),
         fmt::format("write '{}: ', with a blank after the colon", key)});
}

void ScanFindings::colon_in_text(std::size_t at) {
    say("colon-in-text", {at, at + 1},
        {"值里面有 ': '，YAML 会当作又一个键", "': ' inside a value would begin another key"},
        {"给值加引号；下级的键另起一行并缩进",
         "put the value in quotes; an inner key goes on a line of its own"});
}

void ScanFindings::deeper_key(std::size_t begin, std::size_t end, std::string_view above) {
    const std::string key = shown(above);
    say("wrong-indentation", {begin, end},
        {fmt::format("这一行缩进过深：上面的 '{}' 已经有值", key),
         fmt::format("this line is indented too far: '{}' above has a value already", key)},
        {fmt::format("把这一行或 '{}' 那一行与同一层的键对齐", key),
         fmt::format("align it, or '{}', with the keys of its level", key)});
}

void ScanFindings::missing_blank(std::size_t colon, std::string_view key) {
    say("missing-blank", {colon, colon + 1},
        {"冒号后面缺少空格", "a blank is missing after the colon"},
        {fmt::format("改写为 '{}: '", shown(key)), fmt::format("write '{}: '", shown(key))});
}

void ScanFindings::missing_blank_after_dash(std::size_t dash, std::string_view key) {
    say("missing-blank", {dash, dash + 1},
        {"横线后面缺少空格", "a blank is missing after the dash"},
        {fmt::format("改写为 '- {}: '", shown(key)), fmt::format("write '- {}: '", shown(key))});
}

void ScanFindings::alias(std::size_t begin, std::size_t end) {
    say("yaml-alias", {begin, end},
        {fmt::format("'{}' 会被 YAML 当作锚点（&）或别名（*），这里不用",
                     shown(between(begin, end))),
         fmt::format("YAML takes '{}' for an anchor (&) or alias (*), which are not used here",
                     shown(between(begin, end)))},
        {"把内容再写一遍；公式的“且”写作 and，“乘”写在两数之间",
         "write the content out again; in a formula write and, and put * between two values"});
}

void ScanFindings::tag(std::size_t begin, std::size_t end) {
    say("yaml-tag", {begin, end},
        {fmt::format("'{}' 会被 YAML 当作标签而丢掉", shown(between(begin, end))),
         fmt::format("YAML takes '{}' for a tag and drops it", shown(between(begin, end)))},
        {"公式中的“非”写作 not；文字加引号", "in a formula write not; put text in quotes"});
}

void ScanFindings::reserved(std::size_t begin, std::size_t end) {
    const std::string character = shown(between(begin, end));
    say("reserved-character", {begin, end},
        {fmt::format("值不能以 '{}' 开头，它在 YAML 中另有含义", character),
         fmt::format("a value cannot begin with '{}', which means something else to YAML",
                     character)},
        as_block_text());
}

void ScanFindings::question_mark(std::size_t at) {
    say("reserved-character", {at, at + 1},
        {"在 {…} 和 […] 里，半角 '?' 在 YAML 中另有含义",
         "inside {…} and […] a '?' means something else to YAML"},
        {"给这段文字加引号", "put the text in quotes"});
}

void ScanFindings::block_header(std::size_t begin, std::size_t end) {
    const std::string character = shown(between(begin, begin + 1));
    say("reserved-character", {begin, end},
        {fmt::format("以 '{}' 开头表示下面另起一行写内容，这一行不能再有别的", character),
         fmt::format("'{}' says that the text begins on the next line, so nothing else can stand "
                     "on this one",
                     character)},
        {"写 >- ，换行后写公式", "write >- and put the formula on the next line"});
}

void ScanFindings::too_deep(std::size_t at) {
    say("too-deep", {at, at + 1},
        {fmt::format("嵌套超过 {} 层", limits::yaml_depth),
         fmt::format("lists and maps are nested more than {} deep", limits::yaml_depth)},
        {"少嵌套几层，或拆成几条规则", "nest less, or make it several rules"});
}

} // namespace doudi::yaml
