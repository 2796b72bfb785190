"""Sphinx builds the pages of this folder, and the reference that the program tells of itself; see `make docs`."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE)]

from generate import write_reference  # noqa: E402

from dateline.version import __version__  # noqa: E402

project = "dateline"
author = "the dateline authors"
copyright = "the dateline authors; the text under Apache-2.0"
release = version = __version__
extensions = ["myst_parser"]
myst_heading_anchors = 3
myst_enable_extensions: list[str] = []
source_suffix = {".md": "markdown"}
exclude_patterns = ["build", "__pycache__"]
html_theme = "alabaster"
html_theme_options = {"description": "The record that shows its words", "fixed_sidebar": True, "page_width": "70em"}
html_show_sourcelink = False
highlight_language = "none"

suppress_warnings = ["misc.highlighting_failure", "myst.header"]

write_reference(HERE / "reference" / "generated")


def setup(app: Any) -> None:
    """Links that leave this folder (to a README of the repository) are shown as paths: the site has no such page."""
    app.connect("source-read", _outward)


def _outward(_: Any, page: str, source: list[str]) -> None:
    depth = page.count("/")
    outside = re.compile(r"\[([^\]]+)\]\((?:\.\./){%d}([^)#.][^)#]*)(?:#[^)]*)?\)" % (depth + 1))
    source[0] = outside.sub(r"\1 (`\2`)", source[0])
