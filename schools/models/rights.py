"""What each role at a school may see and do, and how far. All scopes and predicates use it.

One table, so that it can be read, printed (docs/permissions.md) and tested as one.
"""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.privacy.documents import Chapter


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("LOB coordinator")
    MENTOR = "mentor", _("Mentor")
    COACH = "coach", _("Coach")
    SUBJECT_TEACHER = "subject_teacher", _("Subject teacher")
    INTERNSHIP_SUPERVISOR = "internship_supervisor", _("Internship supervisor")
    COMPANY_LIAISON = "company_liaison", _("Company liaison")
    SUPPORT_COORDINATOR = "support_coordinator", _("Support coordinator")
    SCHOOL_LEADER = "school_leader", _("School leader")


class Reach(models.TextChoices):
    """How far a right goes. Nothing in the table: not at all."""

    SCHOOL = "school", _("whole school")
    MENTORED = "mentored", _("groups as mentor")
    TAUGHT = "taught", _("groups as teacher")


class Right(models.TextChoices):
    NAMES = "names", _("Pupils by name, and where they go")
    ATTENDANCE = "attendance", _("Attendance of a visit")
    FILE = "file", _("The pupil's folder")
    WORDS = "words", _("What pupils wrote and shared")
    NEEDS = "needs", _("Practical needs")
    PHOTOS = "photos", _("Photo consent")
    COUNTS = "counts", _("Numbers of a day or a group, without names")
    REQUESTS = "requests", _("Requests to companies for a group")
    CALLS = "calls", _("Asking companies for what is missing")
    IDEAS = "ideas", _("Answering ideas of pupils")
    CARDS = "cards", _("Login cards")
    COORDINATE = "coordinate", _("Rounds, rosters, groups, team and settings")


MENTORS = (Role.MENTOR, Role.COACH)
GUIDING = dict.fromkeys(MENTORS, Reach.MENTORED)
TEACHING = {Role.SUBJECT_TEACHER: Reach.TAUGHT}


def whole_school(*roles: Role) -> dict[Role, Reach]:
    return dict.fromkeys(roles, Reach.SCHOOL)


# A supervisor's pupils sit in many groups, and the portal does not know which are theirs: so the
# names of the whole school, but no folders. A liaison works with companies and needs no pupil.
RIGHTS: dict[Right, dict[Role, Reach]] = {
    Right.NAMES: {
        **whole_school(Role.COORDINATOR, Role.INTERNSHIP_SUPERVISOR, Role.SUPPORT_COORDINATOR),
        **GUIDING,
        **TEACHING,
    },
    Right.ATTENDANCE: {
        **whole_school(Role.COORDINATOR, Role.INTERNSHIP_SUPERVISOR),
        **GUIDING,
        **TEACHING,
    },
    Right.FILE: {**whole_school(Role.COORDINATOR), **GUIDING},
    Right.WORDS: GUIDING,
    Right.NEEDS: {**whole_school(Role.COORDINATOR, Role.SUPPORT_COORDINATOR), **GUIDING},
    Right.PHOTOS: {**whole_school(Role.COORDINATOR), **GUIDING},
    Right.COUNTS: {
        **whole_school(
            Role.COORDINATOR,
            Role.INTERNSHIP_SUPERVISOR,
            Role.COMPANY_LIAISON,
            Role.SUPPORT_COORDINATOR,
            Role.SCHOOL_LEADER,
        ),
        **GUIDING,
        **TEACHING,
    },
    Right.REQUESTS: {
        **whole_school(Role.COORDINATOR, Role.COMPANY_LIAISON),
        **GUIDING,
        **TEACHING,
    },
    Right.CALLS: whole_school(
        Role.COORDINATOR, Role.MENTOR, Role.COACH, Role.SUBJECT_TEACHER, Role.COMPANY_LIAISON
    ),
    Right.IDEAS: whole_school(Role.COORDINATOR, Role.MENTOR, Role.COACH, Role.SUBJECT_TEACHER),
    Right.CARDS: {**whole_school(Role.COORDINATOR), **GUIDING},
    Right.COORDINATE: whole_school(Role.COORDINATOR),
}


def roles_with(right: Right, reach: Reach) -> set[str]:
    """The roles that have ``right`` as far as ``reach``."""
    return {str(role) for role, far in RIGHTS[right].items() if far == reach}


def table_of_rights() -> Iterator[tuple[str, ...]]:
    """A row a right, a column a role: for docs/permissions.md."""
    for right, roles in RIGHTS.items():
        reaches = (Reach(roles[role]).label if role in roles else "-" for role in Role)
        yield (str(right.label), *(str(reach) for reach in reaches))


CHAPTER = Chapter(
    "What each role at a school sees and does",
    "Who has several roles has them together, at each school apart. The region and employers have "
    "none of these. A pupil's private words are for nobody but the pupil.",
    ("what", *(role.label for role in Role)),
    table_of_rights,
)
