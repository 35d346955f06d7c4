#include "data/repeated_texts.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace doudi::data {

namespace {

/// The same text of two facts is no repetition.
std::string key_of(const RecordBuilder& record, const UniqueText& unique) {
    std::string key = record.rulebook().inputs[unique.input].name;
    key += '\0';
    key += record.text_of(unique);
    return key;
}

} // namespace

bool RepeatedTexts::are_in(const Rulebook& rulebook) {
    return std::any_of(rulebook.inputs.begin(), rulebook.inputs.end(),
                       [](const InputEntry& input) { return input.unique; });
}

bool RepeatedTexts::add(const RecordBuilder& record, const Place& place) {
    return std::all_of(
        record.unique_texts().begin(), record.unique_texts().end(),
        [&](const UniqueText& unique) { return keys_.add(key_of(record, unique), place); });
}

void RepeatedTexts::refuse_repeated(RecordBuilder& record, const Place& place,
                                    const std::function<std::string(const Place&)>& words) const {
    std::vector<std::pair<std::string, std::string>> found;
    for (const UniqueText& unique : record.unique_texts()) {
        const auto other = keys_.find_other(key_of(record, unique), place);
        const bool is_elsewhere = other && (other->file != place.file || other->line != place.line);
        if (is_elsewhere) {
            found.emplace_back(record.name_of(unique), words(*other));
        }
    }
    for (const auto& [name, where] : found) {
        record.refuse(Why::repeated_text, name, where);
    }
}

} // namespace doudi::data
