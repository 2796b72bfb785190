"""The label sets of every layer, counted on the training data and written to `labels.json` for the run time."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from dateline.language.lemmas import ending, script
from training.corpora import Document

NAME_TYPES = ("PERSON", "ORG", "PLACE", "FAC", "NORP", "MISC", "MONEY", "PRODUCT")
KINDS = ("PERSON", "ORG", "PLACE")
"""Types of names that weak supervision knows, in the order of the layer `kind`."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Class names by layer, in the order of the model's outputs; `senses` maps a lemma to its PropBank senses."""

    xpos: list[str]
    upos: list[str]
    feats: list[str]
    scripts: list[str]
    relations: list[str]
    names: list[str]
    roles: list[str]
    senses: dict[str, list[str]]
    sense_rows: list[str]

    def save(self, path: Path) -> None:
        """Write `labels.json`."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, path: Path) -> Labels:
        """Read `labels.json`; keys added at export are not labels."""
        found = json.loads(path.read_text("utf-8"))
        return cls(**{k: v for k, v in found.items() if k in cls.__dataclass_fields__})


def _frequent(values: Iterable[str], least: int) -> list[str]:
    return sorted(v for v, n in Counter(values).items() if n >= least)


def count(documents: list[Document]) -> Labels:
    """Labels of the documents, rare ones left out."""
    sentences = [s for d in documents for s in d.sentences]
    syntax = [s.syntax for s in sentences if s.syntax]
    scripts = (
        script(form, lemma)
        for s in sentences if s.syntax
        for form, lemma in zip(s.words, s.syntax.lemmas, strict=True)
    )  # fmt: skip
    predicates = [(p, s) for s in sentences for p in s.predicates or ()]
    roles = _frequent((r[2] for p, _ in predicates for r in p.roles), 15)
    senses: dict[str, Counter[str]] = {}
    for p, s in predicates:
        assert s.syntax is not None
        senses.setdefault(s.syntax.lemmas[p.word].lower(), Counter())[p.sense] += 1
    ordered = {
        lemma: [x for x, _ in sorted(n.items(), key=lambda i: (-i[1], i[0]))] for lemma, n in sorted(senses.items())
    }
    return Labels(
        xpos=_frequent((x for s in syntax for x in s.xpos), 1),
        upos=_frequent((x for s in syntax for x in s.upos), 1),
        feats=_frequent((x for s in syntax for x in s.feats), 4),
        scripts=_frequent(scripts, 3),
        relations=_frequent((x for s in syntax for x in s.relations), 3),
        names=["O", *(f"{b}-{t}" for t in NAME_TYPES for b in "BIES")],
        roles=["O", *(f"{b}-{r}" for r in roles for b in "BI")],
        senses=ordered,
        sense_rows=sorted({x for found in ordered.values() if len(found) > 1 for x in found}),
    )


def lemma_tables(documents: list[Document], scripts: list[str]) -> dict[str, dict[str, dict[str, object]]]:
    """By tag: the lemma of each form that training shows with one lemma only, and the scripts seen with each ending."""
    lemmas: dict[tuple[str, str], Counter[str]] = {}
    seen: dict[tuple[str, str], Counter[int]] = {}
    index = {text: i for i, text in enumerate(scripts)}
    for syntax, form, i in ((s.syntax, w, i) for d in documents for s in d.sentences for i, w in enumerate(s.words)):
        if syntax:
            tag, lemma = syntax.xpos[i], syntax.lemmas[i]
            lemmas.setdefault((tag, form), Counter())[lemma] += 1
            if script(form, lemma) in index:
                seen.setdefault((tag, ending(form)), Counter())[index[script(form, lemma)]] += 1
    known: dict[str, dict[str, object]] = {}
    allowed: dict[str, dict[str, object]] = {}
    for (tag, form), found in sorted(lemmas.items()):
        lemma, n = max(found.items(), key=lambda item: (item[1], item[0]))
        if n >= 0.9 * sum(found.values()):
            known.setdefault(tag, {})[form] = lemma
    for (tag, end), numbers in sorted(seen.items()):
        allowed.setdefault(tag, {})[end] = sorted(numbers)
    return {"known_lemmas": known, "allowed_scripts": allowed}
