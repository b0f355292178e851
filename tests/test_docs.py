"""The documentation cannot be wrong about what a program can look up: settings, commands, tables, indicators, links."""

from __future__ import annotations

import argparse
import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import edau
from edau import cli
from edau.understand.catalogue import Indicator, catalogue
from edau.understand.files.schema import FILES, TABLES, Field

ROOT = Path(__file__).parent.parent
PACKAGE = Path(edau.__file__).parent
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted(
    page
    for page in (
        *ROOT.glob("*.md"),
        *(p for f in ("docs", "deploy", "src") for p in (ROOT / f).rglob("*.md")),
    )
)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# Folders of the repository whose paths are written in the prose of a page, between backticks.
PATH = re.compile(r"`((?:src|docs|tests|deploy|assets|benchmarks|requirements)[\w./*-]*)`")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows(text: str) -> list[list[str]]:
    """The cells of every row of every table of a page, without headings and rules."""
    found = []
    lines = text.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("|") and not line.startswith("|--") and not following.startswith("|--"):
            found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def sections(text: str) -> dict[str, str]:
    """The parts of a page under its headings of the second level, by heading."""
    return {
        part.partition("\n")[0].strip("` "): part.partition("\n")[2]
        for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    }


SPEAK_OF_IT = ("environ", "getenv", "says_yes", "whole_number")


class Variables(ast.NodeVisitor):
    """The names of the environment variables that a module reads or sets."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        self.loops: dict[str, list[str]] = {}

    def visit_For(self, node: ast.For) -> None:
        if isinstance(node.target, ast.Name) and isinstance(node.iter, ast.Tuple):
            self.loops[node.target.id] = [e.value for e in node.iter.elts if isinstance(e, ast.Constant)]
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        called = ast.unparse(node.func)
        if called in ("os.environ.get", "os.environ.setdefault", "os.getenv", "says_yes", "whole_number"):
            self._note(node.args)
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if ast.unparse(node.value) == "os.environ":
            self._note([node.slice])
        self.generic_visit(node)

    def _note(self, arguments: list[ast.expr]) -> None:
        for name in arguments[:1]:
            if isinstance(name, ast.Constant):
                self.found.add(name.value)
            elif isinstance(name, ast.Name):
                self.found |= set(self.loops.get(name.id, ()))


def variables(*folders: Path) -> set[str]:
    visitor = Variables()
    for folder in folders:
        for module in folder.rglob("*.py"):
            text = module.read_text(encoding="utf-8")
            if any(word in text for word in SPEAK_OF_IT):  # of hundreds of modules a few do
                visitor.visit(ast.parse(text))
    return visitor.found


class TestSettings:
    documented = sections(text_of("docs/reference/settings.md"))

    def names(self, heading: str) -> set[str]:
        return {row[0].strip("`") for row in rows(self.documented[heading])}

    def test_every_variable_that_edau_reads_is_documented_and_no_others_are(self):
        assert self.names("Read by Edau") == variables(PACKAGE)

    def test_so_is_every_variable_of_make_and_of_the_tests(self):
        makefile = text_of("Makefile")
        of_make = set(re.findall(r"^([A-Z]+) \?=", makefile, re.MULTILINE)) | set(
            re.findall(r"\$\$\{([A-Z_]+):\?", makefile)
        )
        read = of_make | variables(ROOT / "tests", ROOT / "benchmarks")

        assert self.names("Read by make and by the tests") == read - variables(PACKAGE)

    def test_the_example_for_a_server_sets_only_what_there_is(self):
        example = set(re.findall(r"^#?([A-Z_]+)=", text_of("deploy/edau.env.example"), re.MULTILINE))

        assert {"SECRET_KEY", "EDAU_HOSTS", "EDAU_HOME"} <= example
        assert example - self.names("Read by Edau") == set()


def commands(parser: argparse.ArgumentParser, name: str = "edau") -> Iterator[tuple[str, set[str]]]:
    """Every command that does something, with the options of its own."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for action in below:
        for word, inner in action.choices.items():
            yield from commands(inner, f"{name} {word}")
    if not below:
        common = {"-h", "--help", "--lang", "--json"}
        yield name, {option for action in parser._actions for option in action.option_strings} - common


def test_every_command_is_documented_with_its_options_and_no_others_are():
    documented = {
        heading: {row[0].strip("`") for row in rows(section)}
        for heading, section in sections(text_of("docs/reference/commands.md")).items()
    }

    assert documented == dict(commands(cli._parser()))


def may_hold(field: Field) -> str:
    """What a column of the release may hold, in words."""
    bounds = [f"at least {field.minimum:g}"] if field.minimum is not None and field.maximum is None else []
    if field.minimum is not None and field.maximum is not None:
        bounds = [f"{field.minimum:g} to {field.maximum:g}"]
    needs = ["unique"] if field.unique else ["always there"] if field.required else []
    values = [", ".join(f"`{value}`" for value in field.enum)] if field.enum else []
    return "; ".join([*needs, *bounds, *values])


