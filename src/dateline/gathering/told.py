"""What several views of gathered groups share: bringing them up to date, and why a member is in its group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.chronicle import Chronicle
from dateline.chronicle.groups import BondRow
from dateline.gathering.work import gather, installed


def bring_up(chronicle: Chronicle, names: Sequence[str]) -> int:
    """Takes in what these gatherers have not taken in yet; how many articles that were."""
    waiting = {name for name in names if chronicle.groups(name).waiting}
    wanted = [each for each in installed() if each.name in waiting]
    return max((done.articles for done in gather(chronicle, wanted)), default=0) if wanted else 0


def reasons(bonds: Iterable[BondRow]) -> dict[str, str]:
    """For each node, the reason of its surest link."""
    found: dict[str, str] = {}
    for bond in sorted(bonds, key=lambda bond: (-bond.score, bond.one, bond.other)):
        for node in (bond.one, bond.other):
            found.setdefault(node, bond.reason)
    return found
