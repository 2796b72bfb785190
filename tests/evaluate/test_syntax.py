"""Syntax: CoNLL-U read back, words aligned, figures worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import BadGold
from dateline.evaluate import conllu, syntax, tokens
from dateline.language.windows import Words
from tests.support.conllu import doc_from_conllu

GOLD = """# newdoc id = a
# newpar
1\tTroops\ttroop\tNOUN\tNNS\t_\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# newpar
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVB\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
4\t!\t!\tPUNCT\t.\t_\t3\tpunct\t_\t_
"""


@pytest.fixture
def gold(tmp_path: Path) -> list[conllu.Sentence]:
    path = tmp_path / "gold.conllu"
    path.write_text(GOLD, "utf-8")
    return conllu.read(path)


def test_raw_text_has_its_paragraphs(gold: list[conllu.Sentence]) -> None:
    assert conllu.raw_text(gold) == "Troops left.\n\nDon't go!"


def test_a_doc_of_the_gold_is_all_right(gold: list[conllu.Sentence]) -> None:
    doc = doc_from_conllu(GOLD)
    score = syntax.score_sentences(gold, conllu.of_doc(doc, 0))
    figures = score.figures
    assert figures["sentences_f1"] == figures["las_f1"] == figures["lemma_f1"] == figures["las_subtypes_f1"] == 100.0
    assert figures["words_f1"] == 100.0
    assert figures["gold_words"] == figures["system_words"] == 7


def test_the_model_is_told_where_paragraphs_open(gold: list[conllu.Sentence], monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    own = tokens.component().parse

    def watched(words: Words, sentences: list[tuple[int, int]]) -> object:
        seen.append((words.forms, words.breaks, sentences))
        return own(words, sentences)

    monkeypatch.setattr(tokens.component(), "parse", watched)
    read = tokens.read_document(gold)
    opens = (True, False, False, True, False, False, False)
    assert seen == [(("Troops", "left", ".", "Do", "n't", "go", "!"), opens, [(0, 3), (3, 7)])]
    assert [w.form for s in read for w in s.words] == list(seen[0][0])


def test_figures_by_hand(gold: list[conllu.Sentence]) -> None:
    system = conllu.of_doc(doc_from_conllu(GOLD), 0)
    first = system[0].words
    first[0].xpos = "NN"  # 1 of 7 tags wrong
    first[2].head = first[0]  # 1 of 7 heads wrong
    first[0].relation = "nsubj:pass"  # wrong with subtypes only
    first[1].lemma = "left"
    figures = syntax.score_sentences(gold, system).figures
    assert figures["xpos_f1"] == figures["uas_f1"] == figures["las_f1"] == figures["lemma_f1"] == 85.71
    assert figures["las_subtypes_f1"] == 71.43
    assert figures["upos_f1"] == 100.0


def test_another_cut_of_words_costs_words_on_both_sides(gold: list[conllu.Sentence]) -> None:
    joined = GOLD.replace("Troops\ttroop", "Troo\ttroop").replace(
        "2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No",
        "2\tpsleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No",
    )
    figures = syntax.score_sentences(gold, conllu.of_doc(doc_from_conllu(joined), 0)).figures
    assert figures["words_f1"] == 71.43  # 5 of 7
    assert figures["sentences_f1"] == 100.0


def test_other_characters_are_refused(gold: list[conllu.Sentence]) -> None:
    with pytest.raises(BadGold):
        syntax.score_sentences(gold, conllu.of_doc(doc_from_conllu(GOLD.replace("Troops", "Trops")), 0))


def test_a_broken_file_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.conllu"
    path.write_text("1\tword\n\n", "utf-8")
    with pytest.raises(BadGold, match=r"broken\.conllu:2"):
        conllu.read(path)


def test_longest_common() -> None:
    assert syntax.longest_common(list("abcd"), list("bxd")) == [(1, 0), (3, 2)]


def test_raw_text_is_the_shared_one(shared: Path) -> None:
    import json

    rows = [json.loads(line) for line in (shared / "gold/syntax/ewt-dev.jsonl").read_text("utf-8").splitlines()]
    parts = conllu.documents(conllu.read(shared / "gold/syntax/ewt-dev.conllu"))
    same = sum(conllu.raw_text(part) == row["text"] for part, row in zip(parts, rows, strict=True))
    assert same == len(rows)
