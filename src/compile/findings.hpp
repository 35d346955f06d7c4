#pragma once

#include <doudi/diagnostic.hpp>
#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace doudi::compiler {

/// Collects what is worth saying about a pack while it is compiled.
class Findings {
public:
    struct Words {
        Phrase message;
        Phrase label;
        Phrase help;
    };

    /// The new finding, so that further labels can be added; valid until the next one.
    Diagnostic& error(std::string_view code, const Place& place, Words words) {
        return add(Severity::error, code, place, std::move(words));
    }

    Diagnostic& warning(std::string_view code, const Place& place, Words words) {
        return add(Severity::warning, code, place, std::move(words));
    }

    Diagnostic& note(std::string_view code, const Place& place, Words words) {
        return add(Severity::note, code, place, std::move(words));
    }

    /// "did you mean …?" by the nearest of `known`, or `otherwise`. Stops looking once the names
    /// compared in one run are more than an honest pack needs, so that no pack can cost hours.
    /// `found` receives the nearest.
    [[nodiscard]] Phrase nearest(std::string_view wanted,
                                 const std::vector<std::string_view>& known, Phrase otherwise,
                                 std::string* found = nullptr);

    /// Whether so many names were compared that nothing more is looked for.
    [[nodiscard]] bool has_searched_enough() const { return compared_ > most_compared; }

    /// The newest finding; there must be one.
    [[nodiscard]] Diagnostic& last() { return *last_; }

    /// Takes over the findings of another phase.
    void append(const Diagnostics& others) {
        for (const Diagnostic& other : others) {
            keep(other);
        }
    }

    [[nodiscard]] bool has_errors() const { return errors_ > 0; }

    [[nodiscard]] std::size_t errors() const { return errors_; }

    /// Whether the author has enough to do, so that no more mends need to be looked for.
    [[nodiscard]] bool is_full() const { return errors_ >= limits::findings; }

    /// All that was kept, and a word about what was not.
    [[nodiscard]] Diagnostics take() {
        if (dropped_ > 0) {
            list_.push_back({errors_ > 0 ? Severity::error : Severity::warning,
                             "too-many-findings",
                             {fmt::format("问题太多，还有 {} 个没有列出", dropped_),
                              fmt::format("too many findings: {} more are not shown", dropped_)},
                             {},
                             {"请先改正列出的这些", "mend the ones shown first"}});
        }
        return std::move(list_);
    }

private:
    static bool is_at(const Diagnostic& finding, const Place& place) {
        return std::any_of(finding.labels.begin(), finding.labels.end(), [&](const Label& label) {
            return label.place.source == place.source && label.place.span == place.span;
        });
    }

    /// Whether this is one more place of a cause that is known: then the place is kept with it.
    bool is_known_cause(const Diagnostic& diagnostic) {
        constexpr std::size_t most_places = 8;
        const bool may_repeat =
            diagnostic.code == "unknown-name" || diagnostic.code == "no-value-on-date";
        if (!may_repeat || diagnostic.labels.empty()) {
            return false;
        }
        const auto [cause, is_new] = causes_.try_emplace(diagnostic.message.en, list_.size());
        if (is_new || cause->second >= list_.size()) { // the first, or there was no room for it
            return false;
        }
        Diagnostic& known = list_[cause->second];
        if (known.message != diagnostic.message) {
            return false;
        }
        const Place& place = diagnostic.labels.front().place;
        if (known.labels.size() < most_places && !is_at(known, place)) {
            known.labels.push_back({place, {"这里也用到", "read here, too"}});
        }
        return true;
    }

    Diagnostic& add(Severity severity, std::string_view code, const Place& place, Words words) {
        Diagnostic diagnostic{severity, code, std::move(words.message), {}, std::move(words.help)};
        if (place.source) {
            diagnostic.labels.push_back({place, std::move(words.label)});
        }
        if (is_known_cause(diagnostic)) { // what is added to it now is there already
            return *(last_ = &(overflow_ = std::move(diagnostic)));
        }
        return keep(std::move(diagnostic));
    }

    /// Errors and the rest are counted apart, so that no crowd of warnings hides an error.
    Diagnostic& keep(Diagnostic diagnostic) {
        std::size_t& count = diagnostic.severity == Severity::error ? errors_ : others_;
        if (++count > limits::findings) {
            ++dropped_;
            return *(last_ = &(overflow_ = std::move(diagnostic)));
        }
        return *(last_ = &list_.emplace_back(std::move(diagnostic)));
    }

    Diagnostics list_;
    std::unordered_map<std::string, std::size_t> causes_; ///< message, and where in the list
    Diagnostic overflow_;
    Diagnostic* last_ = nullptr;
    std::size_t errors_ = 0;
    std::size_t others_ = 0;
    std::size_t dropped_ = 0;
    static constexpr std::size_t most_compared = 200'000;

    std::size_t compared_ = 0;
};

} // namespace doudi::compiler
