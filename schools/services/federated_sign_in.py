"""Which account a person of the school's own sign-in is. Nobody gets rights from what it says.

Staff must have a role here already, or an invitation; pupils must be on the roster, once. Then the
subject is remembered, so that the rest of what the provider says may change.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.services import account_of
from portal.audit import trail
from portal.organisations.models import Membership
from schools.models import (
    FederatedIdentity,
    Location,
    School,
    SchoolInvitation,
    SchoolMembership,
    Student,
)
from schools.services.invitations import accept_invitation
from schools.services.login_cards import give_users
from schools.sign_in_claims import Person
from schools.sign_in_sources import Source


class SignInRefused(Exception):
    """``reason`` chooses the words on the page; ``school`` is known or not."""

    def __init__(self, reason: str, school: School | None = None):
        super().__init__(reason)
        self.reason = reason
        self.school = school


@dataclass(frozen=True)
class Arrived:
    user: User
    school: School
    identity: FederatedIdentity
    is_pupil: bool
    ask_location: bool


@transaction.atomic
def arrive(source: Source, person: Person) -> Arrived:
    """The account to sign in. Links it the first time. Raises SignInRefused."""
    school = school_of(source, person)
    if not person.subject:
        raise SignInRefused("incomplete", school)
    identity = (
        FederatedIdentity.objects.select_related("user")
        .filter(issuer=source.client.issuer, subject=person.subject)
        .first()
    )
    if identity is None:
        user = _first_time(source, person, school)
        identity = _link(source, person, user, school)
    user = identity.user
    is_pupil = not user.email
    _require_may_enter(source, user, school, is_pupil=is_pupil)
    here = _location(school, person)
    if here and identity.location_id != here.pk:
        identity.location = here
    identity.last_used_at = timezone.now()
    identity.save(update_fields=["location", "last_used_at"])
    ask = not is_pupil and identity.location_id is None and school.locations.count() > 1
    return Arrived(user, school, identity, is_pupil, ask)


def school_of(source: Source, person: Person) -> School:
    """The school of the provider, or for the region's Entree the one with this BRIN."""
    if source.school is not None:
        if person.brin and person.brin != source.school.brin:
            raise SignInRefused("other_school", source.school)
        return source.school
    if not person.brin:
        raise SignInRefused("no_school")
    school = School.objects.filter(brin=person.brin).first()
    if school is None:
        raise SignInRefused("unknown_school")
    return school


def works_elsewhere(user: User, school: School) -> bool:
    """More than this school's word is needed for who has rights outside it."""
    if user.is_staff or user.is_superuser or user.region_roles:
        return True
    for model in Membership.__subclasses__():
        rows = model._default_manager.filter(user=user)
        if model is SchoolMembership:
            rows = SchoolMembership.objects.filter(user=user).exclude(school=school)
        if rows.exists():
            return True
    return False


@transaction.atomic
def choose_location(identity: FederatedIdentity, location: Location) -> None:
    """Asked once, when the provider names the school but not the building."""
    identity.location = location
    identity.save(update_fields=["location"])


def student_of(school: School, person: Person) -> Student:
    """The one pupil of the roster that is meant. Raises SignInRefused.

    By ECK iD and by number; when both say something they must say the same.
    """
    wanted = Q(pk=None)
    if person.eck_id:
        wanted |= Q(eck_id=person.eck_id)
    if person.number:
        wanted |= Q(source_key=person.number)
    found = list(Student.objects.select_related("user").filter(wanted, school=school)[:3])
    # The ECK iD is case-sensitive, whatever the database makes of it.
    found = [s for s in found if person.eck_id == s.eck_id or person.number == s.source_key]
    if len(found) > 1:
        raise SignInRefused("several_pupils", school)
    if not found:
        raise SignInRefused("no_pupil", school)
    if found[0].status != Student.Status.ENROLLED:
        raise SignInRefused("left", school)
    contradicted = person.eck_id and found[0].eck_id and person.eck_id != found[0].eck_id
    if contradicted:
        raise SignInRefused("several_pupils", school)
    return found[0]


def _first_time(source: Source, person: Person, school: School) -> User:
    """Affiliation says which list to look in, and no more than that."""
    if person.is_pupil and not person.is_staff:
        return _pupil(source, person, school)
    if person.is_staff or not (person.eck_id or (person.number and not source.for_staff)):
        return _colleague(source, person, school)
    # Nothing says what the person is. A number alone could be a colleague's own.
    if person.mail and _works_here(account_of(person.mail), school):
        return _colleague(source, person, school)
    return _pupil(source, person, school)


def _pupil(source: Source, person: Person, school: School) -> User:
    if not source.for_pupils:
        raise SignInRefused("not_for_pupils", school)
    student = student_of(school, person)
    if student.user is None:
        give_users([student])
    return User.objects.get(student=student)


def _colleague(source: Source, person: Person, school: School) -> User:
    if not source.for_staff:
        raise SignInRefused("not_for_staff", school)
    if not person.mail:
        raise SignInRefused("no_mail", school)
    user = account_of(person.mail)
    if user is not None and _works_here(user, school):
        return user
    invitation = (
        SchoolInvitation.objects.waiting()
        .filter(school=school, email__iexact=person.mail, expires_at__gt=timezone.now())
        .first()
    )
    if invitation is None:
        raise SignInRefused("no_role", school)
    if user is not None:  # of somewhere else: only that person may tie it to this school
        raise SignInRefused("invited", school)
    user = User.objects.create_user(
        invitation.email, None, first_name=person.first_name, last_name=person.last_name
    )
    accept_invitation(invitation, by=user)
    return user


def _works_here(user: User | None, school: School) -> bool:
    return bool(user and SchoolMembership.objects.filter(user=user, school=school).exists())


def _link(source: Source, person: Person, user: User, school: School) -> FederatedIdentity:
    issuer = source.client.issuer
    known = FederatedIdentity.objects.select_for_update().filter(user=user, issuer=issuer).first()
    if known is not None and user.email:
        raise SignInRefused("linked_to_another", school)
    if not user.is_active:
        raise SignInRefused("blocked", school)
    if known is not None:  # the roster proved again which pupil it is
        known.subject = person.subject
        known.save(update_fields=["subject"])
        return known
    trail.record("schools.sign_in.link", school, by=user, user=user.pk)
    return FederatedIdentity.objects.create(user=user, issuer=issuer, subject=person.subject)


def _require_may_enter(source: Source, user: User, school: School, *, is_pupil: bool) -> None:
    if not user.is_active:
        raise SignInRefused("blocked", school)
    if not is_pupil:
        if not source.for_staff:
            raise SignInRefused("not_for_staff", school)
        if not _works_here(user, school):
            raise SignInRefused("no_role", school)
        return
    if not source.for_pupils:
        raise SignInRefused("not_for_pupils", school)
    student = Student.objects.filter(user=user).first()
    if student is None or student.school_id != school.pk:
        raise SignInRefused("no_pupil", school)
    if student.status != Student.Status.ENROLLED:
        raise SignInRefused("left", school)


def _location(school: School, person: Person) -> Location | None:
    if not person.brin6:
        return None
    return Location.objects.filter(school=school, brin6=person.brin6).first()
