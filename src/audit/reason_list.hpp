#pragma once

#include "audit/wording.hpp"

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace doudi::audit {

/// Writes reasons as lists, a line each. What has been told once is not told in full again.
class ReasonList {
public:
    /// Reasons of named values inside `most_opened` others are left out, with their names told.
    ReasonList(const Wording& words, std::string& out, std::size_t most_opened = SIZE_MAX)
        : words_(words), out_(out), most_opened_(most_opened) {}

    /// Appends the reason from `indent` blanks on.
    void tell(const Ground& reason, const Context& context, std::size_t indent);

    /// Appends "HEAD：…" on a line when the reason is one sentence, else the reason below it.
    void tell_under(const std::string& head, const Ground& reason, const Context& context,
                    std::size_t indent);

private:
    void line(std::size_t indent, const std::string& text);
    void tell_parts(const Ground& reason, const Context& context, std::size_t indent);
    void tell_rows(const Ground& reason, const Context& context, std::size_t indent);
    void tell_opened(const Ground& reason, const Context& context, std::size_t indent);
    [[nodiscard]] std::string heading(const Ground& reason, const Context& context) const;
    [[nodiscard]] Operation operation_of(const Ground& reason) const;
    [[nodiscard]] bool is_new(const Ground& reason);

    [[nodiscard]] bool is_closed() const { return opened_ >= most_opened_; }

    const Wording& words_;
    std::string& out_;
    std::size_t most_opened_;
    std::size_t opened_ = 0; ///< named values that the present place is inside of
    std::set<std::pair<Index, std::uint32_t>> told_; ///< named values and their rows
};

} // namespace doudi::audit
