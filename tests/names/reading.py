"""Reads hand-parsed sentences with the names stage, for its tests."""

from __future__ import annotations

from dateline.language.analysis import Analysis
from dateline.model import Article, Entity, Mention, PublishedFrom
from dateline.names import NamesStage
from dateline.stage import Draft
from tests.support.conllu import doc_from_conllu


def parse(*sentences: str) -> str:
    """CoNLL-U from lines of "form upos xpos head relation" (lemma: the form in lower case, or after a slash)."""
    blocks = []
    for sentence in sentences:
        rows = []
        for number, line in enumerate(sentence.strip().splitlines(), 1):
            form, pos, tag, head, relation = line.split()
            form, _, lemma = form.partition("/")
            rows.append(f"{number}\t{form}\t{lemma or form.lower()}\t{pos}\t{tag}\t_\t{head}\t{relation}\t_\t_")
        blocks.append("\n".join(rows))
    return "\n\n".join(blocks)


def read(conllu: str, names: list[tuple[int, int, str]]) -> Draft:
    """The draft of a reading after the names stage."""
    doc = doc_from_conllu(conllu, names)
    how = PublishedFrom("none")
    article = Article("a", "t", None, None, None, None, (), None, None, how, None, "en", None, doc.text)
    draft = Draft(article, Analysis(doc, "hand"))
    NamesStage().read(draft)
    return draft


def entity(draft: Draft, name: str) -> Entity:
    """The one entity of that name."""
    (found,) = [e for e in draft.entities if e.name == name]
    return found


def words(draft: Draft, one: Entity) -> list[str]:
    """The words of an entity's mentions in text order."""
    by_id: dict[str, Mention] = {m.id: m for m in draft.mentions}
    return [draft.article.text[by_id[i].start : by_id[i].end] for i in one.mentions]
