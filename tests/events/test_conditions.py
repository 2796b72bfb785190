"""Conditions of the lexicon: infinitives, words near by, sanctions as a type, deaths in attacks."""

from __future__ import annotations

from dateline.events import EventsStage
from tests.events.parsed import draft, events, told

TOLD = """
Mara Mara PROPN NNP 2 nsubj
told tell VERB VBD 0 root
reporters reporter NOUN NNS 2 obj
that that SCONJ IN 6 mark
talks talk NOUN NNS 6 nsubj
failed fail VERB VBD 2 ccomp
"""
ORDERED = """
Mara Mara PROPN NNP 2 nsubj
told tell VERB VBD 0 root
reporters reporter NOUN NNS 2 obj
to to PART TO 5 mark
leave leave VERB VB 2 xcomp
"""
SANCTIONS = """
Norway Norway PROPN NNP 2 nsubj
imposed impose VERB VBD 0 root
sanctions sanction NOUN NNS 2 obj
on on ADP IN 5 case
Iceland Iceland PROPN NNP 3 nmod
"""
DIED = """
Twelve twelve NUM CD 2 nummod
people people NOUN NNS 3 nsubj
died die VERB VBD 0 root
in in ADP IN 6 case
a a DET DT 6 det
{word} {word} NOUN NN 3 obl
"""


def read(parse: str) -> list[tuple[str, list[str], str, list[str]]]:
    d = draft(parse)
    EventsStage().read(d)
    return [told(d, e) for e in d.events]


def test_telling_is_a_request_only_with_an_infinitive() -> None:
    assert not [e for e in read(TOLD) if e[0] == "REQUEST"]
    assert read(ORDERED) == [("REQUEST", ["Mara"], "told", ["reporters"])]


def test_sanctions_imposed_are_of_that_type() -> None:
    assert read(SANCTIONS) == [("SANCTION", ["Norway"], "imposed", ["Iceland"])]


def test_people_die_of_an_assault_only_where_one_is_told() -> None:
    died = [e for e in read(DIED.format(word="bombing")) if e[2].startswith("died")]
    assert [(kind, recipients) for kind, _, _, recipients in died] == [("ASSAULT", ["Twelve people"])]
    assert read(DIED.format(word="crash")) == []


READY = """
Mara Mara PROPN NNP 3 nsubj
is be AUX VBZ 3 cop
ready ready ADJ JJ 0 root
to to PART TO 5 mark
{words}
"""
FACED = """
Norway Norway PROPN NNP 2 nsubj
faces face VERB VBZ 0 root
criticism criticism NOUN NN 2 obj
from from ADP IN 5 case
Iceland Iceland PROPN NNP 3 nmod
over over ADP IN 7 case
activists activist NOUN NNS 3 nmod
"""
WEAPON = """
Mara Mara PROPN NNP 2 nsubj
pointed point VERB VBD 0 root
a a DET DT 4 det
gun gun NOUN NN 2 obj
at at ADP IN 6 case
protesters protester NOUN NNS 2 obl
"""
FLU = """
The the DET DT 2 det
flu flu NOUN NN 3 nsubj
killed kill VERB VBD 0 root
people people NOUN NNS 3 obj
"""


def test_readiness_is_an_agreement_only_with_another_side() -> None:
    assert read(READY.format(words="sleep sleep VERB VB 3 xcomp")) == []
    helped = "help help VERB VB 3 xcomp\nNorway Norway PROPN NNP 5 obj"
    assert ("AGREE", ["Mara"], "ready", ["Norway"]) in read(READY.format(words=helped))


def test_who_faces_criticism_is_its_recipient() -> None:
    assert read(FACED) == [("ACCUSE", ["Iceland"], "criticism", ["Norway"])]


def test_a_weapon_pointed_is_a_threat_and_a_sickness_kills_nobody_on_purpose() -> None:
    assert read(WEAPON) == [("THREATEN", ["Mara"], "pointed", ["protesters"])]
    assert read(FLU) == []


WAR_OF_WORDS = """
Norway Norway PROPN NNP 3 nmod:poss
's 's PART POS 1 case
war war NOUN NN 8 nsubj
of of ADP IN 5 case
words word NOUN NNS 3 nmod
with with ADP IN 7 case
Iceland Iceland PROPN NNP 3 nmod
continued continue VERB VBD 0 root
"""
IN_WORDS = """
Norway Norway PROPN NNP 2 nsubj
attacked attack VERB VBD 0 root
Iceland Iceland PROPN NNP 2 obj
in in ADP IN 6 case
a a DET DT 6 det
speech speech NOUN NN 2 obl
"""
IN_ARMS = """
Norway Norway PROPN NNP 2 nsubj
attacked attack VERB VBD 0 root
Iceland Iceland PROPN NNP 2 obj
"""
OWN_CAMPAIGN = """
Mara Mara PROPN NNP 2 nsubj
suspended suspend VERB VBD 0 root
her she PRON PRP$ 4 nmod:poss
campaign campaign NOUN NN 2 obj
"""


def types(parse: str) -> list[str]:
    return [e.type for e in events(parse)]


def test_a_war_of_words_is_no_war() -> None:
    assert types(WAR_OF_WORDS) == []
    assert types(WAR_OF_WORDS.replace("words word", "steel steel")) == ["ASSAULT"]


def test_an_attack_in_a_speech_is_an_accusation() -> None:
    assert types(IN_WORDS) == ["ACCUSE"]
    assert types(IN_ARMS) == ["ASSAULT"]


def test_who_ends_a_campaign_of_ones_own_coerces_nobody() -> None:
    assert types(OWN_CAMPAIGN) == []
