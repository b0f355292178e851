"""What is out of sight is out of every way by which records come into sight, by the next request.

Contributions that are alike but for one word each are put out of sight in every way there is: reported, taken away, taken
back, not meant for everyone, waiting, in an involvement that is held. So are a theme, a reply, a need and something that is
shared, of which there are two each. Then every address that can be reached without an
account is opened in both languages, with every id of ours: pages, lists, searches, feeds, downloads, the open interface,
the thread. None of their words or ids may be in any answer. One of the same kind is left in sight, and the walk must find
it: so it looks where things show. The same walk fails when the question that all of them ask forgets the holds.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import product
from urllib.parse import urlencode

import pytest
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils.translation import override

from edau.answer.models import Answered, Felt, Reply
from edau.connect.models import Party
from edau.core import stamps, visibility
from edau.core.readpaths import read_paths
from edau.listen.actions.contributions import add_words, changed, withdraw
from edau.listen.choices import Audience
from edau.listen.models import Addition, Contribution, Involvement, InvolvementFramework, Sign, Theme
from edau.listen.queries import contributions as questions
from edau.moderation.choices import Reason
from edau.moderation.kinds import kinds
from edau.moderation.models import Case
from edau.thread.actions import End, tie
from edau.thread.choices import Link
from edau.thread.records import EVERYONE, labels, slug_of, tell
from tests.cast import PONTYPRIDD, body, involvement, story
from tests.connect.cast import asset, need, party
from tests.moderation.cast import removed, reported
from tests.test_every_page import named_patterns

pytestmark = pytest.mark.django_db
LANGUAGES = ("cy", "en")
SAID = "listen.Contribution"
HIDDEN = ("held", "removed", "withdrawn", "closed", "waiting", "inside")
# Words that stand nowhere else, made so that no word is the beginning of another.
WORDS = {
    "open": "cwtshagored",
    "held": "cwtshgadwyd",
    "removed": "cwtshdynnwyd",
    "withdrawn": "cwtshgipiwyd",
    "closed": "cwtshgaewyd",
    "waiting": "cwtsharhosa",
    "inside": "cwtshfewnol",
}
# The kinds beside words, each with the word of the one that stays in sight and of the one that is held.
THEME, REPLY, NEED, ASSET = "listen.Theme", "answer.Reply", "connect.Need", "connect.Asset"
PAIRS = {
    THEME: ("gwelthema", "cwtshthema"),
    REPLY: ("gwelateb", "cwtshateb"),
    NEED: ("gwelangen", "cwtshangen"),
    ASSET: ("gwelased", "cwtshased"),
}


class Said:
    """What is said in an involvement, with a theme, words added later, a reply that quotes it, and a feeling."""

    def __init__(self) -> None:
        self.involvement, self.away = involvement(), involvement(question_en="Away?", question_cy="I ffwrdd?")
        InvolvementFramework.objects.create(involvement=self.involvement, key="services")
        whose, lender = party(), party(organisation=body())
        self.pairs: dict[str, tuple[Model, Model]] = {
            label: (self._made(label, seen, whose, lender), self._made(label, unseen, whose, lender))
            for label, (seen, unseen) in PAIRS.items()
        }
        self.theme, self.reply = self.pairs[THEME][0], self.pairs[REPLY][0]
        self.said = {
            state: self._say(WORDS[state], self.away if state == "inside" else self.involvement)
            for state in WORDS
        }
        self.added = self._add(self.said["open"], "cwtshychwanegiad")
        self.gone = self._add(self.said["open"], "cwtshdiflanedig")
        self._tie(self.said["open"], self.pairs[THEME][1], self.pairs[REPLY][1])

    def _made(self, label: str, word: str, whose: Party, lender: Party) -> Model:
        if label == THEME:
            return Theme.objects.create(involvement=self.involvement, name_cy=word, by="user 1")
        if label == NEED:
            one = need(of=whose, language="cy")
            one.title, one.words = f"Am {word}", f"Mae angen {word}."
            one.save()
            return one
        if label == ASSET:
            return asset(of=lender, name_cy=word, name_en=word)
        return Reply.objects.create(
            involvement=self.involvement,
            organisation=body(),
            outcome="adopted",
            words_cy=f"Fe wnawn ni {word}.",
            written_by="user 1",
        )

    def _say(self, word: str, within: Involvement) -> Contribution:
        one = story(f"Mae {word} yma.", title=f"Am {word}", within=within)
        self._add(one, f"hefyd{word}")
        Sign.objects.create(contribution=one, framework="services", item="language", choice="asked")
        Felt.objects.create(contribution=one, mattered="yes", words=f"teimlo{word}", language="cy")
        self._tie(one, self.theme, self.reply, quote=word)
        return one

    def _tie(self, one: Contribution, theme: Model, reply: Model, quote: str = "") -> None:
        end = End(SAID, one.pk)
        Answered.objects.create(reply=reply, contribution=one, quote=quote)
        tie(end, Link.ABOUT, End(THEME, theme.pk), by="user 1")
        tie(End(REPLY, reply.pk), Link.ANSWERS, end, by="user 1")

    def _add(self, to: Contribution, words: str) -> Addition:
        return add_words(contribution=to, words=words, language="cy", by="visitor")

    def hide(self) -> None:
        """Puts all but one out of sight, each in its own way."""
        reported(self.said["held"], reason=Reason.PERSONAL)
        removed(reported(self.said["removed"], "owen", Reason.PERSONAL).case)
        reported(self.gone, "owen", Reason.PERSONAL)
        withdraw(contribution=self.said["withdrawn"], by="visitor")
        Contribution.objects.filter(pk=self.said["closed"].pk).update(audience=Audience.ANSWERERS)
        Contribution.objects.filter(pk=self.said["waiting"].pk).update(waiting=True)
        visibility.hold(label="listen.Involvement", object_id=self.away.pk, reason="other", by="tests")
        for label, (_seen, unseen) in self.pairs.items():
            visibility.hold(label=label, object_id=unseen.pk, reason="other", by="tests")
        changed()

    def show_pairs(self) -> None:
        """Brings back what is held beside words."""
        for label, (_seen, unseen) in self.pairs.items():
            visibility.lift(label=label, object_id=unseen.pk, by="tests")
        changed()

    def of(self, label: str) -> list[str]:
        """The ids of both of a pair."""
        return [one.pk for one in self.pairs[label]]

    @property
    def ids(self) -> list[str]:
        rest = (self.involvement, self.away, self.gone)
        pairs = [key for label in PAIRS for key in self.of(label)]
        return [*pairs, *(one.pk for one in (*self.said.values(), *rest))]


@pytest.fixture
def said() -> Said:
    return Said()


def addresses(said: Said, language: str) -> Iterator[str]:
    """Every address of the site, with every id of ours wherever an id can stand, and what can be asked of lists."""
    found = [*WORDS.values(), said.gone.words]
    asked = [{"q": word} for word in found] + [{"involvement": said.involvement.pk}, {"theme": said.theme.pk}]
    with override(language):
        for name, pattern in named_patterns(get_resolver().url_patterns):
            arguments = list(pattern.pattern.converters)
            for chosen in product(*(_values(argument, said, language) for argument in arguments)):
                if not _belongs(chosen, said, language):
                    continue
                with suppress(NoReverseMatch):  # an id that this address does not take
                    address = reverse(name, args=chosen)
                    yield address
                    # What can be asked of them makes no other page of a figure or a place.
                    if not arguments and re.search(
                        r"/(stor|strae|chwil|search|reply|ateb|owed|dyled|theme)", address
                    ):
                        yield from (f"{address}?{urlencode(question)}" for question in asked)
    yield from (f"/{language}/?q={word}" for word in found)


def _values(argument: str, said: Said, language: str) -> Iterable[str]:
    """What can stand for an argument of an address; every id of ours for one that is not known here."""
    said_ids = [one.pk for one in said.said.values()]
    known = {
        "receipt": ["x" * 22],  # a secret that nobody holds: what is under a receipt is for its holder
        "label": [kind.label for kind in kinds()],
        "what": [slug_of(label, language) for label in labels()],
        "story": said_ids,
        "contribution": said_ids,
        "involvement": [said.involvement.pk, said.away.pk],
        "theme": said.of(THEME),
        "reply": said.of(REPLY),
        "need": said.of(NEED),
        "asset": said.of(ASSET),
        "case": [case.pk for case in Case.objects.order_by("pk")],
        "organisation": [body().key],
        "board": ["psb-cwm-taf-morgannwg"],
        "reference": [f"{PONTYPRIDD}-pontypridd"],
        "code": [PONTYPRIDD],
        "signal": ["house-prices"],
        "framework": ["services"],
        "item": ["language"],
        "indicator": ["no_car_pct"],
        "year": [str(said.involvement.opens.year)],
        "answered": [str(one.pk) for one in Answered.objects.order_by("pk")],
        "sort": ["capability", "asset", "need"],
        # What people offer and need is not what they say: one id that is out of sight stands for all.
        **{name: [said.said["held"].pk] for name in ("own", "season", "asked", "proposal")},
        **{name: [] for name in ("drawn", "rest", "token", "role")},  # nothing that people say is under these
    }
    return known.get(argument, [*said.ids, "no_car_pct"])


def _belongs(chosen: tuple[str, ...], said: Said, language: str) -> bool:
    """Whether a label and an id in one address are of one record: of every pair but these there is nothing to see."""
    owns = {label: said.of(label) for label in PAIRS}
    owns |= {SAID: [one.pk for one in said.said.values()], "listen.Addition": [said.gone.pk, said.added.pk]}
    owns["listen.Involvement"] = [said.involvement.pk, said.away.pk]
    for label, ids in owns.items():
        words = {label, slug_of(label, language)} if label in labels() else {label}
        if words & set(chosen):
            return bool(set(ids) & set(chosen))
    return True


def walk(said: Said, words: Iterable[str], where: Iterable[str] | None = None) -> dict[str, set[str]]:
    """By word, the addresses whose answers have it, beside the address that itself names it."""
    client, wanted = Client(), list(words)
    found: dict[str, set[str]] = {word: set() for word in wanted}
    every = [address for language in LANGUAGES for address in addresses(said, language)]
    for address in dict.fromkeys(where if where is not None else every):
        text = text_of(client.get(address))
        for word in wanted:
            # The reader's own question stands in its field, and the id they asked for in links to this page itself.
            if word not in address and word in text:
                found[word].add(address)
    return found


def text_of(answer: HttpResponse) -> str:
    """What an answer carries, whatever it is made of."""
    content = b"".join(answer) if answer.streaming else answer.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    return content.decode("utf-8", errors="replace")


def hidden_words(said: Said) -> list[str]:
    """The words and the ids that nobody may find; that a voice was withdrawn may be told, so only its words are."""
    ids = [said.said[state].pk for state in HIDDEN if state != "withdrawn"]
    beside = [said.pairs[label][1].pk for label in PAIRS] + [unseen for _seen, unseen in PAIRS.values()]
    return [*(WORDS[state] for state in HIDDEN), said.gone.words, said.gone.pk, *ids, *beside]


def still_read(said: Said) -> list[tuple[str, str]]:
    """The registered ways in by which something that is out of sight would come into sight, and what."""
    return [
        (path.name, state)
        for path in read_paths(SAID)
        if path.name not in FOR_THOSE_WHO_ANSWER
        for ids in [set(map(str, path.ids()))]
        for state in HIDDEN
        if said.said[state].pk in ids
    ]


# What its teller meant for those who answer is on their desk; what is held is not even there.
FOR_THOSE_WHO_ANSWER = {"the desk of those who answer", "words to tie to themes"}


@contextmanager
def forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Inside, the question that every page begins with forgets the holds, wherever it has been imported."""

    def readable() -> QuerySet[Contribution]:
        return Contribution.objects.filter(audience=Audience.EVERYONE, withdrawn=None, waiting=False)

    with monkeypatch.context() as patched:
        patched.setattr(questions.readable, "__code__", readable.__code__)
        yield


