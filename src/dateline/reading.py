"""Article to Reading: finds the stages, orders them by what they need, runs them and records what went wrong."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.errors import BadOption, SetupError, StageFault, UnmetNeed
from dateline.ids import short
from dateline.model import Article, Reader, Reading, Span, Warning
from dateline.plugins import STAGES, found, load
from dateline.stage import Draft, Stage
from dateline.version import __version__

if TYPE_CHECKING:
    from dateline.events import Codebook

LANGUAGES = frozenset({"en"})
"""The languages that are read; an article in another one gets empty layers and a warning."""
LAYERS = ("sentences", "times", "mentions", "entities", "quotations", "events")
LANGUAGE_STAGE = "language"
NO_MODEL = "none"
"""The model of a reading that no model took part in."""
PLACES = frozenset({"GPE", "LOC", "FAC"})


class Pipeline:
    """The stages, built once and used for any number of articles.

    A stage that fails on an article leaves its layers empty and a warning `stage_failed` on that reading; with `debug`
    its error is raised. Raises UnmetNeed when a stage needs a layer that none gives.
    """

    def __init__(self, stages: Iterable[Stage], debug: bool = False) -> None:
        self.stages = ordered(list(stages))
        self.debug = debug

    @classmethod
    def find(
        cls, only: str | None = None, pipeline: str | None = None, debug: bool = False, codebook: Path | None = None
    ) -> Pipeline:
        """The installed stages: all, or `only` one and those it needs; `pipeline` names another spaCy pipeline,
        `codebook` the file of another codebook.

        Raises BadOption for a stage that is not installed, MissingModel where the language model is not, BrokenCodebook
        for a codebook that makes no sense.
        """
        points = found(STAGES)
        if only is not None and only not in points:
            raise BadOption(f"there is no stage {only!r}; installed are {', '.join(points)}")
        stages = {only: load(points[only])} if only else {}
        if not only or stages[only].needs:
            stages = {name: load(point) for name, point in points.items()}
        wanted = closure(only, stages) if only else list(stages)
        own = _coding(codebook) if codebook and "events" in wanted else None
        return cls((own if own and name == "events" else build(name, stages[name], pipeline) for name in wanted), debug)

    @property
    def version(self) -> str:
        """The version that a reading names: the program's, with the codebook's where one of one's own is used."""
        own = next((stage.codebook for stage in self.stages if hasattr(stage, "codebook")), None)
        return f"{__version__}+{own.source}.{short(own.digest)}" if own and own.digest else __version__

    @property
    def model(self) -> str:
        """The name and hash of the model that the language stage runs; "none" without one."""
        return next((stage.model for stage in self.stages if hasattr(stage, "model")), NO_MODEL)

    @property
    def codebook(self) -> Codebook:
        """The codebook that events are coded by; PLOVER where no stage codes events."""
        from dateline.events import plover

        return next((stage.codebook for stage in self.stages if hasattr(stage, "codebook")), plover())

    def read(self, article: Article) -> Reading:
        """Everything the stages read in the article."""
        return self.finish(self.draft(article))

    def draft(self, article: Article) -> Draft:
        """The article with the layers that the stages gave, and the analysis they rest on."""
        draft = Draft(article, warnings=list(article_warnings(article)))
        if article.language is None or article.language in LANGUAGES:
            for stage in self.stages:
                self._step(stage, draft)
        return draft

    def finish(self, draft: Draft) -> Reading:
        """The draft as a reading: what was read, by which version and model."""
        model = draft.analysis.model if draft.analysis else NO_MODEL
        layers: dict[str, Any] = {layer: tuple(getattr(draft, layer)) for layer in LAYERS}
        return Reading(placed(draft), Reader(self.version, model), **layers, warnings=tuple(draft.warnings))

    def _step(self, stage: Stage, draft: Draft) -> None:
        missing = [layer for layer in stage.needs if layer == "analysis" and draft.analysis is None]
        if missing:
            detail = f"{stage.name} was not run: the layer it needs ({', '.join(missing)}) could not be read"
            draft.warnings.append(Warning("stage_skipped", detail))
            return
        before = {field.name: getattr(draft, field.name) for field in dataclasses.fields(draft)}
        before["warnings"] = list(draft.warnings)
        try:
            stage.read(draft)
            check(stage, draft)
        except SetupError:
            raise
        except Exception as error:
            if self.debug:
                raise
            for name, value in before.items():
                setattr(draft, name, value)
            draft.warnings.append(Warning("stage_failed", f"{stage.name}: {type(error).__name__}: {error}"))


