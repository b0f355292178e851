"""Everything is said in Welsh: our own messages, and those that Django, allauth and argparse say in our name."""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import allauth.account
import django
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django import forms
from django.core import validators
from django.utils.translation import gettext, ngettext, override

import edau
from edau.accounts.adapter import Adapter
from edau.accounts.forms import AddressForm, CodeForm, LanguageForm

PACKAGE = Path(edau.__file__).parent
CATALOGUE = PACKAGE / "locale/cy/LC_MESSAGES/django.po"
DJANGO = Path(django.__file__).parent
ALLAUTH = Path(allauth.account.__file__).parent

# context, message: what makes a message the same one
Key = tuple[str, str]

KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (1,)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}


def catalogue(path: Path = CATALOGUE) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="cy")


def messages(of: Catalog) -> list[Message]:
    """The messages of a catalogue without its header."""
    return [message for message in of if message.id]


def key(message: Message) -> Key:
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def forms_of(message: Message) -> list[str]:
    """What a message is in Welsh: one text, or one for each kind of number."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


def texts(of: Catalog) -> dict[Key, list[str]]:
    return {key(message): forms_of(message) for message in messages(of)}


def named(path: Path) -> dict[Key, int]:
    """The messages that a Python file marks for translation, each with its line."""
    found: dict[Key, int] = {}
    for line, message, _comments, context in extract_from_file("python", path, keywords=KEYWORDS):
        found[context or "", message if isinstance(message, str) else message[0]] = line
    return found


def placeholders(text: str) -> Counter[str]:
    """What is filled in when a message is shown, and what stands in an address or a tag."""
    return Counter(re.findall(r"%\(\w+\)[dsr]|%%|%[dsr]\b|\{\w*\}|<[^>]+>", text))


def english_of(read: Callable[[], list[str]]) -> tuple[list[str], list[str]]:
    """The same texts in Welsh and in English."""
    with override("cy"):
        welsh = read()
    with override("en"):
        return welsh, read()


# The catalogue


def test_no_message_stands_where_the_collector_does_not_look():
    """Inside an f-string a message is said and not collected: it would stay English for ever."""
    known = {key(message)[1] for message in messages(catalogue())}
    lost = [
        (file.relative_to(PACKAGE).as_posix(), said.args[0].value)
        for file in PACKAGE.rglob("*.py")
        for text in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for said in ast.walk(text)
        if isinstance(said, ast.Call) and isinstance(said.func, ast.Name) and said.func.id == "_"
        if said.args and isinstance(said.args[0], ast.Constant) and said.args[0].value not in known
    ]
    assert lost == []


def test_every_message_is_said_in_welsh():
    assert [key(message) for message in messages(catalogue()) if not all(forms_of(message))] == []


def test_no_message_is_marked_as_doubtful():
    assert [key(message) for message in messages(catalogue()) if message.fuzzy] == []
    assert not catalogue().fuzzy


def test_no_message_is_left_over_from_before():
    assert list(catalogue().obsolete) == []


def test_messages_that_count_have_all_four_forms_of_welsh():
    counted = [message for message in messages(catalogue()) if message.pluralizable]
    assert {len(forms_of(message)) for message in counted} == {4}
    assert catalogue().plural_expr == "(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3"


def test_what_is_filled_in_is_the_same_in_both_languages():
    assert [
        (key(message), text)
        for message in messages(catalogue())
        for text in forms_of(message)
        if placeholders(text) != placeholders(key(message)[1])
    ] == []


def test_messages_can_be_filled_in_without_an_error():
    assert [(message.id, errors) for message, errors in catalogue().check()] == []


def test_welsh_is_written_with_typographic_quotation_marks():
    straight = [
        text
        for message in messages(catalogue())
        for text in forms_of(message)
        if set("'\"`") & set(text) - set(key(message)[1])
    ]
    assert straight == []


def test_addresses_are_welsh_words_that_fit_in_an_address_and_no_two_are_alike():
    paths = {
        message.id: message.string
        for message in messages(catalogue())
        if re.search(r"^\S+/(\S|$)", str(message.id))
    }
    paths = {
        english: welsh
        for english, welsh in paths.items()
        if re.fullmatch(r"([a-z-]+|<[a-z:]+>|/|data\.csv|trends\.csv)+", english)
    }
    words = [re.sub(r"<[a-z:]+>|data\.csv|trends\.csv", "", welsh) for welsh in paths.values()]
    assert [word for word in words if not re.fullmatch(r"([a-z]+(-[a-z]+)*/+)+", word)] == []
    assert sorted(set(paths.values())) == sorted(paths.values())
    assert [english for english, welsh in paths.items() if english == welsh] == []
    assert "places/" in paths


def test_the_compiled_catalogue_is_what_the_written_one_says():
    compiled = BytesIO()
    write_mo(compiled, catalogue())
    compiled.seek(0)
    shipped = read_mo(BytesIO(CATALOGUE.with_suffix(".mo").read_bytes()))
    assert texts(shipped) == texts(read_mo(compiled))


def test_the_catalogue_has_the_messages_of_the_source_and_no_others(tmp_path):
    if not shutil.which("xgettext"):
        pytest.skip("skipped: no GNU gettext (xgettext) on this machine")
    copy = tmp_path / "edau"
    shutil.copytree(
        PACKAGE, copy, ignore=shutil.ignore_patterns("release", "static", "locale", "__pycache__")
    )
    (copy / "locale").mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [
        sys.executable,
        "-m",
        "django",
        "makemessages",
        "--locale",
        "cy",
        "--no-location",
        "--verbosity",
        "0",
    ]
    subprocess.run(command, cwd=copy, env=environment, check=True)

    collected = {key(message) for message in messages(catalogue(copy / CATALOGUE.relative_to(PACKAGE)))}
    ours = {key(message) for message in messages(catalogue())}
    assert (sorted(collected - ours), sorted(ours - collected)) == ([], [])


# What others say in our name


def borrowed(section: str) -> list[Key]:
    """The messages of one tuple in `language/borrowed.py`."""
    path = PACKAGE / "language/borrowed.py"
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == section:
            return sorted(one for one, line in named(path).items() if node.lineno < line <= node.end_lineno)
    raise LookupError(section)


def of_django(app: str) -> set[Key]:
    return {key(message) for message in messages(catalogue(DJANGO / app / "locale/en/LC_MESSAGES/django.po"))}


def in_welsh(app: str) -> set[Key]:
    """The messages of a Django app that have Welsh of Django's own, and none in doubt."""
    welsh = messages(catalogue(DJANGO / app / "locale/cy/LC_MESSAGES/django.po"))
    return {key(message) for message in welsh if all(forms_of(message)) and not message.fuzzy}


