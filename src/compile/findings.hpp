#pragma once

#include <doudi/diagnostic.hpp>
#include <doudi/limits.hpp>

#include <string_view>
#include <utility>

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

    /// Takes over the findings of another phase.
    void append(const Diagnostics& others) {
        list_.insert(list_.end(), others.begin(), others.end());
    }

    [[nodiscard]] bool has_errors() const { return doudi::has_errors(list_); }

    [[nodiscard]] Diagnostics take() { return std::move(list_); }

private:
    Diagnostic& add(Severity severity, std::string_view code, const Place& place, Words words) {
        if (list_.size() >= limits::findings) {
            return overflow_ = Diagnostic{severity, code, std::move(words.message), {}, {}};
        }
        Diagnostic diagnostic{severity, code, std::move(words.message), {}, std::move(words.help)};
        if (place.source) {
            diagnostic.labels.push_back({place, std::move(words.label)});
        }
        return list_.emplace_back(std::move(diagnostic));
    }

    Diagnostics list_;
    Diagnostic overflow_;
};

} // namespace doudi::compiler
