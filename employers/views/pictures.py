"""Which part of the picture must stay in sight, also when a phone shows a narrow cut."""

import math

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from employers.services.picture_care import focus_of, set_focal_point
from employers.views.scope import own_offer

WHOLE, CUT = "max-640x640", "fill-640x270-c60|format-webp"
SPOTS = (
    gettext_lazy("left above"),
    gettext_lazy("above"),
    gettext_lazy("right above"),
    gettext_lazy("left"),
    gettext_lazy("the middle"),
    gettext_lazy("right"),
    gettext_lazy("left below"),
    gettext_lazy("below"),
    gettext_lazy("right below"),
)


def offer_picture(request, pk):
    """A press on the picture is one of nine buttons; with JavaScript it is the exact point."""
    offer = own_offer(request.user, pk)
    newest = offer.get_latest_revision_as_object()
    picture = newest.picture
    if picture is None:
        messages.warning(request, _("This offer has no picture yet."))
        return redirect("employers:offer-edit", pk)
    if request.method == "POST":
        x, y = _part(request.POST.get("x")), _part(request.POST.get("y"))
        if x is None or y is None:
            spot = request.POST.get("spot", "")
            x, y = _spot(int(spot) if spot.isdecimal() and len(spot) == 1 else -1)
        set_focal_point(offer, picture, x, y, by=request.user)
        messages.success(request, _("This part stays in sight."))
        return redirect("employers:offer-picture", pk)
    x, y = focus_of(picture)
    whole = picture.get_rendition(WHOLE)
    context = {
        "offer": offer,
        "title": str(newest),
        "alternative": newest.picture_alternative,
        "whole": whole,
        "cut": picture.get_rendition(CUT),
        "spots": list(enumerate(SPOTS)),
        "dot": (round(x * whole.width), round(y * whole.height)),
    }
    return render(request, "employers/offer_picture.html", context)


def _part(text: str | None) -> float | None:
    """A number from 0 to 1, or None."""
    try:
        part = float(text or "")
    except ValueError:
        return None
    return part if math.isfinite(part) and 0 <= part <= 1 else None


def _spot(number: int) -> tuple[float, float]:
    if not 0 <= number < len(SPOTS):
        return 0.5, 0.5
    column, row = number % 3, number // 3
    return (2 * column + 1) / 6, (2 * row + 1) / 6
