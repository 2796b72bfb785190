"""Chains of invented persons, bodies and places: names, aliases, pronouns, noun phrases, groups."""

from __future__ import annotations

from dateline.names import NamesStage
from tests.names.reading import entity, parse, read, words

MET = """
President PROPN NNP 3 nmod:desc
Marek PROPN NNP 3 compound
Dubrov PROPN NNP 9 nsubj
and CCONJ CC 8 cc
Latvian ADJ JJ 8 amod
minister NOUN NN 8 compound
Ilze PROPN NNP 8 compound
Kalna PROPN NNP 3 conj
met/meet VERB VBD 0 root
in ADP IN 11 case
Riga PROPN NNP 9 obl
. PUNCT . 9 punct
"""
MET_NAMES = [(1, 3, "PERSON"), (4, 5, "NORP"), (6, 8, "PERSON"), (10, 11, "GPE")]
SHE_THANKED = """
She PRON PRP 2 nsubj
thanked/thank VERB VBD 0 root
Dubrov PROPN NNP 2 obj
for ADP IN 6 case
his PRON PRP$ 6 nmod:poss
help NOUN NN 2 obl
. PUNCT . 2 punct
"""


def test_surname_and_pronouns_join_the_full_name() -> None:
    draft = read(parse(MET, SHE_THANKED), [*MET_NAMES, (14, 15, "PERSON")])
    assert words(draft, entity(draft, "Marek Dubrov")) == ["Marek Dubrov", "Dubrov", "his"]
    assert words(draft, entity(draft, "Ilze Kalna")) == ["Ilze Kalna", "She"]


def test_titles_are_roles_and_give_country_and_sector() -> None:
    draft = read(parse(MET), MET_NAMES)
    dubrov, kalna = entity(draft, "Marek Dubrov"), entity(draft, "Ilze Kalna")
    assert [r.text for r in dubrov.roles] == ["President"]
    assert [r.text for r in kalna.roles] == ["Latvian minister"]
    assert (dubrov.country, dubrov.sector) == (None, "GOV")
    assert (kalna.country, kalna.sector) == ("LVA", "GOV")
    assert entity(draft, "Riga").type == "GPE"
    assert entity(draft, "Riga").country == "LVA"


def test_spans_are_the_words_and_ids_are_consistent() -> None:
    draft = read(parse(MET, SHE_THANKED), [*MET_NAMES, (14, 15, "PERSON")])
    ids = {e.id for e in draft.entities}
    assert all(m.entity in ids for m in draft.mentions)
    assert [m.start for m in draft.mentions] == sorted(m.start for m in draft.mentions)
    assert {i for e in draft.entities for i in e.mentions} == {m.id for m in draft.mentions}
    for e in draft.entities:
        assert all(draft.article.text[r.start : r.end] == r.text for r in e.roles)


def test_two_persons_of_one_surname_stay_apart() -> None:
    first = """
Jan PROPN NNP 2 compound
Toren PROPN NNP 3 nsubj
spoke/speak VERB VBD 0 root
. PUNCT . 3 punct
"""
    second = """
Mrs. PROPN NNP 2 nmod:desc
Toren PROPN NNP 3 nsubj
left/leave VERB VBD 0 root
. PUNCT . 3 punct
"""
    third = """
Maria PROPN NNP 2 compound
Toren PROPN NNP 3 nsubj
left/leave VERB VBD 0 root
. PUNCT . 3 punct
"""
    draft = read(parse(first, third, second), [(0, 2, "PERSON"), (4, 6, "PERSON"), (9, 10, "PERSON")])
    assert words(draft, entity(draft, "Jan Toren")) == ["Jan Toren"]
    assert words(draft, entity(draft, "Maria Toren")) == ["Maria Toren", "Toren"]


