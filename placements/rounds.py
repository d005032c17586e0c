"""How a round is shown: its steps and what it waits for."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from placements.models import Round
from portal.core.formats import short_date

S = Round.State
# Which step a round is at, counted from 0; six when all are done.
AT_STEP = {S.DRAFT: 1, S.OPEN: 2, S.CLOSED: 3, S.COMPUTED: 4, S.PUBLISHED: 6, S.FINISHED: 6}


def steps(round_, *, here: int | None = None, linked: bool = True) -> list[dict]:
    """Groups, dates, wishes, dividing, checking, publishing; needs ``with_figures``.

    Without links for who only looks on: behind them is the coordinator's work.
    """
    at = AT_STEP[round_.state]
    if round_.state == S.DRAFT and not round_.pupils:
        at = 0
    rows = [
        (_("Groups"), _pupils(round_.pupils), "placements:round-edit"),
        (_("Dates"), _dates(round_.dates), "placements:round-sessions"),
        (_("Wishes"), _answered(round_), "placements:round-wishes"),
        (_("Divide"), _("By computer"), "placements:round-detail"),
        (_("Check"), _without(round_), "placements:round-review"),
        (_("Publish"), _published(round_), "placements:round-detail"),
    ]
    return [
        {
            "label": label,
            "note": note if number <= at or number < 3 else "",  # noqa: PLR2004 - before matching
            "state": "done" if number < at else "current" if number == at else "todo",
            "url": reverse(url, args=[round_.pk])
            if linked and number <= at and number != here
            else "",
        }
        for number, (label, note, url) in enumerate(rows)
    ]


def coming_deadline() -> dt.datetime:
    """A school day about two weeks from now, at the end of the afternoon."""
    moment = timezone.localtime() + dt.timedelta(days=14)
    moment += dt.timedelta(days=(4 - moment.weekday()) % 7)
    return moment.replace(hour=17, minute=0, second=0, microsecond=0)


def _pupils(count: int) -> str:
    return ngettext("%(n)s pupil", "%(n)s pupils", count) % {"n": count}


def _dates(count: int) -> str:
    return ngettext("%(n)s date", "%(n)s dates", count) % {"n": count}


def _answered(round_) -> str:
    if round_.state == S.DRAFT:
        return ""
    return _("%(n)s of %(all)s") % {"n": round_.answered, "all": round_.pupils}


def _without(round_) -> str:
    if not round_.without:
        return _("Everybody has a place")
    return _("%(n)s without a place") % {"n": round_.without}


def _published(round_) -> str:
    return short_date(round_.published_at) if round_.published_at else ""
