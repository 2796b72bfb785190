"""The pipeline: order by need, refusals, and a stage that fails without taking the reading with it."""

from __future__ import annotations

import itertools

import pytest

from dateline.errors import BadOption, MissingModel, StageFault, UnmetNeed
from dateline.model import NARRATOR, Span
from dateline.reading import Pipeline, closure, read_article
from dateline.sources import make_article
from dateline.stage import Draft, Stage
from tests.reading.stages import ALL, STORY, Events, Names, Quotations, Times


class Failing(Quotations):
    """Assigns a layer, then fails."""

    def read(self, draft: Draft) -> None:
        super().read(draft)
        raise ValueError("no such cue")


class Outside(Times):
    """Gives a span beyond the text."""

    gives: tuple[str, ...] = ("sentences",)

    def read(self, draft: Draft) -> None:
        draft.sentences = (Span(0, len(draft.article.text) + 1),)


def build() -> list[Stage]:
    return [stage() for stage in ALL]


def test_stages_run_in_the_order_of_their_needs_however_given() -> None:
    for order in itertools.permutations(build()):
        assert [stage.name for stage in Pipeline(order).stages] == ["names", "times", "quotations", "events"]


def test_an_unmet_need_is_refused() -> None:
    with pytest.raises(UnmetNeed, match="'events' needs the layer 'quotations'"):
        Pipeline([Times(), Names(), Events()])


def test_stages_that_need_each_other_are_refused() -> None:
    class First(Times):
        name = "first"
        needs: tuple[str, ...] = ("b",)
        gives: tuple[str, ...] = ("a",)

    class Second(Times):
        name = "second"
        needs: tuple[str, ...] = ("a",)
        gives: tuple[str, ...] = ("b",)

    with pytest.raises(UnmetNeed, match="first, second need each other"):
        Pipeline([First(), Second()])


def test_a_stage_that_adds_to_a_layer_stands_between_its_giver_and_its_readers() -> None:
    class Places(Names):
        name = "places"
        needs: tuple[str, ...] = ("entities",)
        gives: tuple[str, ...] = ("entities",)

    assert [stage.name for stage in Pipeline([*build(), Places()]).stages][:2] == ["names", "places"]


def test_only_one_stage_brings_those_it_needs() -> None:
    stages = {stage.name: stage for stage in build()}
    assert closure("times", stages) == ["times"]
    assert closure("quotations", stages) == ["names", "quotations"]
    assert sorted(closure("events", stages)) == ["events", "names", "quotations"]


def test_an_unknown_stage_is_named() -> None:
    with pytest.raises(BadOption, match="no stage 'weather'"):
        Pipeline.find(only="weather")


def test_a_missing_optional_stage_is_an_empty_layer() -> None:
    reading = read_article(make_article(STORY), [Names()])
    assert (reading.times, reading.quotations, reading.events) == ((), (), ())
    assert reading.reader.model == "none"


def test_a_failing_stage_leaves_a_warning_and_its_layers_empty() -> None:
    reading = Pipeline([Times(), Names(), Failing(), Events()]).read(make_article(STORY, published="2026-01-21"))
    assert [(warning.code, warning.detail) for warning in reading.warnings] == [
        ("stage_failed", "quotations: ValueError: no such cue")
    ]
    assert reading.quotations == ()
    assert [event.asserted_by for event in reading.events] == [NARRATOR]
    assert reading.times


def test_debug_raises_what_a_stage_raises() -> None:
    with pytest.raises(ValueError, match="no such cue"):
        Pipeline([Names(), Failing()], debug=True).read(make_article(STORY))


def test_a_span_outside_the_text_is_a_fault_of_the_stage() -> None:
    reading = Pipeline([Outside()]).read(make_article(STORY, published="2026-01-21"))
    assert [warning.code for warning in reading.warnings] == ["stage_failed"]
    assert reading.sentences == ()
    with pytest.raises(StageFault):
        Pipeline([Outside()], debug=True).read(make_article(STORY))


def test_what_the_program_lacks_ends_the_run() -> None:
    class Lacking(Times):
        def read(self, draft: Draft) -> None:
            raise MissingModel()

    with pytest.raises(MissingModel):
        Pipeline([Lacking()]).read(make_article(STORY))


def test_a_stage_that_needs_the_analysis_is_skipped_aloud_without_it() -> None:
    class Language(Times):
        name = "language"
        wants: tuple[str, ...] = ()
        gives: tuple[str, ...] = ("analysis", "sentences")

        def read(self, draft: Draft) -> None:
            raise RuntimeError("too long a sentence")

    class Needy(Names):
        needs: tuple[str, ...] = ("analysis",)

    reading = Pipeline([Language(), Needy(), Times()]).read(make_article(STORY, published="2026-01-21"))
    assert [warning.code for warning in reading.warnings] == ["stage_failed", "stage_skipped"]
    assert reading.times and not reading.mentions


def test_the_dateline_is_linked_to_the_place_named_in_it() -> None:
    story = STORY.replace("PORT ALDER", "Port Alder")
    reading = Pipeline([Names()]).read(make_article(story))
    assert reading.article.dateline is not None
    assert (reading.article.dateline.place, reading.article.dateline.agency) == ("e1", "AP")
    assert reading.article.id == make_article(story).id


def test_dates_that_could_not_be_used_are_warned_of() -> None:
    reading = Pipeline([]).read(make_article("The harbour board met.", published="1/21/2013"))
    assert [warning.code for warning in reading.warnings] == ["impossible_date", "no_published_date"]
    assert "'1/21/2013'" in reading.warnings[0].detail


def test_another_language_is_left_unread() -> None:
    german = (
        "Der Hafenrat stimmte am Dienstag dafür, den alten Pier zu schließen, nachdem ein Sturm ihn beschädigt hatte."
    )
    reading = Pipeline(build()).read(make_article(german + " Tuesday Ann Example", published="2026-01-21"))
    assert [warning.code for warning in reading.warnings] == ["unsupported_language"]
    assert not (reading.times or reading.mentions or reading.entities or reading.sentences)


def test_the_same_article_gives_the_same_reading() -> None:
    article = make_article(STORY, published="2026-01-21")
    pipeline = Pipeline(build())
    first = pipeline.read(article)
    pipeline.read(make_article("Another text about Ann Example.", published="2026-01-22"))
    assert pipeline.read(article) == first == Pipeline(reversed(build())).read(article)
