#include "yaml/syntax_error.hpp"

#include "yaml/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace doudi::yaml {

namespace {

struct Words {
    std::string_view zh;
    std::string_view en;

    [[nodiscard]] Phrase phrase() const { return {std::string(zh), std::string(en)}; }
};

struct Explanation {
    std::string_view said; ///< how yaml-cpp's message begins
    Words message;
    Words help;
};

constexpr std::array<Explanation, 17> explanations{{
    {"end of map not found",
     {"这一行接不上前面的内容：缩进不对，或少了冒号",
      "this line does not fit what comes before: wrong indentation, or a missing colon"},
     {"同一层的键要对齐；键写作 '名称: 值'，冒号后有空格",
      "align the keys of one level, and write 'key: value' with a blank after the colon"}},
    {"end of map flow not found",
     {"'{' 没有对应的 '}'，或中间缺少逗号", "'{' has no matching '}', or a comma is missing"},
     {"补上 '}'；公式里有 [ ] 或逗号的，每个键另起一行（块式书写）",
      "close it with '}'; a formula with [ ] or commas goes into block style, each key on a line"}},
    {"end of sequence not found",
     {"列表到这里断了：缩进不对，或少了 '- '",
      "the list breaks off here: wrong indentation, or a missing '- '"},
     {"列表各项的 '-' 要对齐", "align the '-' of all items"}},
    {"end of sequence flow not found",
     {"'[' 没有对应的 ']'，或中间缺少逗号", "'[' has no matching ']', or a comma is missing"},
     {"补上 ']'", "close it with ']'"}},
    {"illegal map value",
     {"这里不能再出现 ': '：一行只有一个键，或缩进不对",
      "a second ': ' cannot stand here: one key a line, or the indentation is wrong"},
     {"含有 ': ' 的文字要加引号；下级的键另起一行并缩进",
      "put text that holds ': ' in quotes; put inner keys on a line of their own"}},
    {"illegal map key",
     {"这里不能开始新的键：缩进不对", "no key can begin here: wrong indentation"},
     {"与同一层的键对齐", "align it with the keys of its level"}},
    {"illegal block entry",
     {"'- ' 不能写在这里：列表要另起一行", "'- ' cannot stand here: a list begins on a new line"},
     {"把列表移到下一行并缩进；负数的 '-' 后面不留空格",
      "move the list to the next line; a minus sign has no blank after it"}},
    {"illegal tab when looking for indentation",
     {"缩进用了制表符", "a tab is used as indentation"},
     {"改用空格", "use blanks"}},
    {"illegal EOF in scalar",
     {"引号没有结束", "the quote is never closed"},
     {"在文字末尾补上引号", "close the quote at the end of the text"}},
    {"illegal document indicator in scalar",
     {"引号没有结束就遇到了 '---'", "'---' stands inside an open quote"},
     {"在文字末尾补上引号", "close the quote at the end of the text"}},
    {"unknown escape character",
     {"双引号中的 '\\' 有特殊含义，这里写法不对",
      "'\\' means something in double quotes, and not this"},
     {"改用单引号", "use single quotes"}},
    {"bad character found while scanning hex number",
     {"双引号中的 '\\x'、'\\u' 后面应是十六进制数字",
      "'\\x' and '\\u' in double quotes need hexadecimal digits"},
     {"改用单引号", "use single quotes"}},
    {"invalid unicode",
     {"'\\u' 后面不是有效的字符编号", "'\\u' does not name a character"},
     {"直接写出这个字符", "write the character itself"}},
    {"unexpected character in block scalar",
     {"'|' 或 '>' 后面要换行再写内容", "the text after '|' or '>' begins on the next line"},
     {"以 '>' 开头的比较请写成块式：>- 换行后写公式",
      "write >- and put the formula on the next line"}},
    {"illegal flow end",
     {"多了一个 '}' 或 ']'", "this '}' or ']' closes nothing"},
     {"删去它，或加引号", "remove it, or put the text in quotes"}},
    {"unknown token",
     {"YAML 不允许以这个字符开头", "YAML lets no value begin with this character"},
     {"加引号，或用 >- 另起一行书写", "put it in quotes, or write it after >- on the next line"}},
    {"the referenced anchor is not defined",
     {"这里不用 YAML 的别名（*）", "YAML aliases (*) are not used here"},
     {"加引号，或用 >- 另起一行书写", "put it in quotes, or write it after >- on the next line"}},
}};

} // namespace

Diagnostic explain_syntax_error(const std::shared_ptr<const Source>& source, int offset,
                                std::string_view what) {
    const std::string_view text = source->text();
    std::size_t at = std::min(static_cast<std::size_t>(std::max(offset, 0)), text.size());
    if (at == text.size()) { // point at the last thing written, not past the end
        const std::size_t last = text.find_last_not_of(" \t\r\n");
        at = last == std::string_view::npos ? 0 : last;
        while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
            --at;
        }
    }
    const bool about_escape = what.starts_with("unknown escape") || what.starts_with("bad char") ||
                              what.starts_with("invalid unicode");
    if (const std::size_t slash = text.rfind('\\', at); about_escape && slash != text.npos) {
        at = slash;
    }
    const Place place = place_at(source, at, std::min(at + 1, text.size()));
    for (const Explanation& explanation : explanations) {
        if (what.starts_with(explanation.said)) {
            return error_at("yaml-syntax", place, explanation.message.phrase(),
                            explanation.help.phrase());
        }
    }
    return error_at("yaml-syntax", place,
                    {fmt::format("YAML 写法不对（{}）", shown(what)),
                     fmt::format("this is not YAML ({})", shown(what))},
                    {"检查缩进、冒号后的空格和引号",
                     "look at indentation, the blank after a colon, and quotes"});
}

} // namespace doudi::yaml
