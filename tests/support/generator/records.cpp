#include "records.hpp"

#include "formulas.hpp"
#include "random.hpp"

#include <algorithm>

namespace doudi::generator {
namespace {

std::string quoted(const std::string& text) {
    return "\"" + text + "\"";
}

std::string joined(const std::vector<std::string>& fields) {
    std::string text;
    for (const std::string& field : fields) {
        text += (text.empty() ? "" : ", ") + field;
    }
    return text;
}

// The month `back` months before a date, as "2020-06".
std::string month_before(const std::string& date, std::int64_t back) {
    const std::int64_t count =
        std::stol(date.substr(0, 4)) * 12 + std::stol(date.substr(5, 2)) - 1 - back;
    const std::string month = std::to_string(count % 12 + 1);
    return std::to_string(count / 12) + "-" + (month.size() == 1 ? "0" : "") + month;
}

class RecordMaker {
public:
    RecordMaker(const GeneratedPack& pack, std::string date, std::uint64_t seed, std::int64_t ahead)
        : pack_(pack), date_(std::move(date)), random_(seed), ahead_(ahead) {}

    std::string make(std::size_t number) {
        static const std::vector<int> missing{0, 0, 0, 0, 3, 10, 30};
        missing_ = random_.pick(missing);
        return row(0, "k" + std::to_string(number));
    }

private:
    std::string row(int entity, const std::string& key) {
        const Entity& declared = pack_.entities[static_cast<std::size_t>(entity)];
        std::vector<std::string> fields;
        if (!declared.key.empty()) {
            fields.push_back(quoted(declared.key) + ": " + quoted(key));
        }
        for (const Stated& fact : pack_.facts) {
            if (fact.entity == entity) {
                add_fact(fact, fields);
            }
        }
        add_given(entity, fields);
        add_previous(entity, fields);
        for (std::size_t inner = 1; inner < pack_.entities.size(); ++inner) {
            if (pack_.entities[inner].outer == entity) {
                add_rows(static_cast<int>(inner), fields);
            }
        }
        if (random_.chance(20)) { // the order of fields says nothing
            std::reverse(fields.begin(), fields.end());
        }
        return "{" + joined(fields) + "}";
    }

    void add_rows(int entity, std::vector<std::string>& fields) {
        const Entity& declared = pack_.entities[static_cast<std::size_t>(entity)];
        if (declared.at_least == 0 && random_.chance(5)) {
            return; // none at all
        }
        std::vector<std::string> rows;
        const int most = declared.outer == 0 ? 3 : 2;
        for (std::int64_t count =
                 random_.between(declared.at_least, std::min(declared.at_most, most));
             count > 0; --count) {
            const std::string key =
                (random_.chance(10) ? "成员" : "m") + std::to_string(rows.size() + 1);
            rows.push_back(row(entity, key));
        }
        while (random_.chance(10) && static_cast<int>(rows.size()) < declared.at_most) {
            rows.push_back(row(entity, "x" + std::to_string(rows.size() + 1)));
        }
        fields.push_back(quoted(declared.list) + ": [" + joined(rows) + "]");
    }

    void add_fact(const Stated& fact, std::vector<std::string>& fields) {
        const int leave_out = fact.has_default ? 50 : missing_;
        if (random_.chance(leave_out)) {
            return;
        }
        const bool monthly = fact.kind == Kind::money_month;
        std::string text = value(fact);
        if (random_.chance(missing_ / 3)) {
            text = "null";
        } else if (monthly && random_.chance(5)) {
            text = "{\"per_year\": " + yearly(fact) + "}";
        } else if (random_.chance(monthly || ahead_ > 0 ? 10 : 3)) {
            text = dated(fact);
        }
        fields.push_back(quoted(fact.name) + ": " + text);
    }

    std::string yearly(const Stated& fact) {
        return decimal(random_.between(fact.low, fact.high) * 12, fact.places);
    }

    std::string dated(const Stated& fact) {
        std::vector<std::string> months;
        for (std::int64_t back = random_.between(2, 6); back >= -ahead_;
             back -= random_.between(1, 3)) {
            months.push_back(quoted(month_before(date_, back)) + ": " + value(fact));
        }
        return "{" + joined(months) + "}";
    }

