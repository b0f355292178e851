"""The areas of the thirteen Public Services Boards, from the catalogue.

Well-being of Future Generations (Wales) Act 2015, sections 29 (a board for each authority), 47 and 48.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import pandas as pd
import yaml

COLUMNS = [
    "code",
    "name_en",
    "name_cy",
    "name_cy_source",
    "name_cy_checked",
    "title_en",
    "title_cy",
    "authorities",
    "health_board",
    "fire",
    "police",
    "checked",
]
AUTHORITIES = 22


@cache
def boards() -> pd.DataFrame:
    """The boards, sorted by code.

    `code` (`psb-…`); `name_en`, `name_cy` (the area: "Gwent"); `name_cy_source` (ons_authority, seen or
    own), `name_cy_checked`; `title_en`, `title_cy` ("Gwent Public Services Board", "Bwrdd Gwasanaethau
    Cyhoeddus Gwent"); `authorities` (tuple of ONS codes), `health_board`, `fire`, `police` (ONS codes);
    `checked` (bool: its make-up has been seen in a source).

    Raises ValueError if the catalogue's boards do not hold each of the 22 authorities exactly once.
    """
    path = resources.files("edau.catalogue").joinpath("statute/boards.yaml")
    return table(yaml.safe_load(path.read_text(encoding="utf-8")))


def table(catalogue: dict) -> pd.DataFrame:
    """The boards of an already read catalogue file; see `boards`."""
    rows = []
    title = catalogue["title"]
    for board in catalogue["boards"]:
        name = board["name"]
        flags = (name["checked"], board["checked"])
        if any(flag is not True and flag is not False for flag in flags):
            raise ValueError(f"boards.yaml: {board['code']}: checked must be true or false")
        rows.append(
            (
                board["code"],
                name["en"],
                name["cy"],
                name["source"],
                name["checked"],
                f"{name['en']} {title['en']}",
                f"{title['cy']} {name['cy']}",
                tuple(board["authorities"]),
                board["health_board"],
                board["fire"],
                board["police"],
                board["checked"],
            )
        )
    held = sorted(code for board in catalogue["boards"] for code in board["authorities"])
    if len(held) != AUTHORITIES or len(set(held)) != AUTHORITIES:
        raise ValueError(f"boards.yaml: boards must hold each of the {AUTHORITIES} authorities once: {held}")
    if any(not code.startswith("psb-") for code, *_ in rows) or len({code for code, *_ in rows}) != len(rows):
        raise ValueError("boards.yaml: each board needs a code of its own that begins with psb-")
    return pd.DataFrame(sorted(rows), columns=COLUMNS)


def board_of_authority() -> dict[str, str]:
    """The code of the board that each authority belongs to."""
    frame = boards()
    return {
        code: board
        for board, codes in zip(frame["code"], frame["authorities"], strict=True)
        for code in codes
    }
