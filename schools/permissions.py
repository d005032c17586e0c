"""Who may do what in a school. Predicates: (user, obj) -> bool."""

from schools.models.membership import (
    SchoolMembership,
    coordinated_school_ids,
    mentored_group_ids,
    roles_by_school,
    school_ids,
    school_ids_as,
    whole_school_ids,
)

__all__ = [
    "coordinated_school_ids",
    "coordinates",
    "mentored_group_ids",
    "mentors",
    "own_student",
    "portal_itself",
    "prints_cards",
    "roles_by_school",
    "school_ids",
    "school_ids_as",
    "whole_school_ids",
    "works_at",
]

Role = SchoolMembership.Role


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


def prints_cards(user, group) -> bool:
    """The coordinator, and the mentor of this very group."""
    return coordinates(user, group) or group.pk in mentored_group_ids(user)


def _school_of(obj) -> int:
    from schools.models import School

    return obj.pk if isinstance(obj, School) else obj.school_id
