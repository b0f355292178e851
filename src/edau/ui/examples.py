"""What the gallery shows: shapes and figures made up for it, never taken for data."""

from __future__ import annotations

from math import cos, exp, radians, sin

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edau.ui.charts import hill, outline, steps, trend, wales
from edau.ui.rows import Heading
from edau.ui.tables import Table

HEIGHTS = tuple(exp(-(((i - 20) / 11) ** 2)) + 0.35 * exp(-(((i - 38) / 6) ** 2)) for i in range(51))
RIDGE = tuple(round(height / max(HEIGHTS), 3) for height in HEIGHTS)


class ExampleForm(forms.Form):
    """A field of each kind."""

    place = forms.CharField(
        label=gettext_lazy("Town, village or postcode"),
        help_text=gettext_lazy("For example Pontypridd or CF37"),
        error_messages={"required": gettext_lazy("Type the name of a place, or a postcode.")},
    )
    why = forms.CharField(
        label=gettext_lazy("What would make life better here?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    reader = forms.ChoiceField(
        label=gettext_lazy("Who may read it?"),
        choices=[
            ("all", gettext_lazy("Everyone, without my name")),
            ("few", gettext_lazy("Only those who answer")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who may read it.")},
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=[
            ("people", gettext_lazy("People")),
            ("place", gettext_lazy("A place")),
            ("way", gettext_lazy("Getting there")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    month = forms.ChoiceField(
        label=gettext_lazy("Month"),
        choices=[("5", gettext_lazy("May")), ("6", gettext_lazy("June"))],
        required=False,
    )
    agree = forms.BooleanField(
        label=gettext_lazy("I have read the promise"),
        error_messages={"required": gettext_lazy("Read the promise, then tick the box.")},
    )


def table() -> Table:
    """A table whose rows fold on a telephone."""
    return Table(
        key="example-table",
        caption=_("Made-up example"),
        columns=(Heading(_("Measure")), Heading(_("Here"), True), Heading(_("Interval (95%)"), True)),
        cells=(
            (_("Households with no car or van"), "24.7%", "24.0–25.4"),
            (_("One-person households"), "32.5%", "31.7–33.3"),
        ),
        fold=True,
    )


def pictures() -> dict[str, SafeString]:
    """Each chart and map, and the forms it takes at its edges."""
    made_up = _("Made-up example")
    ring = [
        (-3.4 + 0.03 * cos(radians(a)) * (1 + 0.3 * sin(3 * radians(a))), 51.6 + 0.02 * sin(radians(a)))
        for a in range(0, 361, 15)
    ]
    beside = [(longitude + 0.055, latitude + 0.01) for longitude, latitude in ring]
    spots = (
        ("school", 0, 0),
        ("surgery", 0.01, 0.004),
        ("library", -0.008, 0.006),
        ("station", 0.004, -0.008),
    )
    frame = [(-5.2, 51.4), (-3.0, 51.4), (-3.0, 53.3), (-4.6, 53.3), (-4.0, 52.3), (-5.2, 51.9), (-5.2, 51.4)]
    # The shape is no country's: a gallery must not be read as a map.
    land = wales.land([[frame]])
    dots = [wales.Dot(-4.8 + 0.35 * i, 51.6 + 0.3 * i, 3000 * 2**i, i) for i in range(5)]

    def of(key: str, **parts: object) -> SafeString:
        return hill.draw(hill.Hill(key=key, title=made_up, description="", heights=RIDGE, **parts))  # type: ignore[arg-type]

    def line(key: str, moments: tuple[trend.Moment, ...], **parts: object) -> SafeString:
        chart = trend.TrendChart(
            key=key,
            title=made_up,
            description="",
            moments=moments,
            first=str(int(moments[0].time)),
            last=str(int(moments[-1].time)),
            label="69.1%",
            reference_label=_("Wales") + " 74.1%",
            **parts,  # type: ignore[arg-type]
        )
        return trend.draw(chart)

    whole = tuple(
        trend.Moment(2012 + i, v, v - 3, v + 3, 70 + i / 2.5)
        for i, v in enumerate((62, 64, 66, 68, 69, 71, 66, 65, 72, 70, 69.1))
    )
    gapped = tuple(trend.Moment(m.time, None if i in {3, 5} else m.value) for i, m in enumerate(whole))
    return {
        "hill": of(
            "g1",
            pin=hill.Mark(72, "24.7%"),
            reference=hill.Mark(48, _("Wales") + " 19.4%"),
            interval=(70, 74),
        ),
        "hill_low": of(
            "g2", pin=hill.Mark(0, "0%"), reference=hill.Mark(40, _("Wales") + " 20.6%"), interval=(0, 3)
        ),
        "hill_high": of("g3", pin=hill.Mark(100, "100%"), reference=hill.Mark(95, _("Wales") + " 97.1%")),
        "hill_unsaid": of("g4", unsaid=_("Not shown: too few small areas")),
        "steps": steps.draw(
            steps.Steps(
                key="g12",
                title=made_up,
                description="",
                steps=[steps.Step("0", 93), steps.Step("1", 167), steps.Step("2", 24), steps.Step("3+", 19)],
                own=2,
                value="2",
            )
        ),
        "hill_ends": of("g5", pin=hill.Mark(48, _("Wales") + " 19.4%"), ends=("4.1%", "38.2%")),
        "line": line("g6", whole),
        "line_gaps": line("g7", gapped),
        "line_break": line("g8", whole, breaks=(2018,)),
        "outline": outline.draw(
            outline.Outline(
                key="g9",
                title=made_up,
                description="",
                rings=[ring],
                neighbours=[beside],
                spots=[outline.Spot(kind, -3.4 + x, 51.6 + y) for kind, x, y in spots],
            )
        ),
        "dots": wales.draw_places(key="g10", title=made_up, description="", land_path=land, dots=dots),
        "locator": wales.draw_locator(
            key="g11", title=made_up, land_path=land, longitude=-3.3, latitude=51.6, label=_("A place")
        ),
        "school": outline.symbol("school"),
        "surgery": outline.symbol("surgery"),
        "library": outline.symbol("library"),
        "station": outline.symbol("station"),
    }
