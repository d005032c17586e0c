"""Who may choose a date when: the steps of its release, counted back from the day itself.

Partner schools may at once. Two steps of three weeks later come the schools whose pupils have
seen little of this sector, then all schools of the region. Once the days of notice have begun,
what is left goes last minute, if the employer wants that.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from employers.models import Release, Session
from portal.core.formats import local_day, long_date

A_STEP = dt.timedelta(weeks=3)
ONE_DAY = dt.timedelta(days=1)


class Stage(models.TextChoices):
    PARTNERS = "partners", gettext_lazy("Partner schools")
    GAP = "gap", gettext_lazy("Schools that saw little of this sector")
    REGION = "region", gettext_lazy("All schools")
    LAST_MINUTE = "last_minute", gettext_lazy("Last minute")
    CLOSED = "closed", gettext_lazy("Closed")


@dataclass(frozen=True)
class Steps:
    """The days on which the next step begins. Without steps there is no ``gap`` and ``region``."""

    gap_from: dt.date | None
    region_from: dt.date | None
    last_minute_from: dt.date
    has_last_minute: bool

    @property
    def last_day(self) -> dt.date:
        """The last day on which to choose with due notice."""
        return self.last_minute_from - ONE_DAY

    def stage_on(self, day: dt.date) -> Stage:
        if day >= self.last_minute_from:
            return Stage.LAST_MINUTE if self.has_last_minute else Stage.CLOSED
        if self.region_from is None or day >= self.region_from:
            return Stage.REGION
        return Stage.GAP if self.gap_from and day >= self.gap_from else Stage.PARTNERS

    def opens_on(self, *, partner: bool, gap: bool) -> dt.date | None:
        """The first day for a school like this; None: at once."""
        if partner or self.region_from is None:
            return None
        return self.gap_from if gap else self.region_from


def release_of(session: Session) -> Steps:
    """Needs ``session.offer``."""
    start = local_day(session.starts_at)
    last_minute_from = start - dt.timedelta(days=session.offer.lead_days) + ONE_DAY
    in_steps = session.release == Release.IN_STEPS
    return Steps(
        gap_from=last_minute_from - 2 * A_STEP if in_steps else None,
        region_from=last_minute_from - A_STEP if in_steps else None,
        last_minute_from=min(last_minute_from, start),
        has_last_minute=in_steps or session.last_minute,
    )


def for_all_to_read(session: Session, day: dt.date) -> str:
    """What the page of the offer says about it; empty when everybody may choose as usual."""
    release = release_of(session)
    texts = {
        Stage.PARTNERS: _(
            "Now for partner schools. From %(gap)s for schools that saw little of this sector,"
            " from %(all)s for all schools."
        ),
        Stage.GAP: _(
            "Now for schools that saw little of this sector. From %(all)s for all schools."
        ),
        Stage.LAST_MINUTE: _("Last minute: what is left is for every school."),
        Stage.CLOSED: _("Schools could choose this date until %(last)s."),
    }
    return texts.get(release.stage_on(day), "") % {
        "gap": _day(release.gap_from),
        "all": _day(release.region_from),
        "last": _day(release.last_day),
    }


def _day(day: dt.date | None) -> str:
    return long_date(day) if day else ""


def timeline(session: Session, today: dt.date) -> list[dict]:
    """The steps as rows for the stepper: label, from when, and where we are."""
    steps = release_of(session)
    rows: list[tuple[Stage, dt.date | None]] = []
    if steps.region_from:
        rows = [(Stage.PARTNERS, None), (Stage.GAP, steps.gap_from)]
    rows.append((Stage.REGION, steps.region_from))
    last = Stage.LAST_MINUTE if steps.has_last_minute else Stage.CLOSED
    rows.append((last, steps.last_minute_from))
    at = [stage for stage, _since in rows].index(steps.stage_on(today))
    return [
        {
            "label": stage.label,
            "note": _("From %(day)s") % {"day": long_date(since)} if since else _("At once"),
            "state": "done" if number < at else "current" if number == at else "todo",
        }
        for number, (stage, since) in enumerate(rows)
    ]
