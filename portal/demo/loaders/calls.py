"""What schools miss: questions that are open, one with an answer, and a pupil's idea."""

import datetime

from django.utils import timezone

from employers.models import Offer
from placements.models import Call, CallAnswer
from placements.services.calls import create_call, open_call
from placements.services.ideas import propose_idea
from portal.accounts.models import User
from portal.core.months import add_months, first_of_month
from portal.demo.people import SAMIRA
from portal.demo.stage import Stage, read
from portal.reference.models import Sector
from schools.models import School, Student

SAME = ("what", "more", "pupils", "year", "km", "kind")


def load(stage: Stage) -> str:
    rows = read("calls")
    for row in rows:
        call = _open(stage, row)
        if row.get("answered"):
            _answer(call)
    _idea()
    return f"{len(rows)} questions to companies and an idea"


def _open(stage: Stage, row: dict) -> Call:
    school = School.objects.get(brin=row["school"])
    person = User.objects.filter(
        schools_memberships__school=school, schools_memberships__role=row["by"]
    ).order_by("pk")[0]
    start = first_of_month(stage.calendar.today)
    call = create_call(
        Call(
            school=school,
            sector=Sector.objects.get(code=row["sector"]),
            track=school.tracks[0] if school.tracks else "",
            from_month=add_months(start, row["from"]),
            to_month=add_months(start, row["to"]),
            **{name: row[name] for name in SAME},
        ),
        by=person,
    )
    open_call(call, by=person)
    opened = stage.now - datetime.timedelta(days=row["opened"])
    Call.objects.filter(pk=call.pk).update(opened_at=opened)
    return call


def _answer(call: Call) -> None:
    fitting = Offer.objects.published().filter(sector=call.sector_id, kind=call.kind)
    if offer := fitting.order_by("pk").first():
        CallAnswer.objects.create(call=call, offer=offer, published_at=timezone.now())
        Call.objects.filter(pk=call.pk).update(state=Call.State.ANSWERED)


def _idea() -> None:
    brin, number = SAMIRA
    pupil = Student.objects.get(school__brin=brin, source_key=number)
    propose_idea(
        pupil,
        by=pupil.user,
        sector=Sector.objects.get(code="hospitality_food"),
        what="Ik wil zien hoe een taart wordt gemaakt",
        kind="visit",
    )
