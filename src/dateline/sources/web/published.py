"""Which date is the day of publication: what JSON-LD, tags, the address and the words of a page say, weighed openly."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.sources.datelines import opening
from dateline.sources.dates import published_date
from dateline.sources.moments import MONTHS, day_in, moment
from dateline.sources.web.claims import Claim, meta_claims
from dateline.sources.web.linked import Linked, text_value
from dateline.sources.web.tree import flat, shown, text_of, words

IN_ADDRESS = (
    re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/_.-]|$)"),
    re.compile(r"[/_-]((?:19|20)\d{2})-(\d{2})-(\d{2})(?=[/_.-]|$)"),
    re.compile(r"[/_-]((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
)
NEAR = datetime.timedelta(days=1)
"""Days this far apart can be one moment told in two time zones."""
DATED = (
    ".//*[contains(@class, 'date') or contains(@class, 'time') or contains(@class, 'publish')"
    " or contains(@class, 'byline') or contains(@class, 'posted') or contains(@class, 'meta') or contains(@id, 'date')]"
)
MINUTE = datetime.timedelta(minutes=1)
ZONED = re.compile(r"T.*[+-]\d\d:\d\d$")
LONGEST_WORDS = 160
JSONLD, META, TAG, ADDRESS, TOLD, PAGE, WORDS, DATELINE, GUESS = range(9)
"""Where a date can stand, in the order in which it counts."""
INDEPENDENT = frozenset({TAG, ADDRESS, TOLD, WORDS, DATELINE})
"""Places that are seldom filled by the same machine that fills JSON-LD and meta tags."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that is claimed: where, as what words, as what ISO date; `moment` is None for what is no full date."""

    kind: int
    claim: Claim
    moment: str | None

    @property
    def day(self) -> datetime.date | None:
        """The day, where the words tell one."""
        return datetime.date.fromisoformat(self.moment[:10]) if self.moment else None


def candidates(tree: Any, data: Linked, url: str | None, told: Sequence[Claim]) -> list[Dated]:
    """Every date that is claimed as that of publication, best first; `told` is what a feed or a sitemap said."""
    found = [*_linked(data), *(Dated(META, claim, moment(claim.value)) for claim in meta_claims(tree, "published"))]
    found += _tags(tree)
    found += _address(url)
    found += [Dated(TOLD, claim, moment(claim.value)) for claim in told]
    if said := text_value(data.page.get("datePublished")):
        found.append(Dated(PAGE, Claim(said, "JSON-LD WebPage.datePublished"), moment(said)))
    if not any(one.moment for one in found):
        found += _visible(tree)
    return found


def in_dateline(text: str) -> list[Dated]:
    """The day that the dateline above the text tells, where it tells the year too."""
    line = opening(text)
    if line is None or line.day is None:
        return []
    start, end = line.day_span
    return [Dated(DATELINE, Claim(text[start:end], "the dateline"), line.day)]


def decide(found: Sequence[Dated], latest: datetime.date | None) -> tuple[Dated | None, str | None]:
    """The date that is used, and why the first was not, if it was not.

    The first possible one counts, unless two other, independent places agree on another day. `latest` is the last
    possible day: that after the page was fetched.
    """
    possible = [one for one in found if one.day and (latest is None or one.day <= latest)]
    if not possible:
        return None, "it is later than the day on which the page was fetched" if found and found[0].day else None
    first = possible[0]
    against = [one for one in possible if one.kind in INDEPENDENT and not near(one, first)]
    for one in against:
        if len({other.kind for other in against if near(one, other)}) > 1:
            return one, "two other places contradict it"
    return _with_zone(first, possible), None


def near(one: Dated, other: Dated) -> bool:
    """Whether two dates can be the same moment."""
    return one.day is not None and other.day is not None and abs(one.day - other.day) <= NEAR


def _with_zone(first: Dated, possible: Sequence[Dated]) -> Dated:
    """The same moment as its place of publication tells it, where the first tells it in UTC only."""
    if not first.moment or not first.moment.endswith(("Z", "+00:00")):
        return first
    at = datetime.datetime.fromisoformat(first.moment)
    zoned = (one for one in possible if ZONED.search(one.moment or "") and not (one.moment or "").endswith("+00:00"))
    same = (one for one in zoned if abs(datetime.datetime.fromisoformat(one.moment or "") - at) < MINUTE)
    return next(same, first)


