"""Random pages, listings and damaged ones: an article or one clear error, whatever comes; `FUZZ` sets how many."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import SourceError
from dateline.sources.article import make_article
from dateline.sources.datelines import opening
from dateline.sources.moments import day_in, moment
from dateline.sources.web import fetch
from dateline.sources.web.addresses import is_public
from dateline.sources.web.charset import decode
from dateline.sources.web.listings import read_listing
from dateline.sources.web.manners import pause
from dateline.sources.web.reader import read_page
from tests.sources.web.golden import pages
from tests.sources.web.test_listings import ATOM, INDEX, OPML, RSS, SITEMAP

COUNT = int(os.environ.get("FUZZ", "40"))
few = settings(max_examples=COUNT, suppress_health_check=list(HealthCheck), database=None)
many = settings(max_examples=COUNT * 10, suppress_health_check=list(HealthCheck), database=None)

TAGS = st.sampled_from(
    re.findall(
        r"\S+",
        "p div article main h1 h2 table tr td a time span meta link script style title base noscript template svg math"
        " form select option iframe b i br li ul blockquote amp-img plaintext xmp frameset",
    )
)
WORDS = st.sampled_from(
    [
        "The harbour board of Port Alder voted on Tuesday to close the old pier after a storm damaged it.",
        "By Ann Example",
        "LIMA, Jun 14 2022 (IPS) - The board met.",
        "5 March 2026",
        "Accept all cookies",
        "Subscribe to continue",
        "Published: 99.99.9999",
        "\u202e\ufeff\u2028x",
    ]
)
ATTRIBUTES = st.sampled_from(
    [
        'class="byline"',
        'class="entry-date published"',
        'itemprop="datePublished"',
        'itemprop="author"',
        'datetime="2026-03-05"',
        'datetime="P1D"',
        'property="article:published_time" content="2026-02-30"',
        'name="author" content=", , and &"',
        'rel="canonical" href="http://[::1"',
        'rel="canonical" href="//"',
        'http-equiv="refresh" content="0;url=x"',
        'type="application/ld+json"',
        'charset="utf-16"',
        'href="x"',
        'title=""',
        "colspan=999999999",
    ]
)
KEYS = st.sampled_from(
    re.findall(
        r"\S+",
        "@type @id @graph @value headline name author publisher datePublished dateModified articleBody url"
        " mainEntityOfPage mainEntity isAccessibleForFree",
    )
)
LINKED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=20) | WORDS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            KEYS,
            inner | st.sampled_from(["NewsArticle", "WebPage", "WebSite", "ItemList", "2026-03-05T10:00:00Z"]),
            max_size=6,
        )
    ),
    max_leaves=25,
)


@st.composite
def markup(draw: Any, depth: int = 4) -> str:
    """A piece of HTML that may be nested, unclosed, and full of what pages say of themselves."""
    parts = []
    for _ in range(draw(st.integers(0, 5))):
        tag, attribute = draw(TAGS), draw(ATTRIBUTES | st.just(""))
        inner = draw(markup(depth=depth - 1)) if depth and draw(st.booleans()) else draw(WORDS | st.text(max_size=30))
        if tag == "script":
            inner = json.dumps(draw(LINKED))
        parts.append(f"<{tag} {attribute}>{inner}" + (f"</{tag}>" if draw(st.booleans()) else ""))
    return "".join(parts)


@st.composite
def damaged(draw: Any, wholes: list[bytes]) -> bytes:
    """One of some good inputs with stretches cut out, doubled, or written over."""
    data = bytearray(draw(st.sampled_from(wholes)))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, max(0, len(data) - 1)))
        end = min(len(data), start + draw(st.integers(0, 200)))
        new = draw(
            st.sampled_from([b"", b"<", b">", b"\0", b'"', b"&#0;", b"<![CDATA[", b"]]>", b"<!--"])
            | st.binary(max_size=20)
        )
        data[start:end] = draw(st.sampled_from([new, bytes(data[start:end]) * 2]))
    return bytes(data)


def one_clear_error(work: Callable[[], Any]) -> Any:
    """The result, or None where it ended with an error of ours that is one line."""
    try:
        return work()
    except SourceError as error:
        assert "\n" not in str(error) and len(str(error)) < 1000
        return None


def hold(data: bytes, **options: Any) -> None:
    """A page is an article that can be stored, or one clear error, and the same each time."""
    page = one_clear_error(lambda: read_page(data, **options))
    if page is None:
        return
    assert page.text.strip() and "\0" not in page.text
    assert page.url is None or page.url.startswith(("http://", "https://"))
    article = one_clear_error(
        lambda: make_article(page.text, published=page.published, title=page.title, url=page.url, authors=page.authors)
    )
    assert article is not None and article.text == page.text
    assert page.published is None or article.published == page.published[:10]
    assert read_page(data, **options) == page


@pytest.mark.slow
@few
@given(markup(), st.sampled_from([None, "https://a.example/2026/03/05/x", "http://a.example/?a=1#b"]))
def test_random_pages(html: str, url: str | None) -> None:
    hold(html.encode("utf-8", "surrogatepass"), url=url)


@pytest.mark.slow
@few
@given(
    damaged([path.read_bytes() for path in pages() if path.suffix == ".html"]),
    st.sampled_from([None, "text/html; charset=x"]),
)
def test_damaged_pages(data: bytes, content_type: str | None) -> None:
    hold(data, content_type=content_type)


@pytest.mark.slow
@few
@given(LINKED)
def test_random_json_ld(value: Any) -> None:
    script = f'<script type="application/ld+json">{json.dumps(value)}</script>'
    hold(f"<html><head><title>x</title>{script}</head><body><p>{'The board met. ' * 30}</p></body></html>".encode())


@few
@given(st.binary(max_size=400))
def test_random_bytes_as_pages_and_listings(data: bytes) -> None:
    one_clear_error(lambda: read_listing(data))
    found = decode(data)
    assert isinstance(found.text, str)


@pytest.mark.slow
@many
@given(damaged([text.encode() for text in (RSS, ATOM, SITEMAP, INDEX, OPML)]))
def test_damaged_listings(data: bytes) -> None:
    listing = one_clear_error(lambda: read_listing(data, url="https://a.example/feed"))
    for entry in listing.entries if listing else ():
        assert entry.url == "" or entry.url.startswith(("http://", "https://"))
        assert entry.published == "" or moment(entry.published)
    for url, _ in listing.more if listing else ():
        assert url.startswith(("http://", "https://"))


@many
@given(st.text(alphabet="0123456789-/.:TZ+ ,MarMonJan", max_size=40) | st.text(max_size=40))
def test_moments_are_dates_or_nothing(words: str) -> None:
    for told in (moment(words), day_in(words)):
        assert told is None or make_article("x", published=told).published == told[:10]
    opening(words)


@many
@given(st.text(alphabet="htps:/[]@.%#?a1 ä\\\t\n", max_size=40))
def test_addresses_are_checked_or_refused(url: str) -> None:
    target = one_clear_error(lambda: fetch.checked(f"http://{url}"))
    if target is not None:
        assert target.scheme in ("http", "https") and target.host and target.auth is None
        assert target.url.isascii() and "\n" not in target.request_uri


@many
@given(st.ip_addresses())
def test_whatever_wraps_a_private_address_is_private(address: Any) -> None:
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        assert not is_public(address) or address.is_global


@many
@given(st.text(max_size=40) | st.integers().map(str), st.integers(0, 100))
def test_pauses_are_bounded(retry: str, tries: int) -> None:
    assert 0 <= pause(retry, tries, datetime(2026, 1, 1, tzinfo=UTC)) <= 86_400
