"""Names: the best well-formed tags of each sentence; then names of the same words in an article agree on their type."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dateline.language.network import Floats
from dateline.language.tags import best, log_probabilities, stretches

OTHERS = 1.0
"""How much the other occurrences (their mean) weigh against a name's own scores."""

Name = tuple[int, int, str]


def find_names(
    forms: Sequence[str],
    sentences: Sequence[tuple[int, int]],
    scores: Floats,
    labels: tuple[str, ...],
    others: float = OTHERS,
) -> list[Name]:
    """(first word, last word, type) of each name, in order."""
    tags = [labels[i] for i in best(scores, [end for _, end in sentences], labels).tolist()]
    found = stretches(tags)
    return agreed(found, forms, log_probabilities(scores), labels, others)


def agreed(
    names: list[Name], forms: Sequence[str], scores: Floats, labels: tuple[str, ...], others: float
) -> list[Name]:
    """The names with types that weigh in what the model says of the same words elsewhere in the article."""
    kinds = sorted({label[2:] for label in labels if label != "O"})
    groups: dict[tuple[str, ...], list[int]] = {}
    for number, (a, b, _) in enumerate(names):
        groups.setdefault(tuple(form.lower() for form in forms[a : b + 1]), []).append(number)
    result = list(names)
    for members in groups.values():
        if len({names[m][2] for m in members}) > 1:
            table = np.array([_by_kind(names[m], scores, labels, kinds) for m in members])
            rest = (table.sum(0) - table) / (len(members) - 1)
            for m, row in zip(members, table + others * rest, strict=True):
                result[m] = (names[m][0], names[m][1], kinds[int(row.argmax())])
    return result


def _by_kind(name: Name, scores: Floats, labels: tuple[str, ...], kinds: Sequence[str]) -> list[float]:
    """The mean log probability of the name's words under each type."""
    a, b, _ = name
    letters = "S" if a == b else "B" + "I" * (b - a - 1) + "E"
    return [
        float(np.mean([scores[a + i, labels.index(f"{x}-{kind}")] for i, x in enumerate(letters)])) for kind in kinds
    ]
