#!/usr/bin/env python3
"""Keeps docs/CHENGXIANG.md whole.

    chengxiang_table.py ROOT

* every sentence of the notice stands in its section, quoted by its first words, in order;
* every row names rules, or says in bold why there is none;
* every name exists in the packs;
* every programme of the packs is named;
* a programme that cites a clause of the notice is named in that clause's section.

The check first breaks copies of the table in each of these ways and must see it.
"""

import re
import sys
from pathlib import Path

PACKS = {"": "chengxiang", "district": "chengxiang-district"}
REASONS = {"方针", "工程", "方法"}

# The first words of each sentence of the notice that states a measure, section by section.
SENTENCES = {
    "二（一）": ["落实低保标准与最低工资标准挂钩", "建立社会救助预警监测机制", "落实“家庭收入豁免"],
    "二（二）": ["落实临时救助资金筹集机制", "完善 “一门受理"],
    "二（三）": ["3至6月，阶段性加大"],
    "二（四）": ["突出老区脱贫攻坚", "有序推进城乡供水", "支持各类农业", "鼓励相关预算单位", "完善防止返贫监测"],
    "二（五）": ["加快推进公共卫生", "推动有条件的村", "深入实施健康福建", "扎实抓好“一老一小”", "全面落实健康扶贫"],
    "二（六）": ["多渠道扩大普惠性", "加强普惠性民办", "推进城乡义务教育"],
    "二（七）": ["坚持房子是用来住的", "根据目标任务要求", "以设施配套、功能提升"],
    "二（八）": ["突出精准治污", "深化生态云平台", "建立健全流域", "全面走访企业", "以疫情防控为切入点", "强化固废"],
    "三": ["成立区级", "建立沟通协调机制", "各有关部门要", "区领导小组将", "对工作不力", "要加强工作信息编报", "同时，要加强"],
}

# Measures that stand in the middle of a sentence and are carried by rules of their own.
MEASURES = {
    "二（一）": ["我区城乡低保保障标准", "分类预警、分级监测、分档处置", "完善儿童福利体系"],
    "二（二）": ["重大生活困难"],
    "二（三）": ["提高1倍", "同比例变动"],
    "二（四）": ["控辍保学", "定期监测、单列管理", "及时认定监测对象"],
    "二（六）": ["大班额"],
    "二（七）": ["扩大中低收入住房困难", "外来务工人员", "2000年底前"],
    "二（八）": ["信访件销号"],
    "三": ["点对点交办"],
}


def sections_of(text):
    """{section: [(quote, rules, note)]} of the document's tables."""
    sections = {}
    rows = None
    for line in text.splitlines():
        heading = re.match(r"## (二（[一二三四五六七八]）|三)", line)
        if heading:
            rows = sections.setdefault(heading[1], [])
        elif rows is not None and line.startswith("| ") and not line.startswith("| 通知"):
            cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
            rows.append(tuple(cells) if len(cells) == 3 else (line, "", ""))
    return sections


def rule_files(folder):
    return sorted(f for f in folder.rglob("*.yaml") if not f.name.endswith(".test.yaml"))


def names_of(folder):
    """The programmes of a pack with the names that each has, "" for the pack itself; and the clauses
    of the notice that each programme cites."""
    names = {"": set()}
    clauses = {}
    for file in rule_files(folder):
        text = file.read_text(encoding="utf-8")
        found = re.search(r"^programme: (\w+)", text, re.M)
        programme = found[1] if found else ""
        own = names.setdefault(programme, set())
        own.update(re.findall(r"^ *- rule: (\w+)", text, re.M))
        own.update(re.findall(r"^ *- item: (\w+)", text, re.M))
        own.update(re.findall(r"^ +gives: (\w+)$", text, re.M))
        own.update(given_names(text))
        own.update(keys_below(text, ("parameters", "options", "checks", "decisions"), 2))
        facts = keys_below(text, ("facts",), 4)
        own.update(facts)
        for clause in re.findall(r"\bplan (二（[一二三四五六七八]）|三)", text):
            clauses.setdefault(programme, set()).add(clause)
    return names, clauses


def given_names(text):
    """Names of the values that a decision gives out: the maps whose values are types."""
    found = set()
    types = r"(?:[a-z_]+(?:/[a-z]+)*|\{type: .*\})"
    for block in re.findall(r"^ +gives:\n((?: +\w+: " + types + r"(?: +#.*)?\n)+)", text, re.M):
        found.update(re.findall(r"^ +(\w+):", block, re.M))
    return found


