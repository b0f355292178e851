"""The thread as PROV-JSON: the structure of the standard, and nothing in it that not everyone may read."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest

from edau.core.visibility import hold
from edau.listen.actions.contributions import withdraw
from edau.listen.actions.themes import Name, name_theme, tie_words
from edau.listen.choices import Audience
from edau.people.choices import Part
from edau.thread.actions import End, accept, tie
from edau.thread.choices import Link
from edau.thread.provenance import thread_of, whole_thread
from edau.thread.records import OPERATOR
from tests import cast

pytestmark = pytest.mark.django_db

# The parts of a PROV-JSON document, and of each relation the records it must name (PROV-JSON, section 3).
RELATIONS = {
    "wasGeneratedBy": {"prov:entity": "entity", "prov:activity": "activity"},
    "wasAttributedTo": {"prov:entity": "entity", "prov:agent": "agent"},
    "wasAssociatedWith": {"prov:activity": "activity", "prov:agent": "agent"},
    "wasDerivedFrom": {"prov:generatedEntity": "entity", "prov:usedEntity": "entity"},
    "wasInfluencedBy": {"prov:influencee": "entity", "prov:influencer": "entity"},
}
NAMED = {"entity", "activity", "agent"}
NAME = re.compile(r"edau:[A-Za-z0-9._-]+")
TIMES = {"prov:startTime", "prov:endTime", "prov:time"}


def wrong_with(document) -> list[str]:
    """What is not as PROV-JSON has it."""
    found = [part for part in document if part not in {"prefix", *NAMED, *RELATIONS}]
    prefixes = {"prov", "xsd", *document["prefix"]}
    for part in NAMED:
        found += [name for name in document[part] if not NAME.fullmatch(name)]
    for part, roles in RELATIONS.items():
        for name, relation in document[part].items():
            if not name.startswith("_:"):
                found.append(name)
            found += [
                f"{name} {role}" for role, of in roles.items() if relation.get(role) not in document[of]
            ]
    for part in (*NAMED, *RELATIONS):
        for name, attributes in document[part].items():
            for key, value in attributes.items():
                if key.partition(":")[0] not in prefixes:
                    found.append(f"{name} {key}")
                if key in TIMES and datetime.fromisoformat(value).tzinfo is None:
                    found.append(f"{name} {key} without a zone")
                if isinstance(value, dict) and not (set(value) <= {"$", "type", "lang"} and "$" in value):
                    found.append(f"{name} {key} {value}")
    return found


@pytest.fixture
def asked():
    return cast.involvement()


@pytest.fixture
def said(asked):
    return [
        cast.story(title, title=title, within=asked, language="en", held_by=held)
        for held in [cast.receipt()]
        for title in ("Hall", "Bus", "Choir")
    ]


@pytest.fixture
def theme(asked, said):
    by = cast.holder(Part.FACILITATOR, cast.body(), name="mair")
    made = name_theme(involvement=asked, name=Name(cy="Neuaddau"), by=by)
    tie_words(theme=made, contributions=[one.pk for one in said], by=by)
    return made


def labels(document) -> set[str]:
    return {entity["prov:label"]["$"] for entity in document["entity"].values()}


def test_the_whole_thread_is_a_prov_document_in_which_every_name_leads_somewhere(theme, said):
    conflict = cast.story("Heat", title="Heat", language="en")
    tie(End("listen.Contribution", conflict.pk), Link.CONFLICTS, End("listen.Theme", theme.pk), by="visitor")

    document = json.loads(json.dumps(whole_thread("en")))

    assert wrong_with(document) == []
    assert labels(document) == {
        "Hall",
        "Bus",
        "Choir",
        "Heat",
        "Neuaddau",
        "What would make life better here?",
    }
    assert document["entity"][f"edau:listen.Theme.{theme.pk}"]["prov:label"] == {
        "$": "Neuaddau",
        "lang": "cy",
    }
    assert (len(document["wasDerivedFrom"]), len(document["wasInfluencedBy"])) == (6, 1)


def test_a_theme_is_derived_from_voices_and_those_from_what_was_asked(theme, said, asked):
    document = whole_thread("en")

    pairs = {
        (one["prov:generatedEntity"], one["prov:usedEntity"]) for one in document["wasDerivedFrom"].values()
    }
    assert pairs == {
        *((f"edau:listen.Theme.{theme.pk}", f"edau:listen.Contribution.{one.pk}") for one in said),
        *((f"edau:listen.Contribution.{one.pk}", f"edau:listen.Involvement.{asked.pk}") for one in said),
    }


def test_the_check_would_find_a_relation_that_leads_nowhere(theme):
    document = whole_thread("en")
    next(iter(document["wasDerivedFrom"].values()))["prov:usedEntity"] = "edau:nothing"

    assert len(wrong_with(document)) == 1


def test_nobody_can_join_what_one_person_said_or_find_who_it_was(theme, said):
    text = json.dumps(whole_thread("en"))
    receipt = said[0].receipt

    assert receipt.pk not in text
    assert receipt.person_id not in text
    assert "user " not in text
    agents = {
        one["prov:agent"]
        for one in whole_thread("en")["wasAttributedTo"].values()
        if "Contribution" in one["prov:entity"]
    }
    assert len(agents) == 3
    operators = json.dumps(whole_thread("en", reader=OPERATOR))
    assert operators.count(f'"prov:agent": "edau:agent.person-{receipt.person_id}"') == 3


def test_what_is_held_withdrawn_closed_or_only_proposed_is_left_out(theme, said, asked):
    hall, bus, _choir = said
    hold(label="listen.Contribution", object_id=hall.pk, reason="hate", by="tests")
    withdraw(contribution=bus, by="visitor")
    cast.story("For you", title="For you", within=asked, language="en", audience=Audience.ANSWERERS)
    lamp = cast.story("Lamp", title="Lamp", language="en")
    start, end = End("listen.Contribution", lamp.pk), End("listen.Theme", theme.pk)
    edge = tie(start, Link.ABOUT, end, by="edau likeness", by_machine=True)

    assert labels(whole_thread("en")) == {"Choir", "Neuaddau", "What would make life better here?"}
    assert bus.pk not in json.dumps(whole_thread("en", reader=OPERATOR))
    assert {"Hall", "For you"} < labels(whole_thread("en", reader=OPERATOR))

    accept(edge, by="user 5")
    document = whole_thread("en")
    assert "Lamp" in labels(document)
    tying = [
        one["prov:agent"]
        for one in document["wasAssociatedWith"].values()
        if one["prov:activity"] == f"edau:tying.{edge.pk}"
    ]
    assert sorted(tying)[1] == "edau:agent.machine"
    assert len(tying) == 2


def test_from_one_record_comes_what_hangs_together_with_it_and_nothing_by_way_of_what_is_held(theme, said):
    other = cast.involvement(question_en="Another question?")
    far = cast.story("Far", title="Far", within=other, language="en")
    tie(
        End("listen.Contribution", far.pk),
        Link.REINFORCES,
        End("listen.Contribution", said[0].pk),
        by="visitor",
    )
    first = End("listen.Theme", theme.pk)
    assert {"Far", "Another question?"} < labels(thread_of(first, "en"))

    hold(label="listen.Contribution", object_id=far.pk, reason="hate", by="tests")

    assert labels(thread_of(first, "en")) == {
        "Hall",
        "Bus",
        "Choir",
        "Neuaddau",
        "What would make life better here?",
    }
    assert thread_of(End("listen.Contribution", far.pk), "en") is None
    alone = cast.story("Alone", title="Alone", language="en")
    assert labels(thread_of(End("listen.Contribution", alone.pk), "en")) == {"Alone"}
