#include "data/json_parsing.hpp"

#include <doudi/limits.hpp>

namespace doudi::data {

/// Texts on their way to the builders.
class JsonParsing::Source : public PlainSource {
public:
    Source(JsonParsing& parsing, const LookOver& look_over)
        : parsing_(&parsing), look_over_(&look_over) {}

    [[nodiscard]] virtual Piece piece(std::size_t i) const = 0;

    [[nodiscard]] Cursor text(std::size_t i, Index) const final { return piece(i).text.data(); }

    [[nodiscard]] std::size_t line(std::size_t i) const final { return piece(i).line; }

    void split(std::size_t month, std::size_t i) final {
        parsing_->splits_[month].split(piece(i).text);
    }

    void read_with_care(std::size_t i, RecordBatch& batch) final {
        const Piece there = piece(i);
        parsing_->builders_.add(batch, file(i), there.line, [&](RecordBuilder& builder) {
            if (there.is_too_large) {
                builder.begin_record();
                builder.refuse(Why::record_too_large, {}, std::to_string(limits::record_bytes));
            } else {
                parsing_->walk_.read(there.text, builder);
            }
            if (looks_over()) {
                look_over(builder, i);
            }
        });
    }

    [[nodiscard]] bool looks_over() const final { return static_cast<bool>(*look_over_); }

    void look_over(RecordBuilder& builder, std::size_t i) final { (*look_over_)(builder, i); }

private:
    JsonParsing* parsing_;
    const LookOver* look_over_;
};

class JsonParsing::SourceOfTexts final : public Source {
public:
    SourceOfTexts(JsonParsing& parsing, const JsonTexts& texts,
                  const std::vector<std::string>& files, const LookOver& look_over)
        : Source(parsing, look_over), texts_(&texts), files_(&files) {}

    [[nodiscard]] std::size_t size() const override { return texts_->size(); }

    [[nodiscard]] Piece piece(std::size_t i) const override { return texts_->piece(i); }

    [[nodiscard]] const std::string& file(std::size_t i) const override {
        return (*files_)[texts_->file(i)];
    }

private:
    const JsonTexts* texts_;
    const std::vector<std::string>* files_;
};

class JsonParsing::SourceOfPiece final : public Source {
public:
    SourceOfPiece(JsonParsing& parsing, const Piece& piece, const std::string& file,
                  const LookOver& look_over)
        : Source(parsing, look_over), piece_(piece), file_(&file) {}

    [[nodiscard]] std::size_t size() const override { return 1; }

    [[nodiscard]] Piece piece(std::size_t) const override { return piece_; }

    [[nodiscard]] const std::string& file(std::size_t) const override { return *file_; }

private:
    Piece piece_;
    const std::string* file_;
};

JsonParsing::JsonParsing(std::span<const Rulebook* const> months)
    : builders_(months), plain_(builders_) {
    for (std::size_t month = 0; month < months.size(); ++month) {
        splits_.emplace_back(builders_.of(month).keys(), plain_.of(month));
    }
}

void JsonParsing::read(const JsonTexts& texts, const std::vector<std::string>& files,
                       RecordBatch& batch, const LookOver& look_over) {
    SourceOfTexts source(*this, texts, files, look_over);
    plain_.read(source, batch);
}

void JsonParsing::read(const Piece& piece, const std::string& file, RecordBatch& batch,
                       const LookOver& look_over) {
    SourceOfPiece source(*this, piece, file, look_over);
    plain_.read(source, batch);
}

bool JsonParsing::read_plain(std::string_view text, const std::string& file, RecordBatch& batch) {
    if (!text.starts_with('{') || text.size() > limits::record_bytes) {
        return false;
    }
    const LookOver nothing;
    SourceOfPiece source(*this, {text, 1, false}, file, nothing);
    return plain_.read_if_plain(source, batch);
}

} // namespace doudi::data
