#pragma once

#include <doudi/int128.hpp>
#include <doudi/rulebook.hpp>
#include <doudi/rulebook/verify.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// Rulebooks as bytes: the bodies of Rulebook::to_bytes and Rulebook::from_bytes. A program that
/// only reads a rulebook and decides needs this header and evaluate.hpp, and no library.
///
/// The bytes are "doudi-rb", a format version, a checksum of the rest and the rest: every field in
/// the order below, numbers in little endian, texts and lists with their length in front.
namespace doudi::rulebook_bytes {

inline constexpr std::string_view magic = "doudi-rb";
inline constexpr std::uint32_t format_version = 5;
inline constexpr std::size_t header_size = 8 + 4 + 8;

/// FNV-1a: finds damage, not malice; what is read is verified as well.
[[nodiscard]] inline std::uint64_t checksum(std::string_view bytes) {
    std::uint64_t sum = 0xCBF2'9CE4'8422'2325U;
    for (const char byte : bytes) {
        sum = (sum ^ static_cast<std::uint8_t>(byte)) * 0x0000'0100'0000'01B3U;
    }
    return sum;
}

class Writer {
public:
    std::string bytes;

    template <typename Number>
    void number(Number& value) {
        auto rest = static_cast<std::uint64_t>(value);
        for (std::size_t i = 0; i < sizeof(Number); ++i, rest >>= 8U) {
            bytes.push_back(static_cast<char>(rest & 0xFFU));
        }
    }

    /// Length of a list that follows.
    template <typename List>
    [[nodiscard]] std::size_t length(List& list) {
        auto size = static_cast<std::uint32_t>(list.size());
        number(size);
        return size;
    }

    void text(std::string& value) {
        static_cast<void>(length(value));
        bytes += value;
    }

    template <typename Element>
    Element& element(std::vector<Element>& list, std::size_t i) {
        return list[i];
    }
};

/// Reads what a Writer wrote. After the first thing that is not there, everything reads as zero
/// and nothing, and `failed` stays true.
class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    template <typename Number>
    void number(Number& value) {
        value = Number{};
        if (rest_.size() < sizeof(Number)) {
            fail();
            return;
        }
        std::uint64_t digits = 0;
        for (std::size_t i = sizeof(Number); i-- > 0;) {
            digits = (digits << 8U) | static_cast<std::uint8_t>(rest_[i]);
        }
        rest_.remove_prefix(sizeof(Number));
        if constexpr (std::is_same_v<Number, bool>) {
            value = digits != 0;
            failed_ = failed_ || digits > 1;
        } else {
            value = static_cast<Number>(digits);
        }
    }

    /// No element is empty, so a list cannot be longer than the bytes that are left.
    template <typename List>
    [[nodiscard]] std::size_t length(List& list) {
        list.clear();
        std::uint32_t size = 0;
        number(size);
        if (size > rest_.size()) {
            fail();
        }
        return failed_ ? 0 : size;
    }

    void text(std::string& value) {
        const std::size_t size = length(value);
        value = rest_.substr(0, size);
        rest_.remove_prefix(size);
    }

    template <typename Element>
    Element& element(std::vector<Element>& list, std::size_t /*i*/) {
        return list.emplace_back();
    }

    [[nodiscard]] bool failed() const { return failed_; }

    [[nodiscard]] bool at_end() const { return rest_.empty(); }

private:
    void fail() {
        failed_ = true;
        rest_ = {};
    }

    std::string_view rest_;
    bool failed_ = false;
};

// `visit` names the fields of each structure once, for both directions.

template <typename Archive, typename... Fields>
void visit_all(Archive& archive, Fields&... fields);

template <typename Archive>
void visit(Archive& archive, std::string& text) {
    archive.text(text);
}

template <typename Archive, typename Number>
requires std::is_arithmetic_v<Number> || std::is_enum_v<Number>

void visit(Archive& archive, Number& number) {
    if constexpr (std::is_enum_v<Number>) {
        auto value = static_cast<std::uint8_t>(number);
        archive.number(value);
        number = static_cast<Number>(value);
    } else {
        archive.number(number);
    }
}

template <typename Archive>
void visit(Archive& archive, Int128& number) {
    visit_all(archive, number.low, number.high);
}

template <typename Archive>
void visit(Archive& archive, Span& span) {
    auto begin = static_cast<std::uint64_t>(span.begin);
    auto end = static_cast<std::uint64_t>(span.end);
    visit_all(archive, begin, end);
    span = {static_cast<std::size_t>(begin), static_cast<std::size_t>(end)};
}

template <typename Archive>
void visit(Archive& archive, Date& date) {
    auto year = static_cast<std::int32_t>(date.year);
    auto month = static_cast<std::int32_t>(date.month);
    auto day = static_cast<std::int32_t>(date.day);
    visit_all(archive, year, month, day);
    date = {year, month, day};
}

template <typename Archive>
void visit(Archive& archive, Phrase& phrase) {
    visit_all(archive, phrase.zh, phrase.en);
}

template <typename Archive>
void visit(Archive& archive, Type& type) {
    visit_all(archive, type.kind, type.category, type.unit.money, type.unit.month, type.unit.year);
    for (std::int8_t& exponent : type.unit.entity) {
        archive.number(exponent);
    }
}

template <typename Archive, typename Element>
void visit(Archive& archive, std::vector<Element>& list);

template <typename Archive>
void visit(Archive& archive, Node& node) {
    visit_all(archive, node.operation, node.detail, node.places, node.may_be_missing,
              node.may_fault, node.type, node.entity, node.first_operand, node.operand_count,
              node.payload, node.formula, node.span, node.low, node.high);
}

