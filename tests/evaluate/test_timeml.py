"""Gold times read from TimeML and WikiWars folders of invented documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import BadGold
from dateline.evaluate.timeml import rows

TIMEML = """<?xml version="1.0" ?>
<TimeML>
<DOCID>x1</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2021-05-03T10:00" functionInDocument="CREATION_TIME">May 3</TIMEX3></DCT>
<TEXT>
He <EVENT eid="e1">left</EVENT> <TIMEX3 tid="t1" type="DATE" value="2021-04-30">Friday</TIMEX3> &amp; ate.
</TEXT>
</TimeML>"""
WIKIWARS = """<DOC><DOCID>w1</DOCID><DATETIME><TIMEX2 val="2009-12-19T17:00:00">2009</TIMEX2></DATETIME>
<BODY><TEXT>R & D began <TIMEX2 val="P2M">two months after <TIMEX2 val="1914-08">August</TIMEX2></TIMEX2>,
<TIMEX2 set="YES" val="XXXX-XX-XXTNI">nightly</TIMEX2>, <TIMEX2>then</TIMEX2>.</TEXT></BODY></DOC>"""


def test_timeml(tmp_path: Path) -> None:
    (tmp_path / "x1.tml").write_text(TIMEML, encoding="utf-8")
    (row,) = rows(tmp_path) or []
    (time,) = row["times"]
    assert (row["id"], row["published"], row["text"]) == ("x1", "2021-05-03", "\nHe left Friday & ate.\n")
    assert (time["text"], time["type"], time["value"]) == ("Friday", "DATE", "2021-04-30")
    assert row["text"][time["start"] : time["end"]] == "Friday"


def test_wikiwars(tmp_path: Path) -> None:
    (tmp_path / "w1.key.xml").write_text(WIKIWARS, encoding="utf-8")
    (row,) = rows(tmp_path) or []
    assert [(t["text"], t["type"], t["value"]) for t in row["times"]] == [
        ("two months after August", "DURATION", "P2M"),
        ("nightly", "SET", "XXXX-XX-XXTNI"),
        ("then", None, None),
    ]
    assert [row["text"][i["start"] : i["end"]] for i in row["ignore"]] == ["August"]
    assert row["published"] == "2009-12-19"


def test_other_formats_are_left_to_others_and_broken_ones_named(tmp_path: Path) -> None:
    assert rows(tmp_path) is None
    (tmp_path / "a.tml").write_text("<TimeML><TEXT>", encoding="utf-8")
    with pytest.raises(BadGold, match="XML"):
        rows(tmp_path)
    (tmp_path / "a.tml").write_text("<TimeML/>", encoding="utf-8")
    with pytest.raises(BadGold, match="TEXT"):
        rows(tmp_path)
