"""Signing in with the pictures of the card: tap four, on a device that the school set up."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portal.accounts import class_device
from portal.core.school_year import current_school_year
from schools.models import ClassDevice, Group, School
from schools.services.card_pictures import PICTURES, PICTURES_A_CODE, row_of
from schools.services.card_sign_in import CardRefused, check_card
from schools.services.login_cards import card_by_pictures
from schools.views.card_sign_in import enter
from schools.views.device_cookie import device_here


@login_not_required
@never_cache
def card_pictures(request, school):
    """Each tap is a small form, so it works without JavaScript; the fourth one decides."""
    school = get_object_or_404(School, slug=school)
    device = device_here(request, school)
    if device is None:
        return render(request, "schools/card_no_device.html", {"school": school}, status=403)
    class_device.bind(request, school.slug)
    group = _group(request, school, device)
    if group is None:
        context = {"school": school, "groups": _classes(school)}
        return render(request, "schools/card_pictures_class.html", context)
    row: tuple[str, ...] = ()
    error = ""
    if request.method == "POST":
        if not _may_guess(request, group, count=False):
            context = {"school": school, "pictures": True}
            return render(request, "schools/card_too_many.html", context, status=429)
        row = _tapped(request)
        if len(row) == PICTURES_A_CODE:
            try:
                return _open(request, school, group, row)
            except CardRefused as refused:
                row, error = (), str(refused)
    context = {
        "school": school,
        "group": group,
        "choose_class": device.group_id is None,
        "row": row,
        "chosen": [(name, PICTURES[name]) for name in row],
        "empty": range(PICTURES_A_CODE - len(row)),
        "pictures": list(PICTURES.items()),
        "error": error,
    }
    return render(request, "schools/card_pictures.html", context)


def _open(request, school: School, group: Group, row: tuple[str, ...]):
    """Raises CardRefused, in the pupil's words."""
    card = card_by_pictures(row, group)
    if card is None:
        _may_guess(request, group, count=True)
        raise CardRefused(_("These are not the pictures of a card. Try again."))
    return enter(request, check_card(card, school=school))


def _tapped(request) -> tuple[str, ...]:
    row = row_of(request.POST.get("row", ""))
    if request.POST.get("action") == "back":
        return row[:-1]
    return row_of(",".join([*row[: PICTURES_A_CODE - 1], request.POST.get("picture", "")]))


def _may_guess(request, group: Group, *, count: bool) -> bool:
    limits = {
        "card_pictures_group": f"group-{group.pk}",
        "card_pictures_school": f"school-{group.school_id}",
    }
    found = [
        ratelimit.consume(request, action=action, key=key, dry_run=not count)
        for action, key in limits.items()
    ]
    return all(found)


def _group(request, school: School, device: ClassDevice) -> Group | None:
    """The class of the device, else the one that the pupil chose."""
    if device.group_id is not None:
        return device.group
    chosen = request.POST.get("klas") or request.GET.get("klas", "")
    if not (chosen.isascii() and chosen.isdecimal()):
        return None
    return _classes(school).filter(pk=chosen[:18]).first()


def _classes(school: School):
    year = current_school_year()
    return Group.objects.base().current().of_year(year).filter(school=school).order_by("name")
