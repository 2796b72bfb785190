"""Revisions as they are listed: the versions of an article, and what of text and record changed in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from dateline.chronicle import Chronicle
from dateline.chronicle.record import identified
from dateline.gather.notes import notes
from dateline.gather.record_changes import Change, Side, Versions
from dateline.gather.wording import Op, word_count
from dateline.gathering.told import reasons
from dateline.model import Article, Reading

GATHERER = "revisions"
RECORD = frozenset({"events", "quotations", "numbers", "times"})
"""The layers whose changes are changes of the record."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note in which a version says that it was another before: its kind, its characters, its words."""

    kind: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version: when it was first seen so, its notes, and why it belongs; `article` is its id."""

    article: str
    ref: str | None
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    seen: str | None
    notes: tuple[NoteRow, ...]
    because: str | None


@dataclass(frozen=True, slots=True)
class TextChange:
    """A stretch of text left out, put in or replaced; offsets are into the old and the new text."""

    op: Op
    start: int
    end: int
    old: str
    other_start: int
    other_end: int
    new: str


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """From one version to the next: what kinds of change, how many words went and came, and each change."""

    old: str
    new: str
    kinds: tuple[str, ...]
    words_out: int
    words_in: int
    changes: tuple[Change, ...]
    text: tuple[TextChange, ...]


@dataclass(frozen=True, slots=True)
class ChainRow:
    """An article's versions from the oldest to the newest, and what changed; any version's id leads here."""

    id: str
    versions: tuple[VersionRow, ...]
    revisions: tuple[RevisionRow, ...]

    @property
    def newest(self) -> VersionRow:
        """The version that counts."""
        return self.versions[-1]


def listed(chronicle: Chronicle) -> list[str]:
    """The ids of the articles that have versions, those first whose newest version was seen last."""
    groups = chronicle.groups(GATHERER)
    latest = {group: _seen(groups.named(group).members) for group in groups.chains()}
    return sorted(sorted(latest), key=lambda group: latest[group], reverse=True)


def revisions(chronicle: Chronicle, limit: int | None = None) -> Iterator[ChainRow]:
    """The articles that have versions, those first whose newest version was seen last."""
    for identifier in listed(chronicle)[:limit]:
        yield chain(chronicle, identifier)


def chain(chronicle: Chronicle, beginning: str) -> ChainRow:
    """The versions of the article whose id begins so. Raises UnknownRecord."""
    groups = chronicle.groups(GATHERER)
    group = groups.find(beginning)
    seen = {member.article.id: str(member.evidence["order"][0]) or None for member in group.members}
    because = reasons(groups.bonds(member.node for member in group.members))
    why = {member.article.id: because.get(member.node) for member in group.members}
    order = groups.chain(group.id) or tuple(seen)
    readings = [reading for each in order if (reading := chronicle.reading(each))]
    versions = tuple(_version(each.article, seen[each.article.id], why[each.article.id]) for each in readings)
    steps = tuple(revision(old, new) for old, new in pairwise(readings))
    return ChainRow(group.id, versions, steps)


def _seen(members: Sequence[Any]) -> str:
    return max(str(member.evidence["order"][0]) for member in members)


def _version(article: Article, seen: str | None, because: str | None) -> VersionRow:
    told = tuple(NoteRow(n.kind, n.start, n.end, article.text[n.start : n.end]) for n in notes(article.text))
    return VersionRow(
        article.id, article.ref, article.url, article.outlet, article.title, article.published, seen, told, because
    )


def revision(old: Reading, new: Reading) -> RevisionRow:
    """What changed from one version to the next, the records with their public ids."""
    held = Versions(old, new)
    text = tuple(_text_change(old.article.text, new.article.text, step) for step in held.steps if step.op != "same")
    ids = _public(old), _public(new)
    changes = tuple(replace(c, old=_side(c.old, ids[0]), new=_side(c.new, ids[1])) for c in held.changes())
    out, in_ = (sum(word_count(words) for words in side) for side in ([c.old for c in text], [c.new for c in text]))
    return RevisionRow(old.article.id, new.article.id, _kinds(old, new, changes, text), out, in_, changes, text)


def _text_change(old: str, new: str, step: Any) -> TextChange:
    was, now = old[step.start : step.end], new[step.other_start : step.other_end]
    return TextChange(step.op, step.start, step.end, was, step.other_start, step.other_end, now)


def _public(reading: Reading) -> dict[str, str]:
    """The public ids of events and quotations by their ids within the reading."""
    found = identified(reading.to_dict())
    events = zip((event.id for event in reading.events), found["events"], strict=True)
    quotations = zip((quotation.id for quotation in reading.quotations), found["quotations"], strict=True)
    return {**dict(events), **dict(quotations)}


def _side(side: Side | None, ids: dict[str, str]) -> Side | None:
    return replace(side, record=ids.get(side.record)) if side and side.record else side


def _kinds(old: Reading, new: Reading, changes: Sequence[Change], text: Sequence[TextChange]) -> tuple[str, ...]:
    """In plain words: date, headline, note (by its kind), record, text added, removed or changed."""
    layers = {change.layer for change in changes}
    before = {old.article.text[note.start : note.end] for note in notes(old.article.text)}
    found: list[str] = [layer for layer in ("date", "headline") if layer in layers]
    found += [n.kind for n in notes(new.article.text) if new.article.text[n.start : n.end] not in before]
    if layers & RECORD:
        found.append("record")
    ops = {change.op for change in text}
    if ops:
        found.append(
            {frozenset({"put in"}): "text added", frozenset({"left out"}): "text removed"}.get(
                frozenset(ops), "text changed"
            )
        )
    return tuple(dict.fromkeys(found))
