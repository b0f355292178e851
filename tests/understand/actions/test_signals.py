"""Deeds with the register: asked first, done whole or not at all, each with its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from edau.core import stamps, visibility
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.understand import signal_catalogue
from edau.understand.actions import signals as deeds
from edau.understand.actions.signals import (
    ChangedMeanwhile,
    add_signal,
    change_signal,
    load_starters,
    rate_signal,
)
from edau.understand.models import SeriesPoint, Signal, SignalRating, Source
from edau.understand.queries.signals import LABEL
from edau.understand.rules import NO_ROLE
from edau.understand.signal_catalogue import starters
from tests.understand.cast import entry, keeper, member, rated

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_register(db):
    """The register of an installation that has not loaded what ships."""
    Signal.objects.all().delete()


def lines(after: int = 0) -> list[tuple[str, str, str, str, dict]]:
    """What the trail says since a line."""
    rows = AuditLine.objects.filter(number__gt=after).order_by("number")
    return [(line.deed, line.by, line.label, line.object_id, line.codes) for line in rows]


def last_line() -> int:
    return AuditLine.objects.order_by("-number").values_list("number", flat=True).first() or 0


# Adding


def test_what_is_added_is_there_with_its_line_and_a_new_stamp():
    cerys = keeper()
    before, tag = last_line(), stamps.whole_tag()

    signal = add_signal(entry=entry(), by=cerys)

    kept = Signal.objects.get(key=signal.key)
    assert {name: getattr(kept, name) for name in entry().__dict__} == entry().__dict__
    assert (kept.added_by, kept.from_catalogue, kept.missing()) == (cerys, False, ())
    codes = {"kind": "signal", "heading": "environmental"}
    assert lines(before) == [("add_signal", str(cerys), "understand.Signal", kept.key, codes)]
    assert stamps.whole_tag() != tag


def test_one_language_may_be_owed():
    signal = add_signal(entry=entry(title_cy="", what_cy=""), by=keeper())

    assert signal.missing() == ("cy",)
    assert signal.said("title", "cy") == ("Homes on a flood plain", "en")
    assert signal.said("source", "cy") == ("Adroddiad y cyngor", "cy")


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "rumour"},
        {"heading": "weather"},
        {"horizons": []},
        {"horizons": ["soon"]},
        {"goals": ["rich"]},
        {"series": "cars/cars"},
        {"areas": []},
        {"source_date": ""},
        {"title_cy": "", "what_en": ""},
        {"source_cy": "", "source_en": ""},
        {"publisher_cy": "", "publisher_en": ""},
    ],
    ids=lambda changes: "-".join(changes),
)
def test_what_no_form_would_send_is_refused_and_leaves_nothing(changes):
    cerys, before = keeper(), last_line()
    before = last_line()

    with pytest.raises(ValueError, match="an entry needs"):
        add_signal(entry=entry(**changes), by=cerys)

    assert (Signal.objects.count(), lines(before)) == (0, [])


def test_nobody_without_the_role_does_anything():
    signal, macsen = add_signal(entry=entry(), by=keeper()), member()
    before, tag = last_line(), stamps.whole_tag()

    for deed in (
        lambda: add_signal(entry=entry(), by=macsen),
        lambda: change_signal(key=signal.key, entry=entry(kind="trend"), seen=signal.updated, by=macsen),
        lambda: rated(signal.key, macsen, 3, 3),
    ):
        with pytest.raises(NotAllowed) as refused:
            deed()
        assert refused.value.answer == NO_ROLE

    assert (lines(before), stamps.whole_tag()) == ([], tag)


# Changing


def test_a_change_says_which_fields_but_not_what_they_hold():
    cerys = keeper()
    signal = add_signal(entry=entry(), by=cerys)
    before = last_line()

    change_signal(key=signal.key, entry=entry(title_en="Floods", kind="trend"), seen=signal.updated, by=cerys)

    kept = Signal.objects.get(key=signal.key)
    assert (kept.title_en, kept.kind, kept.created) == ("Floods", "trend", signal.created)
    assert kept.updated > signal.updated
    assert lines(before) == [
        ("change_signal", str(cerys), "understand.Signal", signal.key, {"fields": "kind,title_en"})
    ]


def test_saving_without_a_change_is_no_deed():
    cerys = keeper()
    signal = add_signal(entry=entry(), by=cerys)
    before, tag = last_line(), stamps.whole_tag()

    change_signal(key=signal.key, entry=entry(), seen=signal.updated, by=cerys)

    assert (lines(before), stamps.whole_tag()) == ([], tag)


def test_nobody_writes_over_what_they_have_not_seen():
    cerys, alys = keeper(), keeper("alys")
    signal = add_signal(entry=entry(), by=cerys)
    change_signal(key=signal.key, entry=entry(title_en="Hers"), seen=signal.updated, by=alys)

    with pytest.raises(ChangedMeanwhile):
        change_signal(key=signal.key, entry=entry(title_en="Mine"), seen=signal.updated, by=cerys)

    assert Signal.objects.get().title_en == "Hers"


def test_what_is_held_can_be_neither_changed_nor_rated():
    cerys = keeper()
    signal = add_signal(entry=entry(), by=cerys)
    visibility.hold(label=LABEL, object_id=signal.key, reason="test", by="tests")

    with pytest.raises(Signal.DoesNotExist):
        change_signal(key=signal.key, entry=entry(kind="trend"), seen=signal.updated, by=cerys)
    with pytest.raises(Signal.DoesNotExist):
        rated(signal.key, cerys, 3, 3)


# Rating


def test_a_rating_is_added_beside_the_older_ones_and_its_line_has_no_mark():
    cerys = keeper()
    signal = add_signal(entry=entry(), by=cerys)
    before = last_line()

    first = rated(signal.key, cerys, 2, None, note="Unlikely here.", note_language="en")
    second = rated(signal.key, cerys, 4, 5, note="", note_language="en")

    kept = SignalRating.objects.order_by("id").values_list("likelihood", "impact", "note", "note_language")
    assert list(kept) == [(2, None, "Unlikely here.", "en"), (4, 5, "", "")]
    assert lines(before) == [
        ("rate_signal", str(cerys), "understand.SignalRating", str(each.pk), {"signal": signal.key})
        for each in (first, second)
    ]


@pytest.mark.parametrize(("likelihood", "impact"), [(0, 3), (3, 6), (-1, None)])
def test_a_mark_that_is_none_is_refused(likelihood, impact):
    cerys = keeper()
    signal = add_signal(entry=entry(), by=cerys)

    with pytest.raises(ValueError, match="marks are 1 to 5"):
        rate_signal(key=signal.key, likelihood=likelihood, impact=impact, note="", note_language="", by=cerys)

    assert SignalRating.objects.count() == 0


# What ships


def test_loading_what_ships_again_changes_nothing():
    number = load_starters(by="tests")
    before, tag = last_line(), stamps.whole_tag()
    times = dict(Signal.objects.values_list("key", "updated"))

    assert (number, set(times)) == (len(starters()), set(starters()))
    assert load_starters(by="tests") == 0
    assert (lines(before), stamps.whole_tag()) == ([], tag)
    assert dict(Signal.objects.values_list("key", "updated")) == times


def test_loading_leaves_one_line():
    before = last_line()

    load_starters(by="edau data load")

    assert lines(before) == [
        ("load_starters", "edau data load", "understand.Signal", "", {"changed": len(starters())})
    ]


def test_an_entry_takes_its_source_from_the_series_as_the_release_has_it():
    load_starters(by="tests")
    source, kept = Source.objects.get(key="els_motor_vehicle_flow"), Signal.objects.get(key="traffic")

    assert (kept.source_cy, kept.source_en) == (source.title_cy, source.title_en)
    assert (kept.publisher_cy, kept.publisher_en) == (source.publisher_cy, source.publisher_en)
    assert (kept.source_date, kept.licence) == (source.published, source.licence)
    assert kept.source_address == f"https://github.com/{source.repository}/blob/{source.commit}/{source.path}"
    assert (kept.from_catalogue, kept.added_by, kept.checked) == (True, None, False)


def test_an_entry_whose_series_the_release_does_not_have_is_not_there():
    SeriesPoint.objects.filter(series=starters()["traffic"].series).delete()

    load_starters(by="tests")

    assert set(starters()) - set(Signal.objects.values_list("key", flat=True)) == {"traffic"}


def test_a_new_wording_arrives_with_the_next_load_and_ratings_stay(monkeypatch):
    load_starters(by="tests")
    rated("traffic", keeper(), 3, 3)
    changed = {**starters(), "traffic": replace(starters()["traffic"], horizons=("far",))}
    monkeypatch.setattr(deeds, "starters", lambda: changed)

    assert load_starters(by="tests") == 1
    assert Signal.objects.get(key="traffic").horizons == ["far"]
    assert SignalRating.objects.count() == 1


def test_what_has_left_the_catalogue_goes_unless_somebody_rated_it(monkeypatch):
    cerys = keeper()
    load_starters(by="tests")
    own = add_signal(entry=entry(), by=cerys)
    rated("traffic", cerys, 3, 3)
    monkeypatch.setattr(deeds, "starters", dict)

    assert load_starters(by="tests") == len(signal_catalogue.starters())
    assert dict(Signal.objects.values_list("key", "from_catalogue")) == {own.key: False, "traffic": False}
    assert load_starters(by="tests") == 0


def test_seeing_an_entry_a_moment_too_late_or_too_early_is_not_seeing_it():
    cerys = keeper()
    signal = add_signal(entry=entry(), by=cerys)

    for moment in (signal.updated - timedelta(microseconds=1), signal.updated + timedelta(microseconds=1)):
        with pytest.raises(ChangedMeanwhile):
            change_signal(key=signal.key, entry=entry(kind="trend"), seen=moment, by=cerys)
