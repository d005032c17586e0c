"""What happened on the dates behind us: who was there, what they make of it, what employers saw."""

import datetime
from collections import Counter
from random import Random

from django.db.models import Q

from employers.models import EmployerMembership
from placements.models import (
    Attendance,
    EmployerFeedback,
    Placement,
    Reflection,
    ReflectionAnswer,
    Round,
)
from portal.demo.loaders.pupils import STARS
from portal.demo.loaders.voices import Voices
from portal.demo.people import BY_CODE
from portal.demo.stage import Stage, read
from portal.reference.models import Competence

Status = Attendance.Status
State = Reflection.State
REASONS = ["ill", "ill", "ill", "known", "known", "unknown"]
FACES = {"good": 1, "fair": 2, "poor": 3}
STAR_NUMBERS = {star[0] for star in STARS.values()}


def load(stage: Stage) -> str:
    placements = list(
        Placement.objects.published()
        .filter(round__state=Round.State.FINISHED)
        .select_related("session__offer__employer__sector", "student__base_group")
        .order_by("pk")
    )
    attendances = _attendances(stage, placements)
    there = [a.placement for a in attendances if a.status != Status.ABSENT]
    reflections = _reflections(stage, there)
    feedback = _feedback(stage, there)
    return f"{len(there)} pupils went, {reflections} looked back, {feedback} employers answered"


def _attendances(stage: Stage, placements: list[Placement]) -> list[Attendance]:
    dice = stage.dice("attendance")
    mentors = {
        group: group.mentors.order_by("pk").first()
        for group in {placement.student.base_group for placement in placements}
    }
    rows = [_attendance(dice, placement) for placement in placements]
    for row in rows:
        row.noted_by = mentors[row.placement.student.base_group]
    made = Attendance.objects.bulk_create(rows)
    gone = [row.placement_id for row in made if row.status == Status.ABSENT]
    Reflection.objects.filter(placement__in=gone).delete()
    return made


def _attendance(dice: Random, placement: Placement) -> Attendance:
    chance = dice.random()
    reason = dice.choice(REASONS)
    if placement.student.source_key in STAR_NUMBERS or chance > 0.1:
        return Attendance(placement=placement, status=Status.PRESENT)
    if chance > 0.06:
        return Attendance(placement=placement, status=Status.LATE)
    return Attendance(placement=placement, status=Status.ABSENT, reason=reason)


def _reflections(stage: Stage, there: list[Placement]) -> int:
    dice = stage.dice("reflections")
    voices = Voices(dice)
    competences = list(Competence.objects.order_by("order"))
    rows = {row.placement_id: row for row in Reflection.objects.filter(placement__in=there)}
    newest = {p.student_id: p for p in sorted(there, key=lambda p: p.session.starts_at)}
    answers: list[ReflectionAnswer] = []
    toured = _employers_of_the_tour()
    for placement in there:
        reflection = rows[placement.pk]
        is_newest = newest[placement.student_id] is placement
        asked = _how_far(dice, placement, is_newest, len(competences))
        star = placement.student.source_key in STAR_NUMBERS
        if placement.session.offer.employer_id in toured and not star:
            asked = len(competences)
        _stamp(stage, dice, reflection, placement, asked == len(competences), asked > 0)
        mood = voices.mood()
        for competence in competences[:asked]:
            face, words = voices.answer(competence.code, placement.session.offer, mood)
            answers.append(
                ReflectionAnswer(
                    reflection=reflection, competence=competence, face=face, words=words
                )
            )
    Reflection.objects.bulk_update(rows.values(), ["state", "private", "started_at", "done_at"])
    ReflectionAnswer.objects.bulk_create(answers)
    return sum(row.state == State.DONE for row in rows.values())


def _employers_of_the_tour() -> set[int]:
    """Enough pupils look back there that the employer of the tour has something to read."""
    mine = EmployerMembership.objects.filter(user__email=BY_CODE["bedrijf"].email)
    return set(mine.values_list("employer_id", flat=True))


def _how_far(dice: Random, placement: Placement, is_newest: bool, questions: int) -> int:
    """How many questions were answered. Those of the tour have the newest visit still to do."""
    chance = dice.random()
    if placement.student.source_key in STAR_NUMBERS:
        return 0 if is_newest else questions
    if chance < 0.8:
        return questions
    return dice.randint(1, questions - 1) if chance < 0.88 else 0


def _stamp(
    stage: Stage, dice: Random, row: Reflection, placement: Placement, done: bool, begun: bool
) -> None:
    at = placement.session.ends_at + datetime.timedelta(hours=dice.choice([1, 2, 4, 20, 26, 70]))
    at = min(at, stage.ago(hours=1))
    row.private = done and dice.random() < 0.07
    row.started_at = at if begun else None
    row.done_at = at + datetime.timedelta(minutes=dice.randint(2, 5)) if done else None
    if begun:
        row.state = State.DONE if done else State.STARTED


def _feedback(stage: Stage, there: list[Placement]) -> int:
    dice, texts = stage.dice("feedback"), read("feedback")
    heads = Counter(placement.session for placement in there)
    owners = dict(
        EmployerMembership.objects.filter(
            Q(employer__offers__sessions__in=heads), role=EmployerMembership.Role.OWNER
        ).values_list("employer_id", "user_id")
    )
    left = {kind: {mood: list(lines) for mood, lines in of.items()} for kind, of in texts.items()}
    rows = []
    for session, count in sorted(heads.items(), key=lambda pair: pair[0].pk):
        row = EmployerFeedback(session=session)
        if dice.random() < 0.8:
            mood = dice.choices(["good", "fair", "poor"], weights=[8, 3, 1])[0]
            kind = session.offer.kind
            lines = left[kind][mood]
            row.head_count = count
            row.interest, row.preparation = FACES[mood], dice.choice([1, 1, 2])
            row.again = 1 if mood == "good" else 2
            row.words = (
                lines.pop(dice.randrange(len(lines))) if lines else dice.choice(texts[kind][mood])
            )
            row.given_by_id = owners.get(session.offer.employer_id)
            row.given_at = session.ends_at + datetime.timedelta(hours=dice.randint(1, 60))
        rows.append(row)
    EmployerFeedback.objects.bulk_create(rows)
    return sum(row.given_at is not None for row in rows)
