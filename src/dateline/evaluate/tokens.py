"""The language model on tokens and sentences given by gold, so that tags, trees and roles are judged on their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.evaluate.conllu import Sentence, Word

OPENING = frozenset("([{“‘«$£€#")
CLOSING = frozenset(",.;:!?)]}”’»%'")


def parsed(
    forms: Sequence[str], glued: Sequence[bool], breaks: Sequence[bool], sentences: list[tuple[int, int]]
) -> tuple[Any, dict[str, Any]]:
    """What the model's component says of these words in these sentences: trees and tags. `breaks`: the word opens a
    paragraph.
    """
    from dateline.language.windows import Words

    words = Words(tuple(forms), tuple(glued), tuple(breaks))
    result: tuple[Any, dict[str, Any]] = component().parse(words, sentences)
    return result


def component() -> Any:
    """The shipped component. Raises MissingModel."""
    from dateline.language.component import pipeline

    return pipeline().get_pipe("dateline_language")


def read_document(document: Sequence[Sentence]) -> list[Sentence]:
    """The document's sentences with the model's tags, lemmas, relations and heads in the place of the gold's."""
    forms: list[str] = []
    glued: list[bool] = []
    breaks: list[bool] = []
    bounds: list[tuple[int, int]] = []
    space = True
    for sentence in document:
        bounds.append((len(forms), len(forms) + len(sentence.words)))
        spaces = dict(zip((t[:2] for t in sentence.tokens), sentence.spaces, strict=True))
        before: tuple[int, int] | None = None
        for word in sentence.words:
            place = (word.start, word.end)
            glued.append(place == before or not space)
            breaks.append(sentence.opens_paragraph and len(forms) == bounds[-1][0])
            forms.append(word.form)
            before, space = place, spaces[place]
    tree, tags = parsed(forms, glued, breaks, bounds)
    return [_copy(s, start, tree, tags) for s, (start, _) in zip(document, bounds, strict=True)]


def _copy(sentence: Sentence, start: int, tree: Any, tags: dict[str, Any]) -> Sentence:
    labels = component().network.labels.relations
    words = []
    for i, w in enumerate(sentence.words, start):
        relation = labels[tree.relations[i]]
        words.append(
            Word(w.start, w.end, w.form, tags["lemma"][i], tags["upos"][i], tags["xpos"][i], relation, w.joined)
        )
    for i, word in enumerate(words, start):
        head = tree.heads[i]
        word.head = words[head - start] if head >= 0 else None
    return Sentence(words, sentence.spaces, sentence.tokens, sentence.opens_document, sentence.opens_paragraph)


def stuck(forms: Sequence[str]) -> list[bool]:
    """Where print sets no blank before a word, told from the forms alone: before closing marks and clitics."""
    out = [False] * len(forms)
    for i in range(1, len(forms)):
        form = forms[i]
        clitic = "'" in form[:2] or "’" in form[:2]
        out[i] = clitic or form[0] in CLOSING or forms[i - 1][-1] in OPENING
    return out
