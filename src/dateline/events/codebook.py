"""The codebook as data: event types, modes and contexts, and the lexicon entries that lead words to them; checked on
load.

The codebook that ships is PLOVER: `plover.toml` (types, modes, contexts) with every file of `lexicon/`. A codebook of
one's own is
one TOML file with the same tables: see docs/events.md. What belongs to English and not to a codebook (light verbs,
words for people,
cue verbs) is in `grammar.toml` and is read by `dateline.events.grammar`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from dateline.errors import BrokenCodebook
from dateline.events.checking import LISTS, TYPE_SETS, WORD_KEYS, check_table
from dateline.ids import text_id

NOT_AN_EVENT = "none"
KINDS = frozenset({"person", "org", "place", "group", "name", "thing", "party"})
QUANTITIES = frozenset({"killed", "wounded", "arrested", "participants", "money", "term", "troops"})


@dataclass(frozen=True, slots=True)
class Form:
    """One way an entry is said: a lemma, further words that must stand with it, and whether it is a verb, noun or
    adjective.
    """

    lemma: str
    words: tuple[str, ...]
    part: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A lexicon entry: words, conditions on what stands with them, and the event they then tell.

    `type` is an event type of the codebook, or "none" for words that are no event under these conditions.
    `actor` and `recipient` are slots in the order they are tried (see docs/events.md for the names of slots).
    """

    id: str
    type: str
    forms: tuple[Form, ...]
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    object: frozenset[str] = frozenset()
    object_not: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    subject_not: frozenset[str] = frozenset()
    object_kind: frozenset[str] = frozenset()
    subject_kind: frozenset[str] = frozenset()
    modifier: frozenset[str] = frozenset()
    modifier_not: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    complement: frozenset[str] = frozenset()
    modal: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    sense: frozenset[str] = frozenset()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    absorbs: bool = False
    consumes: bool = False
    reciprocal: bool = False
    joint: bool = False
    any_recipient: bool = False
    alone: bool = False
    paired: bool = False
    affirmed: bool = False
    infinitive: bool = False
    priority: int = 0
    quantities: Mapping[str, str] = field(default_factory=dict)

    @property
    def specificity(self) -> tuple[int, int]:
        """How early the entry is tried: its priority, then the number of conditions it sets."""
        conditions = (
            self.object,
            self.subject,
            self.object_kind,
            self.subject_kind,
            self.modifier,
            self.needs,
            self.complement,
            self.modal,
            self.light,
            self.sense,
            self.without,
            self.object_not,
            self.subject_not,
            self.modifier_not,
            self.joint,
            self.infinitive,
        )
        return self.priority, sum(bool(c) for c in conditions)


@dataclass(frozen=True, slots=True)
class Codebook:
    """Event types with their modes, contexts with their topic words, and the entries found by (part, lemma).

    `digest` is the SHA-256 of the file of a codebook of one's own; None for the one that ships.
    """

    name: str
    types: Mapping[str, tuple[str, ...]]
    contexts: Mapping[str, frozenset[str]]
    entries: Mapping[str, Entry]
    index: Mapping[tuple[str, str], tuple[tuple[Form, Entry], ...]]
    intended: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    reciprocal: frozenset[str] = frozenset()
    spoken: frozenset[str] = frozenset()
    two_sided: frozenset[str] = frozenset()
    located: frozenset[str] = frozenset()
    moving: frozenset[str] = frozenset()
    confidence: Mapping[str, float] = field(default_factory=dict)
    digest: str | None = None

    @property
    def source(self) -> str:
        """Where entries come from, as an event's origin names it: "lexicon" for the one that ships, else its name."""
        return self.name if self.digest else "lexicon"

    @property
    def verbs(self) -> frozenset[str]:
        """The lemmas of verbs that the entries list."""
        return frozenset(lemma for part, lemma in self.index if part == "verb")


@lru_cache(maxsize=1)
def plover() -> Codebook:
    """The codebook that ships: PLOVER's sixteen types with the lexicon of this package."""
    folder = resources.files("dateline.events")
    files = [folder / "plover.toml", *sorted((folder / "lexicon").iterdir(), key=lambda f: f.name)]
    tables = [(f.name, f.read_text(encoding="utf-8")) for f in files if f.name.endswith(".toml")]
    return build(((name, _parse(name, text)) for name, text in tables), "PLOVER")


