"""Who has answered, what is wished most, and entering wishes for a pupil."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from placements.forms.rounds import WishEntryForm
from placements.models import Wish, WishList
from placements.queries import choosable_offers, demand, places_by_offer, pupils_of
from placements.rounds import steps
from placements.services.wishes import (
    WishRefused,
    save_wishes,
    why_no_wishes,
    wished_offer_ids,
)
from placements.views.rounds import coordinated_round
from schools.models import Student

PER_PAGE = 30
SHOWN_OFFERS = 12


def round_wishes(request, pk):
    round_ = coordinated_round(request, pk)
    show = request.GET.get("toon", "")
    students = _students(round_, show, request.GET.get("groep", ""))
    page = Paginator(students.for_list(), PER_PAGE).get_page(request.GET.get("page"))
    _attach_wishes(round_, page)
    offers = _demand(round_)
    context = {
        "round": round_,
        "steps": steps(round_, here=2),
        "show": show,
        "group": request.GET.get("groep", ""),
        "groups": round_.groups.all(),
        "page_obj": page,
        "missing": round_.pupils - round_.answered,
        "offers": offers if request.GET.get("alles") else offers[:SHOWN_OFFERS],
        "all_offers": len(offers),
        "most": max((offer.wished for offer in offers), default=0),
    }
    return render(request, "placements/round_wishes.html", context)


def round_wish_entry(request, pk, student_pk):
    round_ = coordinated_round(request, pk)
    ours = pupils_of(round_).filter(pk__in=Student.objects.visible_to(request.user))
    student = get_object_or_404(ours.select_related("base_group"), pk=student_pk)
    wish_list = WishList.objects.filter(round=round_, student=student).first()
    form = WishEntryForm(
        request.POST or None,
        offers=choosable_offers(round_, student).select_related("employer").order_by("title"),
        count=round_.wishes_each,
        chosen=wished_offer_ids(wish_list) if wish_list else (),
    )
    if request.method == "POST" and form.is_valid():
        try:
            save_wishes(round_, student, form.offer_ids, by=request.user)
        except WishRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The wishes are kept."))
            return redirect("placements:round-wishes", pk)
    context = {
        "round": round_,
        "student": student,
        "wish_list": wish_list,
        "form": form,
        "blocked": why_no_wishes(round_, student, by=request.user),
    }
    return render(request, "placements/round_wish_entry.html", context)


def _students(round_, show: str, group: str):
    students = pupils_of(round_)
    sent = WishList.objects.filter(round=round_).exclude(sent_at=None).values("student")
    if show == "nog-niet":
        students = students.exclude(pk__in=sent)
    elif show == "wel":
        students = students.filter(pk__in=sent)
    if group.isascii() and group.isdigit():
        students = students.filter(base_group=int(group))
    return students


def _attach_wishes(round_, students) -> None:
    wishes = Prefetch("wishes", Wish.objects.select_related("offer"), to_attr="stated")
    lists = WishList.objects.filter(round=round_, student__in=list(students))
    by_student = {found.student_id: found for found in lists.prefetch_related(wishes)}
    for student in students:
        student.wish_list = by_student.get(student.pk)


def _demand(round_) -> list:
    """The offers of the round, the most wished first, with how many places they have."""
    places = places_by_offer(round_)
    offers = list(
        demand(round_).select_related("sector", "employer").order_by("-wished", "-first", "title")
    )
    for offer in offers:
        offer.places = places.get(offer.pk, 0)
        offer.short = offer.first > offer.places
    return offers
