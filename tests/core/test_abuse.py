"""Against abuse: what programs fill in, forms sent too soon, too late or twice, and loose limits by nobody's name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django import forms
from django.test import RequestFactory
from django.utils import timezone

from edau.core.abuse import (
    AlreadySent,
    Guard,
    Limit,
    address_key,
    in_burst,
    may_try,
    network_address,
    new_token,
    purge,
)
from edau.core.models import DailySalt, SpentForm, Try
from tests.cast import stamped

pytestmark = pytest.mark.django_db


class WordsForm(Guard, forms.Form):
    """A form such as the public ones."""

    purpose = "words"
    words = forms.CharField()


def sent(data: dict[str, Any], **meta: str) -> WordsForm:
    return WordsForm(data, request=RequestFactory().post("/", **meta))


def reason(form: forms.Form) -> str:
    return " ".join(form.non_field_errors())


def test_an_honest_form_has_its_effect_once():
    data = stamped("words", words="Shw mae")
    form = sent(data)
    assert form.is_valid()
    with form.once():
        pass

    again = sent(data)
    assert reason(again) == "This has arrived already, and counts once. There is nothing more to send."
    with pytest.raises(AlreadySent), form.once():
        pytest.fail("the second effect of one form")


def test_a_form_whose_deed_failed_can_be_sent_again():
    data = stamped("words", words="Shw mae")
    form = sent(data)
    form.is_valid()
    with pytest.raises(ZeroDivisionError), form.once():
        1 / 0  # noqa: B018

    assert sent(data).is_valid()
    assert Try.objects.count() == 0


@pytest.mark.parametrize(
    ("purpose", "seconds", "changed", "why"),
    [
        (
            "words",
            10,
            {"homepage": "https://example.org"},
            "Something filled in a field that has to stay empty",
        ),
        ("words", 10, {"stamp": ""}, "This page has been open too long"),
        ("words", 10, {"stamp": "1.2:3"}, "This page has been open too long"),
        ("other", 10, {}, "This page has been open too long"),
        ("words", 2, {}, "That was very quick"),
        ("words", 7 * 86_400 + 1, {}, "This page has been open too long"),
    ],
)
def test_what_a_program_sends_is_refused_with_what_to_do(purpose, seconds, changed, why):
    form = sent(stamped(purpose, seconds=seconds, words="Shw mae") | changed)

    assert not form.is_valid()
    assert reason(form).startswith(why)


def test_what_was_typed_is_kept_and_a_token_that_is_no_use_is_renewed():
    soon = new_token("words")
    early, late = (
        sent({"words": "Ein neuadd", "stamp": token}).as_p()
        for token in (soon, new_token("words", ago=timedelta(days=8)))
    )

    assert [page.count("Ein neuadd") for page in (early, late)] == [1, 1]
    assert soon in early  # its time goes on, so that sending again in a moment works
    fresh = late.split('name="stamp" value="')[1].split('"')[0]
    aged = sent({"words": "Ein neuadd", "stamp": fresh})
    assert reason(aged).startswith("That was very quick")  # new, and good in three seconds


def test_one_address_is_limited_and_another_is_not(monkeypatch):
    monkeypatch.setattr(WordsForm, "per_hour", 2)

    def send(address: str) -> bool:
        form = sent(stamped("words", words="Shw mae"), REMOTE_ADDR=address)
        if not form.is_valid():
            assert reason(form).startswith("Much has been sent from here within the last hour.")
            return False
        with form.once():
            return True

    assert [send("192.0.2.1") for _ in range(3)] == [True, True, False]
    assert send("192.0.2.2")
    Try.objects.update(at=timezone.now() - timedelta(minutes=61))
    assert send("192.0.2.1")


def test_a_header_is_believed_from_the_trusted_proxy_alone(settings):
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.7"
    )
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert network_address(request) == "10.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert (
        network_address(request) == "198.51.100.7"
    )  # the proxy's own entry; a visitor may write any before it


def test_a_home_has_all_of_an_ipv6_network():
    def of(address):
        return network_address(RequestFactory().get("/", REMOTE_ADDR=address))

    assert of("2001:db8:1:2::5") == of("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert of("::ffff:192.0.2.1") == "192.0.2.1"
    assert of("nonsense") == ""


def test_no_address_is_kept_and_yesterday_s_names_mean_nothing_today(monkeypatch):
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")
    key = address_key(request)
    assert key == address_key(request)
    assert "192.0.2.1" not in key

    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr("edau.core.abuse.addresses.timezone.localdate", lambda: tomorrow)
    assert address_key(request) != key
    assert list(DailySalt.objects.values_list("day", flat=True)) == [tomorrow]


def test_what_limits_count_is_gone_after_a_day():
    long_ago = timezone.now() - timedelta(hours=25)
    Try.objects.create(scope="words", key="a", at=long_ago)
    SpentForm.objects.create(digest="a", until=long_ago)
    DailySalt.objects.create(day=long_ago.date() - timedelta(days=1), secret="b")

    assert purge() == 3
    assert Try.objects.count() == SpentForm.objects.count() == DailySalt.objects.count() == 0


def test_a_limit_lets_so_many_tries_through_and_a_refused_one_does_not_lengthen_the_wait():
    limit = Limit("find", "a", 3)

    assert [may_try(limit) for _ in range(5)] == [True, True, True, False, False]
    assert Try.objects.count() == 3


def test_words_in_a_burst_wait_and_other_pages_do_not():
    assert [in_burst("words", "a", most=2) for _ in range(4)] == [False, False, True, True]
    assert in_burst("words", "b", most=2) is False
