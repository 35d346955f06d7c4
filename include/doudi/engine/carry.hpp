#pragma once

// What one month's rules read of the months decided before it: `previous` and `sum_months`.

#include <doudi/decisions.hpp>
#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace doudi::engine {

/// One row's value of a month, at the places of the column that reads it.
struct CarriedCell {
    Int128 digits = {};
    State state = State::missing;
};

/// Where a value of one month stands, for the column of a later month that reads it.
class CarriedSource {
public:
    /// `reader` is an input of `later` in the role of previous or months_sum.
    CarriedSource(const Rulebook& earlier, const Rulebook& later, Index reader);

    /// The named value that the month must hand out; empty for a fact.
    [[nodiscard]] const std::string& value_name() const { return value_name_; }

    /// `into` takes the texts. A value that the later rules cannot hold is missing.
    [[nodiscard]] CarriedCell read(const DecidedMonth& month, std::size_t row,
                                   Population& into) const;

private:
    void take_value(const Rulebook& earlier, Index value);
    void take_categories(const CategoryEntry& earlier, const CategoryEntry& later);
    [[nodiscard]] CarriedCell stated(const DecidedMonth& month, std::size_t row) const;
    [[nodiscard]] CarriedCell fitted(CarriedCell cell) const;

    /// A rule that was not in force had no value for anybody.
    [[nodiscard]] CarriedCell of_nobody() const;

    enum class From : std::uint8_t { fact, value, nobody };

    From from_ = From::nobody;
    Index fact_ = none;
    InputEntry reader_;
    std::string value_name_;
    Index value_ = none;
    int places_ = 0;
    Int128 low_; ///< of one month; a reader that sums has the range of all of them
    Int128 high_;
    std::vector<std::int64_t> categories_; ///< earlier to later; empty: the same
};

/// One column of a month that the months before it fill.
class CarriedColumn {
public:
    /// `months` are the rulebooks of all months; `month` is not the first.
    CarriedColumn(std::span<const Rulebook* const> months, std::size_t month, Index input);

    /// Names of values that the months before must hand out.
    void add_names(std::vector<std::string>& names) const;

    /// Fills the column of `population`, whose rows are those of the decided months, one and all.
    void fill(Population& population, std::span<const DecidedMonth> decided) const;

private:
    [[nodiscard]] CarriedCell sum(Population& population, std::span<const DecidedMonth> decided,
                                  std::size_t row, const CarriedCell& before) const;

    Index input_;
    Index entity_;
    bool is_sum_;
    bool reaches_before_; ///< the first month: the record speaks for that time
    std::size_t first_ = 0;
    std::vector<CarriedSource> sources_; ///< of the months from `first_` on
};

/// The columns of `month` that the months before it fill; none of the first month.
[[nodiscard]] inline std::vector<CarriedColumn>
carried_columns(std::span<const Rulebook* const> months, std::size_t month) {
    std::vector<CarriedColumn> columns;
    const std::vector<InputEntry>& inputs = months[month]->inputs;
    for (Index input = 0; month > 0 && input < inputs.size(); ++input) {
        if (inputs[input].role == InputRole::previous ||
            inputs[input].role == InputRole::months_sum) {
            columns.emplace_back(months, month, input);
        }
    }
    return columns;
}

// ---------------------------------------------------------------------------------------------

inline CarriedSource::CarriedSource(const Rulebook& earlier, const Rulebook& later, Index reader)
    : reader_(later.inputs[reader]) {
    const auto months =
        static_cast<std::int64_t>(reader_.role == InputRole::months_sum ? reader_.months : 1);
    low_ = reader_.low / Int128(months);
    high_ = reader_.high / Int128(months);
    for (Index i = 0; i < earlier.inputs.size(); ++i) {
        const InputEntry& input = earlier.inputs[i];
        if (input.role == InputRole::fact && input.entity == reader_.entity &&
            input.field == reader_.field) {
            from_ = From::fact;
            fact_ = i;
            places_ = input.places;
            if (input.type.kind == Kind::category) {
                take_categories(earlier.categories[input.type.category],
                                later.categories[reader_.type.category]);
            }
            return;
        }
    }
    const Index value = earlier.find_value(reader_.field);
    if (value == none) {
        return;
    }
    take_value(earlier, value);
    const Node& node = earlier.nodes[earlier.values[value].node];
    if (node.type.kind == Kind::category && reader_.type.kind == Kind::category) {
        take_categories(earlier.categories[node.type.category],
                        later.categories[reader_.type.category]);
    }
}

inline void CarriedSource::take_value(const Rulebook& earlier, Index value) {
    from_ = From::value;
    value_name_ = reader_.field;
    value_ = value;
    places_ = earlier.nodes[earlier.values[value].node].places;
}

