#pragma once

#include "data/byte_window.hpp"
#include "data/json_walk.hpp"
#include "data/month_builders.hpp"
#include "data/pieces.hpp"
#include "data/plain_json.hpp"
#include "data/plain_reading.hpp"

#include <doudi/records.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::data {

/// The texts of records, in the bytes that were read.
class JsonTexts final : public RecordTexts {
public:
    void clear() {
        release_if_large(bytes_);
        size_ = 0;
        end_ = 0;
        entries_.clear();
    }

    /// Adds a piece of a window that holds it.
    void add(const Piece& piece, std::size_t file, const ByteWindow& window) {
        const std::size_t begin = piece.text.empty() ? 0 : window.place_of(piece.text.data());
        entries_.push_back({begin, piece.text.size(), piece.line, file, piece.is_too_large});
        size_ += piece.text.size();
        end_ = std::max(end_, begin + piece.text.size());
    }

    /// Takes the bytes of all pieces added.
    void take_bytes(ByteWindow& window) { first_ = window.hand_over(bytes_, end_); }

    [[nodiscard]] std::size_t size() const { return entries_.size(); }

    /// Of all pieces.
    [[nodiscard]] std::size_t bytes() const { return size_; }

    [[nodiscard]] Piece piece(std::size_t i) const {
        const Entry& entry = entries_[i];
        return {{bytes_.data() + first_ + entry.begin, entry.size}, entry.line, entry.is_too_large};
    }

    [[nodiscard]] std::size_t file(std::size_t i) const { return entries_[i].file; }

private:
    struct Entry {
        std::size_t begin = 0; ///< behind the first
        std::size_t size = 0;
        std::size_t line = 0;
        std::size_t file = 0;
        bool is_too_large = false;
    };

    std::vector<char> bytes_;
    std::size_t first_ = 0; ///< of the bytes that were held
    std::size_t size_ = 0;
    std::size_t end_ = 0; ///< of the last of them
    std::vector<Entry> entries_;
};

/// Adds the records of texts to batches.
class JsonParsing {
public:
    /// What is done with record `i` before it is kept.
    using LookOver = std::function<void(RecordBuilder& builder, std::size_t i)>;

    explicit JsonParsing(std::span<const Rulebook* const> months);

    void begin_batch(RecordBatch& batch) { builders_.begin_batch(batch); }

    void finish_batch() { builders_.finish_batch(); }

    /// Adds all records that were cut; `files` are the names of the files they are from.
    void read(const JsonTexts& texts, const std::vector<std::string>& files, RecordBatch& batch,
              const LookOver& look_over = {});

    /// Adds one record.
    void read(const Piece& piece, const std::string& file, RecordBatch& batch,
              const LookOver& look_over = {});

    /// Reads a text that is one plainly written record from its first byte on. False when it is
    /// not that.
    [[nodiscard]] bool read_plain(std::string_view text, const std::string& file,
                                  RecordBatch& batch);

    /// The key of the record, for a first look; empty when it cannot be told.
    [[nodiscard]] std::string_view find_key(const Piece& piece) {
        return walk_.find(piece.text, builders_.rulebook().entities[0].key);
    }

private:
    class Source;
    class SourceOfTexts;
    class SourceOfPiece;

    MonthBuilders builders_;
    JsonWalk walk_;
    PlainReading plain_;
    std::vector<PlainJson> splits_; ///< of each month
};

} // namespace doudi::data
