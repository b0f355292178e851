"""Questions that are put together once give the same rows as questions put together anew."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, DateTimeField, F, Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edau.core.models import Hold, Stamp
from edau.core.prepared import Given, Prepared
from edau.core.stamps import set_stamp

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, tzinfo=timezone.get_default_timezone())


def stamps(**values):
    for name, value in values.items():
        set_stamp(name, value)


class TestAPreparedQuestion:
    def test_gives_the_rows_of_its_values_list_for_each_value(self):
        stamps(one="a", two="b", three="a")
        named = Prepared(
            lambda: (
                Stamp.objects.filter(value=Given("value", CharField()))
                .order_by("name")
                .values_list("name", "value")
            )
        )

        for value in ("a", "b", "nothing", "a"):
            assert named(value=value) == list(
                Stamp.objects.filter(value=value).order_by("name").values_list("name", "value")
            )

    def test_is_put_together_once_and_asked_once_each_time(self):
        made = []
        asked = Prepared(lambda: made.append(1) or Stamp.objects.values_list("name"))

        with CaptureQueriesContext(connection) as queries:
            asked(), asked(), asked()

        assert (len(made), len(queries)) == (1, 3)

    def test_sees_what_was_written_since(self):
        asked = Prepared(lambda: Stamp.objects.filter(name=Given("name", CharField())).values_list("value"))
        before = asked(name="one")
        stamps(one="a")

        assert (before, asked(name="one")) == ([], [("a",)])

    def test_takes_the_many_keys_of_among_and_none_of_them(self):
        stamps(one="a", two="b", three="c")
        asked = Prepared(
            lambda: (
                Stamp.objects.filter(name__among=Given("names", CharField()))
                .order_by("name")
                .values_list("name", flat=False)
            )
        )

        assert asked(names=["one", "three", "not there"]) == [("one",), ("three",)]
        assert asked(names={"two"}) == [("two",)]
        assert asked(names=()) == []

    def test_gives_times_and_days_as_python_knows_them(self):
        for hours in (0, 1, 2):
            Hold.objects.create(
                label=f"l{hours}", object_id="x", reason="r", lifted=NOW + timedelta(hours=hours)
            )
        asked = Prepared(
            lambda: (
                Hold.objects.filter(lifted__gte=Given("since", DateTimeField()))
                .order_by("label")
                .values_list("label", "lifted")
            )
        )

        assert asked(since=NOW + timedelta(hours=1)) == [
            ("l1", NOW + timedelta(hours=1)),
            ("l2", NOW + timedelta(hours=2)),
        ]

    def test_a_value_may_stand_in_a_sum_and_beside_what_never_changes(self):
        stamps(one="a", two="b")
        asked = Prepared(
            lambda: (
                Stamp.objects.alias(
                    bits=Given("mask", BigIntegerField()).bitand(5),
                    more=F("bits") + Given("mask", BigIntegerField()),
                )
                .filter(Q(name="one") | Q(name="none"), more=Given("sum", BigIntegerField()))
                .values_list("name")
            )
        )

        assert asked(mask=7, sum=12) == [("one",)]
        assert asked(mask=7, sum=11) == []

    def test_what_is_not_said_is_missed(self):
        asked = Prepared(lambda: Stamp.objects.filter(name=Given("name", CharField())).values_list("name"))

        with pytest.raises(KeyError):
            asked()

    def test_what_a_person_wrote_stays_a_value(self):
        stamps(one="a")
        asked = Prepared(lambda: Stamp.objects.filter(name=Given("name", CharField())).values_list("name"))

        assert asked(name="one' OR '1'='1") == []
        assert asked(name="%s") == []


@pytest.mark.django_db(transaction=True)
def test_each_thread_puts_it_together_for_itself():
    made, found = [], []
    asked = Prepared(
        lambda: made.append(1) or Stamp.objects.filter(name=Given("name", CharField())).values_list("value")
    )
    stamps(one="a")

    def ask():
        try:
            found.append(asked(name="one"))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (found, len(made)) == ([[("a",)]] * 3, 3)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite takes any text as it is")
def test_a_key_with_the_character_between_keys_is_refused():
    with pytest.raises(ValueError, match="told apart"):
        list(Stamp.objects.filter(name__among=["one\x1ftwo"]))


def test_whole_numbers_among_many():
    found = Hold.objects.create(label="l", object_id="x", reason="r")
    assert list(Hold.objects.filter(pk__among=[found.pk, found.pk + 1])) == [found]
