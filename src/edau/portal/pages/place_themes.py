"""The themes of an area's page as HTML, written by Python like the rows in them: as template nodes eight themes took
a fifth of the page's time."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString, mark_safe

from edau.portal.pages.profile import ThemeBlock
from edau.portal.words.phrases import phrases
from edau.ui.rows import escaped


def themes_drawn(themes: Iterable[ThemeBlock], csv: str, language: str) -> SafeString:
    """The themes one after the other. `csv` is the address of the page's figures as a file, of which each theme links
    its own part."""
    return mark_safe("".join(_theme(theme, csv, language) for theme in themes))  # noqa: S308


def _theme(theme: ThemeBlock, csv: str, language: str) -> str:
    key, name, official, finding, caption, download, csv, summary, *notes = escaped(
        (
            *(theme.key, theme.name, theme.official_title, theme.finding, theme.caption, theme.download),
            *(csv, phrases(language).table_and_source),
            *theme.notes,
        )
    )
    official = f'<p class="small quiet">{official}</p>' if official else ""
    hills = f'<div class="hills">\n{theme.hills}\n</div>' if theme.hills else ""
    figures = "".join(f'<p class="small quiet">{note}</p>' for note in notes)
    if theme.lines:
        figures = f"""\
<details>
<summary>{summary}<span class="vh">: {name}</span></summary>
<div class="scroll" tabindex="0" role="region" aria-labelledby="t-{key}"><table class="fold">
<caption id="t-{key}">{caption}</caption>
{theme.table}</table></div>
{figures}
<p class="small"><a href="{csv}?theme={key}">{download}</a></p>
</details>"""
    return f"""\
<div class="theme" id="{key}">
<h3>{name}</h3>
{official}
<p>{finding}</p>
{hills}
{figures}
</div>
"""
