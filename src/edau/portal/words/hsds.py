"""What is wrong with tables of HSDS, and why a service does not come in, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from edau.connect.imports.hsds_assets import Why

FAULTS = {
    "not_utf8": _("this is not UTF-8 text"),
    "not_csv": _("this is not a whole CSV table"),
    "empty": _("there is nothing in this file"),
    "missing_column": _("this column is missing"),
    "wrong_width": _("the line has the wrong number of columns"),
    "wrong_id": _("an id of its own is needed here"),
    "repeated_id": _("this was there before"),
    "missing_file": _("this table is missing"),
    "table_twice": _("this table is there twice"),
    "too_large": _("the files are larger than 20 MB"),
    "too_many_lines": _("there are more than 100,000 lines"),
    "unknown_id": _("no line has this id"),
    "unknown_kind": _("no kind of asset has this key"),
    "bad_time": _("write the time as 09:00"),
    "bad_day": _("write the date as 2026-09-07"),
    "bad_weekday": _("write the day as a number from 1 (Monday) to 7, or as its English name"),
    "no_day": _("say on which day of the week, or from which date"),
    "bad_rule": _("this is not a rule such as FREQ=WEEKLY;BYDAY=MO"),
    "too_fine": _("a rule goes by weeks or by days, not by hours or minutes"),
    "never": _("this rule ends before it begins"),
    "bad_start": _("this date is too far away"),
    "bad_minutes": _("it is open for less than half an hour"),
    "too_many": _("more than 60 times in a week"),
    "bad_point": _("a latitude from -90 to 90 and a longitude from -180 to 180 are needed here"),
}
WHY = {
    Why.NO_KIND: _(
        "We cannot tell what could be lent. If it is a room or a thing, name its kind in kinds.csv."
    ),
    Why.NO_PLACE: _("Its place has no point and no postcode."),
    Why.NOT_HERE: _("Its place is not in Wales, or its postcode is not known."),
    Why.NOT_ACTIVE: _("It is marked as not active."),
    Why.OTHER_BODY: _(
        "It belongs to another organisation, or you have not said which one of the file is yours."
    ),
    Why.NOWHERE: _("It is at no location."),
}
