"""Sides that are easily taken for others: whom a condemned attack hit, who accuses, what stands in reports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.events import EventsStage
from dateline.model import Dateline, Reference
from tests.events.parsed import draft, told

CONDEMNED = """
Lind lind PROPN NNP 2 nsubj
condemned condemn VERB VBD 0 root
the the DET DT 5 det
brutal brutal ADJ JJ 5 amod
attack attack NOUN NN 2 obj
on on ADP IN 8 case
a a DET DT 8 det
church church NOUN NN 5 nmod
in in ADP IN 10 case
Oslo oslo PROPN NNP 5 nmod
"""
CLAIMS = """
Norway norway PROPN NNP 2 nsubj
launched launch VERB VBD 0 root
an a DET DT 4 det
investigation investigation NOUN NN 2 obj
into into ADP IN 6 case
claims claim NOUN NNS 4 nmod
that that SCONJ IN 10 mark
two two NUM CD 9 nummod
soldiers soldier NOUN NNS 10 nsubj
abused abuse VERB VBD 6 acl
children child NOUN NNS 10 obj
"""
RETURNED = """
Norway norway PROPN NNP 2 nsubj
returned return VERB VBD 0 root
a a DET DT 4 det
bust bust NOUN NN 2 obj
of of ADP IN 7 case
Count count NOUN NN 7 nmod:desc
Berg berg PROPN NNP 4 nmod
to to ADP IN 9 case
Iceland iceland PROPN NNP 7 nmod
"""
BANNED = """
Norway norway PROPN NNP 2 nsubj
banned ban VERB VBD 0 root
opposition opposition NOUN NN 4 compound
leader leader NOUN NN 5 nmod:desc
Lind lind PROPN NNP 2 nsubj
from from SCONJ IN 7 mark
criticising criticise VERB VBG 2 advcl
Iceland iceland PROPN NNP 7 obj
"""
ARMY = """
Norway norway PROPN NNP 2 nsubj
mobilised mobilise VERB VBD 0 root
the the DET DT 4 det
army army NOUN NN 2 obj
for for ADP IN 7 case
riot riot NOUN NN 7 compound
control control NOUN NN 2 obl
"""
DEMANDED = """
Norway norway PROPN NNP 2 nsubj
demanded demand VERB VBD 0 root
the the DET DT 4 det
withdrawal withdrawal NOUN NN 2 obj
of of ADP IN 6 case
rebels rebel NOUN NNS 4 nmod
from from ADP IN 8 case
Oslo oslo PROPN NNP 4 nmod
"""
ACCUSED = """
Norway norway PROPN NNP 2 nsubj
accused accuse VERB VBD 0 root
Iceland iceland PROPN NNP 2 obj
of of SCONJ IN 5 mark
attacking attack VERB VBG 2 advcl
Oslo oslo PROPN NNP 5 obj
"""
BROKERED = """
Norway norway PROPN NNP 2 nsubj
suspended suspend VERB VBD 0 root
Lusk-brokered lusk-brokered ADJ JJ 4 amod
talks talk NOUN NNS 2 obj
in in ADP IN 6 case
Oslo oslo PROPN NNP 4 nmod
"""
REPORT = """
Norway norway PROPN NNP 2 nsubj
supplied supply VERB VBD 0 root
weapons weapon NOUN NNS 2 obj
according accord VERB VBG 6 case
to to ADP IN 4 fixed
Iceland iceland PROPN NNP 2 obl
"""
FREED = """
The the DET DT 2 det
court court NOUN NN 4 nsubj:pass
has have AUX VBZ 4 aux
freed free VERB VBN 0 root
two two NUM CD 6 nummod
soldiers soldier NOUN NNS 4 obj
"""
LUSK = """
LUSK lusk PROPN NNP 5 nsubj
: : PUNCT : 4 punct
The the DET DT 4 det
court court NOUN NN 1 appos
praised praise VERB VBD 0 root
Iceland iceland PROPN NNP 5 obj
"""


def read(parse: str) -> list[tuple[str, list[str], str, list[str]]]:
    d = draft(parse)
    EventsStage().read(d)
    return [told(d, event) for event in d.events]


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        (CONDEMNED, ("ACCUSE", ["Lind"], "condemned", ["the brutal attack"])),
        (CLAIMS, ("ACCUSE", ["Norway"], "investigation", ["two soldiers"])),
        (RETURNED, ("RETREAT", ["Norway"], "returned", ["Iceland"])),
        (BANNED, ("COERCE", ["Norway"], "banned", ["opposition leader Lind"])),
        (ARMY, ("MOBILIZE", ["Norway"], "mobilised", [])),
        (DEMANDED, ("REQUEST", ["Norway"], "demanded", ["rebels"])),
        (DEMANDED, ("RETREAT", ["rebels"], "withdrawal", ["Oslo"])),
        (ACCUSED, ("ACCUSE", ["Norway"], "accused", ["Iceland"])),
        (ACCUSED, ("ASSAULT", ["Iceland"], "attacking", ["Oslo"])),
        (BANNED, ("ACCUSE", ["opposition leader Lind"], "criticising", ["Iceland"])),
        (BROKERED, ("SANCTION", ["Norway"], "suspended", ["Oslo"])),
        (REPORT, ("AID", ["Norway"], "supplied", [])),
        (FREED, ("RETREAT", ["The court"], "freed", ["two soldiers"])),
    ],
)
def test_sides(parse: str, expected: tuple[str, list[str], str, list[str]]) -> None:
    assert expected in read(parse)


def test_the_line_that_opens_an_article_takes_no_part() -> None:
    d = draft(LUSK)
    d.article = replace(d.article, dateline=Dateline(0, 4))
    EventsStage().read(d)
    assert [told(d, e) for e in d.events] == [("SUPPORT", ["The court"], "praised", ["Iceland"])]


def test_who_tells_it_is_no_recipient() -> None:
    parse = REPORT.replace("according accord VERB VBG 6 case\nto to ADP IN 4 fixed", "by by ADP IN 5 case")
    d = draft(parse, quoted="Norway supplied weapons")
    at = d.article.text.index("Iceland")
    d.quotations = tuple(replace(q, speaker=Reference(at, at + 7)) for q in d.quotations)
    EventsStage().read(d)
    assert [told(d, e) for e in d.events if e.type == "AID"] == [("AID", ["Norway"], "supplied", [])]


NEWS = """
The the DET DT 2 det
news news NOUN NN 3 nsubj
encouraged encourage VERB VBD 0 root
Iceland Iceland PROPN NNP 3 obj
to to PART TO 6 mark
reopen reopen VERB VB 3 xcomp
"""
HERSELF = """
Lind lind PROPN NNP 2 nsubj
accused accuse VERB VBD 0 root
herself herself PRON PRP 2 obj
"""
ANYBODY = """
You you PRON PRP 2 nsubj
accused accuse VERB VBD 0 root
Iceland Iceland PROPN NNP 2 obj
"""
UP_TO = """
Lind lind PROPN NNP 2 nsubj
stabbed stab VERB VBD 0 root
up up ADV RB 4 advmod
to to ADP IN 6 case
five five NUM CD 6 nummod
people people NOUN NNS 2 obl
"""
MEMBERS = """
Lind lind PROPN NNP 2 nsubj
called call VERB VBD 0 root
on on ADP IN 4 case
members member NOUN NNS 2 obl
of of ADP IN 6 case
parliament parliament NOUN NN 4 nmod
to to PART TO 8 mark
resign resign VERB VB 6 acl
"""
ASKED = """
Lind lind PROPN NNP 2 nsubj
asked ask VERB VBD 0 root
rebels rebel NOUN NNS 5 obj
to to PART TO 5 mark
leave leave VERB VB 2 xcomp
"""
COMMITTED = """
Norway norway PROPN NNP 3 nsubj:pass
is be AUX VBZ 3 aux:pass
committed commit VERB VBN 0 root
to to PART TO 5 mark
help help VERB VB 3 xcomp
Iceland Iceland PROPN NNP 5 obj
"""
RALLY = """
Lind lind PROPN NNP 2 nsubj
held hold VERB VBD 0 root
a a DET DT 4 det
rally rally NOUN NN 2 obj
in in ADP IN 6 case
Oslo Oslo PROPN NNP 2 obl
"""
OUT_OF = """
Rebels rebel NOUN NNS 2 nsubj
drove drive VERB VBD 0 root
troops troop NOUN NNS 2 obj
out out ADP IN 6 case
of of ADP IN 6 case
Oslo Oslo PROPN NNP 2 obl
"""


@pytest.mark.parametrize("parse", [NEWS, HERSELF, ANYBODY, RALLY])
def test_no_event(parse: str) -> None:
    assert read(parse) == []


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        (UP_TO, ("ASSAULT", ["Lind"], "stabbed", ["five people"])),
        (MEMBERS, ("REQUEST", ["Lind"], "called on", ["members of parliament"])),
        (ASKED, ("REQUEST", ["Lind"], "asked", ["rebels"])),
        (COMMITTED, ("AGREE", ["Norway"], "committed", ["Iceland"])),
        (OUT_OF, ("ASSAULT", ["Rebels"], "drove", ["troops"])),
    ],
)
def test_who_does_it(parse: str, expected: tuple[str, list[str], str, list[str]]) -> None:
    assert expected in read(parse)


FROM_TO = """
Norway norway PROPN NNP 2 nsubj
returned return VERB VBD 0 root
statues statue NOUN NNS 2 obj
from from ADP IN 5 case
museums museum NOUN NNS 2 obl
to to ADP IN 7 case
Iceland Iceland PROPN NNP 5 nmod
"""
CALLED = """
Lind lind PROPN NNP 2 nsubj
called call VERB VBD 0 root
minister minister NOUN NN 2 obj
on on ADP IN 5 case
Monday Monday PROPN NNP 2 obl
"""
LEGAL = """
Norway norway PROPN NNP 2 nsubj
launched launch VERB VBD 0 root
legal legal ADJ JJ 4 amod
action action NOUN NN 2 obj
against against ADP IN 6 case
Iceland Iceland PROPN NNP 4 nmod
"""
ACRONYM = """
ICE ice NOUN NN 2 nsubj
returned return VERB VBD 0 root
paintings painting NOUN NNS 2 obj
to to ADP IN 5 case
Iceland Iceland PROPN NNP 2 obl
"""
WILL_FREE = """
Rebels rebel NOUN NNS 3 nsubj
will will AUX MD 3 aux
free free VERB VB 0 root
two two NUM CD 5 nummod
soldiers soldier NOUN NNS 3 obj
"""


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        (FROM_TO, ("RETREAT", ["Norway"], "returned", ["Iceland"])),
        (LEGAL, ("ACCUSE", ["Norway"], "action", ["Iceland"])),
        (ACRONYM, ("RETREAT", ["ICE"], "returned", ["Iceland"])),
        (WILL_FREE, ("AGREE", ["Rebels"], "free", ["two soldiers"])),
    ],
)
def test_one_event_and_no_other(parse: str, expected: tuple[str, list[str], str, list[str]]) -> None:
    assert read(parse) == [expected]


def test_a_day_fills_no_slot_that_must_be_empty() -> None:
    d = draft(CALLED, times={"Monday": ("2024-05-06", "2024-05-06")})
    EventsStage().read(d)
    assert [told(d, e) for e in d.events] == [("CONSULT", ["Lind"], "called", ["minister"])]


RENEWED = """
Norway norway PROPN NNP 2 nsubj
renewed renew VERB VBD 0 root
sanctions sanction NOUN NNS 2 obj
on on ADP IN 5 case
Iceland Iceland PROPN NNP 3 nmod
"""
CREDIT = """
Lind lind PROPN NNP 2 nsubj
contributed contribute VERB VBD 0 root
to to ADP IN 5 case
this this DET DT 5 det
report report NOUN NN 2 obl
"""
BUS = """
A a DET DT 3 det
bus bus NOUN NN 3 compound
bombing bombing NOUN NN 4 nsubj
wounded wound VERB VBD 0 root
five five NUM CD 6 nummod
people people NOUN NNS 4 obj
"""
ARMY_RAID = BUS.replace("bus bus", "army army")


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        (RENEWED, [("SANCTION", ["Norway"], "renewed", ["Iceland"])]),
        (CREDIT, []),
        (BUS, [("ASSAULT", [], "wounded", ["five people"])]),
    ],
)
def test_all_that_is_told(parse: str, expected: list[tuple[str, list[str], str, list[str]]]) -> None:
    assert read(parse) == expected


def test_an_army_before_its_raid_is_who_does_it() -> None:
    assert ("ASSAULT", ["army"], "wounded", ["five people"]) in read(ARMY_RAID)
