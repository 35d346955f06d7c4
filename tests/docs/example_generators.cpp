#include "docs/example_run.hpp"

#include <doudi/date.hpp>
#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <filesystem>

namespace docs {

namespace {

namespace fs = std::filesystem;
namespace limits = doudi::limits;

/// Writes one file of the pack beside the base.
Reports run_with(const TemporaryFolder& folder, const std::string& name, const std::string& text) {
    write_files(folder, {{name, text, 0}});
    return run_folder(folder);
}

Reports control_character(const TemporaryFolder& folder) {
    return run_with(folder, "rules.yaml", std::string("rules: []\0\n", 11));
}

Reports file_too_large(const TemporaryFolder& folder) {
    return run_with(folder, "rules.yaml", "# " + std::string(17U << 20U, 'x'));
}

Reports folder_loop(const TemporaryFolder& folder) {
    fs::create_directory_symlink(folder / "pack", folder / "pack/again");
    return run_folder(folder);
}

Reports deep_folders(const TemporaryFolder& folder) {
    fs::path path = folder / "pack";
    for (int i = 0; i < 40; ++i) {
        path /= "deeper";
    }
    fs::create_directories(path);
    return run_folder(folder);
}

Reports invalid_utf8(const TemporaryFolder& folder) {
    return run_with(folder, "rules.yaml", "programme: aid\ntitle: \xB2\xB9\xD6\xFA\n");
}

Reports no_pack_file(const TemporaryFolder& folder) {
    fs::remove(folder / "pack/pack.yaml");
    return run_folder(folder);
}

Reports deep_nesting(const TemporaryFolder& folder) {
    return run_with(folder, "rules.yaml", "rules: " + std::string(10'000, '['));
}

Reports too_many_files(const TemporaryFolder& folder) {
    for (std::size_t i = 0; i <= limits::pack_files; ++i) {
        folder.write(fmt::format("pack/{}.yaml", i), "rules: []\n");
    }
    return run_folder(folder);
}

Reports pack_too_large(const TemporaryFolder& folder) {
    for (int i = 0; i < 5; ++i) {
        folder.write(fmt::format("pack/{}.yaml", i), "# " + std::string(15U << 20U, 'x'));
    }
    return run_folder(folder);
}

Reports too_many_findings(const TemporaryFolder& folder) {
    std::string keys;
    for (int i = 0; i < 2'000; ++i) {
        keys += fmt::format("key_{}: 1\n", i);
    }
    return run_with(folder, "rules.yaml", keys);
}

Reports too_many_nodes(const TemporaryFolder& folder) {
    return run_with(folder, "rules.yaml", "rules: [" + repeated("1,", 2'100'000) + "1]\n");
}

/// A rule x for a household, of which `text` is the rest.
Reports run_rule(const TemporaryFolder& folder, const std::string& text) {
    return run_with(folder, "rules.yaml",
                    "rules:\n  - rule: x\n    for: household\n    source: law 1\n" + text);
}

Reports deep_formula(const TemporaryFolder& folder) {
    const std::string formula = std::string(10'000, '(') + "1" + std::string(10'000, ')');
    return run_rule(folder, "    value: " + formula + "\n");
}

Reports long_formula(const TemporaryFolder& folder) {
    return run_rule(folder, "    value: rent" + repeated(" + rent", 1U << 18U) + "\n");
}

Reports table_too_large(const TemporaryFolder& folder) {
    return run_with(folder, "rules.yaml", R"(parameters:
  fee:
    type: money
    by: {a: integer, b: integer, c: integer, d: integer}
    values: {2020-01-01: {value: {1..100: {1..100: {1..100: {1..100: 5}}}}, source: law 1}}
rules:
  - {rule: x, for: household, source: law 1, value: "fee[size, size, size, size]"}
)");
}

Reports too_many_categories(const TemporaryFolder& folder) {
    std::string text = "categories:\n";
    for (std::size_t i = 0; i <= limits::categories; ++i) {
        text += fmt::format("  c{}: [a]\n", i);
    }
    return run_with(folder, "rules.yaml", text);
}

Reports too_many_dates(const TemporaryFolder& folder) {
    std::string text = "parameters:\n  fee:\n    type: money\n    values:\n";
    for (std::int32_t i = 0; i < 1'500; ++i) {
        const doudi::Date day = doudi::from_days(doudi::to_days({1995, 1, 1}) + i);
        text += fmt::format("      {}: {{value: {}, source: law 1}}\n", to_string(day), i);
    }
    text += "rules:\n  - {rule: x, for: household, source: law 1, value: fee}\n";
    fs::remove(folder / "pack/law.yaml");
    folder.write("pack/pack.yaml", "doudi: 1\npack: example\nin_force: {from: 1995-01-01}\n"
                                   "documents: {law: {title: 办法}}\n"
                                   "entities:\n  household: {key: id}\n");
    return run_with(folder, "rules.yaml", text);
}

Reports too_many_entities(const TemporaryFolder& folder) {
    std::string text = "doudi: 1\npack: example\nentities:\n  e0: {key: id}\n";
    for (int i = 1; i < 17; ++i) {
        text += fmt::format("  e{}: {{in: e{}, as: list_{}}}\n", i, i - 1, i);
    }
    fs::remove(folder / "pack/law.yaml");
    return run_with(folder, "pack.yaml", text);
}

Reports long_chain(const TemporaryFolder& folder) {
    constexpr int length = 1'500;
    std::string text = "rules:\n";
    for (int i = 0; i < length; ++i) {
        text += fmt::format("  - {{rule: r{}, for: household, source: law 1, value: {}}}\n", i,
                            i + 1 == length ? "rent" : fmt::format("r{}", i + 1));
    }
    return run_with(folder, "rules.yaml", text);
}

Reports too_many_rows(const TemporaryFolder& folder) {
    std::string text = "    kind: exemption\n    of: rent\n    items:\n";
    for (int i = 0; i < 1'000; ++i) {
        text += fmt::format("      - {{item: part_{}, amount: cap}}\n", i);
    }
    return run_rule(folder, text);
}

Reports unreadable_file(const TemporaryFolder& folder) {
    fs::create_symlink(folder / "nowhere.yaml", folder / "pack/rules.yaml");
    return run_folder(folder);
}

} // namespace

std::string repeated(const std::string& text, std::size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

std::map<std::string, Generator> generators() {
    std::map<std::string, Generator> all{
        {"control-character", control_character},
        {"deep-folders", deep_folders},
        {"deep-formula", deep_formula},
        {"deep-nesting", deep_nesting},
        {"file-too-large", file_too_large},
        {"folder-loop", folder_loop},
        {"invalid-utf8", invalid_utf8},
        {"long-chain", long_chain},
        {"long-formula", long_formula},
        {"no-pack-file", no_pack_file},
        {"pack-too-large", pack_too_large},
        {"table-too-large", table_too_large},
        {"too-many-categories", too_many_categories},
        {"too-many-dates", too_many_dates},
        {"too-many-entities", too_many_entities},
        {"too-many-files", too_many_files},
        {"too-many-findings", too_many_findings},
        {"too-many-nodes", too_many_nodes},
        {"too-many-rows", too_many_rows},
        {"unreadable-file", unreadable_file},
    };
    all.merge(record_generators());
    return all;
}

} // namespace docs