def test_every_kind_that_readers_find_says_by_which_ways_it_comes_into_sight():
    ways = {path.label for path in read_paths()}

    assert sorted(kind.label for kind in kinds() if kind.label not in ways) == sorted(WITHIN)


# These come into sight only within something else, and the walk looks for them there.
WITHIN = ("answer.Felt", "listen.Addition", "understand.Signal")


def test_what_is_out_of_sight_shows_nowhere_and_what_is_in_sight_does(said, monkeypatch):
    said.hide()

    seen = [word for word, _unseen in PAIRS.values()]
    found = walk(said, [*hidden_words(said), WORDS["open"], said.said["open"].pk, said.added.words, *seen])

    shown = found.pop(WORDS["open"])
    found.pop(said.said["open"].pk)
    assert len(shown) >= 8  # in both languages: its page, the lists, the theme
    assert found.pop(said.added.words)
    beside = {word: found.pop(word) for word in seen}
    assert all(beside.values())
    # Who copies the feed of rooms must be told to drop one: its id is there, as deleted, and nothing else of it.
    hushed = said.pairs[ASSET][1].pk
    (feed,) = found.pop(hushed)
    items = json.loads(text_of(Client().get(feed)))["items"]
    (told,) = [one for one in items if one["id"] == hushed]
    assert (told["state"], "data" in told) == ("deleted", False)
    assert {word: sorted(where) for word, where in found.items() if where} == {}
    assert still_read(said) == []

    # The test of the test: where one in sight showed, one that is held would show, if the question forgot the hold.
    with forgetful(monkeypatch):
        stamps.set_stamp("test", "forgets")
        wrongly = walk(said, [WORDS["held"], WORDS["removed"]], shown)
    assert all(wrongly.values())
    # And of the other kinds, where the one in sight showed, or on its own page, the held one shows once it is let go.
    said.show_pairs()
    pages = {page for where in beside.values() for page in where if not re.search(r"/(thread|trywydd)", page)}
    for label, (first, second) in said.pairs.items():
        pages |= {page.replace(first.pk, second.pk) for page in beside[PAIRS[label][0]]}
    assert all(walk(said, [unseen for _seen, unseen in PAIRS.values()], pages).values())


