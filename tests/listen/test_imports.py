"""A table of words is read whole: every error by line and column, whatever the file is; and it comes in whole or not."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.utils import timezone
from django.utils.translation import override

from edau.core import audit
from edau.core.abuse import AlreadySent
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.listen.actions.contributions import NotOpen, withdraw
from edau.listen.actions.imports import bring_in
from edau.listen.choices import Audience, Kind, Route
from edau.listen.imports.again import Again, found_again
from edau.listen.imports.cells import MOST_ROWS, Fault, Unreadable, lines_of
from edau.listen.imports.places import PlaceNames
from edau.listen.imports.rows import Days, Problem, Row, day_of, reading_of
from edau.listen.imports.text import LARGEST, Encoding, NotText, Trouble, text_of
from edau.listen.models import Contribution
from edau.people.choices import Part
from edau.people.models import Person
from edau.portal.queries.story_search import found_ids
from edau.thread.choices import Link
from edau.thread.models import Edge, Receipt
from tests import cast
from tests.cast import PONTYPRIDD

TODAY = date(2027, 3, 31)
read = partial(reading_of, days=Days(date(2027, 3, 1), TODAY), place=lambda name: [], language="en")


# Bytes


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        ("Tŷ".encode(), "Tŷ", Encoding.UTF_8),
        ("\ufeffTŷ".encode(), "Tŷ", Encoding.UTF_8),
        (b"plain", "plain", Encoding.UTF_8),
        ("Môn – “hen”".encode("cp1252"), "Môn – “hen”", Encoding.WINDOWS),
    ],
)
def test_letters_are_read_as_they_were_written(content, text, encoding):
    found = text_of(content)

    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", Trouble.EMPTY),
        (b"\xef\xbb\xbf \r\n", Trouble.EMPTY),
        (b"a" * (LARGEST + 1), Trouble.TOO_LARGE),
        (b"PK\x03\x04 a workbook", Trouble.WORKBOOK),
        (b"\xd0\xcf\x11\xe0 an old workbook", Trouble.WORKBOOK),
        ("words".encode("utf-16"), Trouble.UTF_16),
        (b"words\x00language\r\n", Trouble.BINARY),
        (b"\x89PNG\r\n\x1a\n", Trouble.BINARY),
        (b"M\xf4n \x81", Trouble.BINARY),
        (b"words\x1b[2J", Trouble.BINARY),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(content, trouble):
    with pytest.raises(NotText) as no:
        text_of(content)

    assert no.value.trouble == trouble


# Cells


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_cells_whatever_stands_between_them(separator, end):
    text = end.join([separator.join(["words", "language"]), separator.join(['"one\n""two"""', "en"]), "", ""])

    lines = lines_of(text)

    assert [line.cells for line in lines] == [("words", "language"), ('one\n"two"', "en")]
    assert [line.number for line in lines] == [1, 2]


def test_a_line_is_named_by_where_it_begins():
    lines = lines_of('words,language\n\n"over\nthree\nlines",en\nnext,cy\n')

    assert [line.number for line in lines] == [1, 3, 6]


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        ('words,language\na,en\n"never closed,en\nb,cy\n', 3, Fault.QUOTE),
        ('words,language\n"closed" and more,en\n', 2, Fault.QUOTE),
        ("words,language\n" + "a" * 200_000 + ",en\n", 2, Fault.CELL),
        ("words,language\n" + "," * 40 + "\n", 2, Fault.COLUMNS),
        ("words,language\n" + "a,en\n" * (MOST_ROWS + 1), MOST_ROWS + 2, Fault.ROWS),
        ("," * 1_000_000, 1, Fault.COLUMNS),
    ],
)
def test_what_makes_no_sense_ends_the_reading_at_its_line(text, line, fault):
    with pytest.raises(Unreadable) as end:
        lines_of(text)

    assert (end.value.line, end.value.fault) == (line, fault)


def test_two_thousand_rows_are_not_too_many():
    assert len(lines_of("words,language\n" + "a,en\n" * MOST_ROWS)) == MOST_ROWS + 1


# Rows


