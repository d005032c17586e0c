"""Who may do what with rounds, places and what follows. Predicates: (user, obj) -> bool."""

from employers.permissions import acts_for_employer
from schools.permissions import (
    Right,
    coordinates,
    group_ids_with,
    has_right,
    may_with_pupil,
    mentors,
    school_ids,
    school_ids_with,
)


def coordinates_round(user, round_) -> bool:
    return coordinates(user, round_)


def asks_booking(user, booking) -> bool:
    """Coordinator or company liaison of the school; mentor, coach or teacher of the group."""
    whole = booking.school_id in school_ids_with(user, Right.REQUESTS)
    return whole or booking.group_id in group_ids_with(user, Right.REQUESTS)


def answers_booking(user, booking) -> bool:
    return acts_for_employer(user, booking)


def concerned_with_booking(user, booking) -> bool:
    """Either side."""
    return asks_booking(user, booking) or answers_booking(user, booking)


def may_ask_for_groups(user) -> bool:
    """Whether there can be a group for which ``user`` asks at all."""
    return has_right(user, Right.REQUESTS)


def sees_load(user) -> bool:
    """The region looks at the load of all employers; it changes nothing there."""
    return user.is_region_coordinator


def notes_attendance(user) -> bool:
    """Whether there can be a list on which ``user`` notes who is there."""
    return has_right(user, Right.ATTENDANCE)


def has_pupils_on_lists(user) -> bool:
    """Whether there can be a list with names for ``user`` at all; a school leader has none."""
    return has_right(user, Right.NAMES)


def may_read_file(user, student) -> bool:
    """The career file: the pupil self, the own mentor, the coordinator (without private words)."""
    return is_pupil(user, student) or may_with_pupil(user, Right.FILE, student)


def is_pupil(user, student) -> bool:
    """``user`` is this pupil."""
    return student.user_id is not None and student.user_id == user.pk


def is_own(user, obj) -> bool:
    return obj.student.user_id is not None and obj.student.user_id == user.pk


def reflects(user, reflection) -> bool:
    return is_own(user, reflection.placement)


def keeps_offers(user, _obj=None) -> bool:
    """Favourites and saved searches are for people at a school and in the region, not pupils."""
    return bool(school_ids(user)) or getattr(user, "is_region_editor", False)


def reads_safety(user, _offer=None) -> bool:
    """The safety passport of a work site is for the people of schools and of the region."""
    return bool(school_ids(user)) or getattr(user, "is_region_editor", False)


def handles_reports(user, _report=None) -> bool:
    """The region looks at what people report about an offer."""
    return getattr(user, "is_region_editor", False)


def may_choose_quote(user, answer) -> bool:
    """The pupil's mentor, and only of what is ready and not kept private."""
    reflection = answer.reflection
    shared = reflection.state == "done" and not reflection.private
    return shared and mentors(user, reflection.placement.student)


def is_quoted(user, quote) -> bool:
    """The pupil who wrote it."""
    return is_own(user, quote.answer.reflection.placement)


def is_quoted_or_mentor(user, quote) -> bool:
    return is_quoted(user, quote) or mentors(user, quote.answer.reflection.placement.student)


def calling_school_ids(user) -> set[int]:
    """Schools for which ``user`` may ask companies for what the catalogue lacks."""
    return school_ids_with(user, Right.CALLS)


def may_call(user, call) -> bool:
    """Coordinator, mentor, coach, subject teacher or company liaison of the school."""
    return call.school_id in calling_school_ids(user)


def answers_idea(user, call) -> bool:
    """Who knows pupils of the school: coordinator, mentor, coach or subject teacher."""
    return call.school_id in school_ids_with(user, Right.IDEAS)


def owns_call(user, call) -> bool:
    """Who asked it, while working there, or the coordinator."""
    return coordinates(user, call) or (call.asked_by_id == user.pk and may_call(user, call))


def may_answer_call(user, employer) -> bool:
    """People of an employer that the region has verified."""
    return employer.state == "verified" and acts_for_employer(user, employer)
