#pragma once

#include "data/byte_window.hpp"
#include "data/json_walk.hpp"
#include "data/month_builders.hpp"
#include "data/pieces.hpp"

#include <doudi/limits.hpp>
#include <doudi/records.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::data {

/// Adds the records of texts to batches.
class JsonParsing {
public:
    explicit JsonParsing(std::span<const Rulebook* const> months) : builders_(months) {}

    void begin_batch(RecordBatch& batch) { builders_.begin_batch(batch); }

    void finish_batch() { builders_.finish_batch(); }

    void read(const Piece& piece, const std::string& file, RecordBatch& batch,
              const std::function<void(RecordBuilder&)>& look_over = {}) {
        static_assert(ByteWindow::padding >= 64);
        builders_.add(batch, file, piece.line, [&](RecordBuilder& builder) {
            if (piece.is_too_large) {
                builder.begin_record();
                builder.refuse(Why::record_too_large, {}, std::to_string(limits::record_bytes));
            } else {
                walk_.read(piece.text, builder);
            }
            if (look_over) {
                look_over(builder);
            }
        });
    }

    /// Reads a text that is one plainly written record from its first byte on. False when it is
    /// not that.
    [[nodiscard]] bool read_plain(std::string_view text, const std::string& file,
                                  RecordBatch& batch) {
        if (!text.starts_with('{') || text.size() > limits::record_bytes ||
            !builders_.of(0).read_plain(text)) {
            return false;
        }
        builders_.end_record(batch, file, 1);
        return true;
    }

    /// The key of the record, for a first look; empty when it cannot be told.
    [[nodiscard]] std::string_view find_key(const Piece& piece) {
        return walk_.find(piece.text, builders_.rulebook().entities[0].key);
    }

private:
    MonthBuilders builders_;
    JsonWalk walk_;
};

/// The texts of records one behind the other.
class JsonTexts final : public RecordTexts {
public:
    void clear() {
        release_if_large(bytes_);
        bytes_.clear();
        entries_.clear();
    }

    void add(const Piece& piece, std::size_t file) {
        bytes_.resize(bytes_.size() - (entries_.empty() ? 0 : ByteWindow::padding));
        entries_.push_back(
            {bytes_.size(), piece.text.size(), piece.line, file, piece.is_too_large});
        bytes_ += piece.text;
        bytes_.append(ByteWindow::padding, '\0');
    }

    [[nodiscard]] std::size_t size() const { return entries_.size(); }

    [[nodiscard]] std::size_t bytes() const { return bytes_.size(); }

    [[nodiscard]] Piece piece(std::size_t i) const {
        const Entry& entry = entries_[i];
        return {std::string_view(bytes_).substr(entry.begin, entry.size), entry.line,
                entry.is_too_large};
    }

    [[nodiscard]] std::size_t file(std::size_t i) const { return entries_[i].file; }

private:
    struct Entry {
        std::size_t begin = 0;
        std::size_t size = 0;
        std::size_t line = 0;
        std::size_t file = 0;
        bool is_too_large = false;
    };

    std::string bytes_; ///< and behind them the padding that a piece needs
    std::vector<Entry> entries_;
};

} // namespace doudi::data
