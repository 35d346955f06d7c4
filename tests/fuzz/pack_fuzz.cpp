// Any bytes as the files of a pack: findings or a rulebook, never harm. What begins with '0' is a
// pack.yaml; the rest is rules, and behind a byte 1 cases, beside a sound pack.yaml, so that the
// fuzzer gets to rules and formulas.
//
// clang++-14 -fsanitize=fuzzer,address,undefined …; run with -max_len=8192.

#include <doudi/bytes.hpp>
#include <doudi/compile.hpp>
#include <doudi/describe.hpp>
#include <doudi/load.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

using namespace doudi;

namespace {

const std::string sound_pack = R"(doudi: 1
pack: aid
language: en
title: Aid
currency: CNY
in_force: {from: 2020-01-01, until: 2020-12-31}
documents:
  order: {number: Order 1, date: 2019-12-01, title: order}
categories:
  region: {mainland: Mainland, island: Island}
entities:
  household: {title: household, key: household_id}
  member: {title: member, in: household, as: members, key: member_id, at_most: 30}
facts:
  household:
    assets: {type: money, range: [0, 1000000]}
    region: {type: region}
  member:
    wage: {type: money/month, range: [0, 100000]}
    birth_date: {type: date}
    ill: {type: boolean, default: false}
parameters:
  standard:
    type: money/month/member
    values:
      2020-01-01: {value: 660, source: order 1}
  share:
    type: rate
    by: {region: region}
    values:
      2020-01-01: {value: {mainland: 20%, island: 30%}, source: order 1}
)";

constexpr std::size_t most_dates = 3;
constexpr std::size_t most_rules = 50;

void require(bool law) {
    if (!law) {
        std::abort();
    }
}

/// Findings that can be told, in both languages and as JSON.
void tell(const Diagnostics& findings) {
    require(!render(findings, Language::zh).empty() || findings.empty());
    require(!render(findings, Language::en).empty() || findings.empty());
    require(!to_json(findings).empty());
    for (const Diagnostic& finding : findings) {
        require(!finding.code.empty() && !finding.message.zh.empty() &&
                !finding.message.en.empty());
    }
}

void compile_on_each_date(const RulePack& pack) {
    tell(check(pack));
    std::vector<Date> dates = dates_of_change(pack);
    dates.resize(std::min(dates.size(), most_dates));
    for (const Date& date : dates) {
        const auto rulebook = compile(pack, {date});
        tell(rulebook.diagnostics());
        if (rulebook) {
            require(Rulebook::from_bytes(rulebook.value().to_bytes()).has_value());
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const bool is_pack = !text.empty() && text[0] == '0';
    std::vector<std::pair<std::string, std::string>> files;
    files.emplace_back("pack.yaml", is_pack ? text.substr(1) : sound_pack);
    if (!is_pack) {
        const std::size_t cut = std::min(text.find('\x01'), text.size());
        files.emplace_back("rules.yaml", text.substr(0, cut));
        if (cut < text.size()) {
            files.emplace_back("rules.test.yaml", text.substr(cut + 1));
        }
    }
    const auto pack = load_pack_texts(files, WithCases::yes);
    tell(pack.diagnostics());
    if (pack && pack.value().rules.size() < most_rules) {
        compile_on_each_date(pack.value());
        require(!describe(pack.value(), Language::zh).empty());
    }
    return 0;
}
