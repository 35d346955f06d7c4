#include "data/json_reader.hpp"

#include "data/json_walk.hpp"
#include "data/month_builders.hpp"
#include "data/pieces.hpp"
#include "data/reader_problems.hpp"
#include "data/repeated_keys.hpp"
#include "data/repeated_texts.hpp"

#include <doudi/error.hpp>
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

/// What may not be repeated in the input; known before the first record is read for good.
class Repeated {
public:
    Repeated(const Rulebook& rulebook, const ReadOptions& options)
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
            parsing_.read(piece, {}, batch_,
                          [&](RecordBuilder& builder) { good = texts_->add(builder, place); });
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
    std::optional<RepeatedKeys> keys_;
    std::optional<RepeatedTexts> texts_;
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

/// Reads what a JsonReader has cut.
class JsonParser final : public RecordParser {
public:
    JsonParser(std::span<const Rulebook* const> months, const std::vector<RecordFile>& files,
               const Repeated& repeated)
        : parsing_(months), repeated_(&repeated) {
        for (const RecordFile& file : files) {
            names_.push_back(file.path.string());
        }
    }

    void read(const RecordTexts& cut, RecordBatch& batch) override {
        const auto* const texts = dynamic_cast<const JsonTexts*>(&cut);
        if (texts == nullptr) {
            throw UsageError("RecordParser: the texts were made by another reader");
        }
        batch.clear();
        parsing_.begin_batch(batch);
        for (std::size_t i = 0; i < texts->size(); ++i) {
            read(texts->piece(i), texts->file(i), batch);
        }
        parsing_.finish_batch();
    }

private:
    void read(const Piece& piece, std::size_t file, RecordBatch& batch) {
        if (!repeated_->is_looked_for()) {
            parsing_.read(piece, names_[file], batch);
            return;
        }
        const RepeatedKeys::Place place{static_cast<std::uint32_t>(file), piece.line};
        const auto words = [this](const RepeatedKeys::Place& other) {
            return fmt::format("{}:{}", names_[other.file], other.line);
        };
        parsing_.read(piece, names_[file], batch,
                      [&](RecordBuilder& builder) { repeated_->refuse(builder, place, words); });
    }

    JsonParsing parsing_;
    const Repeated* repeated_;
    std::vector<std::string> names_; ///< of the files
};

class JsonReader final : public RecordReader {
public:
    JsonReader(std::span<const Rulebook* const> months, std::vector<RecordFile> files,
               const ReadOptions& options)
        : options_(options), months_(months.begin(), months.end()), files_(files), pieces_(files),
          repeated_(*months.front(), options) {
        for (const RecordFile& file : files_) {
            std::error_code ignored;
            const auto size = std::filesystem::file_size(file.path, ignored);
            bytes_total_ += (ignored ? 0 : size) * (repeated_.is_looked_for() ? 2 : 1);
        }
    }

    [[nodiscard]] std::unique_ptr<RecordTexts> make_texts() const override {
        return std::make_unique<JsonTexts>();
    }

    [[nodiscard]] std::unique_ptr<RecordParser> make_parser() const override {
        return std::make_unique<JsonParser>(months_, files_, repeated_);
    }

    bool cut(RecordTexts& into) override {
        auto* const texts = dynamic_cast<JsonTexts*>(&into);
        if (texts == nullptr) {
            throw UsageError("RecordReader: the texts were made by another reader");
        }
        texts->clear();
        if (!problems_.empty()) {
            return false;
        }
        if (repeated_.is_looked_for() && !is_looked_over_) {
            look_for_repeated();
            bytes_read_ = pieces_.bytes_read();
            return problems_.empty();
        }
        const std::uint64_t stop = pieces_.bytes_read() + options_.batch_bytes;
        Piece piece;
        while (texts->size() < options_.batch_records && pieces_.bytes_read() <= stop &&
               pieces_.next(piece, problems_)) {
            texts->add(piece, pieces_.current());
        }
        bytes_read_ = pieces_.bytes_read();
        return texts->size() > 0 && problems_.empty();
    }

private:
    // Some of the first pass over the files, which looks at keys and at what may not be repeated.
    void look_for_repeated() {
        const std::uint64_t stop = pieces_.bytes_read() + options_.batch_bytes;
        Piece piece;
        while (pieces_.next(piece, problems_)) {
            if (!repeated_.note(piece,
                                {static_cast<std::uint32_t>(pieces_.current()), piece.line})) {
                problems_.push_back(cannot_sort(options_.temporary_folder, repeated_.problem()));
                return;
            }
            if (pieces_.bytes_read() > stop) {
                return;
            }
        }
        if (problems_.empty() && !repeated_.finish()) {
            problems_.push_back(cannot_sort(options_.temporary_folder, repeated_.problem()));
        }
        pieces_.begin_again();
        is_looked_over_ = true;
    }

    ReadOptions options_;
    std::vector<const Rulebook*> months_;
    std::vector<RecordFile> files_;
    PiecesOfFiles pieces_;
    Repeated repeated_;
    bool is_looked_over_ = false;
};

} // namespace

std::unique_ptr<RecordReader> make_json_reader(std::span<const Rulebook* const> months,
                                               std::vector<RecordFile> files,
                                               const ReadOptions& options) {
    return std::make_unique<JsonReader>(months, std::move(files), options);
}

} // namespace data

struct JsonRecords::Parts {
    explicit Parts(const Rulebook& book)
        : rulebook(&book), parsing(std::span(&rulebook, 1)), batch(book) {}

    void read_pieces(const std::string& file) {
        data::Pieces pieces(window);
        data::Piece piece;
        while (pieces.next(piece)) {
            parsing.read(piece, file, batch);
        }
        if (pieces.is_broken()) {
            batch.rejected.push_back(
                {file, pieces.line(), 0, {}, {data::make_reason(data::Why::broken_list)}});
        }
    }

    const Rulebook* rulebook;
    data::JsonParsing parsing;
    data::ByteWindow window;
    RecordBatch batch;
};

JsonRecords::JsonRecords(const Rulebook& rulebook) : parts_(std::make_unique<Parts>(rulebook)) {}

JsonRecords::~JsonRecords() = default;
JsonRecords::JsonRecords(JsonRecords&& other) noexcept = default;
JsonRecords& JsonRecords::operator=(JsonRecords&& other) noexcept = default;

const RecordBatch& JsonRecords::read(std::string_view text, std::string_view name) {
    RecordBatch& batch = parts_->batch;
    batch.clear();
    parts_->window.show(text);
    parts_->parsing.begin_batch(batch);
    const std::string file(name);
    if (!parts_->parsing.read_plain(parts_->window.text(), file, batch)) {
        parts_->read_pieces(file);
    }
    parts_->parsing.finish_batch();
    return batch;
}

RecordBatch read_records_json(const Rulebook& rulebook, std::string_view text,
                              std::string_view name) {
    JsonRecords records(rulebook);
    return records.read(text, name);
}

} // namespace doudi
