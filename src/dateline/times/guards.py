"""Tests that a match of the grammar must pass: whether these words are a time here, seen from the text around them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dateline.times.meaning import Meaning

_WANTS_MONTH = re.compile(
    r"\b(in|since|of|from|until|till|through|to|during|before|after|last|next|this|each|every|early|late|mid|and|or|for"
    r"|the|by|between|on|around|about|past|previous|following|that|a|an|its|his|her|their|as|than|starting|beginning"
    r"|ending|ended|last|begin|throughout|due)[\s-]+$", re.IGNORECASE)  # fmt: skip
_SURE_MONTH = re.compile(
    r"\b(in|since|until|till|during|last|next|this|early|late|mid|through|throughout|between|of|by)[\s-]+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A match with the text around it and what was found before it."""

    text: str
    meaning: Meaning
    previous: Meaning | None

    @property
    def words(self) -> str:
        """The words matched."""
        return self.text[self.meaning.start : self.meaning.end]

    @property
    def before(self) -> str:
        """Up to 40 characters before the match."""
        return self.text[max(0, self.meaning.start - 40) : self.meaning.start]

    @property
    def after(self) -> str:
        """Up to 40 characters behind the match."""
        return self.text[self.meaning.end : self.meaning.end + 40]


Guard = Callable[[Surroundings], bool]


def _month_context(s: Surroundings) -> bool:
    if re.match(r"\s+[A-Z][a-z]|['’]s\s+[A-Z]", s.after) or s.words.endswith("."):
        return bool(_SURE_MONTH.search(s.before))
    if re.search(r"[A-Z][a-z]+\s+$", s.before) and not _SURE_MONTH.search(s.before):
        return False
    return bool(_WANTS_MONTH.search(s.before)) or re.match(r"\s+\d", s.after) is not None


def _bare_year(s: Surroundings) -> bool:
    if re.search(r"[$£€#:/.,]\d*$|\d,?\s*$|[\w.]-$|\bno\.? $", s.before, re.IGNORECASE):
        return bool(re.search(r"\d{4}(-|, | )$", s.before))
    if re.match(r"[-–]\d{4}\b", s.after):
        return True
    return not re.match(r"[-/:]\d|,\d|\.\d|\s*(%|percent|per cent|mph|km|kg|miles|feet|ft|mm|cc)\b", s.after)


def _after_month_day(s: Surroundings) -> bool:
    p = s.previous
    return p is not None and p.kind == "calendar" and p.day is not None and s.meaning.start - p.end <= 9


def _bare_ordinal_day(s: Surroundings) -> bool:
    if s.meaning.weekday:
        return True
    return bool(
        re.search(r"(?i)\b(on|until|by|since|before|after|from|to|of|night of|and)\s+$", s.before)
    ) and not re.match(r"[\s-]+\w", re.sub(r"^\s+(and|at|in|to|when|he|she|they|the)\b", "", s.after))


def _decade(s: Surroundings) -> bool:
    words = s.meaning.words.get("dec", [""])
    if words[0][:1].isdigit() and len(re.match(r"\d+", words[0])[0]) == 4:  # type: ignore[index]
        return not s.before.endswith(("-", "/"))
    if re.search(
        r"(?i)\b(his|her|their|my|our|your|mid|low|high|upper)[\s-]+(\w+[\s-]+)?$", s.before
    ) and not re.search(r"\bthe[\s-]+mid[\s-]+$", s.before):
        return False
    return (
        "the" in s.words.lower().split() or bool(re.search(r"\bthe\s+(\w+\s+)?$", s.before)) or words[0][:1] in "'’‘`"
    )


def _season_context(s: Surroundings) -> bool:
    words = s.words.lower().split()
    if "fall" in words or "spring" in words:
        if words[0] == "the" or s.meaning.mod:
            return not re.match(r"\s+(of|from|in|to)\b", s.after) or "spring" in words
        return bool(re.search(r"(?i)\b(in|since|by|until|during|of|through|every|each|that)\s+$", s.before))
    return not re.search(r"[A-Z][a-z]+\s+$", s.before) or not s.words[:1].isupper()


def _quarter(s: Surroundings) -> bool:
    return not re.match(
        r"[\s-]+(touchdown|goal|points|lead|yard|of an|mile|inch|cup|with \d+:)", s.after
    ) and not re.search(r"\b(points|yard|touchdown|goal|lead|game|score)\b", s.before + s.after)


def _not_quoted_name(s: Surroundings) -> bool:
    return not (s.words[:1].isupper() and re.match(r"\s+[A-Z]", s.after) and re.search(r"[\w,]\s$", s.before))


def _day_word(s: Surroundings) -> bool:
    return not _in_title(s)


def _in_title(s: Surroundings) -> bool:
    """Whether the words are capitalised as in a name ("USA Today"), not as at the beginning of a sentence."""
    last = s.words.split()[-1]
    if not last[:1].isupper() or last.isupper():
        return False
    return bool(re.search(r"[A-Z][\w.]*\s+$", s.before)) or (" " in s.words and s.words[:1].isupper())


