"""The pupil's start: one next thing, the wishes, what was seen already."""

import datetime

from django.utils import timezone

from placements.dossier import dossier_of
from placements.models import Reflection, Round, WishList
from placements.quotes import quotes_to_answer
from schools.permissions import own_student

SOON = datetime.timedelta(days=2)


def desk_of(user) -> dict:
    student = own_student(user)
    dossier = dossier_of(student, user)
    rounds = Round.objects.open_to(student).filter(wishes_until__gt=timezone.now())
    now_open = rounds.order_by("wishes_until").first()
    wish_list = (
        WishList.objects.filter(round=now_open, student=student)
        .prefetch_related("wishes__offer__sector")
        .first()
        if now_open
        else None
    )
    return {
        "student": student,
        "dossier": dossier,
        "round": now_open,
        "wish_list": wish_list,
        "wishes": list(wish_list.wishes.all()) if wish_list else [],
        "quote": quotes_to_answer(student).first(),
        "next": next_thing(dossier, now_open, wish_list),
    }


def next_thing(dossier, now_open, wish_list) -> dict:
    """The one thing to show big: going soon, looking back, choosing, going later, or nothing."""
    going = dossier.coming[0] if dossier.coming else None
    if going and going.placement.session.starts_at - timezone.now() <= SOON:
        return {"what": "go", "experience": going}
    if dossier.to_look_back:
        experience = dossier.to_look_back[0]
        begun = experience.reflection.state == Reflection.State.STARTED
        return {"what": "look_back", "experience": experience, "begun": begun}
    if now_open and (wish_list is None or wish_list.sent_at is None):
        return {"what": "choose", "round": now_open}
    if going:
        return {"what": "go", "experience": going}
    return {"what": "nothing"}
