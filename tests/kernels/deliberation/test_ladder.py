"""The level that events bear out: by example, by property, and against a table of rules that anybody can read."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edau.kernels.deliberation.ladder import (
    CAPS,
    CLOSED_EARLY,
    CONSULT,
    DECIDED_BEFORE,
    INFORM,
    KINDS,
    LEVELS,
    RULES,
    Facts,
    Happened,
    decided_before,
    evidenced,
)

OPENED, CLOSED = date(2027, 3, 1), date(2027, 5, 24)
FACTS = Facts(OPENED, CLOSED, texts=True, said=12, said_from_opening=12, answered=12, taken_up=3)


def happened(kind: str, days: int = 10, level: str = "", key: str = "", proven: bool = True) -> Happened:
    return Happened(key or f"{kind}{days}", kind, OPENED + timedelta(days=days), level, proven)


def rank(level: str) -> int:
    return LEVELS.index(level) if level else -1


def test_nothing_at_all_bears_out_nothing():
    found = evidenced([], Facts(OPENED, CLOSED))

    assert found.level == ""
    assert [each.requirement for each in found.missing] == ["told"]


def test_each_level_is_reached_by_what_its_rules_name_and_by_nothing_less():
    steps = [
        ([], Facts(OPENED, CLOSED, texts=True), "inform"),
        ([], Facts(OPENED, CLOSED, texts=True, said=4, said_from_opening=4, answered=2), "consult"),
        ([happened("session", level="involve")], FACTS, "involve"),
        (
            [happened("session", level="involve"), happened("invited", -9), happened("chose", 90)],
            FACTS,
            "collaborate",
        ),
        (
            [
                happened("agenda"),
                happened("session", level="empower"),
                happened("chose", 90, "empower"),
                happened("changed", 95),
            ],
            FACTS,
            "empower",
        ),
    ]

    assert [evidenced(events, facts).level for events, facts, _level in steps] == [
        level for *_rest, level in steps
    ]
    assert [evidenced(events[:-1], facts).level for events, facts, _level in steps[2:]] == [
        "consult",
        "involve",
        "collaborate",
    ]


def test_a_reason_names_the_event_that_met_it():
    found = evidenced(
        [happened("changed", 20, key="b"), happened("changed", 5, key="a"), happened("invited")], FACTS
    )
    changed = next(each for each in found.checks if each.requirement == "changed")

    assert changed.events == ("a", "b")
    assert changed.facts == ("taken_up",)
    assert [each.requirement for each in found.missing] == ["chose"]


def test_what_nothing_shows_but_its_note_is_said_and_not_borne_out():
    noted = [happened("session", level="involve", key="s", proven=False), happened("changed", 20, key="c")]
    found = evidenced(noted, FACTS)

    assert (found.level, found.said) == (CONSULT, "involve")
    together = next(each for each in found.checks if each.requirement == "worked_together")
    assert (together.met, together.said, together.events, together.unproven) == (False, True, (), ("s",))
    assert [each.requirement for each in found.missing] == ["worked_together"]
    assert evidenced([happened("session", level="involve", key="s"), noted[1]], FACTS).level == "involve"


def test_a_choice_without_proof_proves_nothing_that_rests_on_it():
    noted = [
        happened("agenda"),
        happened("session", level="empower"),
        happened("chose", 90, "empower", key="choice", proven=False),
        happened("changed", 95, key="done"),
    ]
    found = evidenced(noted, FACTS)

    assert (found.level, found.said) == ("involve", "empower")
    by_name = {each.requirement: (each.events, each.facts, each.unproven) for each in found.checks}
    assert by_name["chose"] == ((), (), ("choice",))
    assert by_name["carried_out"] == ((), (), ("done",))


def test_what_speaks_against_whoever_noted_it_needs_no_proof():
    events = [happened("invited"), happened("changed"), happened("decided", -1, key="d", proven=False)]
    found = evidenced(events, FACTS)

    assert (found.level, found.said, [cap.events for cap in found.caps]) == (INFORM, INFORM, [("d",)])


def test_a_decision_before_the_opening_leaves_nothing_but_being_told():
    events = [happened("invited"), happened("session", level="involve"), happened("decided", -1, key="d")]
    found = evidenced(events, FACTS)

    assert (found.level, found.open_to) == (INFORM, "involve")
    assert [(cap.why, cap.events) for cap in found.caps] == [(DECIDED_BEFORE, ("d",))]
    assert decided_before(events, OPENED) == ("d",)
    assert evidenced([*events[:2], happened("decided", 0)], FACTS).caps[0].why == CLOSED_EARLY


@pytest.mark.parametrize("kind", ["decided", "narrowed"])
def test_what_is_closed_before_the_last_day_for_words_leaves_no_more_than_being_asked(kind):
    together = [happened("invited"), happened("changed")]

    assert evidenced([*together, happened(kind, (CLOSED - OPENED).days - 1)], FACTS).level == CONSULT
    assert evidenced([*together, happened(kind, (CLOSED - OPENED).days)], FACTS).level == "involve"


def test_half_must_be_answered_and_in_a_room_the_answer_is_given_there():
    def level(**counts: int) -> str:
        return evidenced([], Facts(OPENED, CLOSED, texts=True, **counts)).level

    assert level(said=3, said_from_opening=3, answered=1) == "inform"
    assert level(said=4, said_from_opening=4, answered=2) == "consult"
    assert level(said=4, said_from_opening=0, answered=4) == "inform"  # all of it was said before the opening
    assert evidenced([happened("session")], Facts(OPENED, CLOSED, texts=True)).level == "consult"
    assert evidenced([happened("session", -3)], Facts(OPENED, CLOSED, texts=True)).level == "inform"


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="no such kind"):
        happened("voted")
    with pytest.raises(ValueError, match="no such level"):
        happened("session", level="much")
    with pytest.raises(ValueError, match="closes before"):
        Facts(CLOSED, OPENED)
    with pytest.raises(ValueError, match="answered"):
        Facts(OPENED, CLOSED, said=1, answered=2)
    with pytest.raises(ValueError, match="more spoke"):
        Facts(OPENED, CLOSED, said=1, said_from_opening=2)


EVENTS = st.builds(
    happened,
    st.sampled_from(KINDS),
    st.integers(-40, 130),
    st.sampled_from(["", *LEVELS]),
    st.uuids().map(str),
    st.booleans(),
)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    said = draw(st.integers(0, 6))
    answered = draw(st.integers(0, said))
    taken_up = draw(st.integers(0, answered))
    return Facts(
        OPENED,
        CLOSED,
        texts=draw(st.booleans()),
        said=said,
        said_from_opening=draw(st.integers(0, said)),
        answered=answered,
        taken_up=taken_up,
        delivered=draw(st.integers(0, taken_up)),
    )


def caps(event: Happened) -> bool:
    if event.kind == "chose":  # what some took before the others could speak is a decision for these
        return event.on < OPENED
    return event.kind in ("decided", "narrowed") and event.on < CLOSED


@settings(max_examples=60)
@given(st.lists(EVENTS, max_size=8), facts(), EVENTS)
def test_more_evidence_never_lowers_the_level_save_what_was_decided_or_closed_too_early(events, known, more):
    before, after = evidenced(events, known), evidenced([*events, more], known)

    assert rank(after.open_to) >= rank(before.open_to)
    if not caps(more):
        assert rank(after.level) >= rank(before.level)
    else:
        assert rank(after.level) <= max(rank(before.level), rank(CONSULT))


@settings(max_examples=60)
@given(st.lists(EVENTS, max_size=8), facts(), EVENTS)
def test_what_is_noted_without_proof_never_raises_the_level_and_may_raise_what_is_said(events, known, more):
    more = Happened(more.key, more.kind, more.on, more.level, proven=False)
    before, after = evidenced(events, known), evidenced([*events, more], known)

    assert after.open_to == before.open_to
    assert rank(after.level) <= rank(before.level)
    assert rank(after.said) >= rank(after.level)
    if not caps(more):
        assert rank(after.said) >= rank(before.said)


@settings(max_examples=50)
@given(st.lists(EVENTS, max_size=8), facts())
def test_a_voice_that_was_answered_never_lowers_it(events, known):
    more = Facts(
        OPENED,
        CLOSED,
        known.texts,
        known.said + 1,
        known.said_from_opening + 1,
        known.answered + 1,
        known.taken_up,
    )
    without_rooms = [each for each in events if each.kind != "session"]

    known = Facts(
        OPENED, CLOSED, known.texts, known.said, known.said_from_opening, known.answered, known.taken_up
    )
    assert rank(evidenced(without_rooms, more).level) >= rank(evidenced(without_rooms, known).level)
    if known.said:
        assert rank(evidenced(events, more).level) >= rank(evidenced(events, known).level)


@settings(max_examples=60)
@given(st.lists(EVENTS, max_size=6), facts(), st.randoms())
def test_the_order_in_which_things_were_noted_does_not_matter(events, known, random):
    mixed = list(events)
    random.shuffle(mixed)

    assert evidenced(mixed, known) == evidenced(events, known)


# The twin: the same rules as a table of what each level needs, looked up for every mixture of signs


NEEDS = {
    "inform": {"told"},
    "consult": {"asked", "answered"},
    "involve": {"together", "changed"},
    "collaborate": {"agenda", "chose"},
    "empower": {"set", "all", "done"},
}


def signs(events: list[Happened], known: Facts) -> set[str]:
    """What can be seen, one sentence a sign."""
    seen = set()
    whole = [each for each in events if each.kind == "chose" and each.level == "empower"]
    for each in events:
        if each.kind == "told":
            seen.add("told")
        if each.kind == "session":
            if each.on >= known.opened:
                seen.add("asked")
            if not known.said:
                seen.add("answered")
            if each.level in ("involve", "collaborate", "empower"):
                seen.add("together")
        if each.kind == "invited":
            seen |= {"together", "agenda"}
        if each.kind == "agenda":
            seen |= {"agenda", "set"}
        if each.kind == "changed":
            seen.add("changed")
            if any(each.on >= choice.on for choice in whole):
                seen.add("done")
        if each.kind == "chose":
            seen.add("chose")
    if whole:
        seen.add("all")
        if known.delivered:
            seen.add("done")
    if known.texts:
        seen.add("told")
    if known.said_from_opening:
        seen.add("asked")
    if known.said and 2 * known.answered >= known.said:
        seen.add("answered")
    if known.taken_up:
        seen.add("changed")
    return seen


def slowly(events: list[Happened], known: Facts, *, believing: bool = False) -> str:
    seen = signs([each for each in events if believing or each.proven], known)
    reached = ""
    for level, needed in NEEDS.items():
        if not needed <= seen:
            break
        reached = level
    if any(each.kind in ("decided", "chose") and each.on < known.opened for each in events):
        return min(reached, "inform", key=rank)
    if any(
        each.kind in ("decided", "narrowed") and known.opened <= each.on < known.closed for each in events
    ):
        return min(reached, "consult", key=rank)
    return reached


def test_every_mixture_of_signs_comes_to_the_level_that_the_table_says():
    kinds = [
        happened("told"),
        happened("invited", -5),
        happened("agenda", 3),
        happened("session", 4, "involve"),
        happened("changed", 100),
        happened("chose", 95, "empower"),
        happened("decided", -2),
        happened("narrowed", 30),
    ]
    counts = [
        Facts(OPENED, CLOSED),
        Facts(OPENED, CLOSED, True, 5, 5, 2),
        Facts(OPENED, CLOSED, True, 5, 5, 5, 1, 1),
    ]
    mixtures = [list(some) for many in range(len(kinds) + 1) for some in combinations(kinds, many)]
    reached = set()
    for events, known in product(mixtures, counts):
        level = evidenced(events, known).level
        reached.add(level)
        assert level == slowly(events, known)

    assert reached == {"", *LEVELS}


@settings(max_examples=60)
@given(st.lists(EVENTS, max_size=9), facts())
def test_the_table_agrees_wherever_the_days_fall(events, known):
    found = evidenced(events, known)

    assert (found.level, found.said) == (slowly(events, known), slowly(events, known, believing=True))


def test_every_level_has_a_rule_and_every_cap_has_a_name():
    assert {level for level, _name, _rule in RULES} == set(LEVELS)
    assert set(CAPS) == {DECIDED_BEFORE, CLOSED_EARLY}
