#include "write_population.hpp"

#include <array>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <numeric>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace doudi::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 8> disabilities{"no_disability", "visual",   "hearing",
                                                       "speech",        "physical", "intellectual",
                                                       "mental",        "multiple"};

class File {
public:
    explicit File(const fs::path& path) : path_(path), out_(path, std::ios::binary) {}

    void write(const void* bytes, std::size_t count) {
        out_.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(count));
    }

    void write(std::string_view text) { write(text.data(), text.size()); }

    void close() {
        out_.close();
        if (!out_) {
            throw std::runtime_error("cannot write " + path_.string());
        }
    }

private:
    fs::path path_;
    std::ofstream out_;
};

template <typename Number>
void write_column(const fs::path& folder, std::string_view name, std::string_view type,
                  const std::vector<Number>& numbers) {
    File file(folder / (std::string(name) + "." + std::string(type)));
    file.write(numbers.data(), numbers.size() * sizeof(Number));
    file.close();
}

void write_columns(const Households& all, const Results& expected, const fs::path& folder) {
    using Narrow = std::pair<std::string_view, const std::vector<std::int32_t>*>;
    for (const auto& [name, column] :
         std::initializer_list<Narrow>{{"wage", &all.wage},
                                       {"business", &all.business},
                                       {"property", &all.property},
                                       {"transfer", &all.transfer},
                                       {"exempt_transfer", &all.exempt_transfer},
                                       {"medical_self_paid", &all.medical_self_paid},
                                       {"education_cost", &all.education_cost},
                                       {"rehab_cost", &all.rehab_cost},
                                       {"age", &all.age},
                                       {"disability_grade", &all.disability_grade},
                                       {"disability_type", &all.disability_type},
                                       {"prior_amount", &all.prior_amount},
                                       {"months_over", &all.months_over},
                                       {"expected.category", &expected.category},
                                       {"expected.per_capita", &expected.per_capita},
                                       {"expected.amount", &expected.amount}}) {
        write_column(folder, name, "i32", *column);
    }
    write_column(folder, "severe_illness", "u8", all.severe_illness);
    write_column(folder, "employed", "u8", all.employed);
    write_column(folder, "prior_recipient", "u8", all.prior_recipient);
    write_column(folder, "assets", "i64", all.assets);
    write_column(folder, "starts", "u32", all.starts);
}

void add_money(std::string& text, std::int64_t fen) {
    if (fen < 0) {
        text += '-';
        fen = -fen;
    }
    text += std::to_string(fen / 100);
    const std::int64_t rest = fen % 100;
    text += '.';
    text += static_cast<char>('0' + rest / 10);
    text += static_cast<char>('0' + rest % 10);
}

std::string key_of(std::size_t household) {
    std::string digits = std::to_string(household);
    return "h" + std::string(9 - std::min<std::size_t>(9, digits.size()), '0') + digits;
}

/// Calls `money`, `number`, `truth` and `word` with a column's name and value, for each fact.
template <typename Out>
void put_household(const Households& all, std::size_t h, Out& out) {
    out.money("assets", all.assets[h]);
    out.truth("prior_recipient", all.prior_recipient[h] != 0);
    out.money("prior_amount", all.prior_amount[h]);
    out.number("months_over", all.months_over[h]);
}

template <typename Out>
void put_member(const Households& all, std::size_t i, Out& out) {
    out.money("wage", all.wage[i]);
    out.money("business", all.business[i]);
    out.money("property", all.property[i]);
    out.money("transfer", all.transfer[i]);
    out.money("exempt_transfer", all.exempt_transfer[i]);
    out.number("age", all.age[i]);
    out.number("disability_grade", all.disability_grade[i]);
    out.word("disability_type", disabilities[static_cast<std::size_t>(all.disability_type[i])]);
    out.truth("severe_illness", all.severe_illness[i] != 0);
    out.money("medical_self_paid", all.medical_self_paid[i]);
    out.money("education_cost", all.education_cost[i]);
    out.money("rehab_cost", all.rehab_cost[i]);
    out.truth("employed", all.employed[i] != 0);
}

struct JsonOut {
    std::string& text;

    void key(std::string_view name) { text.append(", \"").append(name).append("\": "); }

    void money(std::string_view name, std::int64_t fen) {
        key(name);
        add_money(text, fen);
    }

