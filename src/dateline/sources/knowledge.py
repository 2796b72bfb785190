"""Knowledge bases: who and what bears which names, from FollowTheMoney entities or an extract of Wikidata's dump.

Both are JSON lines. Of FollowTheMoney, people, organisations, companies, public bodies and other legal entities are
taken; of Wikidata everything that is no page about names or of the wiki itself. Countries are ISO codes or names, as
the file has them; those of Wikidata are known where the file holds the country's own entity (with its code, P298).
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast

from dateline.errors import BadKnowledge, SourceError
from dateline.sources.bytestreams import MARK, MAX_LINE, decode, lines
from dateline.sources.jsonl import parse

PEOPLE = frozenset({"Person"})
BODIES = frozenset({"Organization", "Company", "PublicBody", "LegalEntity"})
NAMES = ("name", "alias", "previousName")
COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry")
ENGLISH = ("en", "en-gb", "en-us", "en-ca", "mul")
HUMAN = "Q5"
NO_THING = frozenset({"Q4167410", "Q4167836", "Q13406463", "Q11266439", "Q101352", "Q202444", "Q11879590", "Q12308941"})
"""Wikidata's pages that tell names apart, categories, lists, templates, family names and given names."""
LONGEST = 200
"""The longest name, in characters, that is taken."""

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """A person or a body of a knowledge base: its id there, and what the file says of it.

    `names` begins with the name it is known by, `countries` are codes of two or three letters or names, `roles` words
    for what it is or does, `born` the year of birth.
    """

    id: str
    kind: Literal["person", "body"]
    names: tuple[str, ...]
    countries: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    born: int | None = None


def known_entities(path: Path) -> Iterator[KnownEntity]:
    """The people and bodies of a file, gzipped or not, in its order. Raises BadKnowledge, with the line, for any other.

    The file is read twice.
    """
    codes = dict(_codes(path))
    for number, fields in _rows(path):
        try:
            entity = _entity(fields, codes)
        except (TypeError, KeyError, AttributeError, ValueError):
            raise BadKnowledge(BadKnowledge.sentence, where=str(path), line=number) from None
        if entity and entity.names:
            yield entity


def _rows(path: Path) -> Iterator[tuple[int, Fields]]:
    """The objects of a file with the numbers of their lines; brackets and commas of a dump's lines are passed over."""
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rb") as stream:
            for number, data in lines(cast("BinaryIO", stream)):
                if data is None:
                    raise BadKnowledge(f"the line is over {MAX_LINE // 1024 // 1024} MB", where=str(path), line=number)
                bare = data.removeprefix(MARK).strip().removesuffix(b",")
                if bare not in (b"", b"[", b"]"):
                    yield number, _parsed(bare, path, number)
    except (OSError, EOFError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "no gzip file, or one cut short"
        raise BadKnowledge(f"the file cannot be read: {reason.lower()}", where=str(path)) from error


def _parsed(data: bytes, path: Path, number: int) -> Fields:
    try:
        return parse(decode(data, number))
    except SourceError as error:
        raise BadKnowledge(error.message.removesuffix(" with a text"), where=str(path), line=number) from None


def _entity(fields: Fields, codes: dict[str, str]) -> KnownEntity | None:
    """The entity of a line; None where it is neither a person nor a body. Raises what a wrong type raises."""
    if "schema" in fields and "properties" in fields:
        return _followed(fields)
    if "labels" in fields or "claims" in fields:
        return _item(fields, codes)
    raise ValueError("neither")


def _followed(fields: Fields) -> KnownEntity | None:
    schema, told = fields["schema"], fields["properties"]
    if schema not in PEOPLE | BODIES:
        return None

    def values(*keys: str) -> tuple[str, ...]:
        return tuple(value for key in keys for value in told.get(key, ()) if isinstance(value, str) and value.strip())

    wikidata = [value for value in values("wikidataId") if value[:1] == "Q"]
    caption = [fields["caption"]] if isinstance(fields.get("caption"), str) else []
    return KnownEntity(
        id=_identifier(wikidata[0] if wikidata else fields["id"]),
        kind="person" if schema in PEOPLE else "body",
        names=_names([*caption, *values(*NAMES)]),
        countries=values(*COUNTRIES),
        roles=values("position"),
        born=_year(next(iter(values("birthDate")), "")),
    )


def _item(fields: Fields, codes: dict[str, str]) -> KnownEntity | None:
    classes = set(_claims(fields, "P31"))
    if fields.get("type", "item") != "item" or classes & NO_THING:
        return None
    labels, aliases = fields.get("labels") or {}, fields.get("aliases") or {}
    names = [labels[language]["value"] for language in ENGLISH if language in labels]
    names += [each["value"] for language in ENGLISH if language in aliases for each in aliases[language]]
    described = fields.get("descriptions") or {}
    born = next((value["time"] for value in _claims(fields, "P569")), "")
    return KnownEntity(
        id=_identifier(fields["id"]),
        kind="person" if HUMAN in classes else "body",
        names=_names(names),
        countries=tuple(codes[each] for key in ("P27", "P17") for each in _claims(fields, key) if each in codes),
        roles=(described["en"]["value"],) if "en" in described else (),
        born=_year(born.removeprefix("+")),
    )


def _codes(path: Path) -> Iterator[tuple[str, str]]:
    """The countries of a Wikidata extract, each with its code of three letters."""
    for number, fields in _rows(path):
        try:
            found = _claims(fields, "P298") if "claims" in fields else []
        except (TypeError, KeyError, AttributeError):
            raise BadKnowledge(BadKnowledge.sentence, where=str(path), line=number) from None
        if found and isinstance(found[0], str):
            yield fields["id"], found[0]


def _claims(fields: Fields, of: str) -> list[Any]:
    """The values of a Wikidata property that are told and not deprecated; of an item its id."""
    found = []
    for claim in (fields.get("claims") or {}).get(of, ()):
        value = claim["mainsnak"].get("datavalue", {}).get("value")
        if value is not None and claim.get("rank") != "deprecated":
            found.append(value["id"] if isinstance(value, dict) and "id" in value else value)
    return found


def _names(names: list[Any]) -> tuple[str, ...]:
    told = (" ".join(name.split()) for name in names)
    return tuple(dict.fromkeys(name for name in told if 0 < len(name) <= LONGEST))


def _identifier(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
        raise ValueError("no id")
    return value.strip()


def _year(day: str) -> int | None:
    return int(day[:4]) if day[:4].isdigit() else None
