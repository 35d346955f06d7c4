#include "yaml/pack_files.hpp"
#include "yaml/reader.hpp"
#include "yaml/sections.hpp"

#include <doudi/limits.hpp>
#include <doudi/load.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace doudi {

namespace {

using yaml::Context;
using yaml::NamedText;

constexpr std::string_view header_name = "pack.yaml";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::size_t folder_depth(std::string_view name) {
    return static_cast<std::size_t>(std::count(name.begin(), name.end(), '/'));
}

bool is_header(std::string_view name) {
    return name == header_name || name.ends_with("/pack.yaml");
}

/// The text of a file as a source of `pack`; an opening byte order mark is no part of it.
std::shared_ptr<const Source> add_source(RulePack& pack, NamedText& file) {
    if (file.second.starts_with(byte_order_mark)) {
        file.second.erase(0, byte_order_mark.size());
    }
    auto source = std::make_shared<const Source>(file.first, std::move(file.second));
    pack.sources.push_back(source);
    return source;
}

const WrittenNode* add_file(Context& context, NamedText& file) {
    const auto source = add_source(context.pack, file);
    auto root = yaml::read(source, context.findings);
    if (root == nullptr) {
        return nullptr;
    }
    context.pack.files.push_back(root);
    return root.get();
}

/// The pack.yaml that stands highest, which is the pack's; reports it missing, and any other.
std::vector<NamedText>::iterator find_header(std::vector<NamedText>& files, std::string_view where,
                                             Diagnostics& findings) {
    auto header = files.end();
    for (auto file = files.begin(); file != files.end(); ++file) {
        const bool higher =
            header == files.end() || folder_depth(file->first) < folder_depth(header->first);
        header = is_header(file->first) && higher ? file : header;
    }
    const bool already_told = files.empty() && has_errors(findings); // the folder is unreadable
    if (header == files.end() && !already_told) {
        const auto source = std::make_shared<const Source>(std::string(where), "");
        findings.push_back(yaml::error_at(
            "no-pack-file", yaml::place_at(source, 0, 0),
            {"文件夹中没有 pack.yaml", "the folder holds no pack.yaml"},
            {"在规则包的文件夹中新建 pack.yaml", "write a pack.yaml in the folder of the pack"}));
    }
    return header;
}

void read_header_file(Context& context, NamedText& file) {
    if (const WrittenNode* const root = add_file(context, file)) {
        yaml::read_header(context, *root);
        yaml::read_sections(context, *root, true);
    } else if (!has_errors(context.findings)) {
        context.findings.push_back(yaml::error_at(
            "missing-key", yaml::place_at(context.pack.sources.back(), 0, 0),
            {"pack.yaml 是空的：缺少 doudi、pack、entities",
             "pack.yaml is empty: it lacks doudi, pack and entities"},
            {"写上 doudi: 1、pack: 名称 和 entities", "write doudi: 1, pack: NAME and entities"}));
    }
}

void report_nested(Context& context, NamedText& file) {
    const auto source = add_source(context.pack, file);
    context.findings.push_back(
        yaml::error_at("nested-pack", yaml::place_at(source, 0, 0),
                       {"规则包里又有一个 pack.yaml", "a second pack.yaml stands inside this pack"},
                       {"一个规则包只有一个 pack.yaml：把内部的那个改名或移走",
                        "a pack has one pack.yaml: rename the inner one or move it away"}));
}

void read_file(Context& context, NamedText& file) {
    const bool cases = yaml::is_case_file(file.first);
    const WrittenNode* const root = add_file(context, file);
    if (root == nullptr) {
        return;
    }
    if (cases) {
        yaml::read_cases(context, *root);
    } else {
        yaml::read_programme(context, *root);
        yaml::read_sections(context, *root, false);
    }
}

/// Keeps the first limits::findings and says how many more there are.
void limit_findings(Diagnostics& findings) {
    if (findings.size() <= limits::findings) {
        return;
    }
    const std::size_t more = findings.size() - limits::findings;
    const bool bad = has_errors(findings);
    findings.resize(limits::findings);
    findings.push_back(
        {bad ? Severity::error : Severity::note,
         "too-many-findings",
         {fmt::format("问题太多，只列出前 {} 个（至少还有 {} 个）", limits::findings, more),
          fmt::format("too many findings: the first {} are shown, at least {} more "
                      "are not",
                      limits::findings, more)},
         {},
         {"请先改正列出的这些", "mend the ones shown first"}});
}

Checked<RulePack> load(std::vector<NamedText> files, std::string_view where, WithCases with_cases,
                       Diagnostics findings) {
    RulePack pack;
    Context context{pack, findings, {}};
    std::sort(files.begin(), files.end());
    const auto header = find_header(files, where, findings);
    if (header != files.end()) {
        read_header_file(context, *header);
    }
    for (auto file = files.begin(); file != files.end(); ++file) {
        const bool skipped = with_cases == WithCases::no && yaml::is_case_file(file->first);
        if (file == header || skipped) {
            continue;
        }
        is_header(file->first) ? report_nested(context, *file) : read_file(context, *file);
    }
    yaml::check_programme_names(context);
    tidy(findings);
    limit_findings(findings);
    if (has_errors(findings)) {
        return Checked<RulePack>::failure(std::move(findings));
    }
    return Checked<RulePack>::success(std::move(pack), std::move(findings));
}

} // namespace

Checked<RulePack> load_pack(const std::filesystem::path& folder, WithCases with_cases) {
    Diagnostics findings;
    auto files = yaml::read_pack_files(folder, with_cases, findings);
    return load(std::move(files), folder.generic_string(), with_cases, std::move(findings));
}

Checked<RulePack> load_pack_texts(const std::vector<std::pair<std::string, std::string>>& files,
                                  WithCases with_cases) {
    return load(files, header_name, with_cases, {});
}

} // namespace doudi
