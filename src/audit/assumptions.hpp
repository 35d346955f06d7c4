#pragma once

#include <doudi/audit/trace.hpp>
#include <doudi/language.hpp>

#include <string>
#include <vector>

namespace doudi::audit {

/// Appends what the decisions of one record rest on without a law, each assumption once with
/// all that it is about, a line each. What was only shown is left out.
void tell_assumptions(const std::vector<Trace>& traces, Language language, std::string& out);

} // namespace doudi::audit