def keys_below(text, heads, indent):
    """The keys at an indent below one of the heads at the left margin."""
    found = set()
    head = ""
    for line in text.splitlines():
        top = re.match(r"(\w+):", line)
        if top:
            head = top[1]
        key = re.match(" " * indent + r"(\w+):", line)
        if key and head in heads:
            found.add(key[1])
    return found


def faults_of(text, packs):
    """What is wrong with the document, a line each."""
    faults = []
    sections = sections_of(text)
    named = {section: set() for section in sections}
    for section, openings in SENTENCES.items():
        quotes = [row[0] for row in sections.get(section, [])]
        places = [next((i for i, q in enumerate(quotes) if q.startswith(o)), None) for o in openings]
        faults += [f"{section}: no row begins with {o}" for o, p in zip(openings, places) if p is None]
        there = [p for p in places if p is not None]
        if there != sorted(there):
            faults.append(f"{section}: the rows are not in the order of the notice")
        for measure in MEASURES.get(section, []):
            if not any(measure in quote for quote in quotes):
                faults.append(f"{section}: no row quotes {measure}")
    faults += [f"{section}: the notice has no such section" for section in sections if section not in SENTENCES]

    for section, rows in sections.items():
        for quote, rules, note in rows:
            words = re.findall(r"`([^`]+)`", rules)
            if not words and not REASONS & set(re.findall(r"\*\*(\w+)\*\*", note)):
                faults.append(f"{section}: {quote}: neither a rule nor a reason")
            for word in words:
                faults += name_faults(word, section, packs, named)
    for pack, (names, clauses) in packs.items():
        for programme in sorted(filter(None, names)):
            word = f"{pack}:{programme}" if pack else programme
            if not any(word in there for there in named.values()):
                faults.append(f"{word}: the table does not name this programme")
            for clause in sorted(clauses.get(programme, ())):
                if word not in named.get(clause, set()):
                    faults.append(f"{word}: cites {clause}, but that section does not name it")
    return faults


def name_faults(word, section, packs, named):
    """What is wrong with a name; enters its programme as named in the section."""
    pack, _, path = word.rpartition(":")
    if pack not in packs:
        return [f"{section}: there is no pack {pack}:"]
    names, _ = packs[pack]
    programme, _, name = path.rpartition(".")
    if not programme and name in names:
        programme, name = name, ""
    if programme not in names or name and name not in names[programme]:
        return [f"{section}: the packs have no {word}"]
    named[section].add(f"{pack}:{programme}" if pack else programme)
    return []


def unseen_breaks(text, packs):
    """The ways of breaking the table that the check would not see: none, or the check is broken."""
    lines = text.splitlines()
    rows = [next(i for i, line in enumerate(lines) if opening in line)
            for opening in SENTENCES["二（八）"][1:3]]
    breaks = {
        "a sentence is left out": "\n".join(lines[:rows[0]] + lines[rows[0] + 1:]),
        "two sentences change places": "\n".join(
            lines[:rows[0]] + [lines[rows[1]], lines[rows[0]]] + lines[rows[1] + 1:]),
        "a rule that does not exist": text.replace("`dibao.gradual_exit`", "`dibao.gradual_exist`"),
        "a programme that does not exist": text.replace("`children`", "`childrens`"),
        "a programme that is not named": re.sub(r"`public_rental[.\w]*`", "**工程**", text),
        "neither rule nor reason": text.replace("**工程**", "works"),
        "a pack that does not exist": text.replace("`district:renewal`", "`town:renewal`"),
    }
    return [what for what, broken in breaks.items() if broken == text or not faults_of(broken, packs)]


def main():
    root = Path(sys.argv[1])
    text = (root / "docs/CHENGXIANG.md").read_text(encoding="utf-8")
    packs = {prefix: names_of(root / "rules" / folder) for prefix, folder in PACKS.items()}
    faults = faults_of(text, packs)
    faults += [f"the check does not see that {what}" for what in unseen_breaks(text, packs)]
    for fault in faults:
        print(f"docs/CHENGXIANG.md: {fault}")
    rows = sum(len(rows) for rows in sections_of(text).values())
    programmes = sum(len(names) - 1 for names, _ in packs.values())
    print(f"{rows} rows, {programmes} programmes, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
