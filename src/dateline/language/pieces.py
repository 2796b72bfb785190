"""Turns words into the encoder's input: word pieces, a letter-case class a piece, and each word's first piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

MAX_PIECES_A_WORD = 12
SHAPES = 15
"""Rows of the letter-case embedding: 0 for special pieces, 1 to 7 a word's case, plus 7 when no blank precedes it."""
_BREAK = "[unused1]"


@dataclass(frozen=True, slots=True)
class Encoded:
    """A window as the encoder takes it; `first` holds, word by word, the index of the word's first piece."""

    ids: list[int]
    shapes: list[int]
    first: list[int]


class Pieces:
    """A word-piece vocabulary; the same word always gives the same pieces, so they are looked up once."""

    def __init__(self, path: Path) -> None:
        vocabulary = Tokenizer.from_file(str(path))
        vocabulary.no_truncation()
        vocabulary.no_padding()
        special = [vocabulary.token_to_id(piece) or 0 for piece in ("[UNK]", "[CLS]", "[SEP]", _BREAK, "[MASK]")]
        self._unknown, self._cls, self._sep, self._break, self.mask = special

        @lru_cache(maxsize=65536)
        def ids(word: str) -> tuple[int, ...]:
            found = vocabulary.encode(word[:200], add_special_tokens=False).ids[:MAX_PIECES_A_WORD]
            return tuple(found) or (self._unknown,)

        self.ids = ids

    def encode(self, words: Sequence[str], glued: Sequence[bool], breaks: Sequence[bool]) -> Encoded:
        """Pieces of a window; `glued[i]`: no blank before word i; `breaks[i]`: a paragraph ends before word i."""
        ids, shapes = [self._cls], [0]
        first: list[int] = []
        for word, close, broken in zip(words, glued, breaks, strict=True):
            if broken and first:
                ids.append(self._break)
                shapes.append(0)
            first.append(len(ids))
            found = self.ids(word)
            ids.extend(found)
            shapes.extend([shape(word) + 7 * close] * len(found))
        return Encoded([*ids, self._sep], [*shapes, 0], first)


@lru_cache(maxsize=65536)
def shape(word: str) -> int:
    """The letter-case class: 1 lower, 2 Title, 3 UPPER, 4 miXed, 5 one capital, 6 with digits, 7 no letters."""
    if not any(c.isalpha() for c in word):
        return 6 if any(c.isdigit() for c in word) else 7
    if word.isupper():
        return 3 if len(word) > 1 else 5
    if word[0].isupper():
        return 4 if any(c.isupper() for c in word[1:]) else 2
    return 4 if any(c.isupper() for c in word) else 6 if word[0].isdigit() else 1
