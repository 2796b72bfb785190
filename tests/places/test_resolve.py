"""Place names to gazetteer entries: candidates, context, abstention, and what a Place may say."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Entity, Mention, Place
from dateline.places.gazetteer import COUNTRY, REGION, gazetteer, normal
from dateline.places.outlets import outlet_country
from dateline.places.resolve import PlaceName, Resolver, weights
from dateline.places.stage import PlacesStage, qualifiers_after
from dateline.sources.article import make_article
from dateline.stage import Draft


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(gazetteer(), weights())


def resolve(resolver: Resolver, *names: str, votes: str = "") -> list[str | None]:
    parted = [name.partition(", ") for name in names]
    asked = [PlaceName(head, (tail,) if tail else ()) for head, _, tail in parted]
    answers = resolver.resolve(asked, Counter(votes.split()))
    found = [a.entry for a in answers]
    return [None if e is None else f"{e.name}/{gazetteer().iso3(e)}" for e in found]


def test_a_name_alone_means_the_best_known(resolver: Resolver) -> None:
    assert resolve(resolver, "Vilnius") == ["Vilnius/LTU"]
    assert resolve(resolver, "Kiev") == ["Kyiv/UKR"]


def test_words_after_a_comma_decide(resolver: Resolver) -> None:
    assert resolve(resolver, "Paris, Texas", "Texas") == ["Paris/USA", "Texas/USA"]
    assert resolve(resolver, "Paris", "France", votes="FRA FRA") == ["Paris/FRA", "France/FRA"]


def test_georgia_is_the_state_or_the_country_by_its_company(resolver: Resolver) -> None:
    state = resolve(resolver, "Georgia", "Atlanta", "Savannah", "Macon", votes="GEO")
    country = resolve(resolver, "Georgia", "Tbilisi", "Russia", "Moscow", votes="GEO RUS RUS")
    assert (state[0], country[0]) == ("Georgia/USA", "Georgia/GEO")


def test_larger_than_a_country_is_no_town(resolver: Resolver) -> None:
    answer = resolver.resolve([PlaceName("the Middle East")], Counter())[0]
    assert answer.entry is None and answer.reason == "an area that no entry stands for"


def test_an_unknown_name_stays_null(resolver: Resolver) -> None:
    answer = resolver.resolve([PlaceName("Qwertzuiop Gap")], Counter())[0]
    assert answer.entry is None and answer.reason == "the gazetteer has no such name"


def test_a_name_that_many_bear_abstains_without_context(resolver: Resolver) -> None:
    answer = resolver.resolve([PlaceName("Madison County")], Counter())[0]
    assert answer.entry is None and "does not decide" in answer.reason


def test_the_order_of_names_changes_nothing(resolver: Resolver) -> None:
    names = ["Georgia", "Atlanta", "Springfield", "Athens"]
    forward = dict(zip(names, resolve(resolver, *names), strict=True))
    backward = dict(zip(reversed(names), resolve(resolver, *reversed(names)), strict=True))
    assert forward == backward


@given(st.text(max_size=40))
def test_any_words_are_looked_up_without_an_error(words: str) -> None:
    assert all(normal(words) for _ in gazetteer().find(words))


def test_the_words_after_a_comma_longest_first() -> None:
    text = "in Lowell, Mass. on Friday"
    assert qualifiers_after(text, text.index(",")) == ("Mass.",)
    text = "in Exeter, New Hampshire, on"
    assert qualifiers_after(text, text.index(",")) == ("New Hampshire", "New")


def test_the_stage_gives_places_and_says_what_it_could_not_place() -> None:
    text = "Talks in Vilnius, Lithuania, about Qwertzuiop."
    article = make_article(text=text, published="2025-03-04")
    words = {"e1": "Vilnius", "e2": "Lithuania", "e3": "Qwertzuiop"}
    mentions = [
        Mention(f"m{i}", e, text.index(w), text.index(w) + len(w), "name", "GPE", "test")
        for i, (e, w) in enumerate(words.items())
    ]
    entities = [Entity(e, "GPE", w, (m.id,)) for (e, w), m in zip(words.items(), mentions, strict=True)]
    draft = Draft(article, mentions=tuple(mentions), entities=tuple(entities))
    PlacesStage().read(draft)
    vilnius, lithuania, unknown = (e.place for e in draft.entities)
    assert isinstance(vilnius, Place) and isinstance(lithuania, Place) and unknown is None
    assert (vilnius.country, vilnius.precision, round(vilnius.lat or 0)) == ("LTU", "place", 55)
    assert (lithuania.precision, lithuania.lat, lithuania.lon) == ("country", None, None)
    assert [(w.code, text[w.start : w.end]) for w in draft.warnings] == [("unknown_place", "Qwertzuiop")]


def test_every_country_has_a_code_and_no_point() -> None:
    entries = gazetteer().countries
    assert len(entries) > 240 and all(len(code) == 3 and e.kind == COUNTRY for code, e in entries.items())
    assert any(e.kind == REGION for e in gazetteer().find("California"))


def reading(text: str, *found: tuple[str, str, str]) -> Draft:
    """A draft over a text with a mention and an entity for each (words, kind, type)."""
    mentions, entities = [], []
    for n, (words, kind, label) in enumerate(found):
        start = text.index(words)
        mentions.append(Mention(f"m{n}", f"e{n}", start, start + len(words), kind, label, "test"))  # type: ignore[arg-type]
        entities.append(Entity(f"e{n}", label, words, (f"m{n}",)))  # type: ignore[arg-type]
    draft = Draft(make_article(text=text), mentions=tuple(mentions), entities=tuple(entities))
    PlacesStage().read(draft)
    return draft


@pytest.mark.parametrize(
    ("text", "words", "label", "is_place"),
    [
        ("He was arrested in Norwich on Monday.", "Norwich", "PERSON", True),
        ("He was seen in Norwich's kitchen.", "Norwich", "PERSON", False),
        ("They heard it from Norwich on Monday.", "Norwich", "PERSON", False),
        ("The fair is held at Macomb, Illinois, each May.", "Macomb", "ORG", True),
        ("The fair is held at Macomb, Brown said.", "Macomb", "ORG", False),
        ("The U.S. sent envoys.", "U.S.", "ORG", True),
        ("Qwertz sent envoys in Qwertz.", "Qwertz", "PERSON", False),
    ],
)
def test_words_around_a_name_show_that_it_is_a_place(text: str, words: str, label: str, is_place: bool) -> None:
    draft = reading(text, (words, "name", label))
    assert (draft.entities[0].type == "GPE") is is_place
    assert draft.mentions[0].type == draft.entities[0].type
    assert draft.mentions[0].origin.startswith("places/syntax") is is_place


def test_an_unnamed_place_takes_the_place_that_its_words_name() -> None:
    text = "Shells fell on the town of Kherson; the hospital burned."
    draft = reading(
        text, ("the town of Kherson", "nominal", "GPE"), ("Kherson", "name", "GPE"), ("the hospital", "nominal", "FAC")
    )
    town, kherson, hospital = (e.place for e in draft.entities)
    assert town is not None and kherson is not None and hospital is None
    assert (town.geonameid, town.country) == (kherson.geonameid, "UKR") and "named in its words" in town.reason


def test_a_facility_takes_the_place_its_name_begins_with_but_a_street_does_not() -> None:
    text = "In Kherson, Kherson City Hospital on Kherson Street burned."
    draft = reading(
        text, ("Kherson", "name", "GPE"), ("Kherson City Hospital", "name", "FAC"), ("Kherson Street", "name", "FAC")
    )
    _, hospital, street = (e.place for e in draft.entities[:3])
    assert hospital is not None and hospital.country == "UKR" and street is None


def test_the_point_of_a_region_lies_near_the_middle_of_its_land() -> None:
    texas = next(e for e in gazetteer().find("Texas") if e.kind == REGION)
    assert abs(texas.lat - 31.3) < 1 and abs(texas.lon + 99.2) < 1.5


@pytest.mark.parametrize(
    ("name", "label", "inside"),
    [
        ("Norwich Police Department", "ORG", "Norwich"),
        ("Madison County Sheriff’s Office", "ORG", "Madison County"),
        ("University of Vilnius", "ORG", "Vilnius"),
        ("the Texas National Guard", "ORG", "Texas"),
        ("Charlotte Fire Department", "ORG", "Charlotte"),
        ("Norwich Insurance", "ORG", None),
        ("U.S. State Department", "ORG", None),
        ("Supreme Court", "ORG", None),
        ("Charlotte Health Foundation", "ORG", None),
        ("Department of Commerce", "ORG", None),
        ("Norwich Police Department", "PERSON", None),
    ],
)
def test_a_bodys_name_names_the_place_it_opens_with(name: str, label: str, inside: str | None) -> None:
    draft = reading(f"A letter came from {name} today.", (name, "name", label))
    nested = [draft.article.text[m.start : m.end] for m in draft.mentions if m.origin.startswith("places/nested")]
    assert nested == ([inside] if inside else [])


def test_a_place_inside_a_name_belongs_to_the_place_of_that_name() -> None:
    draft = reading(
        "In Kherson, the Kherson City Council met.", ("Kherson", "name", "GPE"), ("Kherson City Council", "name", "ORG")
    )
    kherson, council = draft.entities
    assert len(kherson.mentions) == 2 and kherson.place is not None and council.mentions == ("m1",)
    inner = next(m for m in draft.mentions if m.id == kherson.mentions[1])
    assert (inner.type, inner.entity, inner.start) == ("GPE", kherson.id, 16)


def test_the_place_inside_a_name_helps_to_decide_the_others() -> None:
    alone = reading("He lives in Athens.", ("Athens", "name", "GPE"))
    text = "He lives in Athens, said Texas State Police and Tyler City Council."
    helped = reading(
        text, ("Athens", "name", "GPE"), ("Texas State Police", "name", "ORG"), ("Tyler City Council", "name", "ORG")
    )
    assert alone.entities[0].place is not None and alone.entities[0].place.country == "GRC"
    assert helped.entities[0].place is not None and helped.entities[0].place.country == "USA"


def test_an_organisation_of_a_towns_name_is_the_town_where_it_stands_in_it() -> None:
    draft = reading("The fire was in Norwich on Monday.", ("Norwich", "name", "ORG"))
    assert draft.entities[0].type == "GPE"


def test_a_name_of_one_meaning_is_no_place_of_that_name() -> None:
    assert reading("Senators in Congress voted.", ("Congress", "name", "ORG")).entities[0].type == "ORG"


def test_a_hyphened_pair_and_an_owner_are_places_inside_a_name() -> None:
    text = "In Kherson, the Kherson-Odesa Road Club met beside Odesa's Mill Park."
    draft = reading(
        text,
        ("Kherson", "name", "GPE"),
        ("Kherson-Odesa Road Club", "name", "ORG"),
        ("Odesa's Mill Park", "name", "FAC"),
    )
    nested = [(text[m.start : m.end], m.start) for m in draft.mentions if m.origin.startswith("places/nested")]
    assert [words for words, _ in nested] == ["Kherson", "Odesa", "Odesa"]


def test_a_place_that_no_entry_bears_takes_the_place_in_its_name() -> None:
    text = "In Vilnius they met in the Vilnius Qwertz Hub and on Vilnius Qwertz Street by the Vilnius River."
    draft = reading(
        text,
        ("Vilnius", "name", "GPE"),
        ("Vilnius Qwertz Hub", "name", "GPE"),
        ("Vilnius Qwertz Street", "name", "GPE"),
        ("Vilnius River", "name", "LOC"),
    )
    hub, street, river = (e.place for e in draft.entities[1:4])
    assert hub is not None and hub.country == "LTU" and "named in its words" in hub.reason
    assert street is None and river is None


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("https://news.example.pl/a?b=1", "POL"),
        ("paper.example.co.uk", "GBR"),
        ("news.example.com", None),
        ("video.example.tv", None),
        ("The Daily Example", None),
        ("http://[broken", None),
    ],
)
def test_the_end_of_an_address_tells_the_outlets_country(address: str, country: str | None) -> None:
    article = make_article(text="Talks were held.", outlet=address)
    assert outlet_country(article, gazetteer()) == country


def test_the_outlets_country_decides_between_namesakes(resolver: Resolver) -> None:
    def country(outlet: str | None) -> str:
        entry = resolver.resolve([PlaceName("Newcastle")], Counter(), outlet)[0].entry
        return gazetteer().iso3(entry) if entry else ""

    assert (country("AUS"), country("GBR")) == ("AUS", "GBR")


def test_names_mean_places_near_one_another(resolver: Resolver) -> None:
    assert resolve(resolver, "Paris", "Sherman", "Denison", "Texas")[0] == "Paris/USA"
    assert resolve(resolver, "Tripoli", "Beirut", votes="LBN") == ["Tripoli/LBN", "Beirut/LBN"]


def test_countries_have_their_usual_names() -> None:
    assert [gazetteer().countries[code].name for code in ("RUS", "CZE", "TUR")] == [
        "Russia",
        "Czech Republic",
        "Turkey",
    ]


def test_a_state_is_no_village_and_a_great_city_no_small_one(resolver: Resolver) -> None:
    many = ("Colorado", "Florida", "Nevada", "Iowa", "Texas", "Ohio", "Atlanta", "Denver", "Boston")
    names = [PlaceName(words, ("Iowa",) if words == "Nevada" else ()) for words in many]
    found = {n.words: a.entry for n, a in zip(names, resolver.resolve(names, Counter({"USA": 6})), strict=True)}
    regions = {
        words: gazetteer().entry(entry.region).name for words, entry in found.items() if entry and entry.kind == 3
    }
    assert regions == {"Atlanta": "Georgia", "Denver": "Colorado", "Boston": "Massachusetts"}
    assert found["Nevada"] is not None and found["Nevada"].kind == REGION
    village = resolver.resolve([PlaceName("Nevada", ("Mo.",))], Counter({"USA": 1}))[0].entry
    assert village is not None and gazetteer().entry(village.region).name == "Missouri"
