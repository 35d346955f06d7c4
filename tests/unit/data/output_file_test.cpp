#include "unit/data/temporary_folder.hpp"

#include <doudi/output_file.hpp>

#include <catch2/catch.hpp>

#include <csignal>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace doudi;

TEST_CASE("a file appears whole at its commit, and replaces an older one", "[files]") {
    const TemporaryFolder folder;
    (void)folder.write("out", "old");
    OutputFile file;
    REQUIRE(file.open(folder / "out"));
    CHECK(file.write("new"));
    CHECK(file.write(std::string(3'000'000, 'x')));
    CHECK(folder.read("out") == "old");
    CHECK(file.commit());
    CHECK(folder.read("out") == "new" + std::string(3'000'000, 'x'));
    CHECK(folder.list() == "out ");
    CHECK_FALSE(file.is_open());
    CHECK_FALSE(file.write("more"));
    CHECK_FALSE(file.commit());
}

TEST_CASE("a file that is given up leaves nothing", "[files]") {
    const TemporaryFolder folder;
    {
        OutputFile file;
        REQUIRE(file.open(folder / "a"));
        CHECK(file.write(std::string(3'000'000, 'x')));
        OutputFile moved = std::move(file);
        CHECK(moved.is_open());
    }
    OutputFile file;
    REQUIRE(file.open(folder / "b"));
    file.discard();
    CHECK(folder.list().empty());
}

TEST_CASE("what cannot be written says why", "[files]") {
    const TemporaryFolder folder;
    OutputFile file;
    CHECK_FALSE(file.open(folder / "nowhere/out"));
    CHECK(file.problem().en == "No such file or directory");
    CHECK_FALSE(file.problem().zh.empty());
    REQUIRE(file.open("/dev/full"));
    (void)file.write("x");
    CHECK_FALSE(file.commit());
    CHECK(file.problem().en == "No space left on device");
}

TEST_CASE("a full disk leaves nothing, and the older file as it was", "[files]") {
    const TemporaryFolder folder;
    (void)folder.write("out", "old");
    // A bound on the size of files fails as a full disk does, in a child that may be spoilt.
    const pid_t child = ::fork();
    if (child == 0) {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit bound{1'000'000, 1'000'000};
        ::setrlimit(RLIMIT_FSIZE, &bound);
        OutputFile file;
        const bool opened = file.open(folder / "out");
        bool written = true;
        for (int i = 0; i < 10; ++i) {
            written = file.write(std::string(500'000, 'x')) && written;
        }
        const bool committed = file.commit();
        ::_exit(opened && !written && !committed && !file.problem().empty() ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
    CHECK(folder.list() == "out ");
    CHECK(folder.read("out") == "old");
}

TEST_CASE("a program that is killed leaves nothing", "[files]") {
    const TemporaryFolder folder;
    const pid_t child = ::fork();
    if (child == 0) {
        OutputFile file;
        if (file.open(folder / "out")) {
            (void)file.write(std::string(3'000'000, 'x'));
        }
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(WIFSIGNALED(status));
    CHECK(folder.list().empty());
}

TEST_CASE("a link is followed, and pipes are written to as they are", "[files]") {
    const TemporaryFolder folder;
    (void)folder.write("real", "old");
    std::filesystem::create_symlink(folder / "real", folder / "link");
    OutputFile file;
    REQUIRE(file.open(folder / "link"));
    CHECK(file.write("new"));
    CHECK(file.commit());
    CHECK(folder.read("real") == "new");
    CHECK(std::filesystem::is_symlink(folder / "link"));
    REQUIRE(file.open("/dev/null"));
    CHECK(file.write("x"));
    CHECK(file.commit());
    CHECK(std::filesystem::is_character_file("/dev/null"));
}
