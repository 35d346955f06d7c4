#pragma once

#include "audit/json_writer.hpp"
#include "audit/wording.hpp"

#include <doudi/audit/trace.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace doudi::audit {

constexpr std::array<std::string_view, 3> state_names{"ok", "missing", "fault"};

template <typename Names, typename Value>
[[nodiscard]] std::string_view name_in(const Names& names, Value value) {
    return names[static_cast<std::size_t>(value)];
}

/// Writes the parts of a trace; one function for each definition of the schema.
class TraceJson {
public:
    TraceJson(const Trace& trace, std::string& out)
        : trace_(trace), rulebook_(*trace.rulebook), zh_(trace, Language::zh),
          en_(trace, Language::en), json_(out) {}

    void write();

private:
    void phrase(std::string_view key, std::string_view chinese, std::string_view english) {
        json_.key(key);
        json_.object([&] {
            json_.member("zh", chinese);
            json_.member("en", english);
        });
    }

    template <typename Say>
    void words(std::string_view key, const Say& say) {
        phrase(key, say(zh_), say(en_));
    }

    /// `key: […]`, each written by `write`.
    template <typename Items, typename Write>
    void list(std::string_view key, const Items& items, const Write& write) {
        json_.key(key);
        json_.array([&] {
            for (const auto& item : items) {
                write(item);
            }
        });
    }

    template <typename Item, typename Write>
    void maybe(std::string_view key, const std::optional<Item>& item, const Write& write) {
        json_.key(key);
        if (item) {
            write(*item);
        } else {
            json_.null();
        }
    }

    [[nodiscard]] std::string path(Index entity, std::uint32_t row) const;
    [[nodiscard]] std::string name_of(Index node) const;
    [[nodiscard]] std::string written(Index node) const;
    [[nodiscard]] std::string unit(const Type& type) const;
    void datum(const Quantity& value);
    void quantity(const Quantity& value);
    void quantity_in_words(const Quantity& value);
    void citation(const Citation& citation);
    void term(const Term& term);
    void reason(const Ground& reason);
    void choice(const Choice& choice);
    void rounding(const RoundingNote& note);
    void item(const ItemRow& item, Index entity);
    void step(const Step& step);
    void step_origin(const Step& step);
    void head();
    void named(const NamedQuantity& value);
    void alternative(const Alternative& alternative);
    void fault(const Fault& fault);
    void fact(const FactUse& fact);
    void parameter(const ParameterNote& note);
    void document(const DocumentEntry& document);

    const Trace& trace_;
    const Rulebook& rulebook_;
    Wording zh_;
    Wording en_;
    JsonWriter json_;
};

} // namespace doudi::audit
