"""The quotations stage on invented text with parses written by hand."""

from __future__ import annotations

import dataclasses

from dateline.language.analysis import Analysis
from dateline.model import Article, Mention, PublishedFrom, Quotation, TimeExpression
from dateline.quotations import QuotationsStage
from dateline.stage import Draft
from tests.support.conllu import doc_from_conllu

SPLIT = """
1  "       "       PUNCT  ``   _  4   punct       _  SpaceAfter=No
2  We      we      PRON   PRP  _  4   nsubj       _  _
3  will    will    AUX    MD   _  4   aux         _  _
4  rebuild rebuild VERB   VB   _  8   ccomp       _  SpaceAfter=No
5  ,       ,       PUNCT  ,    _  4   punct       _  SpaceAfter=No
6  "       "       PUNCT  ''   _  4   punct       _  _
7  she     she     PRON   PRP  _  8   nsubj       _  _
8  told    tell    VERB   VBD  _  0   root        _  _
9  Reuters Reuters PROPN  NNP  _  8   obj         _  _
10 on      on      ADP    IN   _  11  case        _  _
11 Monday  Monday  PROPN  NNP  _  8   obl         _  SpaceAfter=No
12 .       .       PUNCT  .    _  8   punct       _  _

1  "       "       PUNCT  ``   _  3   punct       _  SpaceAfter=No
2  All     all     PRON   DT   _  3   nsubj       _  _
3  of      of      ADP    IN   _  0   root        _  _
4  it      it      PRON   PRP  _  3   obj         _  SpaceAfter=No
5  .       .       PUNCT  .    _  3   punct       _  SpaceAfter=No
6  "       "       PUNCT  ''   _  3   punct       _  _
"""

NESTED = """
1  Lind     Lind    PROPN  NNP  _  2   nsubj  _  _
2  said     say     VERB   VBD  _  0   root   _  _
3  that     that    SCONJ  IN   _  6   mark   _  _
4  the      the     DET    DT   _  5   det    _  _
5  owner    owner   NOUN   NN   _  6   nsubj  _  _
6  denied   deny    VERB   VBD  _  2   ccomp  _  _
7  that     that    SCONJ  IN   _  10  mark   _  _
8  the      the     DET    DT   _  9   det    _  _
9  dam      dam     NOUN   NN   _  10  nsubj  _  _
10 leaked   leak    VERB   VBD  _  6   ccomp  _  SpaceAfter=No
11 .        .       PUNCT  .    _  2   punct  _  _
"""

WANTED = """
1  Officials  official NOUN  NNS  _  4  nsubj  _  _
2  did        do       AUX   VBD  _  4  aux    _  _
3  not        not      PART  RB   _  4  advmod _  _
4  say        say      VERB  VB   _  0  root   _  _
5  whether    whether  SCONJ IN   _  8  mark   _  _
6  the        the      DET   DT   _  7  det    _  _
7  road       road     NOUN  NN   _  8  nsubj  _  _
8  reopened   reopen   VERB  VBD  _  4  ccomp  _  SpaceAfter=No
9  .          .        PUNCT .    _  4  punct  _  _

1  They   they  PRON  PRP _  2  nsubj  _  _
2  want   want  VERB  VBP _  0  root   _  _
3  to     to    PART  TO  _  4  mark   _  _
4  leave  leave VERB  VB  _  2  xcomp  _  SpaceAfter=No
5  .      .     PUNCT .   _  2  punct  _  _
"""

ACCORDING = """
1  The        the     DET   DT  _  2  det    _  _
2  dam        dam     NOUN  NN  _  3  nsubj  _  _
3  leaked     leak    VERB  VBD _  0  root   _  SpaceAfter=No
4  ,          ,       PUNCT ,   _  8  punct  _  _
5  according  accord  VERB  VBG _  8  case   _  _
6  to         to      ADP   IN  _  5  fixed  _  _
7  the        the     DET   DT  _  8  det    _  _
8  report     report  NOUN  NN  _  3  obl    _  SpaceAfter=No
9  .          .       PUNCT .   _  3  punct  _  _
"""


def article(text: str) -> Article:
    return Article("", "", None, None, None, None, (), None, None, PublishedFrom("none"), None, "en", None, text)


def read(conllu: str, mentions: tuple[Mention, ...] = (), times: tuple[TimeExpression, ...] = ()) -> Draft:
    doc = doc_from_conllu(conllu)
    draft = Draft(article(doc.text), Analysis(doc, "hand"), mentions=mentions, times=times)
    QuotationsStage().read(draft)
    return draft


