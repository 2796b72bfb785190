"""The names stage: from a parsed article to mentions and entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.names.candidates import Candidate, candidates_of
from dateline.names.name_types import names_of
from dateline.names.records import records
from dateline.names.resolve import Resolver
from dateline.names.roles import roles_of
from dateline.names.words import Words

if TYPE_CHECKING:
    from dateline.language.analysis import Analysis
    from dateline.stage import Draft


class NamesStage:
    """Finds who and what an article speaks of: typed mentions, chained into entities with roles, country, sector."""

    name = "names"
    version = "0.1"
    needs = ("analysis",)
    wants = ("times",)
    gives = ("mentions", "entities")

    def read(self, draft: Draft) -> None:
        """Assign the draft's mentions and entities."""
        if draft.analysis is None:
            return
        words, candidates = candidates_in(draft.analysis)
        chains = Resolver(words, candidates, evidence=evidence_of(draft.analysis, words)).resolve()
        draft.mentions, draft.entities = records(words, candidates, chains, draft.article.text, self.version)


def candidates_in(analysis: Analysis) -> tuple[Words, list[Candidate]]:
    """The words of an analysed article and its mention candidates, names with the roles told beside them."""
    words = Words.of(analysis.doc)
    candidates = candidates_of(words, names_of(analysis.doc, words))
    titles: set[int] = set()
    for c in candidates:
        if c.kind == "name":
            c.roles = roles_of(words, c)
            titles.update(last for _, last in c.roles if last == c.first - 1)
    return words, [c for c in candidates if c.kind != "nominal" or c.head not in titles]


def evidence_of(analysis: Analysis, words: Words) -> dict[tuple[int, int], float]:
    """The model's score for each pair of mention heads (mention, antecedent) that its coreference layer offers."""
    out: dict[tuple[int, int], float] = {}
    for link in analysis.links:
        head = words.span_head(link.first, link.last)
        for first, last, score in link.antecedents:
            pair = (head, words.span_head(first, last))
            out[pair] = max(score, out.get(pair, score))
    return out
