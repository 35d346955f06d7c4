#include "data/json_reader.hpp"

#include "data/json_walk.hpp"
#include "data/month_builders.hpp"
#include "data/pieces.hpp"
#include "data/reader_problems.hpp"
#include "data/repeated_keys.hpp"
#include "data/repeated_texts.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <functional>
#include <memory>
#include <optional>
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

/// Adds the records of files to batches.
class RecordParser {
public:
    explicit RecordParser(std::span<const Rulebook* const> months) : builders_(months) {}

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

    /// The key of the record, for a first look; empty when it cannot be told.
    [[nodiscard]] std::string_view find_key(const Piece& piece) {
        return walk_.find(piece.text, builders_.rulebook().entities[0].key);
    }

private:
    MonthBuilders builders_;
    JsonWalk walk_;
};

/// The texts of the records of several files, as if they were one.
class PiecesOfFiles {
public:
    explicit PiecesOfFiles(std::vector<RecordFile> files) : files_(std::move(files)) {}

    /// False at the end, or when there is a problem.
    [[nodiscard]] bool next(Piece& piece, Diagnostics& problems) {
        for (;;) {
            if (pieces_ && pieces_->next(piece)) {
                return true;
            }
            if (pieces_ && !end_file(problems)) {
                return false;
            }
            if (next_file_ == files_.size()) {
                return false;
            }
            current_ = next_file_++;
            if (!window_.open(files_[current_].path)) {
                problems.push_back(cannot_read(files_[current_].path, window_.problem()));
                return false;
            }
            pieces_.emplace(window_, form_of(files_[current_]));
        }
    }

    void begin_again() {
        window_.show({});
        pieces_.reset();
        next_file_ = 0;
    }

    [[nodiscard]] std::size_t current() const { return current_; }

    [[nodiscard]] std::string name(std::size_t file) const { return files_[file].path.string(); }

    /// In all passes.
    [[nodiscard]] std::uint64_t bytes_read() const { return bytes_before_ + window_.bytes_read(); }

private:
    // Whether the file was read to its end.
    bool end_file(Diagnostics& problems) {
        const std::filesystem::path& path = files_[current_].path;
        if (!window_.problem().empty()) {
            problems.push_back(cannot_read(path, window_.problem()));
        } else if (pieces_->is_broken()) {
            problems.push_back(broken_list(path, pieces_->line()));
        }
        bytes_before_ += window_.bytes_read();
        window_.show({});
        pieces_.reset();
        return problems.empty();
    }

    std::vector<RecordFile> files_;
    ByteWindow window_;
    std::optional<Pieces> pieces_;
    std::size_t current_ = 0;
    std::size_t next_file_ = 0;
    std::uint64_t bytes_before_ = 0; ///< in the files before this one
};

class JsonReader final : public RecordReader {
public:
    JsonReader(std::span<const Rulebook* const> months, std::vector<RecordFile> files,
               const ReadOptions& options)
        : options_(options), parser_(months), pieces_(files) {
        const Rulebook& first = *months.front();
        const bool has_texts = options.unique && RepeatedTexts::are_in(first);
        const std::size_t memory = options.memory_bytes / (has_texts ? 2 : 1);
        if (options.unique && !first.entities[0].key.empty()) {
            repeated_.emplace(options.temporary_folder, memory);
        }
        if (has_texts) {
            texts_.emplace(options.temporary_folder, memory);
            scout_.emplace(months.first(1));
            scouted_.emplace(first);
        }
        for (const RecordFile& file : files) {
            std::error_code ignored;
            const auto size = std::filesystem::file_size(file.path, ignored);
            bytes_total_ += (ignored ? 0 : size) * (looks_over() ? 2 : 1);
        }
    }

