"""The grammar: compiles the rules of grammar.toml and finds where they match in a string of atoms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.times.lexer import BREAK, SHAPE_CLASSES, Lexer, Tokens
from dateline.times.lexicon import Lexicon, load_toml, number_classes, read_lexicon

_PATTERN_TOKEN = re.compile(
    r"(?P<name>[a-z]+\d?):(?P<open>\()?|(?P<klass>[A-Z][A-Z0-9]+)|(?P<literal>[a-z]+)"
    r"|(?P<look>\(\?(?:<?[=!]|:))|(?P<op>[()|?*+])|(?P<space>\s+)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of writing a time: a pattern over atoms, and the constants that the meaning of a match has."""

    name: str
    pattern: re.Pattern[str]
    rank: int
    constants: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that matches tokens [first, last); `groups` are the named parts as token ranges."""

    rule: Rule
    first: int
    last: int
    groups: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """All rules, with the lexer and lexicon that their atoms come from."""

    lexer: Lexer
    lexicon: Lexicon
    rules: tuple[Rule, ...]

    def candidates(self, tokens: Tokens) -> list[Match]:
        """All matches, the ones to be preferred first: by rank, then by length, then by place."""
        matches = [m for rule in self.rules for m in _matches(rule, tokens.atoms)]
        matches.sort(key=lambda m: (m.first - m.last - m.rule.rank * 100, m.first))
        return matches


def _matches(rule: Rule, atoms: str) -> list[Match]:
    names = rule.pattern.groupindex
    found = []
    for m in rule.pattern.finditer(atoms):
        groups = tuple((name.rstrip("0123456789"), *m.span(name)) for name in names if m.span(name)[0] >= 0)
        found.append(Match(rule, m.start(), m.end(), groups))
    return found


@cache
def load_grammar() -> Grammar:
    """The grammar that ships, compiled once."""
    data, lexicon = load_toml("grammar.toml"), read_lexicon()
    macros: dict[str, str] = dict(data["macros"])
    macros["HOLIDAY"] = "(" + "|".join(_phrase(name) for name in load_toml("holidays.toml")) + ")"
    patterns = [_expand(rule["pattern"], macros) for rule in data["rules"]]
    for pattern in patterns:
        _add_literals(pattern, lexicon)
    triggers = frozenset(data["triggers"]["classes"]) | {f"={word}" for word in data["triggers"]["words"]}
    triggers |= {f"={name.removesuffix(' POSS').split()[-1]}" for name in load_toml("holidays.toml")}
    lexer = Lexer(_with_numbers(lexicon), triggers)
    rules = tuple(_rule(rule, p, lexicon) for rule, p in zip(data["rules"], patterns, strict=True))
    return Grammar(lexer, lexicon, rules)


def _phrase(name: str) -> str:
    return re.sub(r"['’]s\b", " POSS", name)


def _with_numbers(lexicon: Lexicon) -> Lexicon:
    for classes in number_classes().values():
        lexicon.atom(classes)
    for name in SHAPE_CLASSES:
        lexicon.atom(frozenset([name]))
    return lexicon


def _expand(pattern: str, macros: dict[str, str]) -> str:
    for _ in range(8):
        pattern = re.sub(r"\{(\w+)\}", lambda m: macros[m.group(1)], pattern)
    return pattern


def _add_literals(pattern: str, lexicon: Lexicon) -> None:
    for found in _PATTERN_TOKEN.finditer(pattern):
        if found["literal"]:
            lexicon.add(found["literal"], "=" + found["literal"])


def _rule(data: dict[str, Any], pattern: str, lexicon: Lexicon) -> Rule:
    constants = {k: v for k, v in data.items() if k not in {"name", "pattern", "rank"}}
    return Rule(data["name"], compile_pattern(pattern, lexicon), data.get("rank", 0), tuple(constants.items()))


def compile_pattern(pattern: str, lexicon: Lexicon) -> re.Pattern[str]:
    """A pattern of the grammar as a regular expression over atoms.

    CLASS stands for any word of that class, a small word for itself, `name:` captures the class or bracket behind it;
    the rest is as in regular expressions. Raises ValueError for anything else.
    """
    out, at, closing = [], 0, ""
    while at < len(pattern):
        found = _PATTERN_TOKEN.match(pattern, at)
        if found is None:
            raise ValueError(f"cannot read the pattern at {pattern[at : at + 20]!r} in {pattern!r}")
        at = found.end()
        if found["name"]:
            out.append(f"(?P<{found['name']}>")
            closing = "" if found["open"] else ")"
        else:
            out.append(_translate(found, lexicon) + closing)
            closing = ""
    return re.compile("".join(out))


def _translate(found: re.Match[str], lexicon: Lexicon) -> str:
    name = found["klass"] or (found["literal"] and "=" + found["literal"])
    if not name:
        return found["look"] or found["op"] or ""
    chars = BREAK if name == "BREAK" else lexicon.having(name)
    if not chars:
        raise ValueError(f"no word is in {name}")
    return f"[{chars}]"