def read_article(article: Article, stages: Sequence[Stage] | None = None) -> Reading:
    """Read an article with these stages, or with the installed ones."""
    return (default_pipeline() if stages is None else Pipeline(stages)).read(article)


@cache
def default_pipeline() -> Pipeline:
    """The installed stages, built at the first call."""
    return Pipeline.find()


def build(name: str, stage: Any, pipeline: str | None) -> Stage:
    """An instance of the stage; the language stage is told which pipeline to use."""
    built: Stage = stage(pipeline=pipeline) if pipeline and name == LANGUAGE_STAGE else stage()
    return built


def _coding(path: Path) -> Stage:
    """The events stage with a codebook of one's own."""
    from dateline.events import EventsStage
    from dateline.events import load as load_codebook

    return EventsStage(load_codebook(path))


def closure(only: str, stages: dict[str, Any]) -> list[str]:
    """A stage's name and those of all stages that give what it needs, directly or not."""
    names, queue = {only}, [only]
    while queue:
        needs = set(stages[queue.pop()].needs)
        givers = [name for name in stages if needs & set(stages[name].gives) and name not in names]
        names.update(givers)
        queue.extend(givers)
    return [name for name in stages if name in names]


def ordered(stages: list[Stage]) -> tuple[Stage, ...]:
    """The stages, each after those that give what it needs or wants; by name where that leaves a choice."""
    stages = sorted(stages, key=lambda stage: stage.name)
    for stage in stages:
        others = {layer for other in stages if other is not stage for layer in other.gives}
        for need in stage.needs:
            if need not in others:
                raise UnmetNeed(f"the stage {stage.name!r} needs the layer {need!r}, which no stage gives")
    done: list[Stage] = []
    while len(done) < len(stages):
        rest = [stage for stage in stages if stage not in done]
        ready = [stage for stage in rest if not any(_before(other, stage) for other in rest if other is not stage)]
        if not ready:
            names = ", ".join(stage.name for stage in rest)
            raise UnmetNeed(f"the stages {names} need each other's layers, so none of them can be first")
        done.append(ready[0])
    return tuple(done)


def _before(giver: Stage, stage: Stage) -> bool:
    return bool(set(giver.gives) & {*stage.needs, *stage.wants})


def placed(draft: Draft) -> Article:
    """The article, its dateline linked to the first place named in it."""
    article, line = draft.article, draft.article.dateline
    if line is None:
        return article
    types = {entity.id: entity.type for entity in draft.entities}
    for mention in sorted(draft.mentions, key=lambda mention: mention.start):
        if line.start <= mention.start < mention.end <= line.end and types.get(mention.entity) in PLACES:
            return replace(article, dateline=replace(line, place=mention.entity))
    return article


def article_warnings(article: Article) -> Iterator[Warning]:
    """What can be told of the article itself: no date, a date that could not be used, another language."""
    given = article.published_from.given
    if given is not None:
        yield Warning("impossible_date", f"the publication date {given!r} is not a full ISO date (YYYY-MM-DD)")
    if article.published is None:
        yield Warning("no_published_date", "no publication date is known, so relative times stay open")
    if article.language is not None and article.language not in LANGUAGES:
        detail = f"the text is in the language {article.language!r}; only {', '.join(sorted(LANGUAGES))} is read"
        yield Warning("unsupported_language", detail)
    locked = next((one for one in article.source.evidence if one.field == "access"), None) if article.source else None
    if locked:
        detail = f"the page says that it is {locked.value} ({locked.where}): the text may be only its beginning"
        yield Warning("partial_text", detail)


def check(stage: Stage, draft: Draft) -> None:
    """Hold what a stage gave against the contract. Raises StageFault with the first breach."""
    for layer in stage.gives:
        if layer in LAYERS:
            for record in getattr(draft, layer):
                for span in spans(record):
                    _inside(span, draft.article, layer)


def spans(record: Any) -> Iterator[Any]:
    """The record itself where it has a start and an end, and every such record inside it."""
    if hasattr(record, "start") and hasattr(record, "end"):
        yield record
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if dataclasses.is_dataclass(part) and not isinstance(part, type):
                yield from spans(part)


def _inside(span: Any, article: Article, layer: str) -> None:
    in_title = isinstance(span, Span) and span.in_ == "title"
    text = (article.title or "") if in_title else article.text
    if not 0 <= span.start < span.end <= len(text):
        raise StageFault(f"{layer}: the span {span.start} to {span.end} lies outside the text")