def _ago(s: Surroundings) -> bool:
    return not s.words.lower().endswith("back") or bool(re.match(r"\s*[,.;]", s.after))


def _later(s: Surroundings) -> bool:
    low = s.words.lower()
    if low.endswith(("before", "previously")) and not low.startswith("the "):
        return bool(re.match(r"\s*[,.;]", s.after)) or not re.match(r"\s+(the|a|an|he|she|they|it|his|her)\b", s.after)
    return not low.startswith("the ") or low.endswith(("before", "earlier"))


def _followed_by_nothing(s: Surroundings) -> bool:
    return bool(re.match(r"\s*[,.;)]|\s+(and|when|with|in|at|by)\b", s.after))


def _unit(s: Surroundings) -> bool:
    words = s.words.lower().split()
    if words[-1] in {"second", "minute", "hour", "generation", "season", "night"} or _in_title(s):
        return False
    if words[-1] == "quarter":
        return not re.match(r"\s+(mile|century)", s.after)
    return not (words[-1] == "day" and words[0] in {"the", "last"})


def _the_unit(s: Surroundings) -> bool:
    low = s.words.lower()
    if low.endswith("year"):
        if re.match(r"\s*(old|\d)", s.after) or re.search(
            r"(?i)\b(of|man|woman|player|person|word|car|coach|album)\s+$", s.before
        ):
            return bool(
                re.search(r"(?i)\b(end|rest|half|part|months?|quarters?|remainder|start|beginning)\s+of\s+$", s.before)
            )
        return bool(re.search(r"(?i)\b(for|during|of|in|over|throughout|through|so far in)\s+$", s.before))
    return True


def _the_day(s: Surroundings) -> bool:
    low = s.words.lower()
    if low == "the day":
        return bool(re.search(r"(?i)\b(later|earlier|early|late|during|throughout|end|of) (in )?$", s.before))
    return not re.match(r"\s+(care|job|trip|one|to)\b", s.after)


def _period(s: Surroundings) -> bool:
    return (
        not re.match(r"\s+(around|of|last|next|the|frame|when|it|i|we|he|she|they|is)\b", s.after)
        and s.after[:1] != "-"
    )


def _now(s: Surroundings) -> bool:
    if s.words.lower().endswith("now") and re.match(r"\s+(and then)\b|\s*,?\s+now\b", s.after):
        return False
    return not re.search(r"(?i)\b(know|every|just)\s+$", s.before) or s.words.lower() != "now"


def _recently(s: Surroundings) -> bool:
    return True


def _the_past(s: Surroundings) -> bool:
    low = s.words.lower()
    if low == "the time":
        return bool(re.search(r"(?i)\b(at|by|of)\s+$", s.before)) and bool(
            re.match(r"\s*[,.;)]|\s+(was|were|had|that)\b", s.after)
        )
    if low.endswith("the past"):
        return not re.match(
            r"\s+(\w+\s+){0,2}(day|week|month|year|decade|quarter|season|hour|century|few|couple|sever|two)", s.after
        )
    return True


def _future(s: Surroundings) -> bool:
    return not re.match(r"s\b|\s+(contract|market|trading|generation)", s.after)


def _some_future_day(s: Surroundings) -> bool:
    near = s.before + s.after
    return bool(
        re.search(r"(?i)\b(will|would|may|might|could|hopes?|hoping|wants?|dreams?|'ll)\b", near)
    ) and not re.search(r"(?i)\b(by|for|in|only|after|within|just|than|last)\s+$", s.before)


def _duration(s: Surroundings) -> bool:
    if s.meaning.unit == "Q" and re.match(r"\s+of\b", s.after):
        return False
    return not re.match(r"[\s-]+(old|olds|of age|ago|earlier|senior|junior)\b", s.after)


def _recent_units(s: Surroundings) -> bool:
    return s.meaning.unit not in {"TS", "TM"} or True


def _hyphen(s: Surroundings) -> bool:
    if s.meaning.unit == "Q" and re.match(r"\s+(of|the|to)\b", s.after):
        return False
    if s.meaning.unit == "TS" and s.words.lower().startswith(("a", "half")):
        return False
    return not re.match(r"[\s-]*(old|olds|ago|earlier|end)\b", s.after)


def _duration_one(s: Surroundings) -> bool:
    words = s.words.lower().split()
    unit, first = words[-1], words[0]
    if re.match(r"[\s-]+(old|ago|earlier|later|end|of age)\b", s.after):
        return False
    if (first in {"another", "half", "an"} and unit not in {"hour"}) or s.meaning.mod:
        return unit not in {"second", "minute", "season", "night", "day"} or bool(s.meaning.mod)
    if first == "each":
        return False
    if unit == "quarter":
        return False
    if first in {"a", "an"} and len(words) == 2:
        if unit in {"quarter", "season", "second", "night", "weekend", "generation"}:
            return False
        near = re.search(
            r"(?i)\b(for|within|in|after|than|over|lasted|last|took|take|takes|spend|spent|almost|once|only|just|barely|nearly|about|half|by|give)\s+$",
            s.before,
        )
        return (bool(near) and not re.match(r"\s+(of|when|in which|that|like)\b", s.after)) or (
            bool(re.match(r"\s+(after|before|of)\b", s.after)) and unit in {"month", "year", "week", "decade"}
        )
    return unit not in {"second", "season", "quarter", "night"} and not (
        first == "one" and unit == "day" and s.words[0] == "O"
    )


