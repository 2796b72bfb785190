"""Fixtures for every test: where the shared corpora are, and one pipeline for all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("dateline", deadline=None, derandomize=True)
settings.load_profile("dateline")
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared corpora beside the checkout; tests that need it are skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip("the shared corpora (../shared/gold) are not beside this checkout")
    return folder
