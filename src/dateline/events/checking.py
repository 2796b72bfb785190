"""The shape of a codebook's TOML, checked before anything is built from it: a mistake is told with file and reason."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from dateline.errors import BrokenCodebook
from dateline.events.grammar import english

WORD_KEYS = ("verbs", "nouns", "adjectives")
SLOT_KEYS = ("actor", "recipient", "needs", "without")
LISTS = frozenset({*WORD_KEYS, *SLOT_KEYS, "contexts", "object", "object_not", "subject", "subject_not", "object_kind",
                   "subject_kind", "complement", "modal", "light", "sense", "modifier", "modifier_not", "unless",
                   "given"})  # fmt: skip
FLAGS = frozenset(
    {"absorbs", "consumes", "reciprocal", "joint", "any_recipient", "alone", "infinitive", "paired", "affirmed"}
)
TYPE_SETS = ("reciprocal", "spoken", "two_sided", "located", "moving")
"""Lists of types that are treated alike (docs/events.md says how)."""
TABLES = frozenset({"name", "types", "contexts", "classes", "entry", "default", "intended", "refused", "confidence",
                    *TYPE_SETS})  # fmt: skip
GRAMMATICAL = frozenset({"subj", "obj", "iobj", "poss", "mod", "comp", "purpose", "undergoer", "advcl", "bare", "none"})
"""Slots named for grammar; "none" is a slot that nothing fills. Every other slot is a preposition."""


def check_table(file: str, table: dict[str, Any], entry_keys: Collection[str]) -> None:
    """Raise BrokenCodebook for the first thing in a parsed codebook file that has not the shape it must have."""
    for key in sorted(set(table) - TABLES):
        raise BrokenCodebook(f"unknown table or key {key!r}; known: {', '.join(sorted(TABLES))}", where=file)
    for key, inner in (("types", "modes"), ("contexts", "words")):
        for name, value in _table(file, table, key).items():
            if not isinstance(value, dict) or not _is_words(value.get(inner, [])) or set(value) - {inner}:
                raise BrokenCodebook(f"[{key}.{name}] takes one key, {inner!r}, a list of words", where=file)
    for name, value in _table(file, table, "classes").items():
        if not _is_words(value):
            raise BrokenCodebook(f"[classes] {name!r} must be a list of words in quotation marks", where=file)
    for key in TYPE_SETS:
        if not _is_words(table.get(key, [])):
            raise BrokenCodebook(f"{key!r} must be a list of types in quotation marks", where=file)
    for name, value in _table(file, table, "confidence").items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise BrokenCodebook(f"[confidence] {name!r} must be a number", where=file)
    entries = table.get("entry", [])
    if not isinstance(entries, list):
        raise BrokenCodebook("an entry stands under [[entry]], with two brackets on each side", where=file)
    for entry in entries:
        check_entry(file, {**_table(file, table, "default"), **entry}, entry_keys)


def check_entry(file: str, raw: dict[str, Any], keys: Collection[str]) -> None:
    """Raise BrokenCodebook for the first key of an entry that is unknown or has a value of the wrong kind."""
    where = f"entry {raw.get('id', '(no id)')!r}"
    for key in sorted(set(raw) - set(keys)):
        raise BrokenCodebook(f"{where}: unknown key {key!r}; known: {', '.join(sorted(keys))}", where=file)
    for key in ("id", "type"):
        if not isinstance(raw.get(key), str) or not raw[key]:
            raise BrokenCodebook(f"{where}: needs {key!r}, a word in quotation marks", where=file)
    for key, value in raw.items():
        wrong = _wrong(key, value)
        if wrong:
            raise BrokenCodebook(f"{where}: {key!r} must be {wrong}", where=file)
    for key in SLOT_KEYS:
        for slot in raw.get(key, ()):
            if not _is_slot(slot):
                known = ", ".join(sorted(GRAMMATICAL))
                raise BrokenCodebook(f"{where}: {slot!r} is no slot; slots are {known} and prepositions", where=file)
    if not any(raw.get(key) for key in WORD_KEYS):
        raise BrokenCodebook(f"{where}: needs words under 'verbs', 'nouns' or 'adjectives'", where=file)


def _wrong(key: str, value: Any) -> str:
    if key in LISTS:
        return "" if _is_words(value) else "a list of words in quotation marks"
    if key in FLAGS:
        return "" if isinstance(value, bool) else "true or false"
    if key == "priority":
        return "" if isinstance(value, int) and not isinstance(value, bool) else "a whole number"
    if key == "quantities":
        fits = isinstance(value, dict) and _is_words(list(value.values()))
        return "" if fits else 'a table such as { killed = "obj" }'
    return "" if isinstance(value, str) else "a word in quotation marks"


def _is_slot(slot: str) -> bool:
    name, _, how = slot.partition(".")
    known = name in GRAMMATICAL or name.rpartition(" ")[2] in english().prepositions
    return known and how in ("", "subj", "self")


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)


def _table(file: str, table: dict[str, Any], key: str) -> dict[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise BrokenCodebook(f"{key!r} is a table: it stands in brackets, [{key}]", where=file)
    return value
