"""One JSON object a line, in UTF-8; what could disturb a terminal is written as an escape, which means the same."""

from __future__ import annotations

import json
import re
from typing import Any

RISKY = re.compile("[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


def line(value: Any) -> str:
    """The value as JSON with a line end, its keys in the order they have."""
    return safe_json(value) + "\n"


def safe_json(value: Any) -> str:
    """The value as JSON on one line."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return RISKY.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