    bool next(RecordBatch& batch) override {
        batch.clear();
        if (!problems_.empty()) {
            return false;
        }
        if (looks_over() && !is_looked_over_) {
            look_for_repeated();
            bytes_read_ = pieces_.bytes_read();
            return problems_.empty();
        }
        parser_.begin_batch(batch);
        const std::uint64_t stop = pieces_.bytes_read() + options_.batch_bytes;
        bool took_any = false;
        Piece piece;
        while (batch.population.size() + batch.rejected.size() < options_.batch_records &&
               pieces_.bytes_read() <= stop && pieces_.next(piece, problems_)) {
            read(piece, batch);
            took_any = true;
        }
        parser_.finish_batch();
        bytes_read_ = pieces_.bytes_read();
        return took_any && problems_.empty();
    }

private:
    /// Whether the files are read once before they are read for good.
    [[nodiscard]] bool looks_over() const { return repeated_ || texts_; }

    [[nodiscard]] RepeatedKeys::Place place_of(const Piece& piece) const {
        return {static_cast<std::uint32_t>(pieces_.current()), piece.line};
    }

    void read(const Piece& piece, RecordBatch& batch) {
        if (!looks_over()) {
            parser_.read(piece, pieces_.name(pieces_.current()), batch);
            return;
        }
        const auto words = [this](const RepeatedKeys::Place& place) {
            return fmt::format("{}:{}", pieces_.name(place.file), place.line);
        };
        parser_.read(piece, pieces_.name(pieces_.current()), batch, [&](RecordBuilder& builder) {
            const auto other = repeated_
                                   ? repeated_->find_other(builder.record_key(), place_of(piece))
                                   : std::nullopt;
            if (other) {
                builder.refuse(Why::repeated_record, builder.rulebook().entities[0].key,
                               words(*other));
            }
            if (texts_) {
                texts_->refuse_repeated(builder, place_of(piece), words);
            }
        });
    }

    /// Notes the key of a record and what may not be repeated; false when the disk is full.
    [[nodiscard]] bool note(const Piece& piece) {
        const std::string_view key = repeated_ ? parser_.find_key(piece) : std::string_view{};
        bool good = key.empty() || repeated_->add(key, place_of(piece));
        if (good && texts_) {
            scouted_->clear();
            scout_->begin_batch(*scouted_);
            scout_->read(piece, {}, *scouted_, [&](RecordBuilder& builder) {
                good = texts_->add(builder, place_of(piece));
            });
            scout_->finish_batch();
        }
        return good;
    }

    [[nodiscard]] const Phrase& sorting_problem() const {
        return repeated_ && !repeated_->problem().empty() ? repeated_->problem()
                                                          : texts_->problem();
    }

    // Some of the first pass over the files, which looks at keys and at what may not be repeated.
    void look_for_repeated() {
        const std::uint64_t stop = pieces_.bytes_read() + options_.batch_bytes;
        Piece piece;
        while (pieces_.next(piece, problems_)) {
            if (!note(piece)) {
                problems_.push_back(cannot_sort(options_.temporary_folder, sorting_problem()));
                return;
            }
            if (pieces_.bytes_read() > stop) {
                return;
            }
        }
        const bool finished = (!repeated_ || repeated_->finish()) && (!texts_ || texts_->finish());
        if (problems_.empty() && !finished) {
            problems_.push_back(cannot_sort(options_.temporary_folder, sorting_problem()));
        }
        pieces_.begin_again();
        is_looked_over_ = true;
    }

    ReadOptions options_;
    RecordParser parser_;
    PiecesOfFiles pieces_;
    std::optional<RepeatedKeys> repeated_;
    std::optional<RepeatedTexts> texts_;
    std::optional<RecordParser> scout_; ///< of the first pass, when it must read whole records
    std::optional<RecordBatch> scouted_;
    bool is_looked_over_ = false;
};

} // namespace

std::unique_ptr<RecordReader> make_json_reader(std::span<const Rulebook* const> months,
                                               std::vector<RecordFile> files,
                                               const ReadOptions& options) {
    return std::make_unique<JsonReader>(months, std::move(files), options);
}

} // namespace data

RecordBatch read_records_json(const Rulebook& rulebook, std::string_view text,
                              std::string_view name) {
    RecordBatch batch(rulebook);
    const Rulebook* const month = &rulebook;
    data::RecordParser parser(std::span(&month, 1));
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
