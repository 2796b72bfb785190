"""Headlines and transcripts: "Lind: bridge stays shut", "Bridge stays shut, says Lind", "LIND: It stays shut."

A headline has a grammar of its own that no parse of running text shows, and an article's title may not be in its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.model import Entity, Mention, Quotation, QuotationForm, Reference, Span
from dateline.quotations.attribution import Attribution, Range, trim
from dateline.quotations.frame import Frame
from dateline.quotations.lexicon import Cue, Lexicon
from dateline.quotations.marks import regions
from dateline.stage import Draft

_NAME = r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}"
_COLON = re.compile(rf"\s*(?P<who>{_NAME})(?P<cue>:)\s+(?P<what>\S.*\S)\s*")
_TAIL = re.compile(rf"\s*(?P<what>\S.*\S),\s+(?P<cue>[a-z]+)\s+(?P<who>{_NAME})\s*")
_LONGEST = 25
_TURNS = 4
"""So many paragraphs that open with a name and a colon make a transcript."""
_SPEAKERS = ("PERSON", "ORG", "GPE", "NORP")


def spoken_lines(frame: Frame, found: Sequence[Attribution], names: frozenset[int]) -> Iterator[Attribution]:
    """Paragraphs that open with a name and a colon: the headline of the text, and the turns of a transcript.

    `names` are tokens that mentions by name cover. A paragraph that an attribution already has is left to it, but for
    the turns of a transcript, which are whole: what stands inside one without a cue of its own is taken from `found`.
    """
    turns = [(n, p, colon) for n, p in enumerate(_paragraphs(frame)) if (colon := _colon(frame, p)) is not None]
    transcript = len(turns) >= _TURNS
    for number, (first, last), colon in turns:
        shouted = all(frame.text[frame.starts[t] : frame.ends[t]].isupper() for t in range(first, colon))
        short = last - first < _LONGEST and number == 0
        part = trim(frame, (colon + 1, last))
        if part is None or not (transcript or (colon - 1 in names and (short or shouted))):
            continue
        if transcript:
            _clear(found, part, colon)
        if not any(a <= part[1] and part[0] <= b and not _within(f, part) for f in found for a, b in f.content):
            yield Attribution([part], (colon, colon), None, (first, colon - 1), "layout")


def _colon(frame: Frame, paragraph: Range) -> int | None:
    """The colon after the name that a paragraph opens with."""
    first, last = paragraph
    colon = next((t for t in range(first + 1, min(first + 5, last)) if frame.words[t] == ":"), None)
    if colon is None or not all(frame.text[frame.starts[t]].isupper() for t in range(first, colon)):
        return None
    return colon if all(frame.pos[t] in ("PROPN", "NOUN", "ADJ") for t in range(first, colon)) else None


def _clear(found: Sequence[Attribution], turn: Range, colon: int) -> None:
    """Take the content of a turn from the attributions that have no cue of their own inside it."""
    for other in found:
        if other.cue is None or not turn[0] <= other.cue[0] <= turn[1] or other.cue[0] == colon:
            other.content = [p for p in other.content if not (turn[0] <= p[0] and p[1] <= turn[1])]


def _within(attribution: Attribution, turn: Range) -> bool:
    """Whether an attribution stands in a turn with its cue: somebody whom the speaker quotes."""
    return attribution.cue is not None and turn[0] <= attribution.cue[0] <= turn[1]


def _paragraphs(frame: Frame) -> Iterator[Range]:
    """[first, last] tokens of the paragraphs, blank tokens left out."""
    first: int | None = None
    for token, word in enumerate([*frame.words, "\n"]):
        if "\n" in word:
            if first is not None and token - 1 > first:
                yield first, token - 1
            first = None
        elif first is None and not word.isspace():
            first = token


def in_title(draft: Draft, words: Lexicon, origin: str) -> Quotation | None:
    """The quotation that the article's title is, when its speaker is somebody the text names; its id is left empty."""
    title = draft.article.title
    if not title or title in draft.article.text:
        return None
    told = _COLON.fullmatch(title) or _TAIL.fullmatch(title)
    if told is None:
        return None
    cue = Cue("speech", "says") if told["cue"] == ":" else words.verb_form(told["cue"])
    speaker = _somebody(told["who"], draft.entities, draft.mentions)
    if cue is None or speaker is None or cue.act not in ("speech", "writing"):
        return None
    content = Span(*told.span("what"), "title")
    quoted = tuple(Span(r.start, r.end, "title") for r in regions(title) if content.start <= r.start < content.end)
    marked = sum(s.end - s.start for s in quoted)
    form: QuotationForm = "indirect" if not marked else "direct" if marked >= content.end - content.start else "mixed"
    said = Span(*told.span("cue"), "title")
    return Quotation(
        "", form, cue.act, (content,), quoted, said, cue.stance, speaker, None, None, None, None, origin
    )  # fmt: skip


def _somebody(who: str, entities: Sequence[Entity], mentions: Sequence[Mention]) -> Reference | None:
    """The entity that a name in the title stands for, at its first mention in the text; None where two would fit."""
    last = who.split()[-1]
    fitting = [e for e in entities if e.type in _SPEAKERS and (e.name == who or e.name.split()[-1:] == [last])]
    if len(fitting) != 1:
        return None
    first = next((m for m in mentions if m.entity == fitting[0].id and m.kind == "name"), None)
    return Reference(first.start, first.end, first.id, first.entity) if first else None
