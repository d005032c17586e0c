"""Who must have a second step besides the password. Floors above register what they ask.

A rule answers for a user: True (must), False (need not) or None (this user is not mine to judge).
Who is nobody's, is judged by the setting; of several answers the strictest counts.
"""

from collections.abc import Callable, Iterable

from allauth.mfa.models import Authenticator
from django.conf import settings

from portal.accounts.models import User

AT_SCHOOL = "second_step_at_school"
Rule = Callable[[User], bool | None]
_rules: list[Rule] = []


def register(rule: Rule) -> Rule:
    """Add a rule; twice is once. It is asked on each page, so it may not query needlessly."""
    if rule not in _rules:
        _rules.append(rule)
    return rule


def must_have(user: User) -> bool:
    """Who works for the region is judged by the setting, whatever else they do."""
    answers = {rule(user) for rule in _rules} - {None}
    if True in answers:
        return True
    judged = bool(answers) and not (settings.STAFF_SECOND_STEP_REQUIRED and user.region_roles)
    return False if judged else settings.STAFF_SECOND_STEP_REQUIRED


def having(users: Iterable[int]) -> set[int]:
    """Which of these users (by id) have a second step."""
    rows = Authenticator.objects.filter(user__in=users)
    rows = rows.exclude(type=Authenticator.Type.RECOVERY_CODES)
    return set(rows.values_list("user_id", flat=True))


def take_away(user: User) -> bool:
    """For who lost the telephone: the next sign-in starts with setting it up anew. Says if any.

    Who calls this has checked that it may be done, and writes it down.
    """
    number, _kinds = Authenticator.objects.filter(user=user).delete()
    return bool(number)


def given_at_school(request, given: bool) -> None:
    """Remember for this session that the school's own sign-in asked a second step already."""
    request.session[AT_SCHOOL] = given


def was_given_at_school(request) -> bool:
    return bool(request.session.get(AT_SCHOOL))
