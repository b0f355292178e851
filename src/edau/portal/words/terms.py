"""What is wrong with a table of school terms, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

FAULTS = {
    "not_utf8": _("this is not UTF-8 text"),
    "not_csv": _("this is not a whole CSV table"),
    "empty": _("there is nothing in this file"),
    "missing_column": _("this column is missing"),
    "unknown_column": _("we do not know this column"),
    "repeated_column": _("this column is there twice"),
    "wrong_width": _("the line has the wrong number of columns"),
    "too_large": _("the file is larger than 100 KB"),
    "too_many_lines": _("there are more than 2,000 lines"),
    "unknown_authority": _("no local authority in Wales has this code or name"),
    "bad_day": _("write the date as 2026-09-07"),
    "ends_first": _("the last day is not after the first"),
    "too_long": _(
        "a term lasts less than 150 days: write what lies on either side of a holiday on its own line"
    ),
    "no_source": _("say in 200 letters at most where these dates are from"),
    "overlaps": _("this term begins before the one before it has ended"),
}