def test_an_acronym_joins_its_long_form_and_countries_their_other_names() -> None:
    one = """
The DET DT 4 det
Baltic PROPN NNP 4 amod
Grain PROPN NNP 4 compound
Council PROPN NNP 5 nsubj
praised/praise VERB VBD 0 root
America PROPN NNP 5 obj
. PUNCT . 5 punct
"""
    two = """
The DET DT 2 det
BGC PROPN NNP 3 nsubj
thanked/thank VERB VBD 0 root
the DET DT 6 det
United PROPN NNP 6 amod
States PROPN NNPS 3 obj
. PUNCT . 3 punct
"""
    draft = read(parse(one, two), [(1, 4, "ORG"), (5, 6, "GPE"), (8, 9, "ORG"), (11, 13, "GPE")])
    assert words(draft, entity(draft, "Baltic Grain Council")) == ["Baltic Grain Council", "BGC"]
    assert words(draft, entity(draft, "United States")) == ["America", "United States"]
    assert entity(draft, "United States").country == "USA"


def test_the_two_leaders_are_a_group_of_the_two_named() -> None:
    said = """
The DET DT 3 det
two NUM CD 3 nummod
leaders/leader NOUN NNS 4 nsubj
spoke/speak VERB VBD 0 root
. PUNCT . 4 punct
"""
    draft = read(parse(MET, said), MET_NAMES)
    (group,) = [e for e in draft.entities if e.members]
    assert {m for m in group.members} == {entity(draft, "Marek Dubrov").id, entity(draft, "Ilze Kalna").id}
    assert "The two leaders" in words(draft, group)
    assert group.type == "PERSON"


def test_two_leaders_without_an_article_are_two_others() -> None:
    said = """
Two NUM CD 2 nummod
leaders/leader NOUN NNS 3 nsubj
spoke/speak VERB VBD 0 root
. PUNCT . 3 punct
"""
    assert [e for e in read(parse(MET, said), MET_NAMES).entities if e.members] == []


def test_a_role_leads_back_to_its_bearer() -> None:
    said = """
The DET DT 2 det
president NOUN NN 3 nsubj
smiled/smile VERB VBD 0 root
. PUNCT . 3 punct
"""
    draft = read(parse(MET, said), MET_NAMES)
    assert "The president" in words(draft, entity(draft, "Marek Dubrov"))


def test_a_pronoun_is_never_its_own_clauses_subject() -> None:
    saw = """
Jan PROPN NNP 2 nsubj
saw/see VERB VBD 0 root
him PRON PRP 2 obj
. PUNCT . 2 punct
"""
    draft = read(parse(saw), [(0, 1, "PERSON")])
    assert words(draft, entity(draft, "Jan")) == ["Jan"]


def test_an_article_without_analysis_stays_as_it_is() -> None:
    draft = read(parse(MET), [])
    draft.analysis = None
    draft.mentions = ()
    NamesStage().read(draft)
    assert draft.mentions == ()


def test_a_person_named_only_after_a_pronoun_takes_it_over() -> None:
    he = """
He PRON PRP 2 nsubj
smiled/smile VERB VBD 0 root
. PUNCT . 2 punct
"""
    later = """
Dubrov PROPN NNP 2 nsubj
left/leave VERB VBD 0 root
. PUNCT . 2 punct
"""
    draft = read(parse(he, later), [(3, 4, "PERSON")])
    assert words(draft, entity(draft, "Dubrov")) == ["He", "Dubrov"]


def test_a_surname_the_model_took_for_a_body_or_missed_is_the_person() -> None:
    one = """
Marek PROPN NNP 2 compound
Dubrov PROPN NNP 3 nsubj
spoke/speak VERB VBD 0 root
. PUNCT . 3 punct
"""
    two = """
Dubrov PROPN NNP 2 nsubj
left/leave VERB VBD 0 root
. PUNCT . 2 punct
"""
    draft = read(parse(one, two, two), [(0, 2, "PERSON"), (4, 5, "ORG")])
    assert words(draft, entity(draft, "Marek Dubrov")) == ["Marek Dubrov", "Dubrov", "Dubrov"]
    assert {m.type for m in draft.mentions} == {"PERSON"}
    assert [m.origin for m in draft.mentions] == ["names/model@0.1", "names/rules@0.1", "names/rules@0.1"]