@pytest.mark.parametrize(
    "text",
    [
        "words,title,language,kind,who may read,date said\nHello.,Hi,en,insight,everyone,2027-03-31\n",
        "GEIRIAU;teitl;Iaith;math;pwy gaiff ddarllen;dyddiad\nHello.;Hi;Saesneg;sylw;pawb;31/03/2027\n",
    ],
)
def test_a_row_in_the_words_of_either_language(text):
    reading = read(text)

    assert reading.problems == ()
    assert reading.rows == (
        Row(2, "Hello.", "en", "Hi", "", Kind.INSIGHT, Audience.EVERYONE, date(2027, 3, 31)),
    )


def test_where_nothing_is_said_it_is_a_story_for_those_who_answer():
    assert read("words,language\nHelo.,cy\n").rows == (
        Row(2, "Helo.", "cy", "", "", Kind.STORY, Audience.ANSWERERS, None),
    )


def test_formulas_and_markup_are_text():
    words = '=HYPERLINK("https://example.org")\n<script>alert(1)</script>\n@SUM(1+1)'
    quoted = words.replace('"', '""')

    assert [row.words for row in read(f'words,language\n"{quoted}",en\n').rows] == [words]


def test_every_error_is_told_by_line_and_column_and_nothing_else_is_lost():
    text = "\n".join(
        [
            "words,title,language,place,kind,who may read,date said",
            ",,en,,,,",
            f"{'a' * 20_001},{'t' * 121},fr,Nowhere,poem,nobody,31.3.27",
            "Right.,,en,,,,",
            "Early.,,en,,,,2027-02-28",
            "Late.,,en,,,,2027-04-01",
            "Beyond.,,en,,,,,what is this",
        ]
    )

    reading = read(text)

    assert [(one.line, one.column) for one in reading.problems] == [
        (2, "words"),
        *(
            (3, column)
            for column in ("words", "title", "language", "kind", "who may read", "place", "date said")
        ),
        (5, "date said"),
        (6, "date said"),
        (7, ""),
    ]
    assert reading.problems[3] == Problem(3, "language", "Write one of these: cy, en.", "fr")
    assert reading.problems[-1].written == "what is this"
    assert [row.line for row in reading.rows] == [4]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("title,language\na,en\n", [(1, "words")]),
        ("a,b\n1,2\n", [(1, ""), (1, ""), (1, "words"), (1, "language")]),
        ("words,geiriau,language\na,b,en\n", [(1, "words")]),
        ("words,language\n", [(0, "")]),
        ("words,language\n ,\n", [(0, "")]),
    ],
)
def test_headings_that_are_wrong(text, found):
    assert [(one.line, one.column) for one in read(text).problems] == found


def test_errors_name_columns_and_values_in_the_language_of_the_page():
    with override("cy"):
        reading = read("words,language,kind\nHelo.,cy,cerdd\n", language="cy")

    (problem,) = reading.problems
    assert (problem.column, problem.written) == ("math", "cerdd")
    assert "stori, sgwrs, sylw" in problem.advice


def test_likely_personal_data_are_named_by_line():
    reading = read("words,language\nNothing.,en\nWrite to enw@example.org.,en\n")

    assert [(one.line, [found.text for found in one.found]) for one in reading.suspicions] == [
        (3, ["enw@example.org"])
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2027-03-31", TODAY),
        ("31/03/2027", TODAY),
        ("31/3/2027", TODAY),
        ("31/03/27", None),
        ("2027-02-30", None),
        ("2027-W13-3", None),
        ("1/2/3/2027", None),
        ("³/1/2027", None),
        ("99999999999999999999/1/2027", None),
        ("yesterday", None),
    ],
)
def test_days(written, day):
    assert day_of(written) == day


@pytest.mark.django_db
class TestPlaces:
    def test_by_name_in_either_language_and_by_code(self):
        places = PlaceNames()

        for written in ("Pontypridd", " PONTYPRIDD ", PONTYPRIDD, PONTYPRIDD.lower()):
            assert [area.code for area in places.meant_by(written)] == [PONTYPRIDD]
        for written in ("Cardiff", "Caerdydd", "caerdydd"):
            assert [area.name("en") for area in places.meant_by(written)] == ["Cardiff"]
        assert places.meant_by("Nowhere at all") == []
        assert places.meant_by("") == []

    def test_several_of_one_name_are_asked_about(self):
        reading = read("words,language,place\nHi.,en,Mochdre\n", place=PlaceNames().meant_by)

        (problem,) = reading.problems
        assert (problem.line, problem.column, problem.written) == (2, "place", "Mochdre")
        assert problem.advice.startswith("More than one place is called this.")


