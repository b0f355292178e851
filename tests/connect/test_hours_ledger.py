"""The law of the ledger, by itself: histories that hold, and every way of tampering with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from edau.connect.ledger import BEGINNING, Line, balances, faults, seal_of, undone

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
MOVES = st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.integers(1, 600), st.booleans())


def sealed(lines: list[Line]) -> list[Line]:
    found: list[Line] = []
    for line in lines:
        previous = found[-1].seal if found else BEGINNING
        found.append(replace(line, seal=seal_of(line, previous)))
    return found


def history(moves: list[tuple[str, str, int, bool]]) -> list[Line]:
    """Exchanges, each undone at once where it says so."""
    lines: list[Line] = []
    for giver, taker, minutes, wrong in moves:
        if giver == taker:
            continue
        number = len(lines) + 1
        at = START + timedelta(minutes=number)
        one = Line(number, f"t{number}", "exchange", "", "", "user 1", at, {giver: minutes, taker: -minutes})
        lines.append(one)
        if wrong:
            back = undone(one.entries, {})
            lines.append(
                Line(number + 1, f"t{number + 1}", "correction", one.id, "twice", "user 2", at, back)
            )
    return sealed(lines)


@settings(max_examples=40)
@given(st.lists(MOVES, max_size=12))
def test_every_history_holds_and_comes_to_nothing(moves):
    lines = history(moves)

    assert list(faults(lines)) == []
    assert sum(balances(lines).values()) == 0
    # The slow twin: each account, asked by itself, without what was undone.
    wrong = {line.corrects for line in lines if line.corrects}
    for name in "abcd":
        kept = [line for line in lines if line.id not in wrong and not line.corrects]
        assert balances(lines).get(name, 0) == sum(line.entries.get(name, 0) for line in kept)


TAMPERING = {
    "by": lambda line: replace(line, by="user 9"),
    "movement": lambda line: replace(line, movement="gift"),
    "minutes": lambda line: replace(line, entries={key: 3 * value for key, value in line.entries.items()}),
    "account": lambda line: replace(
        line, entries={key.replace("a", "e"): value for key, value in line.entries.items()}
    ),
    "time": lambda line: replace(line, at=line.at + timedelta(microseconds=1)),
    "reason": lambda line: replace(line, reason="agreed"),
    "id": lambda line: replace(line, id="t0"),
}


@settings(max_examples=40)
@given(
    st.lists(MOVES, min_size=3, max_size=10),
    st.sampled_from(sorted(TAMPERING)),
    st.integers(0),
    st.booleans(),
)
def test_whatever_is_changed_is_found_where_it_was_changed(moves, how, which, cover):
    lines = history(moves)
    if not lines:
        return
    place = which % len(lines)
    changed = TAMPERING[how](lines[place])
    if changed == lines[place]:
        return
    if cover:  # with a seal that fits, the next line no longer does
        changed = replace(changed, seal=seal_of(changed, lines[place - 1].seal if place else BEGINNING))
    tampered = [*lines[:place], changed, *lines[place + 1 :]]

    found = list(faults(tampered))

    if cover and place == len(lines) - 1:
        return  # nothing comes after it: the audit trail knows its seal
    assert found[0].number in (lines[place].number, lines[place].number + 1)


def test_taken_out_put_in_and_turned_round_are_found():
    lines = history([("a", "b", 60, False), ("b", "c", 30, False), ("c", "d", 15, False)])

    assert [fault.code for fault in faults([lines[0], lines[2]])] == ["number", "seal"]
    assert faults([lines[1], lines[0], lines[2]])
    assert [fault.code for fault in faults([*lines, lines[2]])] == ["number", "seal"]


def test_a_correction_that_corrects_nothing_or_something_else_is_found():
    (one,) = history([("a", "b", 60, False)])
    at = START + timedelta(days=1)
    nothing = Line(2, "t2", "correction", "t9", "twice", "x", at, {"a": -60, "b": 60})
    other = replace(nothing, corrects="t1", entries={"a": -50, "b": 50})
    right = replace(nothing, corrects="t1")
    again = replace(right, number=3, id="t3")

    assert [fault.code for fault in faults(sealed([one, nothing]))] == ["corrects"]
    assert [fault.code for fault in faults(sealed([one, other]))] == ["mirror"]
    assert [fault.code for fault in faults(sealed([one, right, again]))] == ["corrects"]


def test_what_concerns_a_closed_account_is_undone_with_its_pot():
    assert undone({"a": 60, "b": -60}, {"a": "pot"}) == {"pot": -60, "b": 60}
    assert undone({"a": 60, "b": -60}, {"a": "pot", "b": "pot"}) == {}
    (one,) = history([("a", "b", 60, False)])
    at = START + timedelta(days=1)
    closing = Line(2, "t2", "closing", "", "", "x", at, {"a": -60, "pot": 60})
    back = Line(3, "t3", "correction", "t1", "twice", "x", at, {"pot": -60, "b": 60})
    late = Line(3, "t3", "exchange", "", "", "x", at, {"a": 60, "b": -60})

    assert list(faults(sealed([one, closing, back]), {"a": "pot"})) == []
    assert [fault.code for fault in faults(sealed([one, closing, late]), {"a": "pot"})] == ["closed"]
