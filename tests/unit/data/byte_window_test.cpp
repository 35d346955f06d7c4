#include "data/byte_window.hpp"
#include "unit/data/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace doudi;
using namespace doudi::data;

namespace {

std::string bytes_of(std::size_t size) {
    std::mt19937 dice(1);
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) {
        bytes += static_cast<char>('a' + dice() % 26);
    }
    return bytes;
}

} // namespace

TEST_CASE("what a window holds stays until it is handed over, and the rest goes on", "[window]") {
    const std::string bytes = bytes_of(3'000'000);
    const TemporaryFolder folder;
    const auto path = folder.write("in.txt", bytes);
    for (const std::size_t step : std::vector<std::size_t>{1'000, 70'000, 400'000}) {
        CAPTURE(step);
        ByteWindow window;
        REQUIRE(window.open(path));
        std::vector<char> taken;
        std::string put_together;
        bool goes_on = true;
        while (goes_on) {
            window.hold();
            std::vector<std::pair<std::size_t, std::size_t>> pieces; // place and size
            while (goes_on && pieces.size() < 9) {
                while (goes_on && window.text().size() < step) {
                    goes_on = window.extend();
                }
                const std::size_t size = std::min(step, window.text().size());
                pieces.emplace_back(window.place_of(window.text().data()), size);
                window.drop(size);
            }
            const std::size_t wanted =
                pieces.empty() ? 0 : pieces.back().first + pieces.back().second;
            const std::size_t first = window.hand_over(taken, wanted);
            for (const auto& [place, size] : pieces) {
                REQUIRE(first + place + size + ByteWindow::padding <= taken.size());
                put_together.append(taken.data() + first + place, size);
            }
        }
        CHECK(window.problem().empty());
        CHECK(put_together == bytes);
        CHECK(window.bytes_done() == bytes.size());
    }
}

TEST_CASE("a window that holds bytes of one file goes on with the next", "[window]") {
    const TemporaryFolder folder;
    ByteWindow window;
    window.hold();
    std::vector<std::size_t> places;
    for (const char* name : {"a", "b", "c"}) {
        REQUIRE(window.open(folder.write(name, std::string(3, *name))));
        REQUIRE(window.extend());
        places.push_back(window.place_of(window.text().data()));
        CHECK(window.text() == std::string(3, *name));
        window.close();
        CHECK(window.text().empty());
    }
    std::vector<char> taken;
    const std::size_t first = window.hand_over(taken, places.back() + 3);
    REQUIRE(places.size() == 3);
    CHECK(std::string_view(taken.data() + first + places[0], 3) == "aaa");
    CHECK(std::string_view(taken.data() + first + places[1], 3) == "bbb");
    CHECK(std::string_view(taken.data() + first + places[2], 3) == "ccc");
}

TEST_CASE("what is cut out of a window is not handed over, and the rest is", "[window]") {
    const TemporaryFolder folder;
    ByteWindow window;
    REQUIRE(window.open(folder.write("in", "first----second-third")));
    REQUIRE(window.extend());
    window.hold();
    window.drop(5);
    window.drop(4);
    window.cut_out(4);
    CHECK(window.text() == "second-third");
    CHECK(window.bytes_done() == 9);
    CHECK(window.place_of(window.text().data()) == 5);
    window.drop(7);
    std::vector<char> bytes;
    const std::size_t first = window.hand_over(bytes, 12);
    CHECK(std::string_view(bytes.data() + first, 12) == "firstsecond-");
    CHECK(window.text() == "third");
    window.drop(1);
    window.cut_out(1); // nothing is held any more
    CHECK(window.text() == "hird");
}

TEST_CASE("bytes that are still in the window are handed over as well", "[window]") {
    const TemporaryFolder folder;
    for (const std::size_t wanted : {std::size_t{8}, std::size_t{3'000}, std::size_t{9'999}}) {
        const std::string text = bytes_of(10'000);
        ByteWindow window;
        REQUIRE(window.open(folder.write("in", text)));
        while (window.extend()) {
        }
        window.hold();
        window.drop(5);
        std::vector<char> bytes;
        const std::size_t first = window.hand_over(bytes, wanted);
        CHECK(std::string_view(bytes.data() + first, wanted) == text.substr(0, wanted));
        CHECK(window.text() == text.substr(5));
    }
}

TEST_CASE("what a window forgets takes no room, even while it holds", "[window]") {
    const std::string bytes = bytes_of(8'000'000);
    const TemporaryFolder folder;
    ByteWindow window;
    REQUIRE(window.open(folder.write("in.txt", bytes)));
    window.hold();
    std::size_t forgotten = 0;
    while (window.extend()) {
        forgotten += window.text().size();
        window.forget();
    }
    CHECK(forgotten == bytes.size());
    std::vector<char> taken;
    static_cast<void>(window.hand_over(taken, 0));
    CHECK(taken.size() < 2'000'000);
}