class TestTablesOfTheRelease:
    documented = sections(text_of("docs/reference/release-tables.md"))

    @pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
    def test_a_table_is_documented_column_by_column(self, table):
        assert rows(self.documented[table.path]) == [
            [f"`{field.name}`", field.type, field.title_en, may_hold(field)] for field in table.fields
        ]

    @pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
    def test_its_key_and_its_licence_are_named(self, table):
        key = ", ".join(f"`{name}`" for name in table.key)

        assert self.documented[table.path].strip().splitlines()[0] == (
            f"{table.title_en}. Key: {key}. Licence: {', '.join(table.licences)}."
        )

    def test_the_files_that_are_no_tables_are_documented_too_and_nothing_else_is(self):
        files = [[f"`{file.path}`", file.title_en, ", ".join(file.licences)] for file in FILES]

        assert rows(self.documented["Other files"]) == files
        assert set(self.documented) == {table.path for table in TABLES} | {"Other files"}


def line_of(indicator: Indicator) -> list[str]:
    """The row of an indicator in its list."""
    link = f"[`{indicator.key}`](../../src/edau/catalogue/indicators/{indicator.key}.yaml)"
    return [link, indicator.name.cy, indicator.name.en, indicator.unit, indicator.level, indicator.interval]


@pytest.mark.parametrize("theme", catalogue().themes.values(), ids=lambda theme: theme.key)
def test_every_indicator_is_listed_under_its_theme(theme):
    documented = sections(text_of("docs/reference/indicators.md"))

    assert rows(documented[f"{theme.name.cy} · {theme.name.en}"]) == [
        line_of(indicator) for indicator in catalogue().of_theme(theme.key)
    ]


def anchors(page: Path) -> set[str]:
    """What can stand behind the # of a link to a page."""
    headings = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
class TestEveryPage:
    def test_its_links_lead_somewhere(self, page):
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        links = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'src="([^"]+)"', text)
        lost = []
        for link in links:
            if re.match(r"(https?|mailto):", link):
                continue
            path, _, anchor = link.partition("#")
            target = (page.parent / path).resolve() if path else page
            if not target.exists() or (anchor and anchor not in anchors(target)):
                lost.append(link)

        assert lost == []

    def test_the_paths_it_names_are_there(self, page):
        named = PATH.findall(page.read_text(encoding="utf-8"))

        assert [path for path in named if not any(ROOT.glob(path.rstrip("/")))] == []

    def test_it_names_only_targets_that_make_has(self, page):
        named = set(re.findall(r"\bmake ([a-z]+)\b(?=`|\s+#|\n|\s+PYTHON)", page.read_text(encoding="utf-8")))

        assert named - set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE)) == set()


def test_every_decision_is_listed_by_its_number_and_title():
    folder = ROOT / "docs" / "decisions"
    records = sorted(folder.glob("[0-9]*.md"))
    titles = [HEADING.findall(record.read_text(encoding="utf-8"))[0] for record in records]
    listed = re.findall(r"^\* \[(.+)\]\((.+)\)", text_of("docs/decisions/README.md"), re.MULTILINE)

    assert listed == [(title, record.name) for title, record in zip(titles, records, strict=True)]
    assert [int(title.partition(".")[0]) for title in titles] == list(range(1, len(records) + 1))


def test_the_map_of_the_house_has_every_room():
    drawn = re.findall(r"^  (\w+)/ ", text_of("README.md"), re.MULTILINE)
    there = {folder.name for folder in PACKAGE.iterdir() if folder.is_dir() and folder.name != "__pycache__"}

    assert sorted(drawn) == sorted(there)


def test_every_room_says_what_it_is_for():
    code = {init.parent for init in PACKAGE.glob("*/__init__.py")} - {PACKAGE / "release"}

    assert {folder.name for folder in code if not (folder / "README.md").exists()} == set()


@pytest.mark.parametrize(
    "picture", sorted((ROOT / "docs" / "pictures").iterdir()), ids=lambda file: file.name
)
def test_a_picture_is_small_and_is_shown(picture):
    assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert picture.stat().st_size <= 250_000
    assert f"docs/pictures/{picture.name}" in text_of("README.md")


class TestNotice:
    notice = " ".join(text_of("NOTICE").split())

    def test_it_has_every_attribution_that_a_source_of_the_release_asks_for(self):
        with (PACKAGE / "release" / "sources.csv").open(encoding="utf-8", newline="") as lines:
            sources = list(csv.DictReader(lines))
        wanted = {source["attribution_en"] for source in sources} | {
            source["licence_url"] for source in sources
        }

        assert {
            text for text in wanted - {"https://opensource.org/license/mit"} if text not in self.notice
        } == set()

    def test_it_has_every_publisher(self):
        with (PACKAGE / "release" / "sources.csv").open(encoding="utf-8", newline="") as lines:
            publishers = {source["publisher_en"] for source in csv.DictReader(lines)}

        assert {name for name in publishers if name not in self.notice} == set()

    def test_it_has_every_package_that_an_installation_gets(self):
        locked = re.findall(r"^([\w-]+)==", text_of("requirements.lock"), re.MULTILINE)

        assert {name for name in locked if name.lower() not in self.notice.lower()} == set()


def test_the_words_of_a_deployment_are_well_formed():
    nginx = re.sub(r"#.*", "", text_of("deploy/nginx/edau.conf"))
    statements = [line.strip() for line in nginx.splitlines() if line.strip()]

    assert nginx.count("{") == nginx.count("}")
    assert [line for line in statements if line[-1] not in "{};"] == []
