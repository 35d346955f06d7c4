#include "data/csv_header.hpp"

#include "base/suggest.hpp"
#include "data/reader_problems.hpp"
#include "data/reasons.hpp"
#include "rulebook/titles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

namespace doudi::data {

namespace {

constexpr std::string_view given_prefix = "given.";
constexpr std::string_view previous_prefix = "previous.";

/// Names the columns that a file of one entity may have, and takes those of a header.
class HeaderReading {
public:
    HeaderReading(const RecordKeys& keys, Index entity, const std::filesystem::path& path,
                  std::string_view text)
        : rulebook_(&keys.rulebook()), all_keys_(&keys), keys_(&keys.of(entity)), text_(text),
          source_(std::make_shared<const Source>(path.string(), std::string(text))) {
        header_.entity = entity;
        const std::vector<EntityEntry>& entities = rulebook_->entities;
        for (Index outer = entities[entity].outer; outer != none; outer = entities[outer].outer) {
            outer_names_.insert(outer_names_.begin(), entities[outer].key);
        }
        header_.outer_keys.assign(outer_names_.size(), SIZE_MAX);
        name_columns();
    }

    CsvHeader read(const CsvRow& row, Diagnostics& problems) {
        header_.field_count = row.field_count;
        if (!names_any(row)) {
            problems.push_back(unnamed_columns(source_->name(), names_));
            return std::move(header_);
        }
        std::string scratch;
        for (std::size_t field = 0; field < row.fields.size(); ++field) {
            const std::string name(row.fields[field].plain(scratch));
            if (name.empty() && row.fields.size() > 1) {
                refuse_nameless(problems, row, field);
                continue;
            }
            if (std::find(seen_.begin(), seen_.end(), name) != seen_.end()) {
                add_problem(problems, "duplicate-column", row.fields[field],
                            fmt::format("列 '{}' 出现了不止一次", shown_key(name)),
                            fmt::format("column '{}' is there more than once", shown_key(name)),
                            {"删去一列，或改列名", "remove one of them, or rename it"});
            } else if (!take(name, field)) {
                refuse_unknown(problems, row.fields[field], name);
            }
            seen_.push_back(name);
        }
        if (row.fields.size() != 1 || !tell_separator(problems, row.fields.front())) {
            check_keys(problems, row);
        }
        // The builder opens `given` and `previous` once each, so their columns stand together.
        std::stable_sort(header_.columns.begin(), header_.columns.end(),
                         [](const auto& a, const auto& b) { return a.holds < b.holds; });
        return std::move(header_);
    }

private:
    void name_columns() {
        names_ = outer_names_;
        for (const std::string& name : keys_->row.names()) {
            if (is_column(all_keys_->slot(keys_->row.find(name)).kind)) {
                names_.push_back(name);
            }
        }
        for (const std::string& name : keys_->given.names()) {
            names_.push_back(std::string(given_prefix) + name);
        }
        for (const std::string& name : keys_->previous.names()) {
            names_.push_back(std::string(previous_prefix) + name);
        }
    }

    /// Whether a field, or a part of one between other separators, is or resembles a name. A line
    /// of which that is not true holds somebody's data, and is not to be shown.
    [[nodiscard]] bool names_any(const CsvRow& row) const {
        std::string scratch;
        return std::any_of(row.fields.begin(), row.fields.end(), [&](const CsvField& field) {
            std::string_view rest = field.plain(scratch);
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find_first_of(";|\t"), rest.size());
                if (is_or_resembles_name(rest.substr(0, end))) {
                    return true;
                }
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
            return false;
        });
    }

    [[nodiscard]] bool is_or_resembles_name(std::string_view text) const {
        return std::find(names_.begin(), names_.end(), text) != names_.end() ||
               !fact_titled(*rulebook_, header_.entity, text).empty() ||
               !suggest(std::string(text), {names_.begin(), names_.end()}).empty();
    }

    static bool is_column(SlotKind kind) {
        return kind != SlotKind::list && kind != SlotKind::given;
    }

    [[nodiscard]] const std::string& own_key() const {
        return rulebook_->entities[header_.entity].key;
    }

    bool take(const std::string& name, std::size_t field) {
        for (std::size_t i = 0; i < outer_names_.size(); ++i) {
            if (name == outer_names_[i]) {
                header_.outer_keys[i] = field;
                return true;
            }
        }
        if (!name.empty() && name == own_key()) {
            header_.own_key = field;
            return true;
        }
        if (std::find(names_.begin(), names_.end(), name) == names_.end()) {
            return false;
        }
        if (name.starts_with(previous_prefix)) {
            header_.columns.push_back(
                {field, CsvHeader::Holds::previous_name, name.substr(previous_prefix.size())});
        } else if (name.starts_with(given_prefix)) {
            header_.columns.push_back(
                {field, CsvHeader::Holds::given, name.substr(given_prefix.size())});
        } else {
            header_.columns.push_back({field, CsvHeader::Holds::row, name});
        }
        return true;
    }