# Bringing in


def row(line: int, words: str, **given: object) -> Row:
    return Row(line=line, words=words, language="cy", **given)  # type: ignore[arg-type]


@pytest.mark.django_db
class TestBringingIn:
    def test_each_row_is_owed_an_answer_and_has_a_receipt_that_nobody_holds(self):
        one, by = cast.involvement(days=(-5, 30, 60)), cast.holder(Part.LISTENER, cast.body())
        said = timezone.localdate() - timedelta(days=3)

        count = bring_in(
            involvement=one,
            rows=[
                row(2, "Un.", place=PONTYPRIDD, audience=Audience.EVERYONE, said=said),
                row(3, "Dau.", kind=Kind.INSIGHT),
            ],
            by=by,
        )

        assert count == 2
        first, second = Contribution.objects.order_by("made")
        assert (first.words, first.place, first.audience, first.route, first.written_by, first.due) == (
            *("Un.", PONTYPRIDD, Audience.EVERYONE),
            *(Route.FILE, str(by), one.answer_by),
        )
        assert timezone.localdate(first.made) == said
        assert (second.words, second.kind, second.audience) == ("Dau.", Kind.INSIGHT, Audience.ANSWERERS)
        assert first.receipt.person_id != second.receipt.person_id
        assert list(Edge.objects.order_by("pk").values_list("kind", "to_id")) == [(Link.SAID, one.pk)] * 2
        assert [
            line.codes["seal"] for line in AuditLine.objects.filter(deed="contribute").order_by("number")
        ] == [
            first.seal,
            second.seal,
        ]
        assert found_ids("un").ids == [first.pk]
        line = AuditLine.objects.get(deed="bring_in")
        assert (line.by, line.object_id, line.codes) == (str(by), one.pk, {"rows": 2})
        assert audit.first_break() is None

    def test_all_or_nothing(self):
        one, by = cast.involvement(), cast.holder(Part.FACILITATOR, cast.body())
        before = AuditLine.objects.count()

        with pytest.raises(ValueError, match="missing or too long"):
            bring_in(involvement=one, rows=[row(2, "Un."), row(3, "a" * 20_001)], by=by, token="t")

        counts = (Contribution.objects.count(), Receipt.objects.count(), Person.objects.count())
        assert (*counts, AuditLine.objects.count()) == (0, 0, 0, before)
        assert bring_in(involvement=one, rows=[row(2, "Un.")], by=by, token="t") == 1

    def test_one_token_brings_in_once(self):
        one, by = cast.involvement(), cast.holder(Part.FACILITATOR, cast.body())
        bring_in(involvement=one, rows=[row(2, "Un.")], by=by, token="t")

        with pytest.raises(AlreadySent):
            bring_in(involvement=one, rows=[row(2, "Un.")], by=by, token="t")

        assert Contribution.objects.count() == 1

    def test_not_by_others_not_too_late_and_not_nothing(self):
        one, late = cast.involvement(), cast.involvement(days=(-9, 0, 0))
        by, other = cast.holder(Part.OFFICER, cast.body()), cast.holder(Part.MODERATOR, cast.body())
        type(late).objects.filter(pk=late.pk).update(
            closes=timezone.localdate() - timedelta(days=2),
            answer_by=timezone.localdate() - timedelta(days=1),
        )
        late.refresh_from_db()

        with pytest.raises(NotAllowed):
            bring_in(involvement=one, rows=[row(2, "Un.")], by=other)
        with pytest.raises(NotOpen):
            bring_in(involvement=late, rows=[row(2, "Un.")], by=by)
        with pytest.raises(ValueError, match="nothing to bring in"):
            bring_in(involvement=one, rows=[], by=by)

        assert Contribution.objects.count() == 0

    def test_the_same_words_are_named(self):
        one = cast.involvement()
        cast.story("Mae’r neuadd\nyn dywyll.", within=one)
        withdraw(contribution=cast.story("Wedi mynd.", within=one), by="visitor")
        cast.story("Rhywle arall.")
        rows = [
            row(2, "Mae’r neuadd yn  dywyll."),
            row(3, "Wedi mynd."),
            row(4, "Rhywle arall."),
            row(5, "Wedi mynd."),
        ]

        assert found_again(rows, one) == [Again(2, 0), Again(5, 3)]
