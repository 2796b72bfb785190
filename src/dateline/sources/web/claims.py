"""What a page says of itself, field by field: every claim with its tag, and the one that is used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from dateline.sources.web.linked import Linked, listed, text_value
from dateline.sources.web.tree import flat, metas, shown, text_of, words

LONGEST_TITLE, LONGEST_NAME = 300, 80
SAVED = (
    re.compile(r"saved from url=\(\d{1,6}\)(\S{8,2000})"),
    re.compile(r"Page saved with SingleFile\s+url:\s*(\S{8,2000})"),
)
"""How browsers note in a saved page where it came from."""
SEPARATORS = re.compile(r"\s+[|–—·»:-]\s+|\s*\|\s*")
HEADINGS = ".//h1 | .//*[@itemprop='headline' and not(self::meta)] | .//h2[contains(@class, 'entry-title')]"
BYLINES = ".//*[contains(@class, 'byline') or contains(@class, 'author') or @rel='author' or @itemprop='author']"


class Claim(NamedTuple):
    """A value of a field and the tag or words it stands in."""

    value: str
    where: str


def meta_claims(tree: Any, field: str) -> list[Claim]:
    """What meta tags say of a field, in the order in which they count."""
    order = words()["meta"][field]
    found = [(order.index(name), Claim(value, where)) for name, value, where in metas(tree) if name in order]
    return [claim for _, claim in sorted(found, key=lambda one: one[0])]


def url_claims(tree: Any, data: Linked, asked: str | None, head: str) -> list[Claim]:
    """The page's address as it says it itself, then as it was fetched or saved; only those that can be true."""
    saved = next((match[1] for pattern in SAVED if (match := pattern.search(head))), None)
    came = Claim(asked, "the address it came from") if asked else None
    if came is None and saved:
        came = Claim(saved, "the browser's note in the saved page")
    claims = [*_own_addresses(tree, data, came.value if came else None), *([came] if came else [])]
    cleaned = [Claim(clean, claim.where) for claim in claims if (clean := _cleaned(claim.value))]
    return [claim for claim in cleaned if came is None or claim.where == came.where or _same(claim.value, came.value)]


def _own_addresses(tree: Any, data: Linked, base: str | None) -> Iterator[Claim]:
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            yield Claim(joined(base, flat(element.get("href"))), 'link rel="canonical"')
    for claim in meta_claims(tree, "url"):
        yield Claim(joined(base, claim.value), claim.where)
    for key in ("url", "mainEntityOfPage"):
        value = data.article.get(key)
        address = text_value(value.get("@id")) if isinstance(value, dict) else text_value(value)
        if address:
            yield Claim(joined(base, address), f"JSON-LD {data.kind}.{key}")


def joined(base: str | None, address: str) -> str:
    """The whole address that is meant on a page; "" for one that is none."""
    try:
        whole = urljoin(base or "", address)
        return whole if urlsplit(whole).hostname else ""
    except ValueError:
        return ""


def _cleaned(url: str) -> str | None:
    """The address without fragment and marks of campaigns; None for what is no address of the web."""
    from courlan import clean_url

    if not url.startswith(("http://", "https://")):
        return None
    clean = clean_url(joined(None, flat(url).partition("#")[0]))
    return str(clean) if clean else None


def _same(claimed: str, came: str) -> bool:
    """Whether a page at one address may call itself by another: the same site, and not just its front page."""
    if urlsplit(claimed).path in ("", "/") and urlsplit(came).path not in ("", "/"):
        return False
    one, other = (re.sub(r"^(?:www\d?|m|mobile|amp)\.", "", urlsplit(url).hostname or "") for url in (claimed, came))
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def outlet_claims(tree: Any, data: Linked) -> list[Claim]:
    """Who publishes the page."""
    claims = [Claim(name, f"JSON-LD {data.kind}.publisher") for name in data.names("publisher")]
    claims += meta_claims(tree, "outlet")
    if name := text_value(data.site.get("name")):
        claims.append(Claim(name, "JSON-LD WebSite.name"))
    return [claim for claim in claims if len(claim.value) <= LONGEST_NAME and "://" not in claim.value]


def title_claims(tree: Any, data: Linked, outlet: str | None) -> list[Claim]:
    """The headline: as the page shows it where its other titles agree, else as JSON-LD and meta tags have it."""
    told = [Claim(value, f"JSON-LD {data.kind}.headline") for key in ("headline", "name") if (value := data.value(key))]
    told = told[:1] + [Claim(bare(claim.value, outlet), claim.where) for claim in meta_claims(tree, "title")]
    head = next((flat(text_of(element)) for element in tree.iter("title")), "")
    told += [Claim(bare(head, outlet), "title")] if head else []
    headings = [
        Claim(said, shown(one)) for one in tree.xpath(HEADINGS) if 0 < len(said := flat(text_of(one))) <= LONGEST_TITLE
    ]
    agreed = [one for one in headings if any(alike(one.value, other.value) for other in told)]
    alone = headings if not told and len(headings) == 1 else []
    return [claim for claim in (*agreed[:1], *told, *alone) if claim.value][:8]


