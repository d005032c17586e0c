"""What some pupils need to come along, and for what their pictures may be used."""

from random import Random

from portal.demo.people import NOAH, SAMIRA
from portal.demo.stage import Stage
from portal.reference.models import PracticalNeed
from schools.models import PhotoConsent, PhotoDecider, School, Student, StudentNeed

Purpose, GivenBy = PhotoConsent.Purpose, PhotoConsent.GivenBy
# How many of a hundred pupils; a wheelchair apart, because every school has one.
SHARES = {
    "easy_text": 9,
    "low_stimulus": 6,
    "clear_steps": 5,
    "allergy": 4,
    "break": 3,
    "simple_dutch": 3,
    "hearing": 2,
    "sight": 1,
    "extra_adult": 1,
    "short_walk": 1,
}
MAY = {Purpose.SCHOOL: 0.85, Purpose.EMPLOYER: 0.7, Purpose.SOCIAL: 0.45, Purpose.PORTAL: 0.35}
OLD_ENOUGH = 4  # in this year nearly everybody is 16
STARS = {SAMIRA[1]: ["easy_text"], NOAH[1]: ["clear_steps"]}


def load(stage: Stage) -> str:
    needs = PracticalNeed.by_code()
    for school in School.objects.order_by("brin"):
        dice = stage.dice(f"care at {school.brin}")
        pupils = list(Student.objects.filter(school=school).order_by("source_key"))
        _load_needs(stage, pupils, needs, dice)
        _load_photos(stage, pupils, dice)
    return f"{StudentNeed.objects.count()} needs, {PhotoConsent.objects.count()} consents"


def _load_needs(stage: Stage, pupils: list[Student], needs: dict, dice: Random) -> None:
    since = stage.ago(days=60).date()
    rolls = pupils[len(pupils) // 2].pk
    StudentNeed.objects.bulk_create(
        StudentNeed(student=pupil, need=needs[code], since=since)
        for pupil in pupils
        for code in _codes(pupil, dice) + (["wheelchair"] if pupil.pk == rolls else [])
    )


def _codes(pupil: Student, dice: Random) -> list[str]:
    drawn = [code for code, share in SHARES.items() if dice.random() * 100 < share]
    return STARS.get(pupil.source_key, drawn)


def _load_photos(stage: Stage, pupils: list[Student], dice: Random) -> None:
    day = stage.ago(days=55).date()
    old = {p.pk for p in pupils if (p.year_of_study or 0) >= OLD_ENOUGH or _is_noah(p)}
    PhotoDecider.objects.bulk_create(PhotoDecider(student_id=pk, since=day) for pk in sorted(old))
    PhotoConsent.objects.bulk_create(
        PhotoConsent(
            student=pupil,
            purpose=purpose,
            given_by=GivenBy.PUPIL if pupil.pk in old else GivenBy.PARENT,
            given_on=day,
            withdrawn_on=stage.ago(days=9).date() if dice.random() < 0.02 else None,
        )
        for pupil in pupils
        for purpose, share in MAY.items()
        if dice.random() < share
    )


def _is_noah(pupil: Student) -> bool:
    return pupil.source_key == NOAH[1]
