#include "compile/constants.hpp"

#include "base/number_text.hpp"
#include "rulebook/titles.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace doudi::compiler {

namespace {

void report_fault(Model& model, const WrittenText& written, NumberFault fault) {
    model.findings.error("bad-number", written.place,
                         {std::move(fault.why), {}, std::move(fault.help)});
}

constexpr std::string_view type_glosses =
    "money/month（每月金额）、money/year（每年金额）、money/month/member（每人每月金额）、"
    "money（金额）、rate（比率）、months（月数）、integer（整数）、number（数）、"
    "boolean（是或否）、date（日期）、text（文字）";

/// "one of a, b, c", as long as it can be taken in.
Phrase list_of(const std::vector<std::string_view>& names) {
    constexpr std::size_t most = 12;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), most); ++i) {
        text += (i == 0 ? "" : ", ") + std::string(names[i]);
    }
    text += names.size() > most ? ", …" : "";
    return {fmt::format("可用：{}", text), fmt::format("use one of {}", text)};
}

std::optional<Decimal> read_category(Model& model, const WrittenText& written, Index category) {
    const std::int64_t index = model.value_of_category(category, written.value);
    if (index >= 0) {
        return Decimal{Int128(index), 0};
    }
    const CategoryEntry& entry = model.book.categories[category];
    model.findings.error(
        "unknown-category-value", written.place,
        {{fmt::format("类别“{}”没有“{}”这个值", entry.name, written.value),
          fmt::format("category '{}' has no value '{}'", entry.name, written.value)},
         {},
         help_with_value(model, category, written.value)});
    return std::nullopt;
}

std::optional<Decimal> read_truth(Model& model, const WrittenText& written) {
    if (written.value == "true" || written.value == "false") {
        return Decimal{Int128(written.value == "true" ? 1 : 0), 0};
    }
    model.findings.error("bad-truth-value", written.place,
                         {{fmt::format("“{}”不是是非值", written.value),
                           fmt::format("'{}' is not a truth value", written.value)},
                          {},
                          {"请写 true（是）或 false（否）", "write true or false"}});
    return std::nullopt;
}

template <typename T>
std::optional<T> unwrap(Model& model, const WrittenText& written, NumberResult<T> result) {
    if (auto* fault = std::get_if<NumberFault>(&result)) {
        report_fault(model, written, std::move(*fault));
        return std::nullopt;
    }
    return std::get<T>(result);
}

std::optional<Decimal> read_whole_decimal(Model& model, const WrittenText& written) {
    const auto number = unwrap(model, written, read_number(written.value));
    if (number && number->trimmed().places > 0) {
        model.findings.error(
            "bad-number", written.place,
            {{fmt::format("这里应是整数，而“{}”有小数", written.value),
              fmt::format("'{}' has decimals where a whole number belongs", written.value)},
             {},
             {"请写整数，例如 3", "write a whole number, such as 3"}});
        return std::nullopt;
    }
    return number;
}

bool fits_word(const Decimal& value) {
    const auto scaled = value.with_places(limits::places);
    return scaled.has_value();
}

} // namespace

Phrase help_with_value(Model& model, Index category, std::string_view written) {
    if (model.findings.is_full()) {
        return {};
    }
    const CategoryEntry& entry = model.book.categories[category];
    Phrase help = write_instead_of_title(entry, written);
    return help.empty()
               ? model.findings.nearest(written, names_of_values(entry), values_listed(entry))
               : help;
}

std::optional<Decimal> read_constant(Model& model, const WrittenText& written, const Type& type) {
    std::optional<Decimal> result;
    switch (type.kind) {
    case Kind::boolean:
        return read_truth(model, written);
    case Kind::category:
        return read_category(model, written, type.category);
    case Kind::date: {
        const auto date = unwrap(model, written, read_date(written.value));
        return date ? std::optional(Decimal{Int128(to_days(*date)), 0}) : std::nullopt;
    }
    case Kind::rate:
        result = unwrap(model, written, read_percent(written.value));
        break;
    case Kind::integer:
    case Kind::months:
        result = read_whole_decimal(model, written);
        break;
    case Kind::money:
    case Kind::number:
        result = unwrap(model, written, read_number(written.value));
        break;
    case Kind::text:
        model.findings.error("bad-type", written.place,
                             {{"文本不能作为参数或范围", "text cannot be a parameter or a range"},
                              {},
                              {"请用类别（categories:）代替", "use a category instead"}});
        return std::nullopt;
    }
    if (result && !fits_word(*result)) {
        model.findings.error("bad-number", written.place,
                             {{"这个数太大", "this number is too large"},
                              {},
                              {"请写得小一些", "write a smaller one"}});
        return std::nullopt;
    }
    return result ? std::optional(result->trimmed()) : std::nullopt;
}

