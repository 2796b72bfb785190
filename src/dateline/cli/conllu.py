"""CoNLL-U: the sentences, tags, lemmas and relations that the language stage read, for tools of the UD kind."""

from __future__ import annotations

from typing import Any

from dateline.stage import Draft


def conllu(draft: Draft) -> str:
    """The article's sentences as CoNLL-U; line ends and blanks between words stand as MISC, so nothing is lost."""
    article = draft.article
    head = [f"# newdoc id = {_one_line(article.ref or article.id)}"]
    if draft.analysis is None:
        return "\n".join(head) + "\n\n"
    blocks = [_sentence(sentence, number) for number, sentence in enumerate(draft.analysis.doc.sents, 1)]
    blocks = [block for block in blocks if block]
    return "\n".join(head) + "\n" + "".join("\n".join(block) + "\n\n" for block in blocks)


def _sentence(sentence: Any, number: int) -> list[str]:
    words = [token for token in sentence if not token.is_space]
    if not words:
        return []
    index = {token.i: position for position, token in enumerate(words, 1)}
    lines = [f"# sent_id = {number}", f"# text = {_one_line(sentence.text)}"]
    return lines + [_word(token, index) for token in words]


def _word(token: Any, index: dict[int, int]) -> str:
    head = 0 if token.head is token or token.head == token else index.get(token.head.i, 0)
    relation = "root" if head == 0 else token.dep_ or "dep"
    misc = [] if token.whitespace_ or _space_follows(token) else ["SpaceAfter=No"]
    if token.ent_type_:
        misc.append(f"Entity={token.ent_iob_}-{token.ent_type_}")
    cells = (
        str(index[token.i]),
        token.text,
        token.lemma_ or "_",
        token.pos_ or "_",
        token.tag_ or "_",
        str(token.morph) or "_",
        str(head),
        relation,
        "_",
        "|".join(misc) or "_",
    )
    return "\t".join(cells)


def _space_follows(token: Any) -> bool:
    return bool(token.i + 1 < len(token.doc) and token.doc[token.i + 1].is_space)


def _one_line(text: str) -> str:
    return " ".join(text.split())
