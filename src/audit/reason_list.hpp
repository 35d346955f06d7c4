#pragma once

#include "audit/wording.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace doudi::audit {

/// Writes reasons as lists, a line each. What has been told once is not told in full again.
class ReasonList {
public:
    ReasonList(const Wording& words, std::string& out) : words_(words), out_(out) {}

    /// Appends the reason from `indent` blanks on.
    void tell(const Ground& reason, const Context& context, std::size_t indent);

private:
    void line(std::size_t indent, const std::string& text);
    void tell_parts(const Ground& reason, const Context& context, std::size_t indent);
    void tell_rows(const Ground& reason, const Context& context, std::size_t indent);
    void tell_opened(const Ground& reason, const Context& context, std::size_t indent);
    [[nodiscard]] std::string heading(const Ground& reason, const Context& context) const;
    [[nodiscard]] Operation operation_of(const Ground& reason) const;
    [[nodiscard]] bool is_new(const Ground& reason);

    const Wording& words_;
    std::string& out_;
    std::set<std::pair<Index, std::uint32_t>> told_; ///< named values and their rows
};

} // namespace doudi::audit
