"""Who works at a school, and as what. A person may hold several roles, at several schools."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.organisations.models import Membership


class SchoolMembership(Membership):
    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("LOB coordinator")
        MENTOR = "mentor", _("Mentor")
        TEACHER = "teacher", _("Teacher")
        INTERNSHIP_SUPERVISOR = "internship_supervisor", _("Internship supervisor")
        SCHOOL_LEADER = "school_leader", _("School leader")

    school = models.ForeignKey("schools.School", models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=30, choices=Role)

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
        for school_id, role in user.schools_memberships.values_list("school_id", "role"):
            roles.setdefault(school_id, set()).add(role)
        user._school_roles = roles
    return user._school_roles


def school_ids(user) -> set[int]:
    return set(roles_by_school(user))


def school_ids_as(user, *roles: str) -> set[int]:
    return {school for school, held in roles_by_school(user).items() if held & set(roles)}


def coordinated_school_ids(user) -> set[int]:
    return school_ids_as(user, SchoolMembership.Role.COORDINATOR)


def whole_school_ids(user) -> set[int]:
    """Schools of which ``user`` may see every pupil's name."""
    return school_ids_as(
        user,
        SchoolMembership.Role.COORDINATOR,
        SchoolMembership.Role.TEACHER,
        SchoolMembership.Role.INTERNSHIP_SUPERVISOR,
    )


def mentored_group_ids(user) -> set[int]:
    if not getattr(user, "is_authenticated", False):
        return set()
    if not hasattr(user, "_mentored_groups"):
        mine = user.mentored_groups.filter(
            school__in=school_ids_as(user, SchoolMembership.Role.MENTOR)
        )
        user._mentored_groups = set(mine.values_list("pk", flat=True))
    return user._mentored_groups
