// Parameters over time: one table for values alone, a table for each date where there are keys.

#include "cases/describe_page.hpp"

namespace doudi::description {

namespace {

/// A value of a table with the keys that lead to it.
struct Leaf {
    Cells keys;
    std::string value;
};

std::string key_words(const Page& page, const ParameterDeclaration& parameter, std::size_t level,
                      std::string_view key) {
    if (key == "and_above") {
        return page.pick("更大", "above");
    }
    return level < parameter.by.size() ? page.value(key, parameter.by[level].second.value)
                                       : plain(key);
}

/// `{add: 219, for_each_beyond: 3}`.
std::string above_words(const Page& page, const WrittenNode& above) {
    const WrittenText* const add = scalar_of(above, "add");
    const WrittenText* const beyond = scalar_of(above, "for_each_beyond");
    return add == nullptr || beyond == nullptr
               ? std::string()
               : page.say("在 {1} 的值上，每多 1 加 {0}", "{0} more for each beyond {1}",
                          plain(add->value), plain(beyond->value));
}

void collect(const Page& page, const ParameterDeclaration& parameter, const WrittenNode& node,
             Cells& keys, std::vector<Leaf>& leaves) {
    const std::string type = parameter.type ? parameter.type->value : std::string();
    if (node.is_scalar()) {
        leaves.push_back({keys, page.value(node.scalar.value, type)});
        return;
    }
    for (const auto& [key, inner] : node.entries) {
        keys.push_back(key_words(page, parameter, keys.size(), key.value));
        if (key.value == "and_above" && inner.is_map()) {
            leaves.push_back({keys, above_words(page, inner)});
        } else {
            collect(page, parameter, inner, keys, leaves);
        }
        keys.pop_back();
    }
}

std::string last_key(const Leaf& leaf) {
    return leaf.keys.empty() ? std::string() : leaf.keys.back();
}

/// Rows by all keys but the last, a column for each value of the last.
void write_grid(Page& page, const ParameterDeclaration& parameter,
                const std::vector<Leaf>& leaves) {
    const std::size_t levels = parameter.by.size();
    Cells head;
    for (std::size_t i = 0; i + 1 < levels; ++i) {
        head.push_back(plain(parameter.by[i].first.value));
    }
    const std::size_t fixed = head.size();
    std::vector<Cells> rows;
    for (const Leaf& leaf : leaves) {
        const std::string column = last_key(leaf);
        auto place =
            std::find(head.begin() + static_cast<std::ptrdiff_t>(fixed), head.end(), column);
        if (place == head.end()) {
            place = head.insert(head.end(), column);
        }
        Cells keys(leaf.keys.begin(), leaf.keys.end() - (leaf.keys.empty() ? 0 : 1));
        keys.resize(fixed);
        auto row = std::find_if(rows.begin(), rows.end(), [&](const Cells& cells) {
            return std::equal(keys.begin(), keys.end(), cells.begin());
        });
        if (row == rows.end()) {
            row = rows.insert(rows.end(), keys);
        }
        row->resize(std::max(row->size(), static_cast<std::size_t>(place - head.begin()) + 1));
        (*row)[static_cast<std::size_t>(place - head.begin())] = leaf.value;
    }
    for (Cells& row : rows) {
        row.resize(head.size());
    }
    page.table(head, rows);
}

void write_table(Page& page, const ParameterDeclaration& parameter, const WrittenNode& node) {
    std::vector<Leaf> leaves;
    Cells keys;
    collect(page, parameter, node, keys, leaves);
    if (parameter.by.size() > 1) {
        write_grid(page, parameter, leaves);
        return;
    }
    std::vector<Cells> rows;
    for (const Leaf& leaf : leaves) {
        rows.push_back({last_key(leaf), leaf.value});
    }
    const std::string key =
        parameter.by.empty() ? std::string() : plain(parameter.by.front().first.value);
    page.table({key, page.pick("值", "Value")}, rows);
}

void write_thresholds(Page& page, const WrittenNode& thresholds) {
    std::vector<Cells> rows;
    for (const auto& [threshold, value] : thresholds.entries) {
        rows.push_back(
            {plain(threshold.value), value.is_scalar() ? plain(value.scalar.value) : ""});
    }
    page.table({page.pick("起点（含）", "From"), page.pick("值", "Value")}, rows);
}

const Provenance& provenance_of_entry(const ParameterDeclaration& parameter,
                                      const ParameterEntry& entry) {
    return entry.provenance.empty() ? parameter.provenance : entry.provenance;
}

std::string entry_date(const Page& page, const ParameterDeclaration& parameter,
                       const ParameterEntry& entry) {
    return parameter.each_month ? plain(entry.when.value) : page.date(entry.date);
}

void describe_tables(Page& page, const ParameterDeclaration& parameter) {
    for (const ParameterEntry& entry : parameter.entries) {
        page.paragraph("**" + page.say("自 {} 起", "From {}", entry_date(page, parameter, entry)) +
                       "**");
        if (entry.ended) {
            page.bullet(page.pick("终止", "Ended"));
        } else if (entry.changes != nullptr) {
            page.bullet(page.pick("只改动以下各项，其余不变", "Only these change, the rest stays"));
        }
        page.cite_below(provenance_of_entry(parameter, entry));
        if (entry.thresholds != nullptr) {
            write_thresholds(page, *entry.thresholds);
        }
        const WrittenNode* const values = entry.value != nullptr ? entry.value : entry.changes;
        if (values != nullptr) {
            write_table(page, parameter, *values);
        }
    }
}

void describe_series(Page& page, const ParameterDeclaration& parameter) {
    const std::string type = parameter.type ? parameter.type->value : std::string();
    std::vector<Cells> rows;
    for (const ParameterEntry& entry : parameter.entries) {
        std::string value;
        if (entry.ended) {
            value = page.pick("终止", "ended");
        } else if (entry.value != nullptr) {
            value = page.value(entry.value->scalar.value, type);
        }
        const std::string from = page.cite(provenance_of_entry(parameter, entry));
        rows.push_back({entry_date(page, parameter, entry), value,
                        from.empty() ? page.pick("⚠ 未写明", "⚠ none stated") : from});
    }
    page.table({parameter.each_month ? page.pick("月份", "Month") : page.pick("自", "From"),
                page.pick("值", "Value"), page.pick("依据", "Source")},
               rows);
}

bool is_series(const ParameterDeclaration& parameter) {
    return parameter.by.empty() && !parameter.brackets &&
           std::all_of(
               parameter.entries.begin(), parameter.entries.end(), [](const ParameterEntry& entry) {
                   return entry.ended || (entry.value != nullptr && entry.value->is_scalar());
               });
}

void describe_parameter(Page& page, const ParameterDeclaration& parameter) {
    page.heading(
        3, page.titled(parameter.title, full_name(parameter.programme, parameter.name.value)));
    if (parameter.type) {
        page.bullet(page.pick("类型：", "Type: ") + page.type(parameter.type->value));
    }
    for (const auto& [key, type] : parameter.by) {
        page.bullet(page.say("按 {} 查：{}", "By {}: {}", code(key.value), page.type(type.value)));
    }
    if (parameter.brackets) {
        page.bullet(parameter.brackets->value == "marginal"
                        ? page.pick("分段累进：每一段按该段的值计算",
                                    "Marginal brackets: each slice at its own value")
                        : page.pick("分档：全额按所在档的值计算",
                                    "Bands: the whole at the value of its band"));
    }
    if (parameter.each_month) {
        page.bullet(page.pick("逐月填写，不沿用上月", "A value for each month, never carried on"));
    }
    if (is_series(parameter)) {
        describe_series(page, parameter);
    } else {
        describe_tables(page, parameter);
    }
}

} // namespace

void describe_parameters(Page& page) {
    if (page.pack().parameters.empty()) {
        return;
    }
    page.heading(2, page.pick("参数", "Parameters"));
    for (const ParameterDeclaration* const parameter : by_name(page.pack().parameters)) {
        describe_parameter(page, *parameter);
    }
}

} // namespace doudi::description