def test_what_is_held_beside_words_comes_by_no_registered_way_and_its_twin_does(said):
    said.hide()

    for label, (seen, unseen) in said.pairs.items():
        for path in read_paths(label):
            ids = set(map(str, path.ids()))
            assert (seen.pk in ids, unseen.pk in ids) == (True, False), path.name


def test_the_registered_ways_in_are_named_where_the_question_forgets_the_holds(said, monkeypatch):
    said.hide()

    with forgetful(monkeypatch):
        named = {name for name, state in still_read(said) if state == "held"}

    assert {"stories", "feed of stories", "search over stories"} <= named


def test_what_is_held_is_not_even_on_the_desk_of_those_who_answer(said):
    said.hide()

    for path in read_paths(SAID):
        ids = set(map(str, path.ids()))
        assert [said.said[state].pk in ids for state in ("held", "removed", "withdrawn")] == [False] * 3, (
            path.name
        )


def test_what_is_in_sight_comes_by_every_registered_way_that_is_open_to_it(said):
    without = [
        path.name for path in read_paths(SAID) if said.said["open"].pk not in set(map(str, path.ids()))
    ]

    assert without == ["recordings"]


def test_the_thread_is_silent_about_what_is_held_also_at_the_ends_of_its_edges(said):
    said.hide()
    ends = [(SAID, one.pk) for one in said.said.values()]

    told = tell(ends, "cy", EVERYONE)

    assert {key for (_label, key), one in told.items() if not one.withdrawn} == {said.said["open"].pk}


def test_a_page_that_a_browser_holds_is_not_called_unchanged_after_a_report(said):
    client = Client()
    with override("cy"):
        page = reverse("portal:story", args=[said.said["held"].pk])
    tag = client.get(page).headers["ETag"]
    assert client.get(page, headers={"if-none-match": tag}).status_code == 304

    reported(said.said["held"])

    assert client.get(page, headers={"if-none-match": tag}).status_code == 404
