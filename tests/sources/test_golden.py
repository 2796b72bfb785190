"""Golden cases: invented files in the layouts that people hold, and what is read in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.write_golden import CASES, GOLDEN, told


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_a_file_is_read_as_it_was(case: Path) -> None:
    """Golden outputs; `python -m tests.sources.write_golden` writes them, a person reads them."""
    assert told(case) == (GOLDEN / f"{case.name}.golden").read_text(encoding="utf-8")
