"""The arrows that no import linter can see."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).parent.parent


def heights() -> dict[str, int]:
    """Each app and how high it stands, read from the import contract itself."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    layers = [[name.strip() for name in layer.split("|")] for layer in contract["layers"]]
    return {name: len(layers) - i for i, layer in enumerate(layers) for name in layer}


def relations():
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.concrete and field.is_relation and field.related_model:
                yield model, field, field.related_model


def test_foreign_keys_point_downwards_also_those_given_as_text():
    height = heights()

    upward = [
        f"{model._meta.label}.{field.name} -> {target._meta.label}"
        for model, field, target in relations()
        if model._meta.app_label != target._meta.app_label
        and {model._meta.app_label, target._meta.app_label} <= set(height)
        and height[model._meta.app_label] <= height[target._meta.app_label]
    ]

    assert upward == []


def test_the_trail_and_the_hold_register_point_at_nothing_by_foreign_key():
    pointing = [model.__name__ for model, _field, _target in relations() if model._meta.app_label == "core"]

    assert pointing == []


def test_templates_take_parts_only_from_their_own_app_and_from_ui():
    strangers = []
    for template in (ROOT / "src/edau").glob("*/templates/**/*.html"):
        app = template.relative_to(ROOT / "src/edau").parts[0]
        for line in template.read_text().splitlines():
            for tag in ("{% extends ", "{% include "):
                if tag in line:
                    named = line.split(tag, 1)[1].split('"')[1]
                    own = {app, "ui"} | ({"account", "allauth"} if app == "accounts" else set())
                    if named.split("/")[0] not in own:
                        strangers.append(f"{template.name}: {named}")

    assert strangers == []


def test_no_line_of_the_project_names_a_folder_of_somebody_s_machine():
    named = [
        str(file.relative_to(ROOT))
        for pattern in (
            "src/**/*.py",
            "src/**/*.html",
            "tests/**/*.py",
            "docs/**/*.md",
            "*.md",
            "*.lock",
            "Makefile",
        )
        for file in ROOT.glob(pattern)
        if any(word in file.read_text() for word in ("/" + "home/", "/" + "root/", "index" + "-url"))
    ]

    assert named == []