def modified(tree: Any, data: Linked) -> list[tuple[Claim, str | None]]:
    """When the page says that it was changed, each with its ISO form."""
    claims = [Claim(said, f"JSON-LD {data.kind}.dateModified")] if (said := data.value("dateModified")) else []
    claims += meta_claims(tree, "modified")
    for element in tree.xpath(".//*[@itemprop='dateModified'] | .//time[contains(@class, 'updated')]"):
        if element.tag != "meta" and (said := _machine(element)):
            claims.append(Claim(said, shown(element)))
    return [(claim, moment(claim.value)) for claim in claims]


def _linked(data: Linked) -> Iterator[Dated]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        if said := data.value(key):
            yield Dated(JSONLD, Claim(said, f"JSON-LD {data.kind}.{key}"), moment(said))


def _tags(tree: Any) -> list[Dated]:
    """Time elements that are marked as publication, else the first one beside the headline."""
    marked = tree.xpath(
        ".//*[@itemprop='datePublished' and not(self::meta)] | .//time[@pubdate or contains(@class, 'publish')"
        " or contains(@class, 'entry-date') or contains(@class, 'posted')]"
    )
    beside = tree.xpath("(.//*[self::article or self::main or self::header][.//h1])[last()]//time[@datetime]")
    elements = marked or beside[:1]
    found = [(element, _machine(element)) for element in elements if not _about_change(element)]
    return [Dated(TAG, Claim(said, shown(element)), moment(said) or day_in(said)) for element, said in found if said][
        :5
    ]


def _machine(element: Any) -> str:
    """What an element says to programs: of an abbreviation its title (the hCalendar habit), else its words."""
    if element.tag == "abbr" and moment(flat(element.get("title"))):
        return flat(element.get("title"))
    return flat(element.get("datetime") or element.get("content") or text_of(element)[:LONGEST_WORDS])


def _about_change(element: Any) -> bool:
    """Whether a date's element, or the words just before it, say that it is one of change."""
    parent = element.getparent()
    before = [element.get("class") or "", element.text or "", (parent.text or "") if parent is not None else ""]
    if (previous := element.getprevious()) is not None:
        before += [text_of(previous)[-60:], previous.tail or ""]
    said = " ".join(before).lower()
    return any(word in said for word in words()["words"]["changed"])


def _address(url: str | None) -> Iterator[Dated]:
    for pattern in IN_ADDRESS:
        if url and (match := pattern.search(url.lower())):
            year, month, day = match.groups()
            number = MONTHS.index(month) + 1 if month in MONTHS else int(month) if month.isdigit() else 0
            iso = f"{year}-{number:02}-{int(day):02}"
            if published_date(iso).day:
                yield Dated(ADDRESS, Claim(match[0].strip("/_-"), "the address"), iso)
            return


def _visible(tree: Any) -> list[Dated]:
    """A date in a short piece of the page whose class says that it holds one."""
    for element in tree.xpath(DATED)[:200]:
        said = text_of(element)
        if 6 <= len(said) <= LONGEST_WORDS and not _changed_only(said) and (day := moment(said) or day_in(said)):
            return [Dated(WORDS, Claim(flat(said), f"the words in {shown(element)}"), day)]
    return []


def _changed_only(said: str) -> bool:
    return any(said.lower().startswith(word) for word in words()["words"]["changed"])


def guessed(tree: Any) -> list[Dated]:
    """The day that htmldate finds, where words of the page that tell year and day can be shown for it."""
    from copy import deepcopy

    from htmldate import find_date

    day = find_date(deepcopy(tree), original_date=True, extensive_search=True, max_date="2100-12-31")
    if not day or not published_date(day).day:
        return []
    year, number = day[:4], str(int(day[8:]))
    for piece in tree.xpath("//body//text()[not(parent::script or parent::style)]"):
        said = " ".join(piece.split())
        if len(said) <= LONGEST_WORDS and re.search(rf"\b{year}\b", said) and re.search(rf"\b0?{number}\b", said):
            return [] if _changed_only(said) else [Dated(GUESS, Claim(said, "words that htmldate takes for it"), day)]
    return []
