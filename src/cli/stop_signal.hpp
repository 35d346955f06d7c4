#pragma once

namespace doudi::cli {

/// Lets a long run end in order when it is asked to stop (SIGINT, SIGTERM): it sees `received`
/// between two batches and leaves nothing half-written. A run that does not get that far within a
/// few seconds, as when it waits for input, is ended all the same.
class StopSignal {
public:
    /// From now on. A pipe that its reader closed (SIGPIPE) is such a request too.
    static void watch();

    /// Number of the signal, or 0.
    [[nodiscard]] static int received();

    /// 130, 141 or 143.
    [[nodiscard]] static int exit_code();
};

} // namespace doudi::cli
