#include "yaml/sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

// pack.yaml's own keys, the programme of a rule file, and which section goes to which reader.
namespace doudi::yaml {

namespace {

constexpr std::array<KnownKey, 11> rule_file_keys{{{"programme", "项目"},
                                                   {"title", "标题"},
                                                   {"in_force", "有效期"},
                                                   {"facts", "事实"},
                                                   {"parameters", "参数"},
                                                   {"options", "选项"},
                                                   {"categories", "类别"},
                                                   {"rules", "规则"},
                                                   {"decision", "决定"},
                                                   {"decisions", "多项决定"},
                                                   {"checks", "检查"}}};

constexpr std::array<KnownKey, 15> pack_keys{{{"doudi", "格式版本"},
                                              {"pack", "规则包"},
                                              {"language", "语言"},
                                              {"title", "标题"},
                                              {"currency", "币种"},
                                              {"in_force", "有效期"},
                                              {"decided_on", "按月初或月末决定"},
                                              {"documents", "文件"},
                                              {"entities", "实体"},
                                              {"facts", "事实"},
                                              {"parameters", "参数"},
                                              {"options", "选项"},
                                              {"categories", "类别"},
                                              {"rules", "规则"},
                                              {"checks", "检查"}}};

void check_word(Context& context, const WrittenText& text, std::string_view key,
                std::span<const std::string_view> words) {
    if (std::find(words.begin(), words.end(), text.value) != words.end()) {
        return;
    }
    std::string list;
    for (const std::string_view word : words) {
        list += fmt::format("{}{}", list.empty() ? "" : " / ", word);
    }
    report(context, error_at("bad-word", text.place,
                             {fmt::format("'{}' 不能是 '{}'", key, shown(text.value)),
                              fmt::format("'{}' cannot be '{}'", key, shown(text.value))},
                             {fmt::format("写 {}", list), fmt::format("write {}", list)}));
}

std::string read_choice(Context& context, const MapReader& reader, std::string_view key,
                        std::span<const std::string_view> words) {
    const auto text = reader.text(key);
    if (!text) {
        return {};
    }
    check_word(context, *text, key, words);
    return text->value;
}

void report_differs(Context& context, const Place& place, const WrittenText& programme,
                    std::string_view key, const Place& other) {
    Diagnostic finding = error_at(
        "programme-differs", place,
        {fmt::format("项目 '{}' 的 '{}' 在另一个文件中写得不同", shown(programme.value), key),
         fmt::format("programme '{}' has another '{}' in another file", shown(programme.value),
                     key)},
        {"只在一个文件里写", "write it in one file alone"});
    finding.labels.push_back({other, {"另一处", "the other"}});
    report(context, std::move(finding));
}

bool same_period(const InForce& a, const InForce& b) {
    return a.from == b.from && a.until == b.until;
}

/// Joins what this file says of its programme to what others said.
void merge_programme(Context& context, ProgrammeDeclaration declared) {
    auto& programmes = context.pack.programmes;
    const auto found = std::find_if(programmes.begin(), programmes.end(), [&](const auto& other) {
        return other.name.value == declared.name.value;
    });
    if (found == programmes.end()) {
        programmes.push_back(std::move(declared));
        return;
    }
    ++found->files;
    if (found->title.empty()) {
        found->title = declared.title;
    } else if (!declared.title.empty() && declared.title != found->title) {
        report_differs(context, declared.name.place, declared.name, "title", found->name.place);
    }
    if (found->in_force.place.source == nullptr) {
        found->in_force = declared.in_force;
    } else if (declared.in_force.place.source != nullptr &&
               !same_period(found->in_force, declared.in_force)) {
        report_differs(context, declared.in_force.place, declared.name, "in_force",
                       found->in_force.place);
    }
}

/// Keys that only make sense under a programme.
void require_programme(Context& context, const WrittenNode& file) {
    for (const std::string_view key : {"title", "in_force", "decision", "decisions"}) {
        if (const WrittenText* const written = file.find_key(key)) {
            report(context,
                   error_at("missing-key", written->place,
                            {fmt::format("有 '{}' 的文件要写明 'programme'（项目）", key),
                             fmt::format("a file with '{}' must name its 'programme'", key)},
                            {"在文件开头写 programme: 名称",
                             "write programme: NAME at the top of the file"}));
        }
    }
}

} // namespace

void read_header(Context& context, const WrittenNode& file) {
    constexpr std::array<std::string_view, 1> versions{"1"};
    constexpr std::array<std::string_view, 2> languages{"zh", "en"};
    constexpr std::array<std::string_view, 2> days{"first_day", "last_day"};
    const MapReader reader(context, file, {"pack.yaml", "pack.yaml"}, pack_keys);
    for (const std::string_view key : {"doudi", "pack", "entities"}) {
        reader.require(key);
    }
    RulePack& pack = context.pack;
    static_cast<void>(read_choice(context, reader, "doudi", versions));
    pack.language =
        read_choice(context, reader, "language", languages) == "en" ? Language::en : Language::zh;
    pack.name = reader.name("pack").value_or(WrittenText{});
    pack.title = reader.phrase("title");
    const auto currency = reader.text("currency");
    pack.currency = currency ? currency->value : "CNY";
    pack.decided_on_last_day = read_choice(context, reader, "decided_on", days) == "last_day";
    pack.in_force = reader.in_force("in_force");
    if (const WrittenNode* const documents = reader.find("documents")) {
        read_documents(context, *documents);
    }
    if (const WrittenNode* const entities = reader.find("entities")) {
        read_entities(context, *entities);
    }
}

void read_programme(Context& context, const WrittenNode& file) {
    const MapReader reader(context, file, {"规则文件", "a rule file"}, rule_file_keys);
    context.programme.clear();
    if (!reader.has("programme")) {
        require_programme(context, file);
        return;
    }
    const auto name = reader.name("programme");
    ProgrammeDeclaration declared;
    declared.title = reader.phrase("title");
    declared.in_force = reader.in_force("in_force");
    if (name) {
        declared.name = *name;
        context.programme = name->value;
        merge_programme(context, std::move(declared));
    }
}

void read_sections(Context& context, const WrittenNode& file, bool header) {
    using Reader = void (*)(Context&, const WrittenNode&);
    constexpr std::array<std::pair<std::string_view, Reader>, 6> readers{
        {{"categories", read_categories},
         {"facts", read_facts},
         {"parameters", read_parameters},
         {"options", read_options},
         {"rules", read_rules},
         {"checks", read_checks}}};
    for (const auto& [key, read] : readers) {
        if (const WrittenNode* const section = file.find(key)) {
            read(context, *section);
        }
    }
    if (header || context.programme.empty()) {
        return;
    }
    const WrittenNode* const one = file.find("decision");
    const WrittenNode* const several = file.find("decisions");
    if (one != nullptr && several != nullptr) {
        report(context, error_at("conflicting-keys", file.find_key("decisions")->place,
                                 {"'decision' 与 'decisions' 只能写一个",
                                  "only one of 'decision' and 'decisions' can stand here"},
                                 {"删去一个；多项决定都写在 'decisions' 下",
                                  "remove one; several decisions stand under 'decisions'"}));
    }
    if (one != nullptr) {
        read_decision(context, *one, nullptr);
    }
    if (several != nullptr) {
        read_decisions(context, *several);
    }
}

} // namespace doudi::yaml
