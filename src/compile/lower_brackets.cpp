// parameter[amount]: brackets, marginal or by band.

#include "compile/constants.hpp"
#include "compile/lookup_table.hpp"
#include "compile/lowering.hpp"

#include <algorithm>

namespace doudi::compiler {

namespace {

/// What `brackets: marginal` gives at `x` (digits at `places`), exactly.
MaybeBounds marginal_at(const BandsEntry& bands, const Int128& x, int places) {
    Bounds total{Int128(0), Int128(0), 0};
    for (std::size_t i = 0; i < bands.thresholds.size(); ++i) {
        const Bounds from{bands.thresholds[i], bands.thresholds[i], bands.threshold_places};
        MaybeBounds top = Bounds{x, x, places};
        if (i + 1 < bands.thresholds.size()) {
            top = smaller(
                *top, {bands.thresholds[i + 1], bands.thresholds[i + 1], bands.threshold_places});
        }
        const MaybeBounds slice = top ? subtract(*top, from) : std::nullopt;
        if (!slice) {
            return std::nullopt;
        }
        if (slice->low <= Int128(0)) {
            continue;
        }
        const MaybeBounds part = multiply(*slice, {bands.values[i], bands.values[i], bands.places});
        const MaybeBounds sum = part ? compiler::add(total, *part) : std::nullopt;
        if (!sum) {
            return std::nullopt;
        }
        total = *sum;
    }
    return rescale(total, std::max<int>(places, bands.threshold_places) + bands.places);
}

/// Between two thresholds the sum is a straight line, so its extremes stand on those that x can
/// meet or at its ends.
MaybeBounds marginal_bounds(const BandsEntry& bands, const Bounds& x) {
    const MaybeBounds low = marginal_at(bands, x.low, x.places);
    const MaybeBounds high = marginal_at(bands, x.high, x.places);
    MaybeBounds result = low && high ? hull(*low, *high) : std::nullopt;
    MaybeBounds total = Bounds{Int128(0), Int128(0), 0};
    for (std::size_t i = 1; i < bands.thresholds.size() && total && result; ++i) {
        const Int128 width = bands.thresholds[i] - bands.thresholds[i - 1];
        const MaybeBounds part = multiply({width, width, bands.threshold_places},
                                          {bands.values[i - 1], bands.values[i - 1], bands.places});
        total = part ? compiler::add(*total, *part) : std::nullopt;
        const Decimal threshold{bands.thresholds[i], bands.threshold_places};
        const bool is_met = compare(Decimal{x.low, x.places}, threshold) < 0 &&
                            compare(threshold, Decimal{x.high, x.places}) < 0;
        if (is_met && total) {
            result = hull(*result, *total);
        }
    }
    return total ? result : std::nullopt;
}

/// The values of the bands that x can lie in. Below the first threshold no band is there.
Bounds band_bounds(const BandsEntry& bands, const Bounds& x) {
    std::optional<Bounds> result;
    for (std::size_t i = 0; i < bands.thresholds.size(); ++i) {
        const bool begins = compare(Decimal{bands.thresholds[i], bands.threshold_places},
                                    Decimal{x.high, x.places}) <= 0;
        const bool is_last = i + 1 == bands.thresholds.size();
        const bool ends =
            !is_last && compare(Decimal{bands.thresholds[i + 1], bands.threshold_places},
                                Decimal{x.low, x.places}) <= 0;
        if (begins && !ends) {
            const Int128& value = bands.values[i];
            result = result ? Bounds{std::min(result->low, value), std::max(result->high, value),
                                     bands.places}
                            : Bounds{value, value, bands.places};
        }
    }
    return result.value_or(Bounds{bands.values.front(), bands.values.front(), bands.places});
}

bool can_be_below(const Bounds& x, const BandsEntry& bands) {
    return compare(Decimal{x.low, x.places},
                   Decimal{bands.thresholds.front(), bands.threshold_places}) < 0;
}

} // namespace

Term Lowering::lower_brackets(const Expression& expression, const Scope& scope, Index parameter) {
    const Parameter& entry = model_.parameters[parameter];
    const Term value = lower_value(expression.operands[0], scope);
    if (!value) {
        return {};
    }
    const Type type = at(value.node).type;
    if (!type.is_numeric()) {
        return fail(expression, "type-mismatch",
                    {{"分档要一个数", "brackets take a number"},
                     {},
                     {"请写一个金额或数", "give it a sum of money or a number"}});
    }
    Type result = entry.type.kind == Kind::rate ? type : entry.type;
    if (entry.type.kind != Kind::rate) {
        result.unit = in_scope(result.unit, scope.entity);
    }
    if (const auto ended = read_ended(expression, parameter, model_.date, result)) {
        return *ended;
    }
    const auto bands = bands_on(model_, parameter, type, expression.place());
    if (!bands) {
        return {};
    }
    return entry.declaration->brackets->value == "marginal"
               ? lower_marginal(expression, parameter, *bands, value)
               : lower_band(expression, scope, parameter, *bands, value);
}

Term Lowering::lower_marginal(const Expression& expression, Index parameter, Index bands,
                              const Term& value) {
    if (model_.parameters[parameter].type.kind != Kind::rate) {
        return fail(
            expression, "type-mismatch",
            {{"brackets: marginal 只用于比率", "brackets: marginal takes rates"},
             {},
             {"请写 type: rate，或 brackets: band", "write type: rate, or brackets: band"}});
    }
    const MaybeBounds bounds = marginal_bounds(book_.bands[bands], bounds_of(value.node));
    if (!bounds) {
        return report_overflow(expression);
    }
    NewNode node;
    node.operation = Operation::marginal;
    node.type = at(value.node).type;
    node.bounds = *bounds;
    node.payload = bands;
    node.operands = {value.node};
    return {add(expression, std::move(node)), false, false};
}

Term Lowering::lower_band(const Expression& expression, const Scope& scope, Index parameter,
                          Index bands, const Term& value) {
    const Type declared = model_.parameters[parameter].type;
    const Bounds x = bounds_of(value.node);
    const Bounds of_band = band_bounds(book_.bands[bands], x);
    NewNode node;
    node.operation = Operation::band;
    node.type = declared;
    node.type.unit = in_scope(declared.unit, scope.entity);
    node.bounds = of_band;
    node.may_fault = can_be_below(x, book_.bands[bands]);
    node.payload = bands;
    node.operands = {value.node};
    const Index band = add(expression, std::move(node));
    if (declared.kind != Kind::rate || band == none) {
        return {band, false, false};
    }
    // The whole amount at the rate of its band.
    const MaybeBounds bounds = multiply(x, of_band);
    if (!bounds) {
        return report_overflow(expression);
    }
    NewNode product;
    product.operation = Operation::multiply;
    product.type = at(value.node).type;
    product.bounds = *bounds;
    product.operands = {value.node, band};
    return {add(expression, std::move(product)), false, false};
}

} // namespace doudi::compiler
