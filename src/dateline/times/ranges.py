"""Dates that share what they leave unsaid: the year, month or part of day stands once, behind the last of them."""

from __future__ import annotations

import re

from dateline.times.meaning import Meaning

_JOIN = re.compile(
    r"\s*(?:-|–|—|--|/|,|,?\s*(?:to|and|or|until|till|through)\s*(?:the\s+)?"
    r"(?:early|mid|late|end of)?[\s-]*(?:the\s+)?)\s*"
)

_ENDED = re.compile(r"\s*,?\s*(?:ended|ending)\s+(?:on\s+)?")


def share_parts(meanings: list[Meaning], text: str) -> None:
    """Give "3" the month of "3-5 May", "26 June" the year of "26 June - 4 August 1952", and so on backwards."""
    for this, following in zip(meanings[-2::-1], meanings[:0:-1], strict=False):
        if following.start - this.end <= 24 and _JOIN.fullmatch(text, this.end, following.start):
            _share(this, following)
        if this.unit == "Q" and following.month and _ENDED.fullmatch(text, this.end, following.start):
            this.month, this.day, this.year = following.month, following.day, following.year


def _share(this: Meaning, following: Meaning) -> None:
    if this.kind != "calendar" or following.kind != "calendar":
        return
    if this.day and not this.month and following.month and (following.day or 0) > this.day:
        this.month = following.month
        this.year, this.year_step, this.direction = following.year, following.year_step, following.direction
    elif this.year is None and following.year is not None and (this.month or this.season) and this.year_step is None:
        later = this.month and following.month and this.month > following.month
        this.year = following.year - (1 if later else 0)
    elif this.quarter and following.quarter and this.year is None:
        this.year, this.year_step = following.year, following.year_step
