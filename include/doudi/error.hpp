#pragma once

#include <stdexcept>

namespace doudi {

/// The only exception we throw: the C++ API was called in a way that its contract excludes, such
/// as a column of the wrong length or the name of a decision that does not exist. User text and
/// user data never cause it.
class UsageError : public std::logic_error {
    using std::logic_error::logic_error;
};

} // namespace doudi
