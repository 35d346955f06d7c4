#pragma once

#include <doudi/error.hpp>
#include <doudi/records.hpp>

#include <type_traits>

namespace doudi::data {

/// The texts as those of a reader's own kind. Throws UsageError for those of another reader.
template <typename Own, typename Texts>
[[nodiscard]] auto& own_texts(Texts& texts) {
    using Wanted = std::conditional_t<std::is_const_v<Texts>, const Own, Own>;
    auto* const own = dynamic_cast<Wanted*>(&texts);
    if (own == nullptr) {
        throw UsageError("RecordTexts: they were made by another reader");
    }
    return *own;
}

} // namespace doudi::data
