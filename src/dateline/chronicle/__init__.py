"""The chronicle: what has been read, kept in one SQLite file. This package holds the only SQL there is."""

from dateline.chronicle.check import Problem, Tally
from dateline.chronicle.custody import KeptSource
from dateline.chronicle.links import record_link
from dateline.chronicle.receipts import Receipt, receipts
from dateline.chronicle.rows import (
    ArticleRow,
    EventRow,
    Found,
    NameRow,
    Page,
    PartRow,
    PartyRow,
    QuotationRow,
    SearchRow,
    TimeRow,
    TimeValue,
    VoiceRow,
    Words,
)
from dateline.chronicle.selection import Selection
from dateline.chronicle.store import Chronicle, Outcome

__all__ = [
    "ArticleRow",
    "Chronicle",
    "EventRow",
    "Found",
    "KeptSource",
    "NameRow",
    "Outcome",
    "Page",
    "PartRow",
    "PartyRow",
    "Problem",
    "QuotationRow",
    "Receipt",
    "SearchRow",
    "Selection",
    "Tally",
    "TimeRow",
    "TimeValue",
    "VoiceRow",
    "Words",
    "receipts",
    "record_link",
]
