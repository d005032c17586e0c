"""Sentences of pupils: those a mentor may choose from, and those that may be read by others."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils import timezone

from employers.models import Session
from placements.models import Placement, QuoteRelease, Reflection, ReflectionAnswer
from portal.accounts.models import User
from schools.models import Student
from schools.permissions import mentored_group_ids

RECENT = datetime.timedelta(days=30)
SHORTEST_NAME = 2
SOMEBODY = "iemand"


@dataclass(frozen=True)
class Released:
    """A sentence for others to read: no pupil, no school, no date of birth behind it."""

    text: str
    offer: str
    employer_id: int
    session_id: int


def released_quotes(employers: Iterable[int], limit: int = 6, **where) -> list[Released]:
    """The newest released sentences about these employers; ``where`` narrows the session."""
    session = "answer__reflection__placement__session"
    narrowed = {f"{session}__{name}": value for name, value in where.items()}
    rows = (
        QuoteRelease.objects.released()
        .filter(**{f"{session}__offer__employer__in": list(employers)}, **narrowed)
        .order_by("-decided_at", "-pk")
        .values_list("text", f"{session}__offer__title", f"{session}__offer__employer", session)[
            :limit
        ]
    )
    return [Released(*row) for row in rows]


# ---- For the mentor


def sentences_for(user, since: datetime.timedelta = RECENT) -> QuerySet[ReflectionAnswer]:
    """What pupils of the mentor's groups wrote lately, shared, and nobody decided about yet."""
    return ReflectionAnswer.objects.filter(
        reflection__placement__student__base_group__in=mentored_group_ids(user),
        reflection__placement__state=Placement.State.PUBLISHED,
        reflection__private=False,
        reflection__state=Reflection.State.DONE,
        reflection__done_at__gte=timezone.now() - since,
        face__gte=1,  # "I don't know" says nothing
        quote=None,
    ).exclude(words="")


@dataclass(frozen=True)
class Sentence:
    """An answer of a pupil with what we suggest to pass on."""

    answer: ReflectionAnswer
    suggestion: str

    @property
    def student(self) -> Student:
        return self.answer.reflection.placement.student


@dataclass
class VisitSentences:
    session: Session
    sentences: list[Sentence] = field(default_factory=list)


def by_visit(answers: QuerySet[ReflectionAnswer]) -> list[VisitSentences]:
    """The newest visit first, the gladdest sentence first, names taken out. Three queries."""
    rows = list(
        answers.select_related(
            "competence",
            "reflection__placement__student__base_group",
            "reflection__placement__session__offer__employer",
            "reflection__placement__session__offer__sector",
        ).order_by("-reflection__placement__session__starts_at", "face", "competence__order", "pk")
    )
    students = {row.reflection.placement.student for row in rows}
    names = names_around(students)
    visits: dict[int, VisitSentences] = {}
    for row in rows:
        placement = row.reflection.placement
        visit = visits.setdefault(placement.session_id, VisitSentences(placement.session))
        known = names[placement.student.school_id]
        visit.sentences.append(Sentence(row, without_names(row.words, known)))
    return list(visits.values())


# ---- Names


def names_around(students: Iterable[Student]) -> dict[int, set[str]]:
    """School -> the names that pupils there could write: of pupils and of people who work there."""
    schools = {student.school_id for student in students}
    names: dict[int, set[str]] = defaultdict(set)
    pupils = Student.objects.filter(school__in=schools).order_by()
    staff = User.objects.filter(schools_memberships__school__in=schools).order_by()
    rows = [
        *pupils.values_list("school", "given_name", "family_name").distinct(),
        *staff.values_list("schools_memberships__school", "first_name", "last_name").distinct(),
    ]
    for school, first, last in rows:
        names[school] |= {name for name in (first, last) if len(name) >= SHORTEST_NAME}
    return names


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Which of these names stand in the text, as whole words with a capital."""
    words = set(re.findall(r"\b[A-ZÀ-Þ][\w'’-]+", text))
    found = {name for name in names if name in words}
    found |= {name for name in names if " " in name and name in text}
    return sorted(found)


def without_names(text: str, names: Iterable[str]) -> str:
    """The text with each name replaced; a teacher reads it before it goes anywhere."""
    for name in sorted(names_in(text, names), key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", SOMEBODY, text)
    return re.sub(rf"\b{SOMEBODY}(?: {SOMEBODY})+\b", SOMEBODY, text)


def quotes_to_answer(student: Student) -> QuerySet[QuoteRelease]:
    """What is asked of this pupil, the oldest first."""
    return (
        QuoteRelease.objects.asked()
        .filter(
            Q(answer__reflection__private=False),
            answer__reflection__placement__student=student,
        )
        .select_related(
            "answer__reflection__placement__student",
            "answer__reflection__placement__session__offer__employer",
            "answer__reflection__placement__session__offer__sector",
        )
        .order_by("chosen_at", "pk")
    )
