"""GDELT 2.0's rules for its two tables: how many columns, which codes, which bounds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from dateline.export.cameo import cameo
from dateline.export.gdelt import EVENT_COLUMNS, MENTION_COLUMNS

LISTS = tomllib.loads((Path(__file__).parent / "gdelt_codes.toml").read_text("utf-8"))
COUNTRIES = {"", *LISTS["countries"].split(), *LISTS["beyond"].split()}
TYPES = {"", *LISTS["types"].split()}
FIPS = {"", *cameo().fips.values()}


def _columns(data: bytes, names: tuple[str, ...]) -> list[dict[str, str]]:
    rows = [line.split("\t") for line in data.decode().split("\n")[:-1]]
    assert {len(row) for row in rows} <= {len(names)}
    return [dict(zip(names, row, strict=True)) for row in rows]


def gdelt(data: bytes) -> int:
    """GDELT 2.0 Events: 61 columns, ids once, codes of CAMEO's lists, bounds of every number."""
    assert len(EVENT_COLUMNS) == 61
    rows = _columns(data, EVENT_COLUMNS)
    assert len({row["GLOBALEVENTID"] for row in rows}) == len(rows)
    for row in rows:
        _event_codes(row)
        for side in ("Actor1", "Actor2", "Action"):
            _geo(row, side)
        assert re.fullmatch(r"\d{8}|", row["SQLDATE"]) and re.fullmatch(r"\d{14}|", row["DATEADDED"])
        assert re.fullmatch(r"\d{6}|", row["MonthYear"]) and re.fullmatch(r"\d{4}|", row["Year"])
    return len(rows)


def _event_codes(row: dict[str, str]) -> None:
    assert re.fullmatch("0[1-9]|1[0-9]|20", row["EventRootCode"])
    assert row["EventBaseCode"].startswith(row["EventRootCode"])
    assert row["EventCode"].startswith(row["EventBaseCode"]) and row["QuadClass"] in "1234"
    assert -10 <= float(row["GoldsteinScale"]) <= 10 and row["IsRootEvent"] in "01"
    for side in ("Actor1", "Actor2"):
        code, country, kind = (row[f"{side}{part}"] for part in ("Code", "CountryCode", "Type1Code"))
        assert code == country + kind and country in COUNTRIES and kind in TYPES, code


def _geo(row: dict[str, str], side: str) -> None:
    kind, country = row[f"{side}Geo_Type"], row[f"{side}Geo_CountryCode"]
    point = (row[f"{side}Geo_Lat"], row[f"{side}Geo_Long"])
    assert kind in ("", "1", "2", "3", "4", "5") and country in FIPS
    assert kind != "1" or point == ("", "")
    assert all(-180 <= float(value) <= 180 for value in point if value)


def gdelt_mentions(data: bytes) -> int:
    """GDELT 2.0 Mentions: 16 columns, offsets inside the document, confidence in tens."""
    assert len(MENTION_COLUMNS) == 16
    rows = _columns(data, MENTION_COLUMNS)
    for row in rows:
        assert row["MentionType"] in ("1", "2") and row["MentionIdentifier"] and row["InRawText"] == "1"
        assert int(row["Confidence"]) in range(10, 101, 10) and int(row["SentenceID"]) >= 0
        for name in ("Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset"):
            assert -1 <= int(row[name]) < int(row["MentionDocLen"])
    return len(rows)