    std::string value(const Stated& of) {
        switch (of.kind) {
        case Kind::boolean:
            return random_.chance(50) ? "true" : "false";
        case Kind::category:
        case Kind::text:
            return quoted(random_.pick(of.words));
        case Kind::date:
            return quoted(day());
        default:
            break;
        }
        const std::string text = decimal(number(of), of.places);
        return random_.chance(3) ? quoted(text) : text;
    }

    // Birthdays around the decision, ends of months, and any day.
    std::string day() {
        static const std::vector<std::string> days{"2000-02-29", "2002-07-01", "2002-07-02",
                                                   "1960-06-30", "2020-07-01", "2019-01-31",
                                                   "1990-12-31", "2018-01-01", "2020-02-29"};
        if (random_.chance(50)) {
            return random_.pick(days);
        }
        const auto two = [&](std::int64_t last) {
            return std::to_string(random_.between(10, last));
        };
        return std::to_string(random_.between(1930, 2019)) + "-" + two(12) + "-" + two(28);
    }

    std::int64_t number(const Stated& of) {
        std::int64_t units = random_.between(of.low, of.high);
        const auto known = pack_.constants.find(of.kind);
        if (known != pack_.constants.end() && !known->second.empty() && random_.chance(40)) {
            units = random_.pick(known->second);
            const int constant_places = of.kind == Kind::integer ? 0 : 2;
            for (int place = constant_places; place < of.places; ++place) {
                units *= 10;
            }
            for (int place = of.places; place < constant_places; ++place) {
                units /= 10;
            }
            units += random_.chance(60) ? 0 : random_.between(-1, 1);
        } else if (random_.chance(20)) {
            units = random_.chance(50) ? of.low : 0;
        }
        return std::clamp(units, of.low, of.high);
    }

    void add_given(int entity, std::vector<std::string>& fields) {
        std::vector<std::string> given;
        for (const Stated& of : pack_.given) {
            if (of.entity == entity && random_.chance(4)) {
                given.push_back(quoted(of.name) + ": " + (random_.chance(10) ? "null" : value(of)));
            }
        }
        if (!given.empty()) {
            fields.push_back("\"given\": {" + joined(given) + "}");
        }
    }

    void add_previous(int entity, std::vector<std::string>& fields) {
        const std::int64_t way = random_.between(1, 100);
        const bool is_record = entity == 0;
        if (way <= (is_record ? 30 : 10)) {
            fields.emplace_back("\"previous\": \"none\"");
            return;
        }
        if (way <= (is_record ? 45 : 60)) {
            return;
        }
        if (random_.chance(70)) {
            fields.push_back("\"previous\": {" + values_before(entity) + "}");
            return;
        }
        std::vector<std::string> months;
        for (std::int64_t back = random_.between(1, 5); back > 0; --back) {
            months.push_back(quoted(month_before(date_, back)) + ": {" + values_before(entity) +
                             "}");
        }
        fields.push_back("\"previous\": {" + joined(months) + "}");
    }

    std::string values_before(int entity) {
        std::vector<std::string> values;
        for (const Stated& of : pack_.previous) {
            if (of.entity == entity && random_.chance(90)) {
                values.push_back(quoted(of.name) + ": " +
                                 (random_.chance(missing_ / 3) ? "null" : value(of)));
            }
        }
        return joined(values);
    }

    const GeneratedPack& pack_;
    std::string date_;
    Random random_;
    std::int64_t ahead_;
    int missing_ = 0; // percent of facts that are not stated
};

} // namespace

std::vector<std::string> generate_records(const GeneratedPack& pack, const std::string& date,
                                          std::uint64_t seed, std::size_t count,
                                          std::int64_t ahead) {
    RecordMaker maker(pack, date, seed, ahead);
    std::vector<std::string> records;
    for (std::size_t i = 1; i <= count; ++i) {
        records.push_back(maker.make(i));
    }
    return records;
}

} // namespace doudi::generator
