#include "data/reader_problems.hpp"

#include "data/scratch_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>

namespace doudi::data {

namespace {

Diagnostic problem(std::string_view code, std::string zh, std::string en, Phrase help) {
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.message = {std::move(zh), std::move(en)};
    diagnostic.help = std::move(help);
    return diagnostic;
}

} // namespace

Diagnostic cannot_read(const std::filesystem::path& path, const Phrase& why) {
    return problem("cannot-read", fmt::format("无法读取 '{}'：{}", path.string(), why.zh),
                   fmt::format("cannot read '{}': {}", path.string(), why.en),
                   {"检查路径和权限", "check the path and its permissions"});
}

Diagnostic cannot_write(const std::filesystem::path& path, const Phrase& why) {
    return problem(
        "cannot-write", fmt::format("无法写入 '{}'：{}", path.string(), why.zh),
        fmt::format("cannot write '{}': {}", path.string(), why.en),
        {"检查路径、权限和磁盘空间", "check the path, its permissions and the space on the disk"});
}

Diagnostic broken_list(const std::filesystem::path& path, std::size_t line) {
    return problem(
        "broken-list", fmt::format("'{}' 第 {} 行：记录列表在此中断", path.string(), line),
        fmt::format("'{}', line {}: the list of records breaks off here", path.string(), line),
        {"一行一条记录（NDJSON）时，坏行之后的记录仍可读取",
         "in NDJSON, a record a line, the records behind a broken one can still be read"});
}

Diagnostic mixed_formats(const std::filesystem::path& a, const std::filesystem::path& b) {
    return problem(
        "mixed-formats",
        fmt::format("'{}' 是 CSV，'{}' 不是；一次只读一种", a.string(), b.string()),
        fmt::format("'{}' is CSV and '{}' is not; one kind at a time", a.string(), b.string()),
        {"分两次读", "read them in two runs"});
}

Diagnostic given_twice(const std::filesystem::path& path) {
    return problem("input-twice", fmt::format("输入文件 '{}' 给了两次", path.string()),
                   fmt::format("the input '{}' is given twice", path.string()),
                   {"删去一个，否则其中的记录会判定两次",
                    "name it once, or its records would be decided twice"});
}

Diagnostic name_is_taken(std::string_view name) {
    return problem(
        "name-is-taken",
        fmt::format("规则包已有主键或事项名为 '{}'，结果中无法再写 '{}'", name, name),
        fmt::format("the pack has a key or a decision '{}', so decisions cannot say their '{}'",
                    name, name),
        {"请在规则包中改名", "give it another name in the pack"});
}

Diagnostic no_input() {
    return problem(
        "no-input", "没有输入文件", "there is no input file",
        {"写上记录文件；- 是标准输入", "name a file of records; - is the standard input"});
}

Diagnostic no_header(const std::filesystem::path& path) {
    return problem("no-header", fmt::format("'{}' 是空的，没有表头", path.string()),
                   fmt::format("'{}' is empty: it has no header", path.string()),
                   {"第一行写各列的名称", "write the names of the columns in the first line"});
}

Diagnostic broken_header(const std::filesystem::path& path, const Reason& reason) {
    return problem(
        "broken-header", fmt::format("'{}' 的表头：{}", path.string(), reason.message.zh),
        fmt::format("the header of '{}': {}", path.string(), reason.message.en), reason.help);
}

Diagnostic unnamed_columns(const std::filesystem::path& path,
                           const std::vector<std::string>& names) {
    constexpr std::size_t most_listed = 12;
    const std::vector<std::string> listed(
        names.begin(),
        names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), most_listed)));
    return problem("unnamed-columns",
                   fmt::format("'{}' 的第一行没有一个规则包里的列名", path.string()),
                   fmt::format("the first line of '{}' has no name of the pack", path.string()),
                   {fmt::format("第一行写各列的名称，例如：{}", fmt::join(listed, "、")),
                    fmt::format("write the names of the columns in the first line, such as: {}",
                                fmt::join(listed, ", "))});
}

