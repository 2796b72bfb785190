"""Measures the desk over a chronicle: how long each page takes, and how it stands up to many readers and one reviewer.

`python bench/web.py CHRONICLE [SECONDS]`; a chronicle that is not there is made of 5,000 made-up articles (a million
rows). Each page is asked for 40 times with changing filters, over HTTP on this machine; then 50 readers and one
reviewer work at once for SECONDS (60), on a copy of the chronicle. Times are wall-clock, so run it on a quiet machine;
the desk's own CPU time stands beside them.
"""

from __future__ import annotations

import random
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from itertools import islice
from pathlib import Path

import httpx
import uvicorn

from chronicle import reading
from dateline.chronicle import Chronicle, Selection
from dateline.web.app import create
from dateline.web.settings import Settings

ARTICLES, TIMES_ASKED, READERS = 5_000, 40, 50
TOKEN = "bench"


def made(path: Path) -> None:
    """A chronicle of made-up articles."""
    with Chronicle.open(path) as chronicle:
        for first in range(0, ARTICLES, 100):
            chronicle.add_records([reading(number).to_dict() for number in range(first, first + 100)])


def served(path: Path) -> str:
    """The address of a desk over the chronicle, answering from a thread of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create(Settings(path, TOKEN)), port=port, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return f"http://127.0.0.1:{port}"


def addresses(path: Path) -> dict[str, list[str]]:
    """Each page with the addresses that are asked for, one after the other; of what is gathered, where it is."""
    chance = random.Random(7)
    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        names = [row.name for row in chronicle.names(Selection(types=("PERSON",), limit=60)).rows]
        articles = [row.id for row in islice(chronicle.articles(), 0, None, 7)]
        days = sorted({row.published for row in chronicle.articles() if row.published})
        types = Counter(row.type for row in chronicle.events(Selection(limit=400)).rows)
        events = [row.id for row in chronicle.events(Selection(limit=400)).rows]
        groups = {
            path: chronicle.groups(gatherer).ids(largest_first=True, least=least) for path, gatherer, least in GATHERED
        }
    pick = [chance.choice(names) for _ in range(2 * TIMES_ASKED)]
    kinds = [chance.choice(sorted(types)) for _ in range(TIMES_ASKED)]
    pages = range(TIMES_ASKED)
    found = {
        "day": [f"/day/{chance.choice(days)}" for _ in pages],
        "events": [f"/events?type={kind}&page={page // 8 + 1}" for page, kind in enumerate(kinds)],
        "events of a name": [f"/events?who={pick[page]}" for page in pages],
        "quotations": [f"/quotations?page={page + 1}" for page in pages],
        "times": [f"/times?page={page + 1}" for page in pages],
        "names": [f"/names?page={page + 1}" for page in pages],
        "who": [f"/who?page={page + 1}" for page in pages],
        "name": [f"/name/PERSON/{pick[page]}" for page in pages],
        "pair": [f"/pair?one={pick[page]}&other={pick[-page - 1]}" for page in pages],
        "search": [f"/search?words={pick[page].split()[-1]}" for page in pages],
        "article": [f"/article/{chance.choice(articles)[:12]}" for _ in pages],
        "record": [f"/record/{chance.choice(events)[:12]}" for _ in pages],
        "timeline": [f"/timeline?who={pick[page]}" for page in pages],
        "map": [f"/map?who={pick[page]}" for page in pages],
        "network": [f"/network?who={pick[page]}" for page in pages],
        "stories": [f"/stories?page={page % 10 + 1}" for page in pages],
        "happenings": [f"/happenings?page={page % 10 + 1}" for page in pages],
        "utterances": [f"/utterances?page={page % 10 + 1}" for page in pages],
        "review": [f"/review?after={page:02x}" for page in pages],
    }
    return found | {path: [f"/{path}/{one}" for one in known[:TIMES_ASKED]] for path, known in groups.items() if known}


GATHERED = (
    ("story", "stories", 2),
    ("happening", "happenings", 2),
    ("utterance", "utterances", 2),
    ("who", "identities", 2),
)
"""The page of a single group, its gatherer, and how many members it has at least."""


def paged(here: str, asked: dict[str, list[str]]) -> None:
    """How long each page takes: the middle and the 95th percentile, in milliseconds, and the same of CPU time."""
    with httpx.Client(base_url=here, timeout=120) as client:
        for page, several in asked.items():
            took, used = [], []
            for address in several:
                start, spent = time.perf_counter(), time.process_time()
                answer = client.get(address)
                took.append(1000 * (time.perf_counter() - start))
                used.append(1000 * (time.process_time() - spent))
                assert answer.status_code == 200, (address, answer.status_code)
            figures = "  ".join(
                f"{name} p50 {_at(each, 0.5):5.0f}  p95 {_at(each, 0.95):5.0f}"
                for name, each in (("ms", took), ("CPU", used))
            )
            print(f"{page:18} {figures}", flush=True)


def _at(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def crowded(here: str, asked: dict[str, list[str]], seconds: float, path: Path) -> None:
    """Many readers and one reviewer at once: what failed, and whether every judgement is there."""
    until, failed, answered = time.monotonic() + seconds, [0], [0]

    def read(seed: int) -> None:
        chance, every = random.Random(seed), [address for several in asked.values() for address in several]
        with httpx.Client(base_url=here, timeout=120) as client:
            while time.monotonic() < until:
                status = client.get(chance.choice(every)).status_code
                answered[0] += 1
                failed[0] += status != 200

    readers = [threading.Thread(target=read, args=(seed,)) for seed in range(READERS)]
    for each in readers:
        each.start()
    kept = judged(here, until)
    for each in readers:
        each.join()
    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        stored = {each.targets[0].record for each in chronicle.judgements.all()}
    print(f"{READERS} readers: {answered[0]:,} pages in {seconds:.0f} s, {failed[0]} failed")
    print(f"one reviewer: {len(kept)} judgements, {len(set(kept) - stored)} lost")


def judged(here: str, until: float) -> list[str]:
    """Judges one event after the other by the form, until it is time; gives their ids."""
    kept: list[str] = []
    with httpx.Client(base_url=here, timeout=120, headers={"origin": here}, follow_redirects=True) as client:
        page = client.post("/sign-in", data={"token": TOKEN, "next": "/review"}).text
        while time.monotonic() < until:
            proof, record = (page.partition(f'name="{name}" value="')[2][:64] for name in ("proof", "record"))
            form = {"proof": proof, "record": record, "verdict": "right", "person": "Bench", "layer": "events"}
            answer = client.post("/review", data=form)
            assert answer.status_code == 200, answer.text
            kept.append(record)
            page = answer.text
    return kept


def main() -> None:
    """Makes the chronicle where it is not there, and measures."""
    path, seconds = Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
    if not path.exists():
        made(path)
    asked = addresses(path)
    paged(served(path), asked)
    if seconds:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(shutil.copy(path, Path(folder) / path.name))
            crowded(served(copy), asked, seconds, copy)


main()
