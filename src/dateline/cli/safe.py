"""Makes text from the world harmless on a terminal: control and bidirectional characters become visible signs."""

from __future__ import annotations

import unicodedata

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
JOINERS = frozenset("\u200c\u200d\u00ad")


def harmless(text: str, lines: bool = False) -> str:
    """The text with every character that could move a cursor, change direction or hide itself shown as <U+XXXX>.

    Tabs, and line ends unless `lines` keeps them, become a blank; joiners and soft hyphens, which scripts need, stay.
    """
    return "".join(_shown(character, lines) for character in text)


def _shown(character: str, lines: bool) -> str:
    if character == "\n" and lines:
        return character
    if character in "\t\n\r\u2028\u2029":
        return " "
    if character not in JOINERS and unicodedata.category(character) in HIDDEN:
        return f"<U+{ord(character):04X}>"
    return character
