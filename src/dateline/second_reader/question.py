"""What a second reader is asked: the task, which no article changes, and one text as data. Pure."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import Any, get_args

from dateline.events import Codebook
from dateline.ids import text_id
from dateline.model import Act, Stance

SENT = 24_000
"""The most characters of a text that are sent."""


@dataclass(frozen=True)
class Question:
    """The task with the codebook's types, modes and contexts."""

    codebook: Codebook

    @cached_property
    def task(self) -> str:
        """The words of the task."""
        written = tomllib.loads(resources.files(__package__).joinpath("question.toml").read_text("utf-8"))["task"]
        terms = {
            "STANCES": get_args(Stance),
            "ACTS": get_args(Act),
            "TYPES (with their modes)": {name: list(modes) for name, modes in self.codebook.types.items()},
            "CONTEXTS": list(self.codebook.contexts),
        }
        return str(written) + "".join(f"\n{name}: {json.dumps(terms[name])}" for name in terms)

    @property
    def digest(self) -> str:
        """The SHA-256 of the task."""
        return text_id(self.task)

    def payload(self, model: str, text: str) -> dict[str, Any]:
        """A request for a chat completion, as even as a model can be asked to be."""
        messages = [
            {"role": "system", "content": self.task},
            {"role": "user", "content": json.dumps({"text": text[:SENT]}, ensure_ascii=False)},
        ]
        return {"model": model, "messages": messages, "temperature": 0, "stream": False}
