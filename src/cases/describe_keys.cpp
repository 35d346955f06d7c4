// The keys of rule files are English; this says what each means.

#include "base/key_words.hpp"
#include "cases/describe_page.hpp"

#include <set>

namespace doudi::description {

namespace {

void collect(const WrittenNode& node, std::set<std::string_view>& used) {
    for (const WrittenNode& item : node.items) {
        collect(item, used);
    }
    for (const auto& [key, value] : node.entries) {
        used.insert(key.value);
        collect(value, used);
    }
}

} // namespace

void describe_keys(Page& page) {
    std::set<std::string_view> used;
    for (const auto& file : page.pack().files) {
        collect(*file, used);
    }
    std::vector<Cells> rows;
    for (const KeyWord& key : key_words()) {
        if (used.count(key.name) > 0) {
            rows.push_back({code(key.name), std::string(key.zh),
                            page.zh() ? std::string() : std::string(key.en)});
        }
    }
    if (!rows.empty()) {
        page.heading(2, page.pick("规则文件中的词", "The keys of the rule files"));
        page.table({page.pick("键", "Key"), page.pick("中文", "Chinese"), "Meaning"}, rows);
    }
}

} // namespace doudi::description
