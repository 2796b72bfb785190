"""The header that dates a text ("date 2026-01-25" before its first words): told once for sources and language."""

from __future__ import annotations

import re

HEADER = re.compile(r"\s*(date[ \t]+(\d{4}-\d{2}-\d{2}))(?=\s|$)")
"""Group 1 is the header, group 2 its day."""
WORDS = 2
"""How many words a header has."""
