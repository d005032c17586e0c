"""May this card open the door, here and now?"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from schools.models import LoginCard, School, Student


class CardRefused(Exception):
    """The card opens nothing; the message says so to a pupil."""


def check_card(card: LoginCard | None, *, school: School | None) -> LoginCard:
    """The card itself when it is good here. Raises CardRefused, in the pupil's words.

    ``school`` is whose classroom device this is, None for a pupil's own phone.
    """
    if card is None:
        raise CardRefused(_("We do not know this card. Look at the words again."))
    if school is not None and card.student.school_id != school.pk:
        raise CardRefused(
            _("This card is of another school. This device is of %(school)s.")
            % {"school": school.name}
        )
    if card.revoked_at is not None:
        raise CardRefused(_("This card does not work any more. Ask your mentor for a new card."))
    student = card.student
    usable = student.status == Student.Status.ENROLLED and student.user and student.user.is_active
    if not usable:
        raise CardRefused(_("You cannot sign in now. Ask your mentor for help."))
    return card


@transaction.atomic
def use_card(card: LoginCard) -> None:
    LoginCard.objects.filter(pk=card.pk).update(last_used_at=timezone.now())