def test_types_are_made_finer() -> None:
    text = """
The DET DT 3 det
Autumn PROPN NNP 3 compound
Uprising PROPN NNP 4 nsubj
reached/reach VERB VBD 0 root
Lake PROPN NNP 6 compound
Orel PROPN NNP 4 obj
and CCONJ CC 8 cc
Latvia PROPN NNP 6 conj
. PUNCT . 4 punct
"""
    draft = read(parse(text), [(1, 3, "MISC"), (4, 6, "GPE"), (7, 8, "LOC")])
    names = {draft.article.text[m.start : m.end]: m.type for m in draft.mentions if m.kind == "name"}
    assert names == {"Autumn Uprising": "EVENT", "Lake Orel": "LOC", "Latvia": "GPE"}


def test_an_acronym_of_a_name_that_is_itself_short_for_another_is_followed_to_the_end() -> None:
    text = """
BGC PROPN NNP 2 nsubj
praised/praise VERB VBD 0 root
Baltic PROPN NNP 5 amod
Grain PROPN NNP 5 compound
Council PROPN NNP 2 obj
and CCONJ CC 10 cc
Baltic PROPN NNP 10 amod
Grain PROPN NNP 10 compound
Council PROPN NNP 10 compound
Fund PROPN NNP 5 conj
. PUNCT . 2 punct
"""
    draft = read(parse(text), [(0, 1, "ORG"), (2, 5, "ORG"), (6, 10, "ORG")])
    assert words(draft, entity(draft, "Baltic Grain Council Fund"))[0] == "BGC"


HELD = """
Marek PROPN NNP 6 nsubj
Dubrov PROPN NNP 1 flat
and CCONJ CC 4 cc
Ilze PROPN NNP 1 conj
Kalna PROPN NNP 4 flat
held/hold VERB VBD 0 root
their PRON PRP$ 8 nmod:poss
talks/talk NOUN NNS 6 obj
. PUNCT . 6 punct
"""
BOTH_SAID = """
The DET DT 3 det
two NUM CD 3 nummod
leaders/leader NOUN NNS 4 nsubj
spoke/speak VERB VBD 0 root
. PUNCT . 4 punct
"""


def test_their_of_the_two_persons_before_it_and_the_two_leaders_are_one_group() -> None:
    draft = read(parse(HELD, BOTH_SAID), [(0, 2, "PERSON"), (3, 5, "PERSON")])
    (group,) = [e for e in draft.entities if e.members]
    assert {"their", "The two leaders"} <= set(words(draft, group))
    assert set(group.members) == {entity(draft, "Marek Dubrov").id, entity(draft, "Ilze Kalna").id}


SENT_FORCES = """
Latvian ADJ JJ 2 amod
forces/force NOUN NNS 8 nsubj
sent/send VERB VBN 2 acl
to PART TO 5 mark
hold VERB VB 3 xcomp
the DET DT 7 det
town NOUN NN 5 obj
left/leave VERB VBD 0 root
. PUNCT . 8 punct
"""


def test_a_noun_phrase_ends_before_its_clause() -> None:
    draft = read(parse(SENT_FORCES), [(0, 1, "NORP")])
    assert "Latvian forces" in {e.name for e in draft.entities}


KINGDOM = """
The DET DT 3 det
Latvian ADJ JJ 3 amod
Empire PROPN NNP 4 nsubj
fell/fall VERB VBD 0 root
. PUNCT . 4 punct
"""


def test_a_nation_with_a_word_for_a_state_is_a_state() -> None:
    draft = read(parse(KINGDOM), [(1, 3, "ORG")])
    assert entity(draft, "Latvian Empire").type == "GPE"


