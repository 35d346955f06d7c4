#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace doudi::property {

/// A record's text, piece by piece: what it states itself, and what it states of the past.
struct Statement {
    std::string facts;    ///< "\"rent\": 100, " or nothing
    std::string previous; ///< none, null, an object, or nothing
};

struct HouseholdText {
    std::string key;
    Statement own;
    std::vector<std::pair<std::string, Statement>> members;

    [[nodiscard]] std::string to_json() const {
        std::string text = "{\"household_id\": \"" + key + "\"" + of(own) + ", \"members\": [";
        for (std::size_t i = 0; i < members.size(); ++i) {
            text += (i == 0 ? "{\"member_id\": \"" : ", {\"member_id\": \"") + members[i].first +
                    "\"" + of(members[i].second) + "}";
        }
        return text + "]}";
    }

private:
    static std::string of(const Statement& statement) {
        return statement.facts +
               (statement.previous.empty() ? "" : ", \"previous\": " + statement.previous);
    }
};

class RandomHouseholds {
public:
    explicit RandomHouseholds(std::uint32_t seed) : random_(seed) {}

    HouseholdText next() {
        HouseholdText text;
        text.key = "h" + std::to_string(++count_);
        text.own = {
            fact("rent", {"0", "100", "null"}) + fact("town", {"\"a\"", "\"b\"", "null"}) +
                fact("moved", {"\"2019-05-01\"", "\"2020-06-30\""}),
            previous({"\"aid.streak\": 2", "\"aid.outcome\": \"leaving\"", "\"aid.income\": 500",
                      "\"aid.grant\": 300", "\"aid.leaving.month\": 1", "\"aid.leaving.base\": 300",
                      "\"town\": \"a\"", "\"rent\": 50", "\"aid.part\": null"})};
        const std::size_t members = pick(4);
        for (std::size_t i = 0; i < members; ++i) {
            text.members.emplace_back(
                std::string(1, static_cast<char>('a' + i)),
                Statement{fact("wage", {"0", "300", "600.50", "2000", "null"}) +
                              fact("grade", {"\"low\"", "\"high\""}) +
                              fact("works", {"true", "false"}),
                          previous({"\"wage\": 200", "\"grade\": \"high\"", "\"works\": true"})});
        }
        return text;
    }

private:
    std::size_t pick(std::size_t choices) {
        return std::uniform_int_distribution<std::size_t>(0, choices - 1)(random_);
    }

    std::string month(std::size_t first, std::size_t count) {
        const std::size_t index = first + pick(count);
        return fmt::format("{}-{:02}", 2019 + index / 12, index % 12 + 1);
    }

    /// Not stated, stated once, or from some months on.
    std::string fact(const std::string& name, const std::vector<std::string>& values) {
        if (pick(6) == 0) {
            return "";
        }
        if (pick(3) != 0) {
            return ", \"" + name + "\": " + values[pick(values.size())];
        }
        std::map<std::string, std::string> by_month;
        for (std::size_t i = 0, months = 1 + pick(4); i < months; ++i) {
            by_month[month(8, 14)] = values[pick(values.size())];
        }
        return ", \"" + name + "\": " + object(by_month);
    }

    std::string previous(const std::vector<std::string>& values) {
        const auto some = [&] {
            std::string text;
            for (const std::string& value : values) {
                if (pick(3) != 0) {
                    text += (text.empty() ? "" : ", ") + value;
                }
            }
            return "{" + text + "}";
        };
        switch (pick(6)) {
        case 0:
        case 1:
            return "\"none\"";
        case 2:
            return some();
        case 3: {
            std::map<std::string, std::string> by_month;
            for (std::size_t back = 0; back < 6; ++back) {
                if (pick(8) != 0) {
                    by_month[fmt::format("2019-{:02}", 12 - back)] = some();
                }
            }
            return by_month.empty() ? "null" : object(by_month);
        }
        case 4:
            return "null";
        default:
            return "";
        }
    }

    static std::string object(const std::map<std::string, std::string>& entries) {
        std::string text;
        for (const auto& [name, value] : entries) {
            text += (text.empty() ? "\"" : ", \"") + name + "\": " + value;
        }
        return "{" + text + "}";
    }

    std::mt19937 random_;
    std::size_t count_ = 0;
};

} // namespace doudi::property