def words(draft: Draft, span: object) -> str:
    found = dataclasses.asdict(span) if dataclasses.is_dataclass(span) and not isinstance(span, type) else {}
    return draft.article.text[found["start"] : found["end"]] if found else ""


def contents(draft: Draft, quotation: Quotation) -> list[str]:
    return [words(draft, c) for c in quotation.content]


def test_split_direct_speech_is_one_quotation_told_to_an_outlet() -> None:
    she = Mention("m1", "e1", 19, 22, "pronoun", "PERSON", "test")
    monday = TimeExpression("t1", 39, 45, "DATE", "2026-01-19", None, None, None, None, None, "test")
    draft = read(SPLIT, (she,), (monday,))
    (quotation,) = draft.quotations
    assert contents(draft, quotation) == ['"We will rebuild,"', '"All of it."']
    assert quotation.form == "direct" and quotation.act == "speech" and quotation.stance == "says"
    assert quotation.speaker is not None and quotation.speaker.entity == "e1"
    assert words(draft, quotation.addressee) == "Reuters"
    assert quotation.channel is not None and quotation.channel.kind == "interview"
    assert quotation.time == "t1"


def test_a_part_of_a_name_is_the_name() -> None:
    told = SPLIT.replace("9  Reuters Reuters PROPN  NNP  _  8   obj ", "9  Al      Al      PROPN  NNP  _  8   iobj")
    told = told.replace("10 on      on      ADP    IN   _  11  case", "10 Brask   Brask   PROPN  NNP  _  7   flat")
    start = 'We will rebuild," she told '
    agency = Mention("m2", "e2", len(start) + 1, len(start) + 9, "name", "ORG", "test")
    draft = read(told, (Mention("m1", "e1", 19, 22, "pronoun", "PERSON", "test"), agency), ())
    quotation = draft.quotations[0]
    assert words(draft, quotation.addressee) == "Al Brask"
    assert quotation.addressee is not None and quotation.addressee.entity == "e2"


def test_a_denial_told_by_another_is_nested() -> None:
    draft = read(NESTED)
    outer, inner = draft.quotations
    assert contents(draft, outer) == ["that the owner denied that the dam leaked"]
    assert contents(draft, inner) == ["that the dam leaked"]
    assert (inner.within, inner.stance, words(draft, inner.speaker)) == (outer.id, "denies", "the owner")


def test_not_saying_declines_and_wanting_is_an_intention() -> None:
    draft = read(WANTED)
    said, wanted = draft.quotations
    assert (said.act, said.stance, words(draft, said.speaker)) == ("speech", "declines", "Officials")
    assert (wanted.act, contents(draft, wanted)) == ("intention", ["to leave"])


def test_according_to_a_report_is_a_finding_of_the_report() -> None:
    draft = read(ACCORDING)
    (quotation,) = draft.quotations
    assert contents(draft, quotation) == ["The dam leaked"]
    assert quotation.act == "finding" and words(draft, quotation.speaker) == "the report"
    assert words(draft, quotation.cue) == "according to"


def test_without_an_analysis_there_are_no_quotations() -> None:
    draft = Draft(article("Nothing."))
    QuotationsStage().read(draft)
    assert draft.quotations == ()


GROUP = """
1 Lind     Lind   PROPN NNP _ 4 nsubj _ _
2 and      and    CCONJ CC  _ 3 cc    _ _
3 Berg     Berg   PROPN NNP _ 1 conj  _ _
4 say      say    VERB  VBP _ 0 root  _ _
5 that     that   SCONJ IN  _ 7 mark  _ _
6 it       it     PRON  PRP _ 7 nsubj _ _
7 leaks    leak   VERB  VBZ _ 4 ccomp _ SpaceAfter=No
8 .        .      PUNCT .   _ 4 punct _ _
"""


def test_two_speakers_are_not_the_first_of_them() -> None:
    lind, berg = (Mention("m1", "e1", 0, 4, "name", "PERSON", "t"), Mention("m2", "e2", 9, 13, "name", "PERSON", "t"))
    both = Mention("m3", "e3", 0, 13, "nominal", "PERSON", "t")
    (apart,) = read(GROUP, (lind, berg)).quotations
    assert apart.speaker is not None and apart.speaker.entity is None and apart.speaker.end == 13
    (together,) = read(GROUP, (lind, berg, both)).quotations
    assert together.speaker is not None and together.speaker.entity == "e3"
