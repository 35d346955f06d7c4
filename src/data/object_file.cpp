#include "data/object_file.hpp"

#include "data/reader_problems.hpp"

namespace doudi::data {

bool ObjectFile::check(bool good, Diagnostics& problems) {
    if (!good && problems.empty()) {
        problems.push_back(cannot_write(target_, file_.problem()));
    }
    return good;
}

bool ObjectFile::open(const std::filesystem::path& target, Diagnostics& problems) {
    target_ = target;
    return check(file_.open(target), problems);
}

bool ObjectFile::append(std::string_view run, std::size_t objects, Diagnostics& problems) {
    if (objects == 0) {
        return true;
    }
    const std::string_view before = is_list_ ? (count_ == 0 ? "[\n" : between()) : "";
    count_ += objects;
    return (before.empty() || write(before, problems)) && write(run, problems);
}

bool ObjectFile::write(std::string_view bytes, Diagnostics& problems) {
    return check(file_.write(bytes), problems);
}

bool ObjectFile::finish(Diagnostics& problems) {
    if (is_list_ && !write(count_ == 0 ? "[]\n" : "\n]\n", problems)) {
        return false;
    }
    return check(file_.commit(), problems);
}

RecordFormat output_format(const std::filesystem::path& target, RecordFormat wanted) {
    if (wanted != RecordFormat::automatic) {
        return wanted;
    }
    const std::filesystem::path end = target.extension();
    std::error_code ignored;
    if (end == ".csv" || !target.has_filename() || std::filesystem::is_directory(target, ignored)) {
        return RecordFormat::csv;
    }
    return end == ".json" ? RecordFormat::json : RecordFormat::ndjson;
}

} // namespace doudi::data
