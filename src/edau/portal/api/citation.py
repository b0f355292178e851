"""How to cite a table: in words, and for reference managers (BibTeX, CSL-JSON)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.portal.api.links import Query, data_address
from edau.portal.words.release import release_line
from edau.ui.links import address_of
from edau.understand.formats.table import Table

LANGUAGE_TAGS = {"cy": "cy-GB", "en": "en-GB"}
BIBTEX_SPECIAL = re.compile(r"([\\{}%&#_$^~])")
BIBTEX_ESCAPES = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}


@dataclass(frozen=True)
class Citation:
    """How to cite a table. The address, which only the page knows whole, stands between `before` and `after`."""

    before: str
    after: str
    bibtex: str
    csl: str


def citation(title: str, licences: tuple[str, ...], language: str, **query: Any) -> Citation:
    """The citation of what a page shows: `title` by its release, then the licences of its sources. `query` is the
    question that gives the same figures, for the downloads to reference managers."""
    release = release_line()
    with override(language):
        before = _("Edau (%(year)s). %(title)s. Data release %(version)s (%(release)s).") % {
            "year": release.version[:4],
            "title": title,
            "version": release.version,
            "release": release.id,
        }
        after = _("Licence: %(licences)s.") % {"licences": ", ".join(licences)} if licences else ""
    return Citation(before, after, _address(query, "bibtex", language), _address(query, "csl", language))


def _address(query: Query, form: str, language: str) -> str:
    address = data_address(language, form, **query)
    return address.replace(address_of("api:data"), address_of("api:citation"), 1)


def citation_text(table: Table, language: str) -> str:
    """The citation of a table in one sentence or two."""
    with override(language):
        made = citation(
            table.title.say(language).rstrip("."), tuple(one.name for one in table.licences), language
        )
    return " ".join(filter(None, [made.before, f"{table.address.say(language)}.", made.after]))


def bibtex(table: Table, language: str) -> str:
    """The citation as a BibTeX entry (@misc, which every style knows)."""
    fields = {
        "title": table.title.say(language).rstrip("."),
        "author": "{Edau}",
        "year": table.release.version[:4],
        "version": f"{table.release.version} ({table.release.id})",
        "url": table.address.say(language),
        "note": "; ".join(f"{one.name} {one.address}".strip() for one in table.licences),
        "language": {"cy": "welsh", "en": "english"}[language],
    }
    kept = ("author", "url")
    lines = [
        f"  {name} = {{{value if name in kept else _escaped(value)}}}"
        for name, value in fields.items()
        if value
    ]
    return f"@misc{{edau-{table.name}-{table.release.id},\n" + ",\n".join(lines) + "\n}\n"


def _escaped(text: str) -> str:
    return BIBTEX_SPECIAL.sub(lambda found: BIBTEX_ESCAPES.get(found[1], "\\" + found[1]), text)


def csl(table: Table, language: str) -> str:
    """The citation as CSL-JSON, which Zotero and others read. The date is that of the release: a year and a month."""
    date = [int(part) for part in table.release.version.split(".")[:2] if part.isdigit()]
    item = {
        "id": f"edau-{table.name}-{table.release.id}",
        "type": "dataset",
        "title": table.title.say(language).rstrip("."),
        "author": [{"literal": "Edau"}],
        "publisher": "Edau",
        "version": f"{table.release.version} ({table.release.id})",
        "URL": table.address.say(language),
        "language": LANGUAGE_TAGS[language],
        "note": "; ".join(f"{one.name} {one.address}".strip() for one in table.licences),
        **({"issued": {"date-parts": [date]}} if date else {}),
    }
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"
