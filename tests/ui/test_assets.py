"""What is served as it is: stylesheets, fonts, the one script."""

from __future__ import annotations

import ast
import gzip
import hashlib
import json
import re
from pathlib import Path

import edau.ui
from edau.ui.examples import ExampleForm

UI = Path(edau.ui.__file__).parent
STATIC = UI / "static/ui"
ASSETS = UI.parents[2] / "assets"
CSS = (STATIC / "edau.css").read_text()


def fonts_kept() -> dict[str, str]:
    """The characters that each font keeps, by file name, as the script that cuts them says."""
    tree = ast.parse((ASSETS / "fonts.py").read_text())
    said: dict[str, str] = {}
    kept: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name == "FONTS" and isinstance(node.value, ast.Tuple):
                for row in node.value.elts:
                    file, _source, _part, characters = row.elts  # type: ignore[attr-defined]
                    kept[file.value] = said[characters.id]
            elif name in {"WELSH", "SELDOM"}:
                said[name] = ast.literal_eval(node.value)
            elif name in {"LETTERS", "TEXT", "HEADINGS"}:
                said[name] = name
    return kept


def covered(ranges: str) -> set[int]:
    """The characters of a unicode-range."""
    out: set[int] = set()
    for each in re.findall(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?", ranges):
        first = int(each[0], 16)
        out |= set(range(first, int(each[1] or each[0], 16) + 1))
    return out


def faces() -> dict[str, str]:
    """Each font file with its unicode-range ("" where it has none)."""
    found = {}
    for block in re.findall(r"@font-face\{([^}]*)\}", CSS):
        (file,) = re.findall(r"fonts/([\w-]+)\.woff2", block)
        found[file] = "".join(re.findall(r"unicode-range:([^;}]+)", block))
    return found


def test_every_file_from_elsewhere_is_the_one_whose_hash_is_written_down():
    lines = (STATIC / "VENDOR.md").read_text().splitlines()
    said = {
        file: sha for line in lines for file, sha in re.findall(r"^\| `([^`]+)`.*`([0-9a-f]{64})` \|$", line)
    }
    there = [*sorted(STATIC.glob("*.css")), *sorted(STATIC.glob("fonts/*.woff2"))]

    assert said == {
        file.relative_to(STATIC).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in there
    }


def test_a_stylesheet_asks_for_nothing_but_our_own_fonts():
    addresses = set(re.findall(r"url\(([^)]*)\)", CSS))

    assert addresses == {f'"fonts/{file}.woff2"' for file in faces()}
    assert {file.stem for file in STATIC.glob("fonts/*.woff2")} == set(faces())
    assert "@import" not in CSS


def test_nothing_of_the_crown_and_no_font_of_theirs_is_in_the_stylesheet():
    assert re.findall(r"GDS Transport|crown-|crest|govuk-header|govuk-footer", CSS) == []


def test_the_stylesheet_travels_in_eight_kilobytes_and_the_script_in_one():
    sizes = [len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in ("edau.css", "edau.js")]

    assert sizes[0] <= 8 * 1024
    assert sizes[1] <= 1024


def classes_worn() -> set[str]:
    """Every word that may stand in a class attribute: those of templates, and all words of the code that draws."""
    templates = " ".join(file.read_text() for file in UI.parent.glob("*/templates/**/*.html"))
    attributes = " ".join(re.findall(r'class="([^"]*)"', re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", templates)))
    drawing = [
        *UI.rglob("*.py"),
        *UI.parent.glob("portal/pages/place_themes.py"),
        *UI.glob("templates/ui/gallery.html"),
    ]
    spoken = " ".join(file.read_text() for file in drawing)
    return set(re.findall(r"[\w-]+", f"{attributes} {spoken}"))


def test_the_stylesheet_has_no_rule_for_a_class_that_no_page_wears():
    selectors = re.sub(r"\{[^{}]*\}", "{}", re.sub(r'url\("[^"]*"\)|/\*.*?\*/', "", CSS))
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors))
    # Kinds and steps that templates and charts put together: "govuk-" + kind, "g" + group, GOV.UK's own variants.
    made = {name for name in known if name.startswith("govuk-")} | {f"g{step}" for step in range(5)}

    assert known - made - classes_worn() == set()


def test_labels_of_pictures_are_fourteen_pixels_or_more():
    fonts = {
        selector: float(found)
        for selector, body in re.findall(r"([^{};]+)\{([^{}]*)\}", CSS)
        for found in re.findall(r"font(?:-size)?:[^;]*?([\d.]+)px", body)
        if re.search(r"text|\.here|\.last", selector) and "govuk" not in selector
    }

    assert fonts == {".hill text,.line text": 14, ".line .last,.hill .here": 16, ".wales text": 15}


def test_text_is_there_before_its_font_is():
    blocks = re.findall(r"@font-face\{([^}]*)\}", CSS)

    assert len(blocks) == 5
    assert all("font-display:swap" in block for block in blocks)


def test_each_font_is_asked_for_exactly_the_characters_it_has():
    kept = fonts_kept()

    assert {
        file: "".join(sorted(map(chr, covered(ranges)))) for file, ranges in faces().items() if "ext" in file
    } == dict.fromkeys(("edau-sans-ext", "edau-serif-ext"), "ŴŵŶŷŸẀẁẂẃẄẅỲỳ")
    assert covered(faces()["edau-sans-more"]) == set(map(ord, kept["edau-sans-more"]))
    assert sorted(kept["edau-sans-ext"]) == sorted("ŴŵŶŷŸẀẁẂẃẄẅỲỳ")


def test_a_reader_who_wants_stillness_gets_it_and_one_with_own_colours_keeps_them():
    assert "prefers-reduced-motion" in CSS
    assert "forced-colors" in CSS
    assert re.findall(r"@keyframes|animation:|transition:", CSS) == []


def test_no_template_of_any_app_carries_a_style_or_a_script_of_its_own():
    carried = [
        f"{template.name}: {found}"
        for template in UI.parent.glob("*/templates/**/*.html")
        for found in re.findall(r'style="|<style|<script(?! src=)|\son\w+="', template.read_text())
    ]

    assert carried == []


def test_the_lock_of_the_assets_names_no_address_of_a_registry():
    lock = json.loads((ASSETS / "package-lock.json").read_text())

    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


def test_every_class_a_form_wears_is_in_the_stylesheet():
    forms = str(ExampleForm()) + str(ExampleForm({}))
    worn = {name for classes in re.findall(r'class="([^"]*)"', forms) for name in classes.split()}
    # Groups of choices are named by their kind for whoever reads the markup; they need no rule of their own.
    unstyled = {name for name in worn if not re.search(rf"\.{re.escape(name)}[^\w-]", CSS)}

    assert unstyled == {"govuk-radios", "govuk-checkboxes"}
