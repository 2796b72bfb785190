"""Measures the desk over a chronicle: how long each page takes, and how it stands up to many readers and one reviewer.

`python bench/web.py CHRONICLE [SECONDS]`; a chronicle that is not there is made of 5,000 made-up articles (a million
rows). Each page is asked for 40 times with changing filters, over HTTP on this machine; then 50 readers and one
reviewer work at once for SECONDS (60). Times are wall-clock: run it on a quiet machine.
"""

from __future__ import annotations

import random
import socket
import sys
import threading
import time
from pathlib import Path

import httpx
import uvicorn

from chronicle import TYPES, reading
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
    """Each page with the addresses that are asked for, one after the other."""
    chance = random.Random(7)
    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        names = [row.name for row in chronicle.names(Selection(types=("PERSON",), limit=60)).rows]
        articles = [row.id for row, _ in zip(chronicle.articles(), range(400), strict=False)]
        days = sorted({row.published for row in chronicle.articles() if row.published})
    pick = [chance.choice(names) for _ in range(2 * TIMES_ASKED)]
    kinds = [chance.choice(TYPES) for _ in range(TIMES_ASKED)]
    pages = range(TIMES_ASKED)
    return {
        "day": [f"/day/{chance.choice(days)}" for _ in pages],
        "events": [f"/events?type={kind}&page={page + 1}" for page, kind in enumerate(kinds)],
        "quotations": [f"/quotations?page={page + 1}" for page in pages],
        "times": [f"/times?page={page + 1}" for page in pages],
        "names": [f"/names?page={page + 1}" for page in pages],
        "name": [f"/name/PERSON/{pick[page]}" for page in pages],
        "pair": [f"/pair?one={pick[page]}&other={pick[-page - 1]}" for page in pages],
        "search": [f"/search?words={pick[page].split()[-1]}" for page in pages],
        "article": [f"/article/{chance.choice(articles)[:12]}" for _ in pages],
        "timeline": [f"/timeline?who={pick[page]}" for page in pages],
        "map": [f"/map?who={pick[page]}" for page in pages],
        "network": [f"/network?who={pick[page]}" for page in pages],
    }


def paged(here: str, asked: dict[str, list[str]]) -> None:
    """How long each page takes: the middle and the 95th percentile, in milliseconds."""
    with httpx.Client(base_url=here, timeout=120) as client:
        for page, several in asked.items():
            took = []
            for address in several:
                start = time.perf_counter()
                answer = client.get(address)
                took.append(1000 * (time.perf_counter() - start))
                assert answer.status_code == 200, (address, answer.status_code)
            took.sort()
            print(
                f"{page:12} p50 {took[len(took) // 2]:7.0f} ms   p95 {took[int(len(took) * 0.95)]:7.0f} ms", flush=True
            )


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
    here, asked = served(path), addresses(path)
    paged(here, asked)
    if seconds:
        crowded(here, asked, seconds, path)


main()
