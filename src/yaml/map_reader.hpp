#pragma once

#include "yaml/findings.hpp"

#include <doudi/date.hpp>
#include <doudi/diagnostic.hpp>
#include <doudi/pack.hpp>
#include <doudi/written.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::yaml {

/// A key that a map may hold, and what it is called in Chinese.
struct KnownKey {
    std::string_view name;
    std::string_view zh;
};

/// What the reading of one pack carries along.
struct Context {
    RulePack& pack;
    Diagnostics& findings;
    std::string programme; ///< of the file being read; empty: the pack's
};

void report(Context& context, Diagnostic finding);

/// A shape in words: "a list".
[[nodiscard]] Phrase shape_name(WrittenNode::Shape shape);

/// Reports that `node` has another shape than `wanted`; `what` names it ("'rules'").
void report_wrong_shape(Context& context, const WrittenNode& node, WrittenNode::Shape wanted,
                        const Phrase& what, const Phrase& help = {});

/// Access to the entries of one map, checked: a key that is not known is reported once, at
/// construction, with the key that was likely meant; a value of the wrong shape is reported when
/// it is asked for, and is then as if it were absent.
class MapReader {
public:
    /// Whether keys outside of `keys` are reported.
    enum class OtherKeys { refused, allowed };

    /// `what` names the map in messages ("this fact").
    MapReader(Context& context, const WrittenNode& node, Phrase what,
              std::span<const KnownKey> keys, OtherKeys others = OtherKeys::refused);

    [[nodiscard]] bool is_map() const { return node_.is_map(); }

    [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }

    [[nodiscard]] const WrittenNode* find(std::string_view key) const;
    [[nodiscard]] const WrittenNode* list(std::string_view key) const;
    [[nodiscard]] const WrittenNode* map(std::string_view key) const;
    [[nodiscard]] std::optional<WrittenText> text(std::string_view key) const;

    /// The value of a scalar that names something; reports bad-name.
    [[nodiscard]] std::optional<WrittenText> name(std::string_view key) const;

    /// Reports missing-key unless the key is there, and says whether it is.
    // NOLINTNEXTLINE(modernize-use-nodiscard): the report is what most callers want
    bool require(std::string_view key) const;

    /// A string in the pack's language, or {zh, en}; what is missing falls back to the other.
    [[nodiscard]] Phrase phrase(std::string_view key) const;

    [[nodiscard]] std::optional<Date> date(std::string_view key) const;

    /// `source:` and `assumed:`.
    [[nodiscard]] Provenance provenance() const;

    [[nodiscard]] std::optional<WrittenRange> range(std::string_view key) const;

    /// `in_force: {from, until}`.
    [[nodiscard]] InForce in_force(std::string_view key) const;

    [[nodiscard]] const WrittenNode& node() const { return node_; }

private:
    void check_keys();
    [[nodiscard]] Phrase key_phrase(std::string_view key) const;
    [[nodiscard]] bool has_shape(const WrittenNode& value, WrittenNode::Shape wanted,
                                 std::string_view key) const;
    [[nodiscard]] std::vector<WrittenText> texts(std::string_view key) const;
    [[nodiscard]] std::vector<Assumption> assumptions(std::string_view key) const;

    Context& context_;
    const WrittenNode& node_;
    Phrase what_;
    std::span<const KnownKey> keys_;
    std::vector<std::string> meant_; ///< keys that unknown ones were taken for
};

/// Whether `text` may be a name; reports bad-name otherwise.
bool check_name(Context& context, const WrittenText& text);

/// Whether `node` is a list / a map / a scalar; reports wrong-shape otherwise.
bool expect(Context& context, const WrittenNode& node, WrittenNode::Shape wanted,
            const Phrase& what, const Phrase& help = {});

/// A title: a string, or {zh, en}. `what` names it in messages.
[[nodiscard]] Phrase read_phrase(Context& context, const WrittenNode& node, const Phrase& what);

/// Reads a day or, when `month`, a month; reports bad-date.
[[nodiscard]] std::optional<Date> read_date_text(Context& context, const WrittenText& text,
                                                 bool month = false);

} // namespace doudi::yaml