def test_a_title_does_not_reach_over_of_to_a_body() -> None:
    text = """
The DET DT 2 det
government NOUN NN 7 nsubj
of ADP IN 6 case
President PROPN NNP 6 nmod:desc
Marek PROPN NNP 6 compound
Dubrov PROPN NNP 2 nmod
fell/fall VERB VBD 0 root
. PUNCT . 7 punct
"""
    draft = read(parse(text), [(4, 6, "PERSON")])
    assert [r.text for r in entity(draft, "Marek Dubrov").roles] == ["President"]


def test_the_seat_of_a_member_and_a_people_written_large_are_names() -> None:
    text = """
Sen. PROPN NNP 2 nmod:desc
Falk PROPN NNP 10 nsubj
, PUNCT , 6 punct
R PROPN NNP 6 compound
- PUNCT HYPH 6 punct
Marshall PROPN NNP 2 appos
, PUNCT , 6 punct
two NUM CD 9 nummod
officials/official NOUN NNS 10 nsubj
met/meet VERB VBD 0 root
Kenyan ADJ JJ 12 amod
envoys/envoy NOUN NNS 10 obj
. PUNCT . 10 punct
"""
    rows = parse(text).splitlines()
    joined = [row[:-1] + "SpaceAfter=No" if row.split("\t")[1] in ("R", "-") else row for row in rows]
    draft = read("\n".join(joined), [(1, 2, "PERSON"), (3, 6, "PERSON")])
    names = {draft.article.text[m.start : m.end]: m.type for m in draft.mentions if m.kind == "name"}
    assert names == {"Falk": "PERSON", "Marshall": "GPE", "Kenyan": "NORP"}


CAME = """
{name} PROPN NNP 2 nsubj
came/come VERB VBD 0 root
. PUNCT . 2 punct
"""


def test_a_surname_alone_is_the_bearer_named_most_often() -> None:
    full = """
{given} PROPN NNP 2 compound
Toren PROPN NNP 3 nsubj
came/come VERB VBD 0 root
. PUNCT . 3 punct
"""
    jan, ada = full.format(given="Jan"), full.format(given="Ada")
    names = [(0, 2, "PERSON"), (4, 6, "PERSON"), (8, 10, "PERSON"), (12, 13, "PERSON")]
    draft = read(parse(jan, jan, ada, CAME.format(name="Toren")), names)
    assert words(draft, entity(draft, "Jan Toren")) == ["Jan Toren", "Jan Toren", "Toren"]
    assert words(draft, entity(draft, "Ada Toren")) == ["Ada Toren"]


def test_a_place_with_what_it_lies_in_and_a_name_without_its_accents_are_one() -> None:
    one = """
Brasnik PROPN NNP 4 nsubj
, PUNCT , 3 punct
Orvany PROPN NNP 1 appos
fell/fall VERB VBD 0 root
. PUNCT . 4 punct
"""
    names = [(0, 3, "GPE"), (5, 6, "GPE"), (8, 9, "ORG"), (11, 12, "ORG")]
    sentences = [CAME.format(name=name) for name in ("Brasnik", "Zéta-Lux", "Zeta-Lux")]
    draft = read(parse(one, *sentences), names)
    assert words(draft, entity(draft, "Brasnik")) == ["Brasnik", "Brasnik"]
    assert words(draft, entity(draft, "Zéta-Lux")) == ["Zéta-Lux", "Zeta-Lux"]


def test_a_role_never_told_of_the_last_person_named_is_not_taken_for_hers() -> None:
    role = """
The DET DT 2 det
chancellor NOUN NN 3 nsubj
spoke/speak VERB VBD 0 root
. PUNCT . 3 punct
"""
    draft = read(parse(CAME.format(name="Toren"), role), [(0, 1, "PERSON")])
    assert words(draft, entity(draft, "Toren")) == ["Toren"]