def load(path: Path) -> Codebook:
    """A codebook of one's own from one TOML file. Raises BrokenCodebook with the file, the entry and the reason."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenCodebook(f"cannot be read as UTF-8 text ({error})", where=str(path)) from error
    return replace(build([(path.name, _parse(path.name, text))], path.stem), digest=text_id(text))


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BrokenCodebook(f"not TOML: {error}", where=name) from error


def build(tables: Iterable[tuple[str, dict[str, Any]]], name: str) -> Codebook:
    """One codebook from parsed TOML tables, each with the name of its file (for messages)."""
    parsed = list(tables)
    keys = {f.name for f in fields(Entry)} - {"forms"} | set(WORD_KEYS)
    for file, table in parsed:
        check_table(file, table, keys)
    types, contexts, classes = _vocabulary(parsed)
    entries: dict[str, Entry] = {}
    for file, table in parsed:
        for raw in table.get("entry", []):
            entry = _entry(file, {**table.get("default", {}), **raw}, classes)
            _check(file, entry, types, contexts, entries)
            entries[entry.id] = entry
    if not types or not entries:
        raise BrokenCodebook("a codebook needs at least one [types.NAME] table and one [[entry]]", where=name)
    settings = _settings(parsed, types)
    return Codebook(name, types, contexts, entries, _index(entries.values()), **settings)


def _vocabulary(
    tables: list[tuple[str, dict[str, Any]]],
) -> tuple[dict[str, tuple[str, ...]], dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    types: dict[str, tuple[str, ...]] = {}
    contexts: dict[str, frozenset[str]] = {}
    classes: dict[str, frozenset[str]] = {}
    for _, table in tables:
        types.update({k: tuple(v.get("modes", ())) for k, v in table.get("types", {}).items()})
        contexts.update({k: frozenset(v.get("words", ())) for k, v in table.get("contexts", {}).items()})
        classes.update({k: frozenset(v) for k, v in table.get("classes", {}).items()})
    return types, contexts, classes


def _settings(tables: list[tuple[str, dict[str, Any]]], types: Mapping[str, Any]) -> dict[str, Any]:
    sets: dict[str, frozenset[str]] = {key: frozenset() for key in TYPE_SETS}
    pairs: dict[str, dict[str, str]] = {"intended": {}, "refused": {}}
    confidence: dict[str, float] = {}
    for file, table in tables:
        for name, known in pairs.items():
            given = table.get(name, {})
            for kind in (*given, *given.values()):
                if kind not in types:
                    raise BrokenCodebook(
                        where=file, detail=f"[{name}] names the type {kind!r}, which is not among [types]"
                    )
            known.update(given)
        for key in TYPE_SETS:
            for kind in sorted(set(table.get(key, ())) - set(types)):
                raise BrokenCodebook(f"{key!r} names the type {kind!r}, which is not among [types]", where=file)
            sets[key] |= frozenset(table.get(key, ()))
        confidence.update(table.get("confidence", {}))
    return {**sets, **pairs, "confidence": confidence}


def _entry(file: str, raw: dict[str, Any], classes: Mapping[str, frozenset[str]]) -> Entry:
    where = f"entry {raw['id']!r}"
    forms = tuple(form for key in WORD_KEYS for word in raw.get(key, ()) for form in [_form(word, key)])
    values = {k: v for k, v in raw.items() if k not in WORD_KEYS}
    for key in LISTS & set(values):
        sequence = key in ("contexts", "needs", "without", "actor", "recipient")
        values[key] = tuple(values[key]) if sequence else _expanded(file, where, key, values[key], classes)
    return Entry(forms=forms, **values)


def _form(word: str, key: str) -> Form:
    words = word.split()
    if key == "verbs":
        return Form(words[0], tuple(words[1:]), "verb")
    return Form(words[-1], tuple(words[:-1]), key.removesuffix("s"))


def _expanded(
    file: str, where: str, key: str, words: list[str], classes: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    out: set[str] = set()
    for word in words:
        if not word.startswith("@"):
            out.add(word)
        elif word[1:] in classes:
            out |= classes[word[1:]]
        else:
            raise BrokenCodebook(
                where=file, detail=f"{where}: {key!r} names the class {word!r}, which no [classes] table defines"
            )
    return frozenset(out)


def _check(
    file: str,
    entry: Entry,
    types: Mapping[str, tuple[str, ...]],
    contexts: Mapping[str, Any],
    seen: Mapping[str, Entry],
) -> None:
    where = f"entry {entry.id!r}"
    if entry.id in seen:
        raise BrokenCodebook(where=file, detail=f"{where}: this id stands twice")
    if entry.type != NOT_AN_EVENT and entry.type not in types:
        raise BrokenCodebook(
            where=file, detail=f'{where}: the type {entry.type!r} is not among [types] (or "{NOT_AN_EVENT}")'
        )
    if entry.mode and entry.mode not in types[entry.type]:
        raise BrokenCodebook(
            where=file,
            detail=f"{where}: the type {entry.type} has no mode {entry.mode!r}; it has {list(types[entry.type])}",
        )
    for context in entry.contexts:
        if context not in contexts:
            raise BrokenCodebook(where=file, detail=f"{where}: the context {context!r} is not among [contexts]")
    for kind in sorted((entry.object_kind | entry.subject_kind) - KINDS):
        raise BrokenCodebook(
            where=file, detail=f"{where}: {kind!r} is no kind of argument; kinds are {', '.join(sorted(KINDS))}"
        )
    for role in sorted(set(entry.quantities) - QUANTITIES):
        raise BrokenCodebook(
            where=file, detail=f"{where}: {role!r} is no role of a quantity; roles are {', '.join(sorted(QUANTITIES))}"
        )


def _index(entries: Iterable[Entry]) -> dict[tuple[str, str], tuple[tuple[Form, Entry], ...]]:
    out: dict[tuple[str, str], list[tuple[Form, Entry]]] = {}
    for entry in entries:
        for form in entry.forms:
            out.setdefault((form.part, form.lemma), []).append((form, entry))

    def rank(pair: tuple[Form, Entry]) -> tuple[int, int, str]:
        form, entry = pair
        priority, conditions = entry.specificity
        return -priority, -(conditions + 2 * len(form.words)), entry.id

    return {key: tuple(sorted(pairs, key=rank)) for key, pairs in out.items()}
