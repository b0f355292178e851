"""The list of skills and kinds of asset as linked open data: SKOS in JSON-LD (https://www.w3.org/TR/skos-reference/).

Two schemes: fields, groups and skills, from broad to narrow; and the kinds of asset, which have no order above them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from edau.catalogue import LANGUAGES, Bilingual
from edau.connect.skills import Label, SkillList, skill_list

LICENCE = "https://opensource.org/license/mit"
CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "id": "@id",
    "type": "@type",
    "licence": {"@id": "dct:license", "@type": "@id"},
    "title": {"@id": "dct:title", "@container": "@language"},
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@container": "@language"},
    "editorialNote": {"@id": "skos:editorialNote", "@container": "@language"},
    "notation": "skos:notation",
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "narrower": {"@id": "skos:narrower", "@type": "@id"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "topConceptOf": {"@id": "skos:topConceptOf", "@type": "@id"},
    "hasTopConcept": {"@id": "skos:hasTopConcept", "@type": "@id"},
}
SKILLS = Bilingual("Medrau bob dydd", "Everyday skills")
ASSETS = Bilingual("Mathau o asedau", "Kinds of asset")
UNCHECKED = Bilingual(
    "Nid oes neb cymwys wedi gwirio’r Gymraeg eto.", "No qualified person has checked the Welsh yet."
)


def skos(base: str, listed: SkillList | None = None) -> dict[str, Any]:
    """The whole list as one JSON-LD document. `base` is the absolute address that a key is put after ("…/skills#"); the two
    schemes stand at "skill-scheme" and "asset-scheme" after it. Nothing in it is about people."""
    listed = listed or skill_list()
    in_skills, in_assets = f"{base}skill-scheme", f"{base}asset-scheme"
    graph = [
        _scheme(in_skills, SKILLS, (base + key for key in listed.fields)),
        _scheme(in_assets, ASSETS, (base + key for key in listed.asset_kinds)),
    ]
    for key, field in listed.fields.items():
        below = [base + group.key for group in listed.groups.values() if group.field == key]
        one = _concept(base + key, in_skills, Label(field.name, (), (), field.checked))
        graph.append(one | {"topConceptOf": in_skills, "narrower": below})
    for key, group in listed.groups.items():
        below = [base + skill.key for skill in listed.skills.values() if skill.group == key]
        one = _concept(base + key, in_skills, group.label)
        graph.append(one | {"notation": str(group.number), "broader": base + group.field, "narrower": below})
    for key, skill in listed.skills.items():
        graph.append(_concept(base + key, in_skills, skill.label) | {"broader": base + skill.group})
    for key, kind in listed.asset_kinds.items():
        graph.append(_concept(base + key, in_assets, kind.label) | {"topConceptOf": in_assets})
    return {"@context": CONTEXT, "@graph": graph}


def _scheme(address: str, name: Bilingual, top: Iterable[str]) -> dict[str, Any]:
    return {
        "id": address,
        "type": "skos:ConceptScheme",
        "title": _in_both(name),
        "licence": LICENCE,
        "hasTopConcept": list(top),
    }


def _concept(address: str, scheme: str, label: Label) -> dict[str, Any]:
    others = {language: list(label.others(language)) for language in LANGUAGES if label.others(language)}
    return (
        {"id": address, "type": "skos:Concept", "inScheme": scheme, "prefLabel": _in_both(label.name)}
        | ({"altLabel": others} if others else {})
        | ({} if label.checked else {"editorialNote": _in_both(UNCHECKED)})
    )


def _in_both(said: Bilingual) -> dict[str, str]:
    return {language: said.say(language) for language in LANGUAGES}