@pytest.mark.parametrize(
    ("section", "app"),
    [
        ("DJANGO", "conf"),
        ("DJANGO_AUTH", "contrib/auth"),
        ("DJANGO_CONTENT_TYPES", "contrib/contenttypes"),
    ],
)
def test_we_say_what_django_leaves_empty_in_welsh_and_nothing_else(section, app):
    assert borrowed(section) == sorted(of_django(app) - in_welsh(app))


def test_we_put_right_only_what_django_says_in_welsh():
    said = in_welsh("conf") | in_welsh("contrib/auth")
    assert [one for one in borrowed("PUT_RIGHT") if one not in said] == []


def test_we_say_whatever_allauth_can_say_of_accounts_and_nothing_else():
    files = [path for path in ALLAUTH.glob("**/*.py") if "tests" not in path.parts]
    assert borrowed("ALLAUTH") == sorted(set().union(*map(named, files)))


def test_we_say_only_what_the_command_line_can_say_of_itself():
    source = re.sub(r"['\"]\s*\n\s*['\"]", "", Path(argparse.__file__).read_text(encoding="utf-8"))
    texts = [text.replace("\n", "\\n") for _context, text in borrowed("ARGPARSE")]
    assert [text for text in texts if text not in source] == []


class EveryField(forms.Form):
    """One field of each kind that Django has, so that each of its complaints is met once."""

    text = forms.CharField(min_length=5)
    long = forms.CharField(max_length=3)
    slug = forms.SlugField()
    slug_of_any_letters = forms.SlugField(allow_unicode=True)
    email = forms.EmailField()
    address = forms.URLField(assume_scheme="https")
    whole = forms.IntegerField()
    least = forms.IntegerField(min_value=10)
    most = forms.IntegerField(max_value=10)
    step = forms.IntegerField(step_size=3)
    float = forms.FloatField()
    digits = forms.DecimalField(max_digits=2)
    places = forms.DecimalField(decimal_places=1)
    before_point = forms.DecimalField(max_digits=2, decimal_places=1)
    date = forms.DateField()
    time = forms.TimeField()
    moment = forms.DateTimeField()
    duration = forms.DurationField()
    pattern = forms.RegexField(r"\d")
    ip = forms.GenericIPAddressField()
    uuid = forms.UUIDField()
    json = forms.JSONField()
    choice = forms.ChoiceField(choices=[("a", "a")])
    choices = forms.MultipleChoiceField(choices=[("a", "a")])
    typed = forms.TypedChoiceField(choices=[("a", "a")], coerce=int)
    agreed = forms.BooleanField()
    file = forms.FileField()
    name = forms.CharField(validators=[validators.ProhibitNullCharactersValidator()], strip=False)
    domain = forms.CharField(validators=[validators.DomainNameValidator()])
    list_of_digits = forms.CharField(validators=[validators.validate_comma_separated_integer_list])


