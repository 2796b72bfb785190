"""Roles: figures worked out by hand, and where print sets no blank."""

from __future__ import annotations

from dateline.evaluate import roles, tokens

ROW = {
    "id": "a-1",
    "words": ["Police", "arrested", "him", "."],
    "predicates": [
        {"word": 1, "sense": "arrest.01", "roles": [
            {"first": 0, "last": 0, "label": "ARG0"}, {"first": 2, "last": 2, "label": "ARG1"},
        ]},
    ],
}  # fmt: skip


def test_figures_by_hand() -> None:
    given = {(1, "ARG0", 0, 0), (1, "ARG1", 2, 3)}  # one right, one with another end
    found = {1: ("arrest.02", {(1, "ARG0", 0, 0)}), 0: ("police.01", {(0, "ARG1", 2, 2)})}
    figures = roles.score([ROW], [given], [found]).figures
    assert (figures["roles_p"], figures["roles_r"]) == (50.0, 50.0)
    assert (figures["predicates_p"], figures["predicates_r"]) == (50.0, 100.0)
    assert figures["sense_accuracy"] == 0.0
    assert (figures["end_to_end_p"], figures["end_to_end_r"]) == (50.0, 50.0)


def test_gold_is_all_right() -> None:
    gold = roles.gold_roles(ROW)
    figures = roles.score([ROW], [gold], [{1: ("arrest.01", gold)}]).figures
    assert figures["roles_f1"] == figures["end_to_end_f1"] == figures["sense_accuracy"] == 100.0


def test_print_sets_no_blank_before_closing_marks_and_clitics() -> None:
    words = ["He", "did", "n't", "pay", "(", "$", "5", ")", "."]
    assert tokens.stuck(words) == [False, False, True, False, False, True, True, True, True]
