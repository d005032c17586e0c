"""Who may do what in a school. Predicates: (user, obj) -> bool."""

from schools.models.membership import (
    asked_second_step,
    coordinated_school_ids,
    group_ids_with,
    has_right,
    mentored_group_ids,
    roles_by_school,
    school_ids,
    school_ids_as,
    school_ids_with,
    taught_group_ids,
    whole_school_ids,
)
from schools.models.rights import Right, Role

__all__ = [
    "Right",
    "Role",
    "approves_lob",
    "asked_second_step",
    "coordinated_school_ids",
    "coordinates",
    "edits_lob",
    "group_ids_with",
    "has_right",
    "keeps_aftercare",
    "leads",
    "mentored_group_ids",
    "mentors",
    "own_student",
    "portal_itself",
    "prints_cards",
    "records_photos",
    "roles_by_school",
    "school_ids",
    "school_ids_as",
    "school_ids_with",
    "sets_needs",
    "taught_group_ids",
    "whole_school_ids",
    "works_at",
]


def own_student(user):
    """The pupil who signed in, or None. Read once per request. Who has an address is none."""
    if not getattr(user, "is_authenticated", False) or user.email:
        return None
    if not hasattr(user, "_own_student"):
        from schools.models import Student

        user._own_student = (
            Student.objects.filter(user=user, status=Student.Status.ENROLLED)
            .select_related("school", "base_group")
            .first()
        )
    return user._own_student


def portal_itself(_user, _obj) -> bool:
    """Nobody by hand: the portal does this when the work is done."""
    return False


def works_at(user, obj) -> bool:
    return _school_of(obj) in school_ids(user)


def coordinates(user, obj) -> bool:
    return _school_of(obj) in coordinated_school_ids(user)


def owns(user, school) -> bool:
    """``user`` is the owner of the school and still coordinates it."""
    return school.owner_id == user.pk and coordinates(user, school)


def is_region_coordinator(user, _obj=None) -> bool:
    """The region gives a school an owner and comes no further: no team, no pupil."""
    return getattr(user, "is_region_coordinator", False)


def resets_second_step(user, school, colleague) -> bool:
    """The owner for a colleague; the region for the owner. Nobody for oneself or the region's own.

    A reset leaves only the password, so it is not for every coordinator.
    """
    if colleague.pk == user.pk or colleague.is_staff or colleague.region_roles:
        return False
    if colleague.pk == school.owner_id:
        return is_region_coordinator(user)
    return owns(user, school)


def manages_invitation(user, invitation) -> bool:
    """The coordinators of the school; the region for the owner that it invited."""
    return (invitation.owner and is_region_coordinator(user)) or coordinates(user, invitation)


def leads(user, obj) -> bool:
    return _school_of(obj) in school_ids_as(user, Role.SCHOOL_LEADER)


def edits_lob(user, obj) -> bool:
    """The LOB profile: the coordinator and the school leader."""
    return coordinates(user, obj) or leads(user, obj)


def approves_lob(user, obj) -> bool:
    """The school leader; the coordinator of a school that has no leader in the portal."""
    return leads(user, obj) or (coordinates(user, obj) and not _has_leader(_school_of(obj)))


def _has_leader(school_id: int) -> bool:
    from schools.models import SchoolMembership

    return SchoolMembership.objects.filter(school=school_id, role=Role.SCHOOL_LEADER).exists()


def mentors(user, student) -> bool:
    """``user`` is mentor of the pupil's base group."""
    return student.base_group_id is not None and student.base_group_id in mentored_group_ids(user)


def may_with_group(user, right: Right, group) -> bool:
    """``right`` for the whole school of the group, or for this very group."""
    whole = group.school_id in school_ids_with(user, right)
    return whole or group.pk in group_ids_with(user, right)


def may_with_pupil(user, right: Right, student) -> bool:
    """``right`` for the whole school of the pupil, or for the pupil's base group."""
    whole = student.school_id in school_ids_with(user, right)
    own = group_ids_with(user, right)
    return whole or (student.base_group_id is not None and student.base_group_id in own)


def prints_cards(user, group) -> bool:
    """The coordinator, and the mentor or coach of this very group."""
    return may_with_group(user, Right.CARDS, group)


def sets_needs(user, obj) -> bool:
    """What a pupil, or the pupils of a group, need to come along."""
    return _may_with(user, Right.NEEDS, obj)


def records_photos(user, obj) -> bool:
    """Photo consent of a pupil, or of the pupils of a group."""
    return _may_with(user, Right.PHOTOS, obj)


def keeps_aftercare(user, student) -> bool:
    """The coordinator, and the mentor of the group the pupil was last in."""
    return coordinates(user, student) or mentors(user, student)


def _may_with(user, right: Right, obj) -> bool:
    from schools.models import Group

    may = may_with_group if isinstance(obj, Group) else may_with_pupil
    return may(user, right, obj)


def _school_of(obj) -> int:
    from schools.models import School

    return obj.pk if isinstance(obj, School) else obj.school_id