WRONG = {
    **dict.fromkeys(("text", "slug", "slug_of_any_letters", "email", "address", "whole", "float"), "a b"),
    **dict.fromkeys(("date", "time", "moment", "duration", "pattern", "ip", "uuid", "json"), "x!"),
    **dict.fromkeys(("domain", "list_of_digits", "choice", "choices", "typed"), "x y"),
    "long": "abcd",
    "least": "1",
    "most": "99",
    "step": "4",
    "digits": "123",
    "places": "1.23",
    "before_point": "123",
    "name": "a\0b",
}


def complaints(form: forms.BaseForm) -> list[str]:
    return [f"{name}: {error}" for name, errors in form.errors.items() for error in errors]


@pytest.mark.parametrize("given", [{}, WRONG], ids=["nothing filled in", "everything wrong"])
def test_no_form_complains_in_english_on_a_welsh_page(given):
    welsh, english = english_of(lambda: complaints(EveryField(given)))
    assert {error.partition(":")[0] for error in welsh} == set(EveryField.base_fields)
    assert len(welsh) == len(english)
    assert [error for error in welsh if error in english] == []


@pytest.mark.parametrize("given", [{}, {"email": "nobody", "language": "fr"}], ids=["nothing", "wrong"])
@pytest.mark.parametrize(
    "form",
    [
        lambda data: AddressForm(data, request=None),
        lambda data: CodeForm(data, code="1234-5678"),
        LanguageForm,
    ],
    ids=["address", "code", "language"],
)
def test_no_form_of_the_sign_in_speaks_english_on_a_welsh_page(form, given):
    def words() -> list[str]:
        one = form(given)
        labels = [
            str(text) for field in one.fields.values() for text in (field.label, field.help_text) if text
        ]
        return complaints(one) + labels

    welsh, english = english_of(words)
    assert len(welsh) == len(english) >= 2
    assert [text for text in welsh if text in english] == []


def test_no_complaint_of_allauth_is_in_english_on_a_welsh_page():
    welsh, english = english_of(lambda: [str(text) for text in Adapter.error_messages.values()])
    assert len(welsh) == len(english) >= 20
    assert [text for text in welsh if text in english] == []


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 llyfrgell"),
        (2, "2 lyfrgell"),
        (3, "3 llyfrgell"),
        (8, "8 llyfrgell"),
        (11, "11 llyfrgell"),
        (45, "45 llyfrgell"),
    ],
)
def test_a_number_mutates_the_word_behind_it(count, words):
    with override("cy"):
        assert ngettext("%(count)s library", "%(count)s libraries", count) % {"count": count} == words


def test_july_is_spelt_as_welsh_spells_it():
    with override("cy"):
        assert gettext("July") == "Gorffennaf"


# English left over on a Welsh page

# Words that nearly every English sentence has, and that are no Welsh words: not "a", "i", "o", "is" (lower), "all",
# "can" (a hundred), "do" (yes), "does" (there is not), "at", "am", "had" (seed), "to" (roof).
ENGLISH = re.compile(
    r"(?<![\w’'-])(?:about|after|and|any|are|because|been|before|but|by|could|each|every|for|from|has|have|"
    r"here|how|if|in|into|it|its|more|must|not|of|only|or|other|our|over|should|some|that|the|their|them|then|"
    r"there|these|they|this|those|through|under|until|were|what|when|where|which|who|whose|why|will|with|"
    r"within|without|would|you|your)(?![\w’'-])",
    re.IGNORECASE,
)
# The same of Welsh on an English page: none is an English word, or one in a borrowed name (tai chi), nor the "y" and "yr" of
# so many names of places.
WELSH = re.compile(
    r"(?<![\w’'-])(?:ac|ar gyfer|bydd|byddwch|dim|dweud|ddim|ei|eich|ein|eu|fod|gallwch|gan|gyda|gyfer|hwn|hyn|"
    r"mae|nad|neu|nid|oddi|oedd|ond|oes|rydych|rydym|rhai|rhywun|sydd|unrhyw|wedi|wrth|yma|yng|yn|ynghylch)(?![\w’'-])",
    re.IGNORECASE,
)
# Names of deeds, columns and models, as programs write them.
CODES = re.compile(r"(?<![\w/.@-])(?:[a-z]+(?:_[a-z0-9]+)+|[a-z]+\.[A-Z][a-z]\w+)(?![\w/@-])")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"code", "kbd", "pre", "script", "style"}
INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "data",
    "em",
    "i",
    "q",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "tspan",
    "u",
    "wbr",
}
SPOKEN = ("alt", "aria-label", "aria-description", "placeholder", "title")


