"""CoNLL-U: sentences, tags, lemmas and relations, for tools of the UD kind."""

from __future__ import annotations

from functools import cached_property
from typing import IO

from dateline.export.base import Stock
from dateline.language import LanguageStage
from dateline.language.conllu import to_conllu
from dateline.stage import Draft


class ConlluExporter:
    """The analysis of each article. It is no part of a reading, so the language stage is run again over the text."""

    suffix = ".conllu"
    binary = False
    tables = False

    @cached_property
    def _stage(self) -> LanguageStage:
        return LanguageStage()

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """One document after another; how many."""
        count = 0
        for told in stock.told():
            count += 1
            draft = Draft(told.article)
            if told.reading.sentences:
                self._stage.read(draft)
            out.write(conllu(draft).encode())
        return count


def conllu(draft: Draft) -> str:
    """The sentences that the language stage has read; only a comment with the article's name where there are none."""
    ref = draft.article.ref or draft.article.id
    written = to_conllu(draft.analysis, ref) if draft.analysis else ""
    return written or f"# newdoc id = {' '.join(ref.split())}\n\n"
