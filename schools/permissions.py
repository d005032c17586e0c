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
    "asked_second_step",
    "coordinated_school_ids",
    "coordinates",
    "group_ids_with",
    "has_right",
    "keeps_aftercare",
    "mentored_group_ids",
    "mentors",
    "own_student",
    "portal_itself",
    "prints_cards",
    "roles_by_school",
    "school_ids",
    "school_ids_as",
    "school_ids_with",
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


def keeps_aftercare(user, student) -> bool:
    """The coordinator, and the mentor of the group the pupil was last in."""
    return coordinates(user, student) or mentors(user, student)


def _school_of(obj) -> int:
    from schools.models import School

    return obj.pk if isinstance(obj, School) else obj.school_id
