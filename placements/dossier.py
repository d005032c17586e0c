"""The pupil's file (loopbaandossier): what somebody did and said, newest first.

One reading for the pupil, the mentor and the coordinator; whose words come along differs.
"""

from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils import timezone

from employers.models import Session
from placements.models import (
    EmployerFeedback,
    Placement,
    Reflection,
    ReflectionAnswer,
)
from portal.reference.models import Competence
from schools.models import Student
from schools.school_sectors import SectorUnit, sectors_of


@dataclass(frozen=True)
class Said:
    """One answer: the question, the face (1 to 4, 0 unknown) with its words, and own words."""

    question: str
    face: int | None
    label: str
    words: str


@dataclass(frozen=True)
class Experience:
    """One place of the pupil. ``said`` is empty when this reader may not read it."""

    placement: Placement
    status: str
    reflection: Reflection | None
    said: list[Said] = field(default_factory=list)
    employer_words: str = ""

    @property
    def was_there(self) -> bool:
        return self.status in ("present", "late")

    @property
    def hidden(self) -> bool:
        """Done, but kept private or not for this reader."""
        done = self.reflection is not None and self.reflection.state == Reflection.State.DONE
        return done and not self.said


@dataclass(frozen=True)
class Dossier:
    student: Student
    coming: list[Experience]
    been: list[Experience]

    @property
    def sectors_met(self) -> set[str]:
        """Codes of the school's sectors of places where the pupil was."""
        return sectors_of(self.student.school_id).met(
            experience.placement.session.offer.sector.code
            for experience in self.been
            if experience.was_there
        )

    @property
    def sectors(self) -> tuple[SectorUnit, ...]:
        return sectors_of(self.student.school_id).units

    @property
    def to_look_back(self) -> list[Experience]:
        """Places that wait for the pupil's answers."""
        return [
            experience
            for experience in self.been
            if experience.status != "absent"
            and experience.reflection is not None
            and experience.reflection.state != Reflection.State.DONE
        ]


def dossier_of(student: Student, reader) -> Dossier:
    """All published about ``student`` that ``reader`` may see, in a fixed number of queries."""
    readable = set(
        Reflection.objects.readable_by(reader)
        .filter(placement__student=student)
        .values_list("pk", flat=True)
    )
    answers = ReflectionAnswer.objects.select_related("competence").order_by("competence__order")
    placements = (
        Placement.objects.visible_to(reader)
        .published()
        .filter(student=student)
        .for_list()
        .select_related("attendance", "reflection", "round")
        .prefetch_related(Prefetch("reflection__answers", queryset=answers))
        .order_by("-session__starts_at", "-pk")
    )
    feedback = dict(
        EmployerFeedback.objects.given()
        .filter(session__placements__in=placements, nobody_came=False)
        .values_list("session_id", "words")
    )
    rows = [_experience(placement, readable, feedback) for placement in placements]
    now = timezone.now()
    coming = [
        row
        for row in rows
        if row.placement.session.ends_at > now and row.placement.session.state == Session.State.OPEN
    ]
    been = [row for row in rows if row.placement.session.ends_at <= now]
    return Dossier(student, coming[::-1], been)


def _experience(placement: Placement, readable: set[int], feedback: dict[int, str]) -> Experience:
    reflection = getattr(placement, "reflection", None)
    attendance = getattr(placement, "attendance", None)
    may_read = reflection is not None and reflection.pk in readable
    return Experience(
        placement=placement,
        status=attendance.status if attendance else "",
        reflection=reflection,
        said=[_said(answer) for answer in reflection.answers.all()] if may_read else [],
        employer_words=feedback.get(placement.session_id, ""),
    )


def _said(answer: ReflectionAnswer) -> Said:
    competence: Competence = answer.competence
    label = competence.answer_labels[answer.face - 1] if answer.face else ""
    return Said(competence.reflection_question, answer.face, label, answer.words)
