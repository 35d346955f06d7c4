#include "data/decision_json.hpp"
#include "data/reader_problems.hpp"

#include <doudi/decision_writer.hpp>
#include <doudi/output_file.hpp>

#include <utility>

namespace doudi {

namespace {

bool is_json(const std::filesystem::path& target, RecordFormat format) {
    return format == RecordFormat::json ||
           (format == RecordFormat::automatic && target.extension() == ".json");
}

/// Objects a line; in JSON with a list around them.
class ObjectFile {
public:
    explicit ObjectFile(bool is_list) : is_list_(is_list) {}

    [[nodiscard]] bool open(const std::filesystem::path& target, Diagnostics& problems) {
        target_ = target;
        return check(file_.open(target), problems);
    }

    void append(std::string& out) {
        out += !is_list_ ? "" : count_ == 0 ? "[\n" : ",\n";
        ++count_;
    }

    [[nodiscard]] bool write(std::string_view bytes, Diagnostics& problems) {
        return check(file_.write(bytes), problems);
    }

    [[nodiscard]] bool finish(Diagnostics& problems) {
        if (is_list_) {
            (void)file_.write(count_ == 0 ? "[]\n" : "\n]\n");
        }
        return check(file_.commit(), problems);
    }

    /// What stands behind each object.
    [[nodiscard]] std::string_view end() const { return is_list_ ? "" : "\n"; }

private:
    bool check(bool good, Diagnostics& problems) {
        if (!good && problems.empty()) {
            problems.push_back(data::cannot_write(target_, file_.problem()));
        }
        return good;
    }

    OutputFile file_;
    std::filesystem::path target_;
    bool is_list_;
    std::size_t count_ = 0;
};

class JsonDecisionWriter final : public DecisionWriter {
public:
    JsonDecisionWriter(const Rulebook& rulebook, WriteOptions options, bool is_list)
        : json_(rulebook), needs_(std::move(options.needs)), file_(is_list) {}

    [[nodiscard]] bool begin(const std::filesystem::path& target) {
        return file_.open(target, problems_);
    }

    bool write(const Population& population, const Decisions& decisions) override {
        text_.clear();
        for (std::size_t record = 0; record < population.size(); ++record) {
            file_.append(text_);
            json_.append(text_, population, decisions, record, needs_);
            text_ += file_.end();
        }
        return file_.write(text_, problems_);
    }

    bool finish() override { return file_.finish(problems_); }

private:
    data::DecisionJson json_;
    NeededFacts needs_;
    ObjectFile file_;
    std::string text_;
};

} // namespace

Checked<std::unique_ptr<DecisionWriter>> DecisionWriter::open(const Rulebook& rulebook,
                                                              const std::filesystem::path& target,
                                                              WriteOptions options) {
    using Result = Checked<std::unique_ptr<DecisionWriter>>;
    const bool is_list = is_json(target, options.format);
    auto writer = std::make_unique<JsonDecisionWriter>(rulebook, std::move(options), is_list);
    if (!writer->begin(target)) {
        return Result::failure(writer->problems());
    }
    return Result::success(std::move(writer));
}

std::string to_json(const Population& population, const Decisions& decisions, std::size_t record,
                    const NeededFacts& needs) {
    std::string out;
    data::DecisionJson(decisions.rulebook()).append(out, population, decisions, record, needs);
    return out;
}

} // namespace doudi