    void refuse_unknown(Diagnostics& problems, const CsvField& field, const std::string& name) {
        const std::string& entity = rulebook_->entities[header_.entity].name;
        const std::string_view titled = fact_titled(*rulebook_, header_.entity, name);
        const Phrase help = did_you_mean(
            titled.empty() ? suggest(name, {names_.begin(), names_.end()}) : std::string(titled));
        add_problem(
            problems, "unknown-column", field,
            fmt::format("列 '{}' 不是 '{}' 的事实或主键", shown_key(name), entity),
            fmt::format("column '{}' is neither a fact nor a key of '{}'", shown_key(name), entity),
            help.empty() ? Phrase{"删去这一列，或改成规则包里的名称",
                                  "remove it, or write the name that the pack has"}
                         : help);
    }

    /// Columns without a name, as a spreadsheet leaves them behind: all of them are one finding.
    void refuse_nameless(Diagnostics& problems, const CsvRow& row, std::size_t field) {
        if (std::exchange(told_nameless_, true)) {
            return;
        }
        std::string scratch;
        const auto count =
            std::count_if(row.fields.begin(), row.fields.end(),
                          [&](const CsvField& other) { return other.plain(scratch).empty(); });
        add_problem(problems, "unknown-column", row.fields[field],
                    fmt::format("表头有 {} 列没有列名", count),
                    fmt::format("{} of the columns have no name", count),
                    {"在表格软件里删去这些空列，再另存为 CSV",
                     "delete the empty columns in the spreadsheet, and save it as CSV again"});
    }

    /// Whether the only column is a whole line with another separator, as spreadsheets write it.
    static bool tell_separator(Diagnostics& problems, const CsvField& field) {
        for (const auto& [separator, zh, en] :
             {std::tuple(';', "分号", "semicolons"), std::tuple('\t', "制表符", "tabs"),
              std::tuple('|', "竖线", "bars")}) {
            if (!problems.empty() && field.text.find(separator) != std::string_view::npos) {
                problems.back().help = {
                    fmt::format("各列之间是{}；另存为用逗号分隔的 CSV", zh),
                    fmt::format("the columns are parted by {}: save it as CSV with commas", en)};
                return true;
            }
        }
        return false;
    }

    void check_keys(Diagnostics& problems, const CsvRow& row) {
        for (std::size_t i = 0; i < outer_names_.size(); ++i) {
            if (header_.outer_keys[i] == SIZE_MAX) {
                refuse_missing(problems, row, outer_names_[i]);
            }
        }
        if (header_.own_key == SIZE_MAX && !own_key().empty()) {
            refuse_missing(problems, row, own_key());
        }
    }

    void refuse_missing(Diagnostics& problems, const CsvRow& row, const std::string& key) {
        add_problem(
            problems, "missing-column", row.fields.front(), fmt::format("没有主键列 '{}'", key),
            fmt::format("there is no column '{}', which is a key", key),
            {fmt::format("补上 '{}' 这一列", key), fmt::format("add the column '{}'", key)});
    }

    void add_problem(Diagnostics& problems, std::string_view code, const CsvField& field,
                     std::string zh, std::string en, Phrase help) {
        Diagnostic& problem = problems.emplace_back();
        problem.code = code;
        problem.message = {std::move(zh), std::move(en)};
        problem.help = std::move(help);
        const auto begin = static_cast<std::size_t>(field.text.data() - text_.data());
        problem.labels.push_back({{source_, {begin, begin + field.text.size()}}, {}});
    }

    const Rulebook* rulebook_;
    const RecordKeys* all_keys_;
    const EntityKeys* keys_;
    std::string_view text_;
    std::shared_ptr<const Source> source_;
    CsvHeader header_;
    std::vector<std::string> outer_names_;
    std::vector<std::string> names_;
    std::vector<std::string> seen_;
    bool told_nameless_ = false;
};

} // namespace

CsvHeader read_header(const RecordKeys& keys, Index entity, const CsvRow& row,
                      const std::filesystem::path& path, std::string_view text,
                      Diagnostics& problems) {
    return HeaderReading(keys, entity, path, text).read(row, problems);
}

} // namespace doudi::data
