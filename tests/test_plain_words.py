"""No word about people or places that shuts them out: in the catalogue, on any page, in either language.

Official titles are left alone: those in `words/official_titles.yaml`, statute, indicators flagged
`official_title`, and on a page any element that carries `data-official`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

import edau
from edau.catalogue import names, read, root
from edau.understand.catalogue import catalogue

PACKAGE = Path(edau.__file__).parent
NOT_PROSE = {"words/banned.yaml", "words/official_titles.yaml"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = (re.escape(word).replace(r"\*", r"\w*").replace("’", "[’']") for word in words)
    return re.compile(rf"(?<![\w’'-])(?:{'|'.join(alternatives)})(?![\w-])", re.IGNORECASE)


PATTERNS = {language: pattern(words) for language, words in catalogue().banned.items()}
TITLES = re.compile(
    "|".join(re.escape(title) for titles in catalogue().official_titles.values() for title in titles)
)


def banned(text: str) -> list[str]:
    """The words in a text that we do not use, in either language: a page can quote either."""
    text = TITLES.sub(" ", text)
    return [found for one in PATTERNS.values() for found in one.findall(text)]


def prose(value: Any, file: str, path: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a catalogue file that a reader can see, with where they stand, but no official wording."""
    if isinstance(value, dict):
        for key, inner in value.items():
            is_statute = file.startswith("statute/") and key in ("en", "cy")
            is_title = key == "official_title" or (key == "name" and value.get("official_title") is True)
            if not (is_statute or is_title):
                yield from prose(inner, file, f"{path}.{key}")
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from prose(inner, file, f"{path}[{position}]")
    elif isinstance(value, str) and re.search(
        r"\.(cy|en|cy_label|note|the_cy|plural_en|words|plain|soft|spirant)(\[\d+\])?$", path
    ):
        yield path, value


class Words(HTMLParser):
    """The words of a template: text and the attributes that are read out, but no official titles."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        quiet = "data-official" in given or tag in ("script", "style") or (bool(self.open) and self.open[-1])
        if not quiet:
            self.texts += [
                given[name] or "" for name in ("alt", "aria-label", "title", "placeholder") if name in given
            ]
        if tag not in VOID:
            self.open.append(quiet)

    def handle_endtag(self, tag: str) -> None:
        if self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not (self.open and self.open[-1]):
            self.texts.append(data)


def words_of_template(source: str) -> str:
    """What a template says: messages to translate become text, other template tags and comments go."""
    source = re.sub(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}", " ", source, flags=re.DOTALL)
    source = re.sub(r"{%\s*(?:translate|trans)\s+(['\"])(.*?)\1.*?%}", r"\2", source, flags=re.DOTALL)
    source = re.sub(r"{%.*?%}|{{.*?}}", " ", source, flags=re.DOTALL)
    parser = Words()
    parser.feed(source)
    parser.close()
    return " ".join(" ".join(parser.texts).split())


def catalogue_files() -> list[str]:
    folders = ("indicators", "statute", "words", "words/skills", "signals")
    found = [file for folder in folders for file in names(root(), folder)] + [
        "series.yaml",
        "themes.yaml",
        "gaps.yaml",
        "checks.yaml",
    ]
    return [file for file in found if file not in NOT_PROSE]


@pytest.mark.parametrize("file", catalogue_files())
def test_the_catalogue_uses_plain_and_fair_words(file):
    assert [(path, banned(text)) for path, text in prose(read(root(), file), file) if banned(text)] == []


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("**/templates/**/*.html")), ids=lambda path: path.name)
def test_pages_use_plain_and_fair_words(path):
    assert banned(words_of_template(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("locale/**/*.po")), ids=lambda path: path.parts[-3])
def test_messages_use_plain_and_fair_words(path):
    messages = re.findall(
        r'^(?:msgid|msgid_plural|msgstr(?:\[\d\])?)? ?"(.*)"$', path.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert banned(" ".join(messages)) == []


class TestTheCheckItself:
    """A check that finds nothing proves nothing: these are what it must find and what it must let pass."""

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("One of the most deprived towns.", ["deprived"]),
            ("Ardal ddifreintiedig yw hon.", ["ddifreintiedig"]),
            ("LEFT BEHIND by the railway", ["LEFT BEHIND"]),
            ("The worst figures in Wales", ["worst"]),
            ("Y ffigurau gwaethaf", ["gwaethaf"]),
            ("Ask the stakeholders", ["stakeholders"]),
            ("cymunedau sydd wedi'u gadael ar ôl", ["wedi'u gadael ar ôl"]),
        ],
    )
    def test_it_finds(self, text, words):
        assert banned(text) == words

    @pytest.mark.parametrize(
        "text",
        [
            "The Welsh Index of Multiple Deprivation describes areas.",
            "Yn ôl Mynegai Amddifadedd Lluosog Cymru",
            "People who live an independent life",
            "Mae pobl yn annibynnol",
            "worsted cloth from the mill",
        ],
    )
    def test_it_lets_pass(self, text):
        assert banned(text) == []

    def test_on_a_page_it_reads_text_messages_and_labels_but_not_official_titles(self):
        page = """
        {# deprived #}<p data-official>Households deprived in one dimension</p>
        <img alt="left behind"><a title="{{ worst }}">{% translate "Hard to reach" %}</a>
        {% blocktranslate %}No stakeholder here{% endblocktranslate %}<script>let worst = 1</script>
        """
        assert sorted(banned(words_of_template(page))) == ["Hard to reach", "left behind", "stakeholder"]

    def test_in_the_catalogue_it_leaves_statute_and_official_names_but_reads_our_own_labels(self):
        statute = yaml.safe_load(
            "{text: {en: least deprived, cy: difreintiedig, cy_label: Ardal ddifreintiedig}}"
        )
        assert [path for path, _ in prose(statute, "statute/national_indicators.yaml")] == [".text.cy_label"]
        one = yaml.safe_load("{official_title: true, name: {cy: a, en: deprived}, why: {cy: b, en: c}}")
        assert [path for path, _ in prose(one, "indicators/x.yaml")] == [".why.cy", ".why.en"]