class Texts(HTMLParser):
    """The texts of a page that should be in its language: those read, and those read out; none inside an element that is
    marked as another language, unless it is marked as this one again further in."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.texts: list[str] = [""]
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        reading = self.open[-1][1] if self.open else True
        if "lang" in given:
            reading = given["lang"].startswith(self.language)
        reading = reading and tag not in SILENT
        if tag not in INLINE:
            self.texts.append("")
        if reading:
            read_out = [given[name] for name in SPOKEN if given.get(name)]
            if tag == "meta" and given.get("name") == "description":
                read_out.append(given.get("content", ""))
            if tag == "input" and given.get("type") in ("submit", "button"):
                read_out.append(given.get("value", ""))
            self.texts[-1:-1] = read_out
        if tag not in VOID:
            self.open.append((tag, reading))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.texts.append("")
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place][0] == tag:
                del self.open[place:]
                return

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1][1]:
            self.texts[-1] += data


def sentences(html: str, language: str = "cy") -> Iterator[str]:
    """The sentences of a page that should be in a language, in their order."""
    parser = Texts(language)
    parser.feed(html)
    parser.close()
    for text in parser.texts:
        for sentence in re.split(r"(?<=[.!?;])\s+", " ".join(text.split())):
            if sentence:
                yield sentence


def english_left_over(html: str) -> list[str]:
    """The English words on a Welsh page, each with its sentence ("the: Skip to the main content").

    Only common English words that are not Welsh words as well are looked for: enough to find a sentence, or a
    label of more than two words, that nobody has translated. Left out are elements in another language (`lang`),
    code, scripts and styles.
    """
    return [f"{word}: {sentence}" for sentence in sentences(html) for word in ENGLISH.findall(sentence)]


def welsh_left_over(html: str) -> list[str]:
    """The Welsh words on an English page, in the same way ("yn: Dewch yma yn awr")."""
    return [f"{word}: {sentence}" for sentence in sentences(html, "en") for word in WELSH.findall(sentence)]


def codes_left_over(html: str, language: str) -> list[str]:
    """Codes that stand on a page as if they were words of it ("add_organisation: Deed: add_organisation")."""
    return [f"{code}: {text}" for text in sentences(html, language) for code in CODES.findall(text)]


class TestEnglishLeftOver:
    """A check that finds nothing proves nothing: these are what it must find and what it must let pass."""

    @pytest.mark.parametrize(
        ("html", "found"),
        [
            ("<p>Skip to the main content</p>", ["the: Skip to the main content"]),
            ("<p>Dewch yma. Look <b>for</b> a place.</p>", ["for: Look for a place."]),
            ("<img alt='Map of Wales'>", ["of: Map of Wales"]),
            ("<svg><title>How things are</title></svg>", ["How: How things are", "are: How things are"]),
            ("<meta name='description' content='In Welsh'>", ["In: In Welsh"]),
            ("<p lang='en'>The <span lang='cy'>rhain and rhain</span></p>", ["and: rhain and rhain"]),
            ("<ul><li lang='en'>The Act</li><li>The Act</li></ul>", ["The: The Act"]),
            ("<p lang='en'>Of it<br>all</p><p>Of it<br/>all</p>", ["Of: Of it", "it: Of it"]),
        ],
    )
    def test_it_finds(self, html, found):
        assert english_left_over(html) == found

    @pytest.mark.parametrize(
        "html",
        [
            "<p>Mae hyn yn is na Chymru i gyd, a hynny o bell.</p>",
            "<a lang='en' title='Read this'>This page in English</a>",
            "<p><code>edau data build --out the-folder</code></p>",
            "<script>if (x) { return of.it }</script><style>for { in: it }</style>",
            "<p>Gall pawb ddweud. Do, mae can mlynedd ers hynny. At y to.</p>",
            "<p class='the of and' id='for'>Pobl</p>",
        ],
    )
    def test_it_lets_pass(self, html):
        assert english_left_over(html) == []

    def test_it_finds_welsh_on_an_english_page_where_it_is_not_marked(self):
        page = "<html lang='en'><p>Mae hyn yma</p><p lang='cy'>Mae hyn yma</p><p>Ynys Môn is an island.</p>"
        assert welsh_left_over(page) == [f"{word}: Mae hyn yma" for word in ("Mae", "hyn", "yma")]

    def test_it_finds_codes_that_are_not_marked_as_code(self):
        page = "<p>By add_organisation of people.Organisation, <code>give_role</code>, a@b_c.cy</p>"
        said = "By add_organisation of people.Organisation,"
        assert codes_left_over(page, "cy") == [
            f"{code}: {said}" for code in ("add_organisation", "people.Organisation")
        ]
