"""Utterances as they are listed: what was said, in how many versions, who printed it first, and what differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.chronicle import Chronicle
from dateline.chronicle.groups import GroupRow, MemberRow
from dateline.gather.names import folded
from dateline.gather.utterances import differences
from dateline.gathering.origins import Counts, Tally

GATHERER = "utterances"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One wording: who printed it first and when, the quotations that have it, and how the longest wording differs."""

    words: str
    outlet: str | None
    published: str | None
    quotations: tuple[str, ...]
    articles: tuple[str, ...]
    differences: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class UtteranceRow:
    """Something said, with its versions in order of print; articles, outlets and origins are three numbers."""

    id: str
    speaker: str | None
    words: str
    first: VersionRow
    versions: tuple[VersionRow, ...]
    counts: Counts
    only_parties: bool = False
    """Whether nobody prints it but the speaker: a ministry's own page that quotes the ministry."""


def utterances(chronicle: Chronicle, least: int = 2, limit: int | None = None) -> Iterator[UtteranceRow]:
    """The utterances that at least so many quotations print, the most printed first."""
    groups, tally = chronicle.groups(GATHERER), Tally(chronicle)
    for identifier in listed(chronicle, least)[:limit]:
        yield _row(groups.named(identifier), tally)


def listed(chronicle: Chronicle, least: int) -> list[str]:
    """The ids of the utterances that at least so many quotations print, the most printed first."""
    return chronicle.groups(GATHERER).ids(largest_first=True, least=least)


def utterance(chronicle: Chronicle, beginning: str) -> UtteranceRow:
    """The utterance that the quotation whose id begins so prints. Raises UnknownRecord."""
    return _row(chronicle.groups(GATHERER).find(beginning), Tally(chronicle))


def _row(group: GroupRow, tally: Tally) -> UtteranceRow:
    longest = max(group.members, key=lambda member: len(member.evidence["words"])).evidence["text"]
    wordings: dict[str, list[MemberRow]] = {}
    for member in group.members:
        wordings.setdefault(" ".join(member.evidence["words"]), []).append(member)
    versions = tuple(_version(members, longest) for members in wordings.values())
    speakers = [member.evidence["speaker"] for member in group.members if member.evidence["speaker"]]
    return UtteranceRow(
        group.id,
        speakers[0] if speakers else None,
        longest,
        versions[0],
        versions,
        tally.count([member.article for member in group.members]),
        all(_own(member) for member in group.members),
    )


def _own(member: MemberRow) -> bool:
    """Whether the outlet that prints a quotation is its speaker."""
    outlet, speaker = member.article.outlet, member.evidence["speaker"]
    return bool(outlet and speaker) and folded(outlet or "") == folded(speaker)


def _version(members: list[MemberRow], longest: str) -> VersionRow:
    first = members[0]
    words = first.evidence["text"]
    return VersionRow(
        words,
        first.article.outlet,
        first.article.published,
        tuple(member.id for member in members),
        tuple(dict.fromkeys(member.article.id for member in members)),
        tuple(step for step in differences(longest, words) if step["op"] != "same"),
    )