inline void CarriedSource::take_categories(const CategoryEntry& earlier,
                                           const CategoryEntry& later) {
    for (const CategoryEntry::Value& value : earlier.values) {
        const auto found =
            std::find_if(later.values.begin(), later.values.end(),
                         [&](const auto& other) { return other.name == value.name; });
        // What today's rules do not know is equal to nothing, as a newcomer's outcome is.
        categories_.push_back(found == later.values.end() ? -1 : found - later.values.begin());
    }
}

inline CarriedCell CarriedSource::of_nobody() const {
    switch (reader_.type.kind) {
    case Kind::date:
    case Kind::text:
        return {};
    case Kind::category:
        return {Int128(-1), State::ok};
    default:
        return {Int128(0), State::ok};
    }
}

inline CarriedCell CarriedSource::stated(const DecidedMonth& month, std::size_t row) const {
    const Population& population = *month.population;
    if (from_ == From::fact) {
        const InputEntry& fact = population.rulebook().inputs[fact_];
        if (population.is_stated(fact_)) {
            const Column& column = population.column(fact_);
            return {column.digits(row), column.state(row)};
        }
        return {fact.default_value, fact.has_default ? State::ok : State::missing};
    }
    for (const auto& [value, column] : month.decisions->values) {
        if (value == value_) {
            return {column.digits(row), column.state(row)};
        }
    }
    return {};
}

inline CarriedCell CarriedSource::fitted(CarriedCell cell) const {
    if (reader_.type.kind == Kind::category && !categories_.empty()) {
        const auto index = static_cast<std::int64_t>(cell.digits);
        cell.digits = index < 0 ? Int128(-1) : Int128(categories_[static_cast<std::size_t>(index)]);
    } else if (reader_.type.is_numeric()) {
        const auto scaled = Decimal{cell.digits, places_}.with_places(reader_.places);
        if (!scaled) {
            return {};
        }
        cell.digits = scaled->digits;
    }
    return cell.digits < low_ || cell.digits > high_ ? CarriedCell{} : cell;
}

inline CarriedCell CarriedSource::read(const DecidedMonth& month, std::size_t row,
                                       Population& into) const {
    if (from_ == From::nobody) {
        return of_nobody();
    }
    const CarriedCell cell = stated(month, row);
    if (cell.state != State::ok) {
        return {};
    }
    if (reader_.type.kind == Kind::text) {
        const auto text = static_cast<Index>(static_cast<std::int64_t>(cell.digits));
        return {Int128(into.intern(month.population->text(text))), State::ok};
    }
    return fitted(cell);
}

inline CarriedColumn::CarriedColumn(std::span<const Rulebook* const> months, std::size_t month,
                                    Index input)
    : input_(input) {
    const InputEntry& entry = months[month]->inputs[input];
    entity_ = entry.entity;
    is_sum_ = entry.role == InputRole::months_sum;
    const std::size_t back = is_sum_ ? entry.months : 1;
    reaches_before_ = back > month;
    first_ = reaches_before_ ? 0 : month - back;
    for (std::size_t earlier = first_; earlier < month; ++earlier) {
        sources_.emplace_back(*months[earlier], *months[month], input);
    }
}

inline void CarriedColumn::add_names(std::vector<std::string>& names) const {
    for (const CarriedSource& source : sources_) {
        if (!source.value_name().empty()) {
            names.push_back(source.value_name());
        }
    }
}

inline CarriedCell CarriedColumn::sum(Population& population, std::span<const DecidedMonth> decided,
                                      std::size_t row, const CarriedCell& before) const {
    CarriedCell total = reaches_before_ ? before : CarriedCell{Int128(0), State::ok};
    for (std::size_t i = 0; i < sources_.size() && total.state == State::ok; ++i) {
        const CarriedCell cell = sources_[i].read(decided[first_ + i], row, population);
        total = {total.digits + cell.digits, cell.state};
    }
    return total.state == State::ok ? total : CarriedCell{};
}

inline void CarriedColumn::fill(Population& population,
                                std::span<const DecidedMonth> decided) const {
    Column& column = population.column(input_);
    const bool was_stated = population.is_stated(input_);
    const Column before = is_sum_ && was_stated ? column : Column{};
    column.clear();
    for (std::size_t row = 0; row < population.rows(entity_); ++row) {
        CarriedCell cell;
        if (!is_sum_) {
            cell = sources_.front().read(decided[first_], row, population);
        } else {
            if (was_stated) {
                cell = {before.digits(row), before.state(row)};
            }
            if (!population.is_settled(input_, row)) {
                cell = sum(population, decided, row, cell);
            }
        }
        column.push(cell.state == State::ok ? cell.digits : Int128(0), cell.state);
    }
    population.mark_stated(input_);
}

} // namespace doudi::engine
