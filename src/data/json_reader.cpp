#include "data/json_reader.hpp"

#include "data/json_walk.hpp"
#include "data/pieces.hpp"
#include "data/reader_problems.hpp"
#include "data/record_builder.hpp"

#include <doudi/limits.hpp>

#include <memory>
#include <string>
#include <utility>

namespace doudi {

namespace data {

namespace {

Pieces::Form form_of(const RecordFile& file) {
    const std::filesystem::path end = file.path.extension();
    switch (file.format) {
    case RecordFormat::json:
        return Pieces::Form::value;
    case RecordFormat::ndjson:
        return Pieces::Form::lines;
    default:
        break;
    }
    if (end == ".json") {
        return Pieces::Form::value;
    }
    return end == ".ndjson" || end == ".jsonl" ? Pieces::Form::lines : Pieces::Form::automatic;
}

/// Adds the records of one file to batches.
class RecordParser {
public:
    explicit RecordParser(const Rulebook& rulebook) : builder_(rulebook) {}

    void begin_batch(RecordBatch& batch) { builder_.begin_batch(batch.population); }

    void finish_batch() { builder_.finish_batch(); }

    void read(const Piece& piece, const std::string& file, RecordBatch& batch) {
        static_assert(ByteWindow::padding >= 64);
        bool added = false;
        if (piece.is_too_large) {
            builder_.begin_record();
            builder_.refuse(Why::record_too_large, {}, std::to_string(limits::record_bytes));
            added = builder_.end_record();
        } else {
            added = walk_.read(piece.text, builder_);
        }
        if (added) {
            batch.lines.push_back(piece.line);
            return;
        }
        RejectedRecord rejected{file, piece.line, 0, builder_.trouble().record_key(), {}};
        rejected.reasons = builder_.trouble().take(batch.population.rulebook());
        batch.rejected.push_back(std::move(rejected));
    }

private:
    RecordBuilder builder_;
    JsonWalk walk_;
};

class JsonReader final : public RecordReader {
public:
    JsonReader(const Rulebook& rulebook, std::vector<RecordFile> files, const ReadOptions& options)
        : files_(std::move(files)), options_(options), parser_(rulebook) {
        for (const RecordFile& file : files_) {
            std::error_code ignored;
            const auto size = std::filesystem::file_size(file.path, ignored);
            bytes_total_ += ignored ? 0 : size;
        }
    }

    bool next(RecordBatch& batch) override {
        batch.clear();
        if (!problems_.empty()) {
            return false;
        }
        parser_.begin_batch(batch);
        const std::uint64_t stop = bytes_before_ + window_.bytes_read() + options_.batch_bytes;
        bool took_any = false;
        Piece piece;
        while (batch.population.size() + batch.rejected.size() < options_.batch_records &&
               bytes_before_ + window_.bytes_read() <= stop && next_piece(piece)) {
            parser_.read(piece, files_[current_].path.string(), batch);
            took_any = true;
        }
        parser_.finish_batch();
        bytes_read_ = bytes_before_ + window_.bytes_read();
        return took_any && problems_.empty();
    }

private:
    bool next_piece(Piece& piece) {
        for (;;) {
            if (pieces_ && pieces_->next(piece)) {
                return true;
            }
            if (pieces_ && !end_file()) {
                return false;
            }
            if (next_file_ == files_.size()) {
                return false;
            }
            current_ = next_file_++;
            if (!window_.open(files_[current_].path)) {
                problems_.push_back(cannot_read(files_[current_].path, window_.problem()));
                return false;
            }
            pieces_ = std::make_unique<Pieces>(window_, form_of(files_[current_]));
        }
    }

    // Whether the file was read to its end.
    bool end_file() {
        const std::filesystem::path& path = files_[current_].path;
        if (!window_.problem().empty()) {
            problems_.push_back(cannot_read(path, window_.problem()));
        } else if (pieces_->is_broken()) {
            problems_.push_back(broken_list(path, pieces_->line()));
        }
        bytes_before_ += window_.bytes_read();
        window_.show({});
        pieces_.reset();
        return problems_.empty();
    }

    std::vector<RecordFile> files_;
    ReadOptions options_;
    RecordParser parser_;
    ByteWindow window_;
    std::unique_ptr<Pieces> pieces_;
    std::size_t current_ = 0;
    std::size_t next_file_ = 0;
    std::uint64_t bytes_before_ = 0; ///< in the files before this one
};

} // namespace

std::unique_ptr<RecordReader> make_json_reader(const Rulebook& rulebook,
                                               std::vector<RecordFile> files,
                                               const ReadOptions& options) {
    return std::make_unique<JsonReader>(rulebook, std::move(files), options);
}

} // namespace data

RecordBatch read_records_json(const Rulebook& rulebook, std::string_view text,
                              std::string_view name) {
    RecordBatch batch(rulebook);
    data::RecordParser parser(rulebook);
    data::ByteWindow window;
    window.show(text);
    data::Pieces pieces(window);
    parser.begin_batch(batch);
    data::Piece piece;
    while (pieces.next(piece)) {
        parser.read(piece, std::string(name), batch);
    }
    parser.finish_batch();
    if (pieces.is_broken()) {
        batch.rejected.push_back(
            {std::string(name), pieces.line(), 0, {}, {data::make_reason(data::Why::broken_list)}});
    }
    return batch;
}

} // namespace doudi
