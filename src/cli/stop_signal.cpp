#include "cli/stop_signal.hpp"

#include <atomic>
#include <csignal>
#include <unistd.h>

namespace doudi::cli {

namespace {

constexpr int signal_base = 128;
constexpr unsigned patience_seconds = 3;

std::atomic<int> stopped_by = 0;
static_assert(std::atomic<int>::is_always_lock_free); // so a signal handler may set it

extern "C" void doudi_cli_stop(int signal) {
    int nobody = 0;
    if (signal == SIGPIPE) { // the write fails, and comes again with each further one
        stopped_by.compare_exchange_strong(nobody, signal);
        return;
    }
    if (signal == SIGALRM || !stopped_by.compare_exchange_strong(nobody, signal)) {
        _exit(signal_base + stopped_by.load());
    }
    ::alarm(patience_seconds);
}

} // namespace

void StopSignal::watch() {
    struct sigaction action {};

    action.sa_handler = doudi_cli_stop;
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGINT, SIGTERM, SIGALRM, SIGPIPE}) {
        ::sigaction(signal, &action, nullptr);
    }
}

int StopSignal::received() {
    return stopped_by.load();
}

int StopSignal::exit_code() {
    return signal_base + stopped_by.load();
}

} // namespace doudi::cli