def _a_unit(s: Surroundings) -> bool:
    words = s.words.lower().split()
    if words[-1] not in {"day", "week", "month", "year", "hour", "minute", "night", "quarter"}:
        return False
    if re.match(r"[\s-]+(ago|earlier|later|old|after|before|of|when|that|to|for)\b", s.after):
        return False
    near = s.before[-24:]
    return bool(
        re.search(
            r"\d[^.;]*$|\b(times|twice|once|million|billion|percent|dollars|cents|hours?|days?|weeks?|months?|nights?|flights|tons|barrels|people|dozen|hundred|thousand)\s+$",
            near,
        )
    ) and not re.search(
        r"\b(in|for|within|after|over|about|than|nearly|almost|is|was|not|such|as|of|and|or|with|had|have|has|that|from|to|at|by|on|the|but|if|into|be|it)\s+$",
        near,
    )


def _per_unit(s: Surroundings) -> bool:
    return s.meaning.unit != "TS"


def _often(s: Surroundings) -> bool:
    return not (s.words[:1].isupper() and re.search(r"[\w]\s$", s.before)) and not (
        s.words[:1].isupper() and re.match(r"\s+[A-Z]", s.after)
    )


def _some_time(s: Surroundings) -> bool:
    return not re.match(r"\s+(ago|back|to|for|in)\b", s.after)


def _clock(s: Surroundings) -> bool:
    words = s.words.lower()
    if s.meaning.clock is None:
        return words in {"dawn", "dusk", "midday", "nightfall", "daybreak", "sunset", "sunrise", "lunchtime"} and bool(
            re.search(r"(?i)\b(at|before|after|until|by|since|around|from|to)\s+$", s.before)
        )
    if words in {"noon", "midnight"}:
        return not re.search(r"(?i)\bhigh\s+$", s.before) and not (
            s.words[:1].isupper() and re.match(r"\s+[A-Z]", s.after)
        )
    if re.fullmatch(r"\d{1,2}:\d\d(:\d\d)?", words):
        return bool(
            re.search(
                r"(?i)\b(at|by|until|before|after|from|to|about|around|between|since|and|about|till|on|of|–|-)\s*\(?$",
                s.before,
            )
        ) and not re.match(r"\s*[-–]?\s*(win|victory|lead|ratio|odds|\d+:)", s.after)
    return True


def _this_part(s: Surroundings) -> bool:
    words = s.words.lower().split()
    if words[0] == "the" and len(words) == 2:
        return (
            bool(re.search(r"(?i)\b(in|during|of|through|throughout|into|until|by)\s+$", s.before))
            and words[1] != "night"
        )
    return not re.match(r"\s+(of the long)\b", s.after)


def _the_part(s: Surroundings) -> bool:
    return "the" in s.words.lower().split() or bool(s.meaning.mod)


def _overnight(s: Surroundings) -> bool:
    return not re.match(r"\s+(success|sensation|stay|bag|guest|delivery|flight|train|bus)\b", s.after)


def _holiday(s: Surroundings) -> bool:
    if not s.meaning.words["hol"] or not s.text[s.meaning.start : s.meaning.end][:1]:
        return False
    name = re.search(r"[A-Z]", s.words)
    return name is not None and not re.match(
        r"\s+(Island|Carol|Parade|Bowl|Party|Movement|Rising|Tree|Market|Massacre|Offensive|Bombing)", s.after
    )


def _counted(s: Surroundings) -> bool:
    return not re.search(r"(?i)\b(in|since|by|until|from|during|of)\s+$", s.before)


GUARDS: dict[str, Guard] = {
    "month_context": _month_context, "bare_year": _bare_year, "after_month_day": _after_month_day,
    "bare_ordinal_day": _bare_ordinal_day, "decade": _decade, "season_context": _season_context, "quarter": _quarter,
    "day_word": _day_word, "ago": _ago, "later": _later, "followed_by_nothing": _followed_by_nothing, "unit": _unit,
    "the_unit": _the_unit, "the_day": _the_day, "period": _period, "now": _now, "recently": _recently,
    "the_past": _the_past, "future": _future, "some_future_day": _some_future_day, "duration": _duration,
    "recent_units": _recent_units,
    "hyphen": _hyphen, "duration_one": _duration_one, "a_unit": _a_unit, "per_unit": _per_unit, "often": _often,
    "some_time": _some_time, "clock": _clock, "this_part": _this_part, "the_part": _the_part, "overnight": _overnight,
    "holiday": _holiday, "counted": _counted,
}  # fmt: skip


def holds(meaning: Meaning, text: str, previous: Meaning | None) -> bool:
    """Whether the match passes its rule's guard (if it has one)."""
    guard = GUARDS.get(meaning.guard or "")
    return guard is None or guard(Surroundings(text, meaning, previous))