def bare(title: str, outlet: str | None) -> str:
    """A title without the name of its outlet at the end or the beginning."""
    if not outlet:
        return title
    parts = [part for part in SEPARATORS.split(title) if part]
    for index in (-1, 0):
        if len(parts) > 1 and _folded(parts[index]) in (_folded(outlet), _folded(outlet).removeprefix("the ")):
            cut = title.rindex(parts[-1]) if index else len(parts[0])
            return (
                re.sub(r"\s*[|–—·»:-]?\s*$", "", title[:cut])
                if index
                else re.sub(r"^\s*[|–—·»:-]?\s*", "", title[cut:])
            )
    return title


def alike(one: str, other: str) -> bool:
    """Whether two titles share at least half of the words of the shorter."""
    first, second = (set(re.findall(r"\w+", title.lower())) for title in (one, other))
    return bool(first and second) and 2 * len(first & second) >= min(len(first), len(second))


def author_claims(tree: Any, data: Linked) -> list[Claim]:
    """The authors, one claim a name; those of the first place that names any come first."""
    claims = [Claim(name, f"JSON-LD {data.kind}.author") for name in data.names("author")]
    claims += meta_claims(tree, "authors")
    if not any(people(claim.value) for claim in claims):
        claims += list(_bylines(tree)) or list(_spoken(tree))[:1]
    return [Claim(name, claim.where) for claim in claims for name in people(claim.value)]


def _bylines(tree: Any) -> Iterator[Claim]:
    for element in tree.xpath(BYLINES)[:50]:
        said = text_of(element)
        if 0 < len(said) <= 150:
            yield Claim(said, shown(element))


def _spoken(tree: Any) -> Iterator[Claim]:
    """Short pieces of the page that are "By" and capitalised names, as on pages without classes."""
    by = "|".join(re.escape(word) for word in words()["names"]["by"])
    for piece in tree.xpath("(.//body//text()[not(parent::script or parent::style)])[position() <= 2000]"):
        said = " ".join(piece.split())
        if 5 < len(said) <= LONGEST_NAME and re.fullmatch(
            rf"(?i:{by})\s*:?(?: [^\W\d_a-z][\w.'’-]*| and){{2,9}}", said
        ):
            yield Claim(said, f"the words {said!r}")


def people(said: str) -> list[str]:
    """The names in a byline: "By Ann Example and Bo Example, Port Alder" names two; an address or "admin" none."""
    table = words()["names"]
    by = "|".join(re.escape(word) for word in sorted(table["by"], key=len, reverse=True))
    bare_names = re.sub(rf"^(?:{by})\s*:?\s+", "", said.strip(), flags=re.IGNORECASE)
    parts = [part.strip(" .,;|·") for part in re.split(r"\s+(?:and|und|et|y|e)\s+|\s*[&;|•·]\s*", bare_names)]
    names = [name for part in parts for name in _between_commas(part)]
    return [name for name in dict.fromkeys(names) if _is_name(name, table["nobody"])]


def _between_commas(part: str) -> list[str]:
    """Names between commas; of a name with a place or an office after it only the name."""
    pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
    named = [piece for piece in pieces if 2 <= len(piece.split()) <= 4 and all(w[:1].isupper() for w in piece.split())]
    return pieces if len(named) == len(pieces) else pieces[:1]


def _is_name(name: str, nobody: Iterable[str]) -> bool:
    if not 2 <= len(name) <= LONGEST_NAME or name.lower() in nobody:
        return False
    return "@" not in name and "://" not in name and "www." not in name and any(c.isalpha() for c in name)


def _folded(name: str) -> str:
    return " ".join(name.lower().split())


def access_claims(tree: Any, data: Linked) -> list[Claim]:
    """Whether the page says that it is not for everybody: "locked", "metered", or nothing."""
    claims = []
    for free in listed(data.article.get("isAccessibleForFree")):
        if str(free).lower() in ("false", "http://schema.org/false", "https://schema.org/false"):
            claims.append(Claim("locked", f"JSON-LD {data.kind}.isAccessibleForFree"))
    for name, value, where in metas(tree):
        if name == "article:content_tier" and value.lower() in ("locked", "metered"):
            claims.append(Claim(value.lower(), where))
    return claims
