"""The loopback site that the tests of fetching and following ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sources.web.server import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on loopback; nothing outside it is asked."""
    with serving() as served:
        yield served
