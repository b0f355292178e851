"""The thread as W3C PROV-JSON (Member Submission of 24 April 2013; PROV-DM, Recommendation of 30 April 2013).

A record is an entity. Where one record rests on another, it was derived from it; where neither rests on the other, it was
influenced by it. That somebody tied the two is an activity of its own, with its time and a pseudonym for who did it. What a
machine proposed and nobody accepted is left out: it is evidence of nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q

from edau.core.visibility import visible
from edau.thread.actions import End
from edau.thread.directions import MUTUAL, RESTS_ON_ITS_END
from edau.thread.models import Edge
from edau.thread.records import EVERYONE, Reader, Told, tell

NAMESPACE = "urn:edau:"
BATCH = 5_000  # edges that are told at once
MOST_STEPS = 50  # from one record outwards: a thread as long as that is the whole thread

Attributes = dict[str, Any]
Document = dict[str, dict[str, Any]]


def whole_thread(language: str, *, reader: Reader = EVERYONE) -> Document:
    """Everything that is tied to anything and that the reader may see."""
    edges = visible(Edge.objects.filter(accepted__isnull=False)).order_by("at", "id")
    return _document(list(edges), language, reader)


def thread_of(first: End, language: str, *, reader: Reader = EVERYONE) -> Document | None:
    """Everything that hangs together with one record, both ways, without passing through what the reader may not see.
    None where the reader may not see the record itself."""
    told = tell([(first.label, first.id)], language, reader).get((first.label, first.id))
    if told is None or told.withdrawn:
        return None
    seen, edges, level = {first}, dict[str, Edge](), {first}
    for _step in range(MOST_STEPS):
        found = _touching(level)
        edges |= {edge.id: edge for edge in found}
        ends = {end for edge in found for end in _ends(edge)} - seen
        answers = tell(((end.label, end.id) for end in ends), language, reader)
        level = {End(*key) for key, answer in answers.items() if not answer.withdrawn}
        seen |= level
        if not level:
            break
    document = _document(sorted(edges.values(), key=lambda edge: (edge.at, edge.id)), language, reader)
    document["entity"].setdefault(_entity_name(first), _entity(told))
    return document


def _touching(ends: Collection[End]) -> list[Edge]:
    """The edges that leave or reach one of these records. One query."""
    ids: dict[str, list[str]] = {}
    for end in ends:
        ids.setdefault(end.label, []).append(end.id)
    condition = Q()
    for label, keys in ids.items():
        condition |= Q(from_label=label, from_id__in=keys) | Q(to_label=label, to_id__in=keys)
    return list(visible(Edge.objects.filter(condition, accepted__isnull=False)))


def _ends(edge: Edge) -> tuple[End, End]:
    return End(edge.from_label, edge.from_id), End(edge.to_label, edge.to_id)


def _document(edges: Iterable[Edge], language: str, reader: Reader) -> Document:
    """The edges whose two ends may both be told, with their records, deeds and agents."""
    edges = list(edges)
    told: dict[End, Told] = {}
    for start in range(0, len(edges), BATCH):
        ends = {end for edge in edges[start : start + BATCH] for end in _ends(edge)} - told.keys()
        answers = tell(((end.label, end.id) for end in ends), language, reader)
        told |= {End(*key): answer for key, answer in answers.items() if not answer.withdrawn}
    document = _empty()
    for edge in edges:
        start_end = _ends(edge)
        if all(end in told for end in start_end):
            for end in start_end:
                _add_record(document, end, told[end])
            _add_edge(document, edge, *start_end)
    return document


def _empty() -> Document:
    names = ("entity", "activity", "agent", "wasGeneratedBy", "wasAttributedTo", "wasDerivedFrom")
    more = ("wasInfluencedBy", "wasAssociatedWith")
    return {"prefix": {"edau": NAMESPACE}, **{name: {} for name in (*names, *more)}}


def _add_record(document: Document, end: End, told: Told) -> None:
    """A record as an entity, with the deed that made it and who answers for it."""
    name = _entity_name(end)
    if name in document["entity"]:
        return
    document["entity"][name] = _entity(told)
    if told.agent:
        agent = f"edau:agent.{told.agent}"
        _add_agent(document, agent, "prov:Agent")
        document["wasAttributedTo"][f"_:by.{name[5:]}"] = {"prov:entity": name, "prov:agent": agent}
    if isinstance(told.when, datetime):
        making = f"edau:making.{name[5:]}"
        document["activity"][making] = {"prov:endTime": told.when.isoformat()}
        document["wasGeneratedBy"][f"_:made.{name[5:]}"] = {
            "prov:entity": name,
            "prov:activity": making,
            "prov:time": told.when.isoformat(),
        }


def _entity(told: Told) -> Attributes:
    label: Attributes = {"$": told.title or told.kind}
    if told.lang:
        label["lang"] = told.lang
    found: Attributes = {"prov:label": label, "edau:kind": told.kind}
    if told.address:
        found["edau:page"] = told.address
    if isinstance(told.when, date) and not isinstance(told.when, datetime):
        found["edau:date"] = told.when.isoformat()
    if told.synthetic:
        found["edau:madeUp"] = True
    return found


def _add_edge(document: Document, edge: Edge, start: End, end: End) -> None:
    """What rests on what, the deed of tying it, and who did that."""
    tying = f"edau:tying.{edge.id}"
    document["activity"][tying] = {"prov:startTime": edge.at.isoformat(), "edau:link": str(edge.kind)}
    people = [_agent_of(edge.by, edge)] + ([_agent_of(edge.accepted_by, edge)] if edge.by_machine else [])
    for agent, kind in people:
        _add_agent(document, agent, kind)
        document["wasAssociatedWith"][f"_:with.{edge.id}.{agent[5:]}"] = {
            "prov:activity": tying,
            "prov:agent": agent,
        }
    link = {"edau:link": str(edge.kind)}
    if edge.kind in MUTUAL:
        document["wasInfluencedBy"][f"_:tie.{edge.id}"] = {
            "prov:influencee": _entity_name(start),
            "prov:influencer": _entity_name(end),
            **link,
        }
        return
    rests, on = (start, end) if edge.kind in RESTS_ON_ITS_END else (end, start)
    document["wasDerivedFrom"][f"_:tie.{edge.id}"] = {
        "prov:generatedEntity": _entity_name(rests),
        "prov:usedEntity": _entity_name(on),
        **link,
    }


def _add_agent(document: Document, name: str, kind: str) -> None:
    document["agent"].setdefault(
        name, {} if kind == "prov:Agent" else {"prov:type": {"$": kind, "type": "prov:QUALIFIED_NAME"}}
    )


def _agent_of(by: str, edge: Edge) -> tuple[str, str]:
    """Who tied it, by a pseudonym. An account has one for all it does; whoever holds a receipt has one for each record, so
    that nobody can join together what one teller said."""
    if by.startswith("edau"):
        return "edau:agent.machine", "prov:SoftwareAgent"
    if by.startswith("user "):
        digest = hmac.new(settings.SECRET_KEY.encode(), f"provenance {by}".encode(), hashlib.sha256)
        return f"edau:agent.account-{digest.hexdigest()[:12]}", "prov:Person"
    return f"edau:agent.teller-{edge.from_id}", "prov:Agent"


def _entity_name(end: End) -> str:
    return f"edau:{end.label}.{end.id}"


def counts(document: Mapping[str, Mapping[str, Any]]) -> tuple[int, int]:
    """How many records and how many ties an export has."""
    return len(document["entity"]), len(document["wasDerivedFrom"]) + len(document["wasInfluencedBy"])
