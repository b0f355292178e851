"""A form as a person meets it: label, hint, error, and a way from the summary to the field."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from edau.ui.examples import ExampleForm


@pytest.fixture
def fresh() -> str:
    with override("en"):
        return str(ExampleForm())


@pytest.fixture
def wrong() -> str:
    with override("en"):
        return str(ExampleForm({"why": "A bench"}))


def ids(markup: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', markup)


def test_a_fresh_form_has_no_summary_and_no_error(fresh):
    assert "error" not in fresh


def test_every_control_has_a_label_of_its_own(fresh):
    controls = re.findall(r'<(?:input|select|textarea)\b[^>]*\bid="([^"]+)"', fresh)

    assert sorted(re.findall(r'<label[^>]* for="([^"]+)"', fresh)) == sorted(controls)


def test_a_group_of_choices_is_a_fieldset_with_its_question(fresh):
    assert re.findall(r"<legend[^>]*>([^<]+)</legend>", fresh) == [
        "Who may read it?",
        "What is it about? (optional)",
    ]


def test_what_may_be_left_empty_says_so(fresh):
    assert re.findall(r">([^<]+) \(optional\)<", fresh) == [
        "What would make life better here?",
        "What is it about?",
        "Month",
    ]


def test_each_line_of_the_summary_leads_to_a_control_that_is_there(wrong):
    summary = wrong.split("</ul>")[0]
    targets = re.findall(r'href="#([^"]+)"', summary)

    assert targets == ["id_place", "id_reader_0", "id_agree"]
    assert set(targets) <= set(ids(wrong))


def test_an_error_is_read_with_its_control(wrong):
    described = re.findall(r'<(?:input|fieldset)[^>]*aria-describedby="([^"]+)"', wrong)

    assert described == ["id_place_helptext id_place_error", "id_reader_error", "id_agree_error"]
    assert {one for each in described for one in each.split()} <= set(ids(wrong))


def test_a_typed_control_with_an_error_is_marked_and_a_ticked_one_is_not(wrong):
    assert re.findall(r'class="([^"]*--error)"', wrong) == [
        "govuk-form-group govuk-form-group--error",
        "govuk-input govuk-input--error",
        "govuk-form-group govuk-form-group--error",
        "govuk-form-group govuk-form-group--error",
    ]


def test_no_id_is_used_twice_when_two_forms_share_a_page():
    both = ids(str(ExampleForm({}))) + ids(str(ExampleForm({}, prefix="other")))

    assert len(both) == len(set(both))


def test_what_a_person_typed_comes_back_escaped():
    form = ExampleForm({"place": '"><script>'})

    assert "<script>" not in str(form)
    assert "&lt;script&gt;" in str(form)
