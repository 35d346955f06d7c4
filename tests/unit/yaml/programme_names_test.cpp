#include "unit/yaml/findings_of.hpp"

#include <doudi/load.hpp>

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

using namespace doudi;
using findings_of::Codes;
using findings_of::small_pack;

TEST_CASE("a programme of one file that is nearly another's name is told so", "[yaml][header]") {
    const auto codes = [](std::vector<std::string> files) {
        std::vector<std::pair<std::string, std::string>> texts{{"pack.yaml", small_pack}};
        for (std::string& file : files) {
            texts.emplace_back(std::string(1, static_cast<char>('a' + texts.size())) + ".yaml",
                               std::move(file));
        }
        return findings_of::brief(load_pack_texts(texts).diagnostics());
    };
    const std::string titled = "programme: relief\ntitle: 救助\n";
    CHECK(codes({titled, "programme: releif\n"}) == Codes{"lone-programme 1:12"});
    // The mistyped name may be the one with the title.
    CHECK(codes({"programme: relief\n", "programme: relief\n",
                 "programme: releif\ntitle: 救助\n"}) == Codes{"lone-programme 1:12"});
    // Two titles, or none, or names that are far apart, are two programmes.
    CHECK(codes({titled, "programme: releif\ntitle: 救灾\n"}) == Codes{});
    CHECK(codes({"programme: relief\n", "programme: releif\n"}) == Codes{});
    CHECK(codes({titled, "programme: housing\n"}) == Codes{});
}
