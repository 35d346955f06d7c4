#include "syntax/foreign_words.hpp"

#include <algorithm>
#include <array>

namespace doudi::syntax {

namespace {

struct ForeignWord {
    std::string_view word;
    std::string_view meant;
};

constexpr std::array operators{
    ForeignWord{"AND", "and"},
    ForeignWord{"And", "and"},
    ForeignWord{"且", "and"},
    ForeignWord{"并且", "and"},
    ForeignWord{"而且", "and"},
    ForeignWord{"和", "and"},
    ForeignWord{"OR", "or"},
    ForeignWord{"Or", "or"},
    ForeignWord{"或", "or"},
    ForeignWord{"或者", "or"},
    ForeignWord{"IN", "in"},
    ForeignWord{"In", "in"},
    ForeignWord{"属于", "in"},
    ForeignWord{"BETWEEN", "between"},
    ForeignWord{"Between", "between"},
    ForeignWord{"介于", "between"},
    ForeignWord{"THEN", "then"},
    ForeignWord{"Then", "then"},
    ForeignWord{"那么", "then"},
    ForeignWord{"则", "then"},
    ForeignWord{"ELSE", "else"},
    ForeignWord{"Else", "else"},
    ForeignWord{"否则", "else"},
    ForeignWord{"elif", "else if"},
    ForeignWord{"ELIF", "else if"},
    ForeignWord{"elsif", "else if"},
    ForeignWord{"elseif", "else if"},
    ForeignWord{"ELSEIF", "else if"},
    ForeignWord{"OF", "of"},
    ForeignWord{"Of", "of"},
    ForeignWord{"的", "of"},
    ForeignWord{"WHERE", "where"},
    ForeignWord{"Where", "where"},
    ForeignWord{"其中", "where"},
    ForeignWord{"is", "="},
    ForeignWord{"IS", "="},
    ForeignWord{"equals", "="},
    ForeignWord{"等于", "="},
    ForeignWord{"是", "="},
    ForeignWord{"不等于", "!="},
    ForeignWord{"大于", ">"},
    ForeignWord{"高于", ">"},
    ForeignWord{"超过", ">"},
    ForeignWord{"小于", "<"},
    ForeignWord{"低于", "<"},
    ForeignWord{"大于等于", ">="},
    ForeignWord{"不小于", ">="},
    ForeignWord{"不低于", ">="},
    ForeignWord{"小于等于", "<="},
    ForeignWord{"不大于", "<="},
    ForeignWord{"不高于", "<="},
    ForeignWord{"不超过", "<="},
    ForeignWord{"加", "+"},
    ForeignWord{"减", "-"},
    ForeignWord{"乘", "*"},
    ForeignWord{"乘以", "*"},
    ForeignWord{"除以", "/"},
    ForeignWord{"至", ".."},
    ForeignWord{"到", ".."},
};

constexpr std::array prefixes{
    ForeignWord{"NOT", "not"}, ForeignWord{"Not", "not"},  ForeignWord{"非", "not"},
    ForeignWord{"不", "not"},  ForeignWord{"不是", "not"}, ForeignWord{"IF", "if"},
    ForeignWord{"If", "if"},   ForeignWord{"如果", "if"},  ForeignWord{"若", "if"},
    ForeignWord{"如", "if"},
};

constexpr std::string_view choose = "if … then … else …";

constexpr std::array calls{
    ForeignWord{"NOT", "not (…)"}, ForeignWord{"Not", "not (…)"},  ForeignWord{"非", "not (…)"},
    ForeignWord{"不", "not (…)"},  ForeignWord{"不是", "not (…)"}, ForeignWord{"IF", choose},
    ForeignWord{"If", choose},     ForeignWord{"IFF", choose},     ForeignWord{"iif", choose},
    ForeignWord{"如果", choose},   ForeignWord{"若", choose},      ForeignWord{"AND", "… and …"},
    ForeignWord{"And", "… and …"}, ForeignWord{"且", "… and …"},   ForeignWord{"OR", "… or …"},
    ForeignWord{"Or", "… or …"},   ForeignWord{"或", "… or …"},
};

template <std::size_t count>
std::string_view look_up(const std::array<ForeignWord, count>& words, std::string_view word) {
    const auto* const found = std::find_if(
        words.begin(), words.end(), [&](const ForeignWord& known) { return known.word == word; });
    return found == words.end() ? std::string_view{} : found->meant;
}

} // namespace

std::string_view meant_operator(std::string_view word) {
    return look_up(operators, word);
}

std::string_view meant_prefix(std::string_view word) {
    return look_up(prefixes, word);
}

std::string_view meant_call(std::string_view word) {
    return look_up(calls, word);
}

} // namespace doudi::syntax
