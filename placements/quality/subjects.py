"""How often each subject and each competence had its turn, against what the school wants.

An activity counts once for each year of study: a date at which pupils of that year were.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet

from placements.models import Placement
from portal.core.school_year import bounds, current_school_year
from portal.reference.models import Competence, Subject
from schools.models import School, SubjectTarget


@dataclass(frozen=True)
class SubjectRow:
    """``counts`` follows the competences; ``target`` is 0 where the school set none."""

    subject: Subject
    counts: list[int]
    done: int
    target: int
    wanted: frozenset[str] = frozenset()

    @property
    def reached(self) -> bool:
        return self.done >= self.target > 0

    @property
    def missing(self) -> int:
        return max(0, self.target - self.done)


def subject_rows(
    school: School, targets: Iterable[SubjectTarget], years: list[int], *, year: int = 0
) -> list[SubjectRow]:
    """Subjects with a target or an activity, by name; for one ``year`` or for all ``years``.

    Two queries. ``targets`` with their subjects and competences read along.
    """
    targets = list(targets)
    attended = _attended(school, year)
    done = _counted(attended, "session__offer__subjects")
    pairs = _counted(attended, "session__offer__subjects", "session__offer__competences")
    wanted = _targets(targets, years, year)
    subjects = [s for s in Subject.all_cached() if (s.pk,) in done or s.pk in wanted]
    competences = Competence.all_cached()
    return [
        SubjectRow(
            subject=subject,
            counts=[pairs[subject.pk, competence.pk] for competence in competences],
            done=done[(subject.pk,)],
            target=wanted[subject.pk],
            wanted=frozenset(
                c.code for t in targets if t.subject_id == subject.pk for c in t.competences.all()
            ),
        )
        for subject in subjects
    ]


def _attended(school: School, year: int) -> QuerySet[Placement]:
    first, last = bounds(current_school_year())
    placements = Placement.objects.attended().filter(
        student__school=school,
        session__starts_at__date__range=(first, last),
    )
    return placements.filter(student__year_of_study=year) if year else placements


def _counted(attended: QuerySet[Placement], *links: str) -> Counter:
    """Dates by year of study, counted for each subject, or each subject with each competence."""
    names = {f"link_{number}": F(link) for number, link in enumerate(links)}
    rows = (
        attended.order_by()
        .filter(session__offer__subjects__isnull=False)
        .annotate(**names)
        .values_list(*names, "student__year_of_study")
        .annotate(dates=Count("session", distinct=True))
    )
    counted: Counter = Counter()
    for row in rows:
        counted[row[: len(links)]] += row[-1]
    return counted


def _targets(targets: list[SubjectTarget], years: list[int], year: int) -> Counter:
    """Of all years together a target of every year counts for each of them."""
    wanted: Counter = Counter()
    for target in targets:
        if target.year_of_study == 0:
            wanted[target.subject_id] += target.activities * (1 if year else len(years))
        elif year in (0, target.year_of_study):
            wanted[target.subject_id] += target.activities
    return wanted