    void number(std::string_view name, std::int64_t value) {
        key(name);
        text += std::to_string(value);
    }

    void truth(std::string_view name, bool value) {
        key(name);
        text += value ? "true" : "false";
    }

    void word(std::string_view name, std::string_view value) {
        key(name);
        text.append("\"").append(value).append("\"");
    }
};

struct CsvOut {
    std::string& text;

    void money(std::string_view, std::int64_t fen) {
        text += ',';
        add_money(text, fen);
    }

    void number(std::string_view, std::int64_t value) { text.append(",") += std::to_string(value); }

    void truth(std::string_view, bool value) { text += value ? ",true" : ",false"; }

    void word(std::string_view, std::string_view value) { text.append(",").append(value); }
};

struct HeaderOut {
    std::string& text;

    void money(std::string_view name, std::int64_t) { text.append(",").append(name); }

    void number(std::string_view name, std::int64_t) { text.append(",").append(name); }

    void truth(std::string_view name, bool) { text.append(",").append(name); }

    void word(std::string_view name, std::string_view) { text.append(",").append(name); }
};

/// 0 … count − 1 in an order that no engine can know.
std::vector<std::uint32_t> shuffled(std::size_t count) {
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    std::uint64_t state = 1;
    for (std::size_t i = count; i > 1; --i) {
        state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        std::swap(order[i - 1], order[(state >> 33U) % i]);
    }
    return order;
}

std::vector<std::uint32_t> in_order(std::size_t count) {
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    return order;
}

void write_household_csv(const Households& all, const std::vector<std::uint32_t>& order,
                         const fs::path& path) {
    File file(path);
    std::string line = "household_id";
    HeaderOut header{line};
    put_household(all, 0, header);
    for (const std::uint32_t h : order) {
        line += '\n';
        file.write(line);
        line = key_of(h);
        CsvOut out{line};
        put_household(all, h, out);
    }
    file.write(line + "\n");
    file.close();
}

void write_member_csv(const Households& all, const std::vector<std::uint32_t>& household_of,
                      const std::vector<std::uint32_t>& order, const fs::path& path) {
    File file(path);
    std::string line = "household_id,member_id";
    HeaderOut header{line};
    put_member(all, 0, header);
    for (const std::uint32_t i : order) {
        line += '\n';
        file.write(line);
        const std::uint32_t h = household_of[i];
        line = key_of(h) + "," + std::to_string(i - all.starts[h] + 1);
        CsvOut out{line};
        put_member(all, i, out);
    }
    file.write(line + "\n");
    file.close();
}

void write_texts(const Households& all, std::size_t texts, const fs::path& folder) {
    std::vector<std::uint32_t> household_of;
    for (std::size_t h = 0; h < texts; ++h) {
        household_of.resize(all.starts[h + 1], static_cast<std::uint32_t>(h));
    }
    const std::size_t members = household_of.size();
    write_household_csv(all, in_order(texts), folder / "text/household.csv");
    write_member_csv(all, household_of, in_order(members), folder / "text/member.csv");
    write_household_csv(all, shuffled(texts), folder / "shuffled/household.csv");
    write_member_csv(all, household_of, shuffled(members), folder / "shuffled/member.csv");
    File lines(folder / "text/records.ndjson");
    for (std::size_t h = 0; h < texts; ++h) {
        lines.write(record_text(all, h) + "\n");
    }
    lines.close();
}

} // namespace

std::string record_text(const Households& all, std::size_t household) {
    std::string text = R"({"household_id": ")" + key_of(household) + '"';
    JsonOut out{text};
    put_household(all, household, out);
    text += R"(, "members": [)";
    for (std::size_t i = all.starts[household]; i < all.starts[household + 1]; ++i) {
        text += i == all.starts[household] ? "{" : ", {";
        text += R"("member_id": ")" + std::to_string(i - all.starts[household] + 1) + '"';
        put_member(all, i, out);
        text += '}';
    }
    return text + "]}";
}

bool write_population(const Households& all, const Results& expected, std::size_t texts,
                      const fs::path& folder) {
    try {
        for (const char* part : {"columns", "text", "shuffled"}) {
            fs::create_directories(folder / part);
        }
        write_columns(all, expected, folder / "columns");
        write_texts(all, std::min(texts, all.size()), folder);
        return true;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
        return false;
    }
}

} // namespace doudi::bench