std::optional<std::int64_t> read_whole(Model& model, const WrittenText& written, std::int64_t low,
                                       std::int64_t high) {
    const auto number = read_whole_decimal(model, written);
    if (!number) {
        return std::nullopt;
    }
    const Int128 value = number->trimmed().digits;
    if (value < Int128(low) || value > Int128(high)) {
        model.findings.error(
            "bad-number", written.place,
            {{fmt::format("这个数应在 {} 到 {} 之间", low, high),
              fmt::format("this number must be between {} and {}", low, high)},
             {},
             {"请改成这个范围内的整数", "change it to a whole number in that range"}});
        return std::nullopt;
    }
    return static_cast<std::int64_t>(value);
}

void report_unknown_type(Model& model, const WrittenText& type) {
    const std::vector<std::string_view> words = type_words(model.book.categories);
    Phrase list = list_of(words);
    list.zh = fmt::format("可用：{}，或类别的名称", type_glosses);
    model.findings.error("unknown-type", type.place,
                         {{fmt::format("没有“{}”这种类型", type.value),
                           fmt::format("there is no type '{}'", type.value)},
                          {},
                          model.findings.nearest(type.value, words, list)});
}

void report_unknown_entity(Model& model, const WrittenText& entity) {
    std::vector<std::string_view> names;
    Phrase titled;
    for (const EntityEntry& known : model.book.entities) {
        names.push_back(known.name);
        if (known.title.zh == entity.value || known.title.en == entity.value) {
            titled = {fmt::format("“{}”是标题，这里写名称 {}", entity.value, known.name),
                      fmt::format("'{}' is a title; write the name, {}", entity.value, known.name)};
        }
    }
    model.findings.error(
        "unknown-entity", entity.place,
        {{fmt::format("没有实体“{}”", entity.value),
          fmt::format("there is no entity '{}'", entity.value)},
         {},
         titled.empty() ? model.findings.nearest(entity.value, names, list_of(names)) : titled});
}

int data_places(Kind kind) {
    switch (kind) {
    case Kind::money:
        return limits::money_places;
    case Kind::rate:
        return limits::rate_places;
    default:
        return 0;
    }
}

DecimalRange default_range(const Model& model, const Type& type) {
    const auto symmetric = [](std::int64_t bound) {
        return DecimalRange{{Int128(-bound), 0}, {Int128(bound), 0}};
    };
    switch (type.kind) {
    case Kind::boolean:
        return {{Int128(0), 0}, {Int128(1), 0}};
    case Kind::category: {
        const auto& values = model.book.categories[type.category].values;
        return {{Int128(0), 0}, {Int128(static_cast<std::int64_t>(values.size()) - 1), 0}};
    }
    case Kind::date:
        return {{Int128(to_days({limits::first_year, 1, 1})), 0},
                {Int128(to_days({limits::last_year, 12, 31})), 0}};
    case Kind::text:
        return {{Int128(0), 0}, {Int128(INT32_MAX), 0}};
    case Kind::money:
        return symmetric(limits::money_yuan);
    case Kind::rate:
        return symmetric(limits::rate);
    case Kind::months:
        return {{Int128(0), 0}, {Int128(limits::months), 0}};
    case Kind::integer:
        return symmetric(limits::integer);
    case Kind::number:
        break;
    }
    return symmetric(limits::number);
}

std::optional<DecimalRange> read_range(Model& model, const WrittenRange& range, const Type& type) {
    const auto low = read_constant(model, range.low, type);
    const auto high = read_constant(model, range.high, type);
    if (!low || !high) {
        return std::nullopt;
    }
    if (compare(*low, *high) == std::strong_ordering::greater) {
        model.findings.error(
            "empty-range", range.place,
            {{"范围的下限大于上限", "the lower end of this range is above the upper"},
             {},
             {"请把两个数对调", "swap the two"}});
        return std::nullopt;
    }
    return DecimalRange{*low, *high};
}

} // namespace doudi::compiler