Diagnostic too_many_columns(const std::filesystem::path& path, std::size_t most) {
    return problem("too-many-columns", fmt::format("'{}' 的表头超过 {} 列", path.string(), most),
                   fmt::format("the header of '{}' has more than {} columns", path.string(), most),
                   {"检查分隔符和引号", "look at the separators and quotes"});
}

Diagnostic changed_meanwhile(const std::filesystem::path& path) {
    return problem("changed-meanwhile", fmt::format("'{}' 在读取期间被改动", path.string()),
                   fmt::format("'{}' changed while it was read", path.string()),
                   {"等文件写完再读", "read it when nobody writes to it"});
}

Diagnostic cannot_sort(const std::filesystem::path& folder, const Phrase& why) {
    const std::string place = scratch_folder(folder).string();
    return problem("cannot-sort", fmt::format("无法在 '{}' 中排序：{}", place, why.zh),
                   fmt::format("cannot sort in '{}': {}", place, why.en),
                   {"换一个有空间的临时文件夹", "choose a temporary folder with room"});
}

Diagnostic unknown_entity(const std::filesystem::path& path, std::string_view name,
                          const std::vector<std::string_view>& names) {
    return problem(
        "unknown-entity", fmt::format("'{}'：没有名为 '{}' 的主体", path.string(), name),
        fmt::format("'{}': there is no entity '{}'", path.string(), name),
        Phrase{fmt::format("文件以主体命名，或写 主体=路径；主体有：{}", fmt::join(names, "、")),
               fmt::format("name the file as its entity, or write ENTITY=PATH; entities: {}",
                           fmt::join(names, ", "))});
}

Diagnostic two_files(const std::filesystem::path& a, const std::filesystem::path& b,
                     std::string_view entity) {
    return problem(
        "two-files", fmt::format("'{}' 和 '{}' 都是 '{}' 的文件", a.string(), b.string(), entity),
        fmt::format("'{}' and '{}' are both files of '{}'", a.string(), b.string(), entity),
        {"合成一个文件，或写 主体=路径 说明是哪个主体的",
         "join them, or say ENTITY=PATH whose rows they are"});
}

Diagnostic nobody_of(std::string_view entity) {
    Diagnostic diagnostic =
        problem("no-inner-file", fmt::format("没有 '{}' 的 CSV 文件，按一行也没有处理", entity),
                fmt::format("there is no CSV file of '{}': no record is taken to have any", entity),
                {fmt::format("如有遗漏，请加上 {}=路径", entity),
                 fmt::format("if it was forgotten, add {}=PATH", entity)});
    diagnostic.severity = Severity::warning;
    return diagnostic;
}

Diagnostic no_file(std::string_view entity) {
    return problem("no-file", fmt::format("没有 '{}' 的 CSV 文件", entity),
                   fmt::format("there is no CSV file of '{}'", entity),
                   {fmt::format("加上 {}=路径", entity), fmt::format("add {}=PATH", entity)});
}

Diagnostic no_key_to_join_by(std::string_view outer, std::string_view inner) {
    return problem(
        "no-key-to-join-by", fmt::format("'{}' 没有主键，'{}' 的 CSV 行无从归属", outer, inner),
        fmt::format("'{}' has no key, so CSV rows of '{}' cannot be told where they belong", outer,
                    inner),
        {fmt::format("在 pack.yaml 给 '{}' 写 key:，或改用 JSON", outer),
         fmt::format("give '{}' a key: in pack.yaml, or use JSON", outer)});
}

Diagnostic read_only_once(const std::filesystem::path& path) {
    return problem("read-only-once",
                   fmt::format("查找重复主键要读两遍，'{}' 只能读一遍", path.string()),
                   fmt::format("finding keys seen twice reads the input twice, and '{}' can be "
                               "read only once",
                               path.string()),
                   {"先存成文件", "save it as a file first"});
}

Diagnostic months_not_kept(std::string_view entity) {
    return problem("months-not-kept",
                   fmt::format("'{}' 的逐月数据只留下了合计，无法写回记录", entity),
                   fmt::format("of what '{}' stated by month only sums are kept, which no record "
                               "can state",
                               entity),
                   {"留用原来的记录文件", "keep the records as they were delivered"});
}

} // namespace doudi::data