template <typename Archive>
void visit(Archive& archive, Citation::Source& source) {
    visit_all(archive, source.document, source.text);
}

template <typename Archive>
void visit(Archive& archive, Citation& citation) {
    visit_all(archive, citation.sources, citation.assumed);
}

template <typename Archive>
void visit(Archive& archive, DocumentEntry& entry) {
    visit_all(archive, entry.name, entry.number, entry.date, entry.title);
}

template <typename Archive>
void visit(Archive& archive, EntityEntry& entry) {
    visit_all(archive, entry.name, entry.title, entry.outer, entry.as, entry.key, entry.at_least,
              entry.at_most);
}

template <typename Archive>
void visit(Archive& archive, CategoryEntry::Value& value) {
    visit_all(archive, value.name, value.title);
}

template <typename Archive>
void visit(Archive& archive, CategoryEntry& entry) {
    visit_all(archive, entry.name, entry.values);
}

template <typename Archive>
void visit(Archive& archive, InputEntry& entry) {
    visit_all(archive, entry.role, entry.name, entry.field, entry.entity, entry.type, entry.places,
              entry.has_default, entry.months, entry.low, entry.high, entry.default_value,
              entry.form, entry.unique, entry.title);
}

template <typename Archive>
void visit(Archive& archive, ValueEntry& entry) {
    visit_all(archive, entry.name, entry.kind, entry.role, entry.entity, entry.node, entry.given,
              entry.rule, entry.formula, entry.item_when, entry.item_amount, entry.item_cap,
              entry.item_entity, entry.title, entry.citation);
}

template <typename Archive>
void visit(Archive& archive, ParameterUse& use) {
    visit_all(archive, use.name, use.title, use.since, use.citation, use.is_option);
}

template <typename Archive>
void visit(Archive& archive, TableEntry::Axis& axis) {
    visit_all(archive, axis.is_category, axis.first, axis.count, axis.open_above);
}

template <typename Archive>
void visit(Archive& archive, TableEntry& entry) {
    visit_all(archive, entry.parameter, entry.places, entry.axes, entry.cells, entry.present,
              entry.slopes, entry.cell_parameters);
}

template <typename Archive>
void visit(Archive& archive, BandsEntry& entry) {
    visit_all(archive, entry.parameter, entry.threshold_places, entry.places, entry.thresholds,
              entry.values, entry.present, entry.band_parameters);
}

template <typename Archive>
void visit(Archive& archive, FormulaEntry& entry) {
    visit_all(archive, entry.text, entry.file, entry.line);
}

template <typename Archive>
void visit(Archive& archive, StepEntry& entry) {
    visit_all(archive, entry.digits, entry.places);
}

template <typename Archive>
void visit(Archive& archive, DecisionEntry::Row& row) {
    visit_all(archive, row.outcome, row.title, row.when, row.amount, row.review, row.why_review,
              row.citation);
}

template <typename Archive>
void visit(Archive& archive, DecisionEntry::GivenOut& given) {
    visit_all(archive, given.name, given.node);
}

template <typename Archive>
void visit(Archive& archive, DecisionEntry& entry) {
    visit_all(archive, entry.name, entry.programme, entry.title, entry.entity, entry.category,
              entry.outcome, entry.amount, entry.review, entry.gives, entry.rows, entry.show,
              entry.show_names, entry.citation);
}

template <typename Archive>
void visit(Archive& archive, Rulebook& book) {
    visit_all(archive, book.pack, book.title, book.language, book.currency, book.date,
              book.documents, book.entities, book.categories, book.texts, book.inputs, book.values,
              book.decisions, book.parameters, book.tables, book.bands, book.steps, book.formulas,
              book.nodes, book.operands);
}

template <typename Archive, typename Element>
void visit(Archive& archive, std::vector<Element>& list) {
    const std::size_t size = archive.length(list);
    for (std::size_t i = 0; i < size; ++i) {
        visit(archive, archive.element(list, i));
    }
}

template <typename Archive, typename... Fields>
void visit_all(Archive& archive, Fields&... fields) {
    (visit(archive, fields), ...);
}

} // namespace doudi::rulebook_bytes

namespace doudi {

inline std::string Rulebook::to_bytes() const {
    rulebook_bytes::Writer body;
    Rulebook copy =
        *this; // the walk is one for both directions, so it wants a rulebook it may change
    rulebook_bytes::visit(body, copy);
    rulebook_bytes::Writer whole;
    whole.bytes = rulebook_bytes::magic;
    std::uint32_t version = rulebook_bytes::format_version;
    std::uint64_t sum = rulebook_bytes::checksum(body.bytes);
    whole.number(version);
    whole.number(sum);
    return whole.bytes + body.bytes;
}

inline std::optional<Rulebook> Rulebook::from_bytes(std::string_view bytes) {
    if (bytes.size() < rulebook_bytes::header_size ||
        bytes.substr(0, rulebook_bytes::magic.size()) != rulebook_bytes::magic) {
        return std::nullopt;
    }
    rulebook_bytes::Reader header(bytes.substr(rulebook_bytes::magic.size()));
    std::uint32_t version = 0;
    std::uint64_t sum = 0;
    header.number(version);
    header.number(sum);
    const std::string_view body = bytes.substr(rulebook_bytes::header_size);
    if (version != rulebook_bytes::format_version || sum != rulebook_bytes::checksum(body)) {
        return std::nullopt;
    }
    std::optional<Rulebook> result(std::in_place);
    rulebook_bytes::Reader reader(body);
    rulebook_bytes::visit(reader, *result);
    if (reader.failed() || !reader.at_end() || verify(*result)) {
        return std::nullopt;
    }
    return result;
}

} // namespace doudi
