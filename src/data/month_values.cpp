#include "data/month_values.hpp"

#include <doudi/decimal.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace doudi::data {

namespace {

bool are_of_one_month(const MonthValue& a, const MonthValue& b) {
    return a.slot == b.slot && a.month == b.month;
}

} // namespace

bool sort_months(std::vector<MonthValue>& values) {
    const auto before = [](const MonthValue& a, const MonthValue& b) {
        return a.slot != b.slot ? a.slot < b.slot : a.month < b.month;
    };
    std::stable_sort(values.begin(), values.end(), before);
    return std::adjacent_find(values.begin(), values.end(), are_of_one_month) == values.end();
}

std::string repeated_month(std::span<const MonthValue> values) {
    const auto twice = std::adjacent_find(values.begin(), values.end(), are_of_one_month);
    return twice == values.end()
               ? std::string()
               : fmt::format("{:04}-{:02}", twice->month / 12, twice->month % 12 + 1);
}

MonthReading value_of_month(std::span<const MonthValue> values, std::int32_t month,
                            Between between) {
    const auto after =
        std::upper_bound(values.begin(), values.end(), month,
                         [](std::int32_t wanted, const MonthValue& v) { return wanted < v.month; });
    if (after == values.begin()) {
        return {};
    }
    const MonthValue& found = *(after - 1);
    if (between == Between::missing && found.month != month) {
        return {};
    }
    return {found.digits, found.state};
}

Why sum_of_months(std::span<const MonthValue> values, int places, const InputEntry& input,
                  const MonthSpan& span, Between between, MonthReading& sum) {
    sum = {Int128(0), State::ok};
    for (std::int32_t back = 1; back <= static_cast<std::int32_t>(input.months); ++back) {
        if (span.month - back >= span.end) {
            continue;
        }
        const MonthReading reading = value_of_month(values, span.month - back, between);
        if (reading.state != State::ok) {
            sum = {};
            return Why::nothing;
        }
        // Values are within 36 digits and at most limits::months_back of them: no overflow.
        sum.digits += reading.digits;
    }
    const auto scaled = Decimal{sum.digits, places}.with_places(input.places);
    if (!scaled) {
        return Why::too_many_places;
    }
    sum.digits = scaled->digits;
    const bool inside = sum.digits >= input.low && sum.digits <= input.high;
    return inside ? Why::nothing : Why::value_out_of_range;
}

} // namespace doudi::data
