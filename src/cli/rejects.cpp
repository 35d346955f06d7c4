#include "cli/rejects.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <iterator>

namespace doudi::cli {

namespace {

constexpr std::size_t most_told = 10;

std::string place_of(const RejectedRecord& rejected, const Rulebook& rulebook, Language language) {
    std::string place = rejected.file;
    if (rejected.line != 0) {
        place += (place.empty() ? "" : ":") + std::to_string(rejected.line);
    }
    if (!rejected.key.empty()) {
        const EntityEntry& entity = rulebook.entities[rejected.entity];
        const std::string& title = entity.title.in(language);
        place += fmt::format(" {} {}", title.empty() ? entity.name : title, rejected.key);
    }
    return place;
}

} // namespace

std::string describe(const RejectedRecord& rejected, const Rulebook& rulebook, Language language) {
    const std::string place = place_of(rejected, rulebook, language);
    std::string out;
    for (const Reason& reason : rejected.reasons) {
        const std::string& help = reason.help.in(language);
        fmt::format_to(std::back_inserter(out), "{}: {}[{}]{}{}{}{}{}\n", place,
                       language == Language::zh ? "拒收" : "rejected", reason.code,
                       reason.path.empty() ? "" : " ", reason.path, ": ",
                       reason.message.in(language),
                       help.empty() ? "" : (language == Language::zh ? "；" : "; ") + help);
    }
    return out;
}

bool Rejects::open(const std::string& path) {
    path_ = path;
    return path.empty() || file_.open(path);
}

bool Rejects::add(const RejectedRecord& rejected) {
    if (!path_.empty()) {
        return file_.write(to_json(rejected, rulebook_) + "\n");
    }
    if (told_ < most_told) {
        ++told_;
        to_tell_ += describe(rejected, rulebook_, session_.language);
        if (!is_held_back_) {
            tell();
        }
    } else {
        ++untold_;
    }
    return true;
}

void Rejects::tell() {
    std::fputs(to_tell_.c_str(), stderr);
    to_tell_.clear();
}

void Rejects::forget() {
    file_.discard();
    is_held_back_ = false;
    to_tell_.clear();
    untold_ = 0;
    told_ = 0;
}

bool Rejects::prepare() {
    return path_.empty() || file_.prepare();
}

bool Rejects::finish() {
    if (!path_.empty()) {
        return file_.commit();
    }
    tell();
    if (untold_ != 0) {
        fmt::print(
            stderr, "{}\n",
            session_.is_chinese()
                ? fmt::format("另有 {} 条被拒收；--rejects FILE 可写出全部及原因", untold_)
                : fmt::format("{} more were rejected; --rejects FILE writes all of them with "
                              "their reasons",
                              untold_));
    }
    return true;
}

} // namespace doudi::cli
