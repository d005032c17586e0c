"""Who works at a school, and as what. A person may hold several roles, at several schools."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.organisations.models import Membership
from schools.models.rights import MENTORS, Reach, Right, Role, roles_with


class SchoolMembership(Membership):
    Role = Role

    school = models.ForeignKey("schools.School", models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=30, choices=Role)
    subjects = models.ManyToManyField(
        "reference.Subject", verbose_name=_("subjects"), related_name="+", blank=True
    )

    class Meta:
        verbose_name = _("role at a school")
        verbose_name_plural = _("roles at a school")
        constraints = [
            models.UniqueConstraint(fields=["user", "school", "role"], name="school_role_once"),
        ]


def roles_by_school(user) -> dict[int, set[str]]:
    """The roles of ``user`` per school id."""
    if not getattr(user, "email", None):  # nobody, or a pupil: staff have an address
        return {}
    if not hasattr(user, "_school_roles"):
        roles: dict[int, set[str]] = {}
        strict: set[int] = set()
        rows = user.schools_memberships.values_list(
            "school_id", "role", "school__second_step_required"
        )
        for school_id, role, second_step in rows:
            roles.setdefault(school_id, set()).add(role)
            strict |= {school_id} if second_step else set()
        user._school_roles, user._second_step_schools = roles, strict
    return user._school_roles


def forget_roles(user) -> None:
    """After a role was given or taken away: ask again."""
    for name in ("_school_roles", "_second_step_schools", "_mentored_groups", "_taught_groups"):
        user.__dict__.pop(name, None)


def asked_second_step(user) -> bool | None:
    """Whether a school of ``user`` asks for a second step; None for who works at no school."""
    return bool(user._second_step_schools) if roles_by_school(user) else None


def school_ids(user) -> set[int]:
    return set(roles_by_school(user))


def school_ids_as(user, *roles: str) -> set[int]:
    return {school for school, held in roles_by_school(user).items() if held & set(roles)}


def school_ids_with(user, right: Right) -> set[int]:
    """Schools where ``user`` has ``right`` for the whole school."""
    return school_ids_as(user, *roles_with(right, Reach.SCHOOL))


def group_ids_with(user, right: Right) -> set[int]:
    """Groups for which ``user`` has ``right`` as their mentor, coach or teacher."""
    groups: set[int] = set()
    if roles_with(right, Reach.MENTORED):
        groups |= mentored_group_ids(user)
    if roles_with(right, Reach.TAUGHT):
        groups |= taught_group_ids(user)
    return groups


def has_right(user, right: Right) -> bool:
    """Whether there is anything at all for which ``user`` has ``right``."""
    return bool(school_ids_with(user, right) or group_ids_with(user, right))


def coordinated_school_ids(user) -> set[int]:
    return school_ids_with(user, Right.COORDINATE)


def whole_school_ids(user) -> set[int]:
    """Schools of which ``user`` may see every pupil's name."""
    return school_ids_with(user, Right.NAMES)


def mentored_group_ids(user) -> set[int]:
    """The groups of a mentor or coach."""
    return _own_groups(user, "_mentored_groups", "mentored_groups", MENTORS)


def taught_group_ids(user) -> set[int]:
    """The groups that a subject teacher teaches."""
    return _own_groups(user, "_taught_groups", "taught_groups", (Role.SUBJECT_TEACHER,))


def _own_groups(user, kept: str, relation: str, roles) -> set[int]:
    """No query for who has none of these roles."""
    if not getattr(user, "is_authenticated", False):
        return set()
    if not hasattr(user, kept):
        schools = school_ids_as(user, *roles)
        mine = getattr(user, relation).filter(school__in=schools) if schools else None
        setattr(user, kept, set(mine.values_list("pk", flat=True)) if schools else set())
    return getattr(user, kept)
