#pragma once

#include "data/json_parsing.hpp"
#include "data/repeated_keys.hpp"
#include "data/repeated_texts.hpp"

#include <doudi/records.hpp>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace doudi::data {

/// What may not be repeated in the input; known before the first record is read for good.
class RepeatedRecords {
public:
    RepeatedRecords(const Rulebook& rulebook, const ReadOptions& options)
        : rulebook_(&rulebook), parsing_(std::span(&rulebook_, 1)), batch_(rulebook) {
        const bool has_texts = options.unique && RepeatedTexts::are_in(rulebook);
        const std::size_t memory = options.memory_bytes / (has_texts ? 2 : 1);
        if (options.unique && !rulebook.entities[0].key.empty()) {
            keys_.emplace(options.temporary_folder, memory);
        }
        if (has_texts) {
            texts_.emplace(options.temporary_folder, memory);
        }
    }

    /// Whether the files are read once before they are read for good.
    [[nodiscard]] bool is_looked_for() const { return keys_ || texts_; }

    /// Notes the key of a record and what may not be repeated; false when the disk is full.
    [[nodiscard]] bool note(const Piece& piece, const RepeatedKeys::Place& place) {
        const std::string_view key = keys_ ? parsing_.find_key(piece) : std::string_view{};
        bool good = key.empty() || keys_->add(key, place);
        if (good && texts_) {
            batch_.clear();
            parsing_.begin_batch(batch_);
            parsing_.read(piece, file_, batch_, [&](RecordBuilder& builder, std::size_t) {
                good = texts_->add(builder, place);
            });
            parsing_.finish_batch();
        }
        return good;
    }

    /// Ends the first look; false as RepeatedKeys::finish.
    [[nodiscard]] bool finish() {
        return (!keys_ || keys_->finish()) && (!texts_ || texts_->finish());
    }

    /// Refuses the record that was just read if it shares with another what may not be shared.
    /// Safe for several threads.
    void refuse(RecordBuilder& builder, const RepeatedKeys::Place& place,
                const std::function<std::string(const RepeatedKeys::Place&)>& words) const {
        const auto other = keys_ ? keys_->find_other(builder.record_key(), place) : std::nullopt;
        if (other) {
            builder.refuse(Why::repeated_record, builder.rulebook().entities[0].key, words(*other));
        }
        if (texts_) {
            texts_->refuse_repeated(builder, place, words);
        }
    }

    [[nodiscard]] const Phrase& problem() const {
        return keys_ && !keys_->problem().empty() ? keys_->problem() : texts_->problem();
    }

private:
    const Rulebook* rulebook_;
    JsonParsing parsing_;
    RecordBatch batch_;
    std::string file_; ///< nobody is told of what is refused here
    std::optional<RepeatedKeys> keys_;
    std::optional<RepeatedTexts> texts_;
};

} // namespace doudi::data
