"""Login cards: made, printed, renewed, blocked. What opens the door is derived, never stored.

From the portal's key and the card's nonce come a token (for the QR code), a code of three words and
a number, and a row of four pictures. The database holds only keyed hashes, to find the card by.
"""

import base64
from collections.abc import Iterable

from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from portal.accounts.models import User
from portal.audit import trail
from schools.models import Group, LoginCard, Student
from schools.models.login_card import new_nonce
from schools.permissions import prints_cards
from schools.services.card_pictures import pictures_from
from schools.services.card_words import code_from, normal_code

TOKEN_BYTES = 18


def code_of(card: LoginCard) -> str:
    """ "appel-boom-vis-42": what is printed on the card."""
    return _code(card.nonce)


def token_of(card: LoginCard) -> str:
    """The last part of the address in the QR code: the card's number and its proof."""
    proof = _derived("token", f"{card.pk}:{card.nonce}")[:TOKEN_BYTES]
    return f"{card.pk}.{base64.urlsafe_b64encode(proof).decode('ascii')}"


def pictures_of(card: LoginCard) -> tuple[str, ...]:
    """The names of the four pictures on the card, in order."""
    return pictures_from(_derived("pictures", card.nonce))


def card_by_pictures(row: tuple[str, ...], group: Group) -> LoginCard | None:
    """The card, valid or not, of a pupil of this class with these pictures."""
    digest = _pictures_digest(row, group.school_id)
    found = _with_pupil().filter(picture_digest=digest, student__base_group=group)
    return found.first()


def card_by_code(typed: str) -> LoginCard | None:
    """The card, valid or not, with this code; None when there is no such card."""
    digest = _digest(normal_code(typed))
    return _with_pupil().filter(code_digest=digest).first()


def card_by_token(token: str) -> LoginCard | None:
    """The card, valid or not, that this token proves; None for any other text."""
    number = token.partition(".")[0]
    if not (number.isascii() and number.isdigit()) or len(number) > TOKEN_BYTES:
        return None
    card = _with_pupil().filter(pk=number).first()
    return card if card and constant_time_compare(token_of(card), token) else None


@transaction.atomic
def issue_cards_for_group(group: Group, *, by: User | None) -> int:
    """A card, and what is needed to sign in, for each pupil of the group who has none."""
    _may_print(group, by)
    # First the lock, then the question: of two clicks at once the second finds the cards there.
    _lock(_pupils(group))
    made = _issue(list(pupils_without_card(group)))
    if made:
        trail.record("schools.card.issue", group, by=by, cards=len(made))
    return len(made)


@transaction.atomic
def cards_to_print(group: Group, *, by: User) -> list[LoginCard]:
    """The valid cards of the group, by name. That they were shown is on record."""
    _may_print(group, by)
    cards = (
        LoginCard.objects.valid()
        .filter(student__in=_pupils(group))
        .select_related("student")
        .order_by("student__family_name", "student__given_name", "pk")
    )
    found = list(cards)
    if found:
        trail.record("schools.card.show", group, by=by, cards=len(found))
    return found


@transaction.atomic
def renew_card(student: Student, *, by: User) -> LoginCard:
    """A new card; the old one stops at once, and whoever is signed in with it is signed out."""
    _may_print(student.base_group, by)
    [student] = _lock(Student.objects.filter(pk=student.pk))
    revoke_cards([student])
    card = _issue([student])[0]
    trail.record("schools.card.renew", student, by=by)
    return card


@transaction.atomic
def revoke_card(student: Student, *, by: User) -> None:
    """The card stops at once; the pupil gets no new one yet."""
    _may_print(student.base_group, by)
    if revoke_cards([student]):
        trail.record("schools.card.revoke", student, by=by)


@transaction.atomic
def renew_cards_of_group(group: Group, *, by: User) -> int:
    """New cards for the whole class, as after a lost pile; all old ones stop at once."""
    _may_print(group, by)
    students = _lock(_pupils(group))
    revoke_cards(students)
    made = _issue(students)
    trail.record("schools.card.renew", group, by=by, cards=len(made))
    return len(made)


@transaction.atomic
def revoke_cards_of_group(group: Group, *, by: User) -> int:
    """All cards of the class stop at once, and whoever is signed in with one is signed out."""
    _may_print(group, by)
    revoked = revoke_cards(_pupils(group))
    if revoked:
        trail.record("schools.card.revoke", group, by=by, cards=revoked)
    return revoked


def revoke_cards(students: Iterable[Student]) -> int:
    """Block the cards of these pupils and end what they are signed in to. For other services."""
    students = list(students)
    cards = LoginCard.objects.valid().filter(student__in=students)
    revoked = cards.update(revoked_at=timezone.now())
    # A session holds a fingerprint of the password field: a new unusable one ends them all.
    User.objects.filter(student__in=students).update(password=make_password(None))
    return revoked


def _may_print(group: Group | None, by: User | None) -> None:
    if by is not None and (group is None or not prints_cards(by, group)):
        raise PermissionDenied


def pupils_without_card(group: Group):
    """The enrolled pupils of the group who cannot sign in with a card yet."""
    valid = LoginCard.objects.valid().filter(student=OuterRef("pk"))
    return _pupils(group).exclude(Exists(valid))


def _pupils(group: Group):
    return Student.objects.enrolled().filter(base_group=group)


def _lock(students) -> list[Student]:
    """One at a time makes or blocks the cards of these pupils."""
    return list(students.select_for_update(of=("self",), no_key=True).order_by("pk"))


def _with_pupil():
    return LoginCard.objects.select_related("student__user", "student__school")


def _issue(students: list[Student]) -> list[LoginCard]:
    give_users([student for student in students if student.user_id is None])
    cards = [LoginCard(student=student, nonce=new_nonce()) for student in students]
    _make_codes_unique(cards)
    return LoginCard.objects.bulk_create(cards)


def give_users(students: list[Student]) -> None:
    """A user without name, address or password: the card is the only way in."""
    users = User.objects.bulk_create(User(password=make_password(None)) for _student in students)
    for student, user in zip(students, users, strict=True):
        student.user = user
    Student.objects.bulk_update(students, ["user"], 500)


def _make_codes_unique(cards: list[LoginCard]) -> None:
    """Sets the digests. Two alike are rare, but a card must open one door."""
    taken: set[str] = set()
    fresh = cards
    while fresh:
        for card in fresh:
            card.code_digest = _digest(normal_code(_code(card.nonce)))
            card.picture_digest = _pictures_digest(pictures_of(card), card.student.school_id)
        taken |= _known("code_digest", fresh) | _known("picture_digest", fresh)
        again = []
        for card in fresh:
            digests = {card.code_digest, card.picture_digest}
            if digests & taken:
                card.nonce = new_nonce()
                again.append(card)
            taken |= digests
        fresh = again


def _known(field: str, cards: list[LoginCard]) -> set[str]:
    """Which of these digests an earlier card has."""
    wanted = [getattr(card, field) for card in cards]
    return set(LoginCard.objects.filter(**{f"{field}__in": wanted}).values_list(field, flat=True))


def _pictures_digest(row: tuple[str, ...], school_id: int) -> str:
    """Rows of pictures are few, so each school has its own."""
    return _derived("pictures_digest", f"{school_id}:{','.join(row)}").hex()


def _code(nonce: str) -> str:
    return code_from(_derived("code", nonce))


def _digest(code: str) -> str:
    return _derived("digest", code).hex()


def _derived(purpose: str, value: str) -> bytes:
    return salted_hmac(f"schools.login_card.{purpose}", value, algorithm="sha256").digest()
