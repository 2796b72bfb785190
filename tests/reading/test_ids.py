"""Content addresses: the values are pinned, since stored chronicles rest on them."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from dateline.ids import article_id, record_id, short, text_id

OPTIONAL = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"])))


def test_a_text_has_the_hash_that_any_tool_gives_it() -> None:
    assert text_id("Zażółć") == hashlib.sha256("Zażółć".encode()).hexdigest()


def test_ids_never_change() -> None:
    article = article_id("https://example.org/a", None, "2026-01-25", "A pier closes", "Text.")
    assert article == hashlib.sha256(b'["https://example.org/a",null,"2026-01-25","A pier closes","Text."]').hexdigest()
    assert record_id("a1", "events", 3, 8) == hashlib.sha256(b'["a1","events",3,8]').hexdigest()
    assert article.startswith(short(article)) and len(short(article)) == 10


@given(OPTIONAL, OPTIONAL, OPTIONAL, OPTIONAL)
def test_parts_do_not_run_into_each_other(
    url: str | None, outlet: str | None, first: str | None, second: str | None
) -> None:
    if first != second:
        assert article_id(url, outlet, None, first, "x") != article_id(url, outlet, None, second, "x")
    if url != outlet:
        assert article_id(url, outlet, None, None, "x") != article_id(outlet, url, None, None, "x")
