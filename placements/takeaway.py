"""What pupils took from a visit, added up. Nobody's own answer can be read from it.

Four rules. A number stands for five pupils or more (``at_least_five``). What a pupil keeps private
does not count at all, not even in a total. A visit counts from a week after it, when most have
answered. And a sum over visits leaves out visits that would be laid bare by subtracting what the
employer sees elsewhere (``_that_hide``).
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils import timezone

from placements.models import Reflection, ReflectionAnswer
from portal.reference.models import Competence

LEAST = 5
AFTER = datetime.timedelta(days=7)
FACE_KINDS = ("super", "good", "okay", "bad")
# What an employer gets back: did it work out, did they like it, does it suit them, and more of it?
SHOWN = ("motives", "work_exploration", "career_direction", "qualities")
GLAD = 2  # faces 1 and 2


def at_least_five(answers: int) -> bool:
    """Whether so many answers may be shown as a number: the only place that knows the limit."""
    return answers >= LEAST


@dataclass(frozen=True)
class FaceCount:
    face: int
    kind: str
    label: str
    count: int


@dataclass(frozen=True)
class QuestionTaken:
    """One question with its four answers and how many pupils gave each."""

    code: str
    question: str
    faces: tuple[FaceCount, ...]

    @property
    def answers(self) -> int:
        return sum(face.count for face in self.faces)

    @property
    def glad(self) -> int:
        return sum(face.count for face in self.faces if face.face <= GLAD)


@dataclass(frozen=True)
class Takeaway:
    """``questions`` is empty when there are too few answers to show."""

    questions: tuple[QuestionTaken, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.questions)

    @property
    def answers(self) -> int:
        """How many pupils answered the question that most of them answered."""
        return max((question.answers for question in self.questions), default=0)

    def question(self, code: str) -> QuestionTaken | None:
        return next((taken for taken in self.questions if taken.code == code), None)

    @property
    def liked(self) -> QuestionTaken | None:
        return self.question("motives")

    @property
    def suits(self) -> QuestionTaken | None:
        return self.question("work_exploration")


Counts = Mapping[int, int]  # face -> how many pupils


def takeaway_of(sessions: Iterable[int] | QuerySet) -> Takeaway:
    """What the pupils of these dates took along, together. One query."""
    by_session: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for session, competence, face, count in _rows(sessions):
        by_session[competence][session][face] = count
    return _taken({competence: _added(parts) for competence, parts in by_session.items()})


def takeaway_by_session(sessions: Iterable[int] | QuerySet) -> dict[int, Takeaway]:
    """For each date by itself; a date without answers is not in it. One query."""
    found: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for session, competence, face, count in _rows(sessions):
        found[session][competence][face] = count
    return {session: _taken(counts) for session, counts in found.items()}


def _rows(sessions) -> QuerySet:
    """(date, question, face, how many) of what is ready and shared, a week or more ago."""
    return (
        ReflectionAnswer.objects.filter(
            reflection__state=Reflection.State.DONE,
            reflection__private=False,
            reflection__placement__state="published",
            reflection__placement__session__in=sessions,
            reflection__placement__session__ends_at__lte=timezone.now() - AFTER,
            face__gte=1,
        )
        .exclude(reflection__placement__attendance__status="absent")
        .order_by()
        .values_list("reflection__placement__session", "competence", "face")
        .annotate(count=Count("pk"))
    )


def _added(parts: Mapping[int, Counts]) -> dict[int, int]:
    total: dict[int, int] = defaultdict(int)
    for session in _that_hide({session: sum(part.values()) for session, part in parts.items()}):
        for face, count in parts[session].items():
            total[face] += count
    return total


def _that_hide(answers: Mapping[int, int]) -> list[int]:
    """The dates whose answers may go into a sum.

    Dates with five answers show them on a page of their own. So the small ones go in together when
    there are five answers in them, or not at all: else a subtraction would show them.
    """
    large = [session for session, count in answers.items() if at_least_five(count)]
    small = [session for session, count in answers.items() if not at_least_five(count)]
    return large + (small if at_least_five(sum(answers[one] for one in small)) else [])


def _taken(by_competence: Mapping[int, Counts]) -> Takeaway:
    known = {competence.code: competence for competence in Competence.all_cached()}
    questions = []
    for competence in (known[code] for code in SHOWN if code in known):
        counts = by_competence.get(competence.pk, {})
        if at_least_five(sum(counts.values())):
            questions.append(_question(competence, counts))
    return Takeaway(tuple(questions))


def _question(competence: Competence, counts: Counts) -> QuestionTaken:
    faces = zip(FACE_KINDS, competence.answer_labels, strict=True)
    return QuestionTaken(
        code=competence.code,
        question=competence.reflection_question,
        faces=tuple(
            FaceCount(number, kind, label, counts.get(number, 0))
            for number, (kind, label) in enumerate(faces, start=1)
        ),
    )
