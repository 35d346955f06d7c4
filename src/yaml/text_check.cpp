#include "yaml/text_check.hpp"

#include "base/utf8.hpp"
#include "yaml/findings.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

namespace doudi::yaml {

namespace {

constexpr std::size_t most_reported = 20; // of one file; a binary file has thousands

/// What Windows calls "Unicode" when it saves a text.
bool is_utf16(std::string_view text) {
    return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

Diagnostic utf16(const std::shared_ptr<const Source>& source) {
    return error_at("invalid-utf8", place_at(source, 0, 0),
                    {"文件是 UTF-16 编码（“Unicode”），不是 UTF-8",
                     "the file is in UTF-16 ('Unicode'), not in UTF-8"},
                    {"用编辑器另存为 UTF-8", "save it as UTF-8"});
}

Diagnostic not_utf8(const std::shared_ptr<const Source>& source, std::size_t at) {
    const auto byte = static_cast<unsigned>(static_cast<unsigned char>(source->text()[at]));
    return error_at(
        "invalid-utf8", place_at(source, at, at + 1),
        {fmt::format("字节 0x{:02X} 不是 UTF-8 编码", byte),
         fmt::format("byte 0x{:02X} is not UTF-8", byte)},
        {"文件可能是 GBK 编码：用编辑器另存为 UTF-8", "the file may be in GBK: save it as UTF-8"});
}

Diagnostic control(const std::shared_ptr<const Source>& source, std::size_t at,
                   const utf8::CodePoint& point) {
    const auto value = static_cast<unsigned>(point.value);
    return error_at("control-character", place_at(source, at, at + point.size),
                    {fmt::format("文件中有看不见的控制字符 U+{:04X}", value),
                     fmt::format("the file holds the invisible character U+{:04X}", value)},
                    {"删去该字符", "remove the character"});
}

/// How many bytes at the beginning of `text` are ASCII that nothing is to be said about.
std::size_t plain_bytes(std::string_view text) {
    std::size_t size = 0;
    while (size < text.size() &&
           ((text[size] >= 0x20 && text[size] < 0x7F) || text[size] == '\n')) {
        ++size;
    }
    return size;
}

bool is_allowed(const utf8::CodePoint& point, std::string_view rest) {
    const bool line_end = point.value == '\r' && rest.starts_with('\n');
    return !utf8::is_control(point.value) || point.value == '\n' || point.value == '\t' || line_end;
}

} // namespace

bool check_text(const std::shared_ptr<const Source>& source, Diagnostics& findings) {
    const std::string_view text = source->text();
    if (text.size() > limits::pack_file_bytes) {
        findings.push_back(error_at(
            "file-too-large", place_at(source, 0, 0),
            {fmt::format("文件有 {} 字节，超过上限 {}", text.size(), limits::pack_file_bytes),
             fmt::format("the file has {} bytes, more than {}", text.size(),
                         limits::pack_file_bytes)},
            {"拆成几个文件", "split it into several files"}));
        return false;
    }
    if (is_utf16(text)) {
        findings.push_back(utf16(source));
        return false;
    }
    std::size_t reported = 0;
    for (std::string_view rest = text; reported < most_reported;) {
        rest.remove_prefix(plain_bytes(rest));
        if (rest.empty()) {
            break;
        }
        const std::size_t at = text.size() - rest.size();
        const auto point = utf8::take_code_point(rest);
        if (!point.valid) {
            findings.push_back(not_utf8(source, at));
            return false; // a file in another encoding has thousands of such bytes, for one cause
        }
        if (!is_allowed(point, rest)) {
            findings.push_back(control(source, at, point));
            ++reported;
        }
    }
    return reported == 0;
}

} // namespace doudi::yaml
