#include "data/json_reader.hpp"

#include "data/json_parsing.hpp"
#include "data/own_texts.hpp"
#include "data/pieces.hpp"
#include "data/reader_problems.hpp"
#include "data/repeated_records.hpp"

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
        window_.close();
        pieces_.reset();
        next_file_ = 0;
    }

    [[nodiscard]] ByteWindow& window() { return window_; }

    [[nodiscard]] std::size_t current() const { return current_; }

    /// In all passes.
    [[nodiscard]] std::uint64_t bytes_read() const { return bytes_before_ + window_.bytes_done(); }

private:
    // Whether the file was read to its end.
    bool end_file(Diagnostics& problems) {
        const std::filesystem::path& path = files_[current_].path;
        if (!window_.problem().empty()) {
            problems.push_back(cannot_read(path, window_.problem()));
        } else if (pieces_->is_broken()) {
            problems.push_back(broken_list(path, pieces_->line()));
        }
        bytes_before_ += window_.bytes_done();
        window_.close();
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
               const RepeatedRecords& repeated)
        : parsing_(months), repeated_(&repeated) {
        for (const RecordFile& file : files) {
            names_.push_back(file.path.string());
        }
    }

    void read(const RecordTexts& cut, RecordBatch& batch) override {
        const auto& texts = own_texts<JsonTexts>(cut);
        const auto words = [this](const RepeatedKeys::Place& other) {
            return fmt::format("{}:{}", names_[other.file], other.line);
        };
        JsonParsing::LookOver look_over;
        if (repeated_->is_looked_for()) {
            look_over = [&](RecordBuilder& builder, std::size_t i) {
                const auto file = static_cast<std::uint32_t>(texts.file(i));
                repeated_->refuse(builder, {file, texts.piece(i).line}, words);
            };
        }
        batch.clear();
        parsing_.begin_batch(batch);
        parsing_.read(texts, names_, batch, look_over);
        parsing_.finish_batch();
    }

private:
    JsonParsing parsing_;
    const RepeatedRecords* repeated_;
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
        auto& texts = own_texts<JsonTexts>(into);
        texts.clear();
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
        ByteWindow& window = pieces_.window();
        window.hold();
        while (texts.size() < options_.batch_records && texts.bytes() <= options_.batch_bytes &&
               pieces_.bytes_read() <= stop && pieces_.next(piece, problems_)) {
            texts.add(piece, pieces_.current(), window);
        }
        texts.take_bytes(window);
        bytes_read_ = pieces_.bytes_read();
        return texts.size() > 0 && problems_.empty();
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
    RepeatedRecords repeated_;
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
