#include <doudi/version.hpp>

#include <string_view>

static_assert(doudi::version_text == std::string_view(PACKAGE_VERSION));
static_assert(doudi::version_major == PACKAGE_MAJOR);
static_assert(doudi::version_minor == PACKAGE_MINOR);
static_assert(doudi::version_patch == PACKAGE_PATCH);

int main() {}
