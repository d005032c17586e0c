"""The pupil's own screens: wishes, my day, why here, my folder. A phone in the hand."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from employers.models import Offer
from placements import catalogue
from placements.catalogue import dates_that_count
from placements.dossier import dossier_of
from placements.explain import for_pupil, titles_for
from placements.models import Placement, Round, WishList
from placements.queries import choosable_offers
from placements.services import wishes as wish_services
from placements.services.wishes import WishRefused, why_no_wishes
from schools.care import care_of
from schools.permissions import own_student


def _pupil(request):
    student = own_student(request.user)
    if student is None:
        raise PermissionDenied
    return student


def _round_for(student, round_pk):
    rounds = Round.objects.filter(school=student.school_id, groups=student.base_group_id)
    return get_object_or_404(rounds.exclude(state=Round.State.DRAFT), pk=round_pk)


def wish_home(request):
    """To the round that is open now; otherwise says that there is none."""
    student = _pupil(request)
    now_open = Round.objects.open_to(student).order_by("wishes_until").first()
    if now_open:
        return redirect("placements:pupil-wishes", round_pk=now_open.pk)
    return render(request, "placements/pupil_no_round.html")


def wishes(request, round_pk):
    """Picture cards: tap to choose, in order. Every tap is saved; it works without JavaScript."""
    student = _pupil(request)
    round_ = _round_for(student, round_pk)
    context = {"round": round_, "why_not": why_no_wishes(round_, student, by=request.user)}
    wish_list = WishList.objects.filter(round=round_, student=student).first()
    ranks = {}
    if wish_list:
        ranks = {wish.offer_id: wish.rank for wish in wish_list.wishes.all()}
    offers = choosable_offers(round_, student).distinct() | _chosen(ranks)
    dates = dates_that_count(round_sessions__round=round_)
    shown = catalogue.attach_dates(
        catalogue.for_cards(catalogue.with_next_date(offers.distinct(), dates)), dates
    )
    for offer in shown:
        offer.rank = ranks.get(offer.pk)
    chosen = sorted((offer for offer in shown if offer.rank), key=lambda offer: offer.rank)
    context |= {
        "wish_list": wish_list,
        "chosen": chosen,
        "others": [offer for offer in shown if not offer.rank],
        "left": max(round_.wishes_each - len(chosen), 0),
        "tapped": request.htmx,
    }
    page = "_pupil_wish_cards" if request.htmx else "pupil_wishes"
    return render(request, f"placements/{page}.html", context)


def _chosen(ranks):
    return Offer.objects.filter(pk__in=ranks).distinct()


@require_POST
def toggle_wish(request, round_pk, offer_pk):
    return _change(request, round_pk, wish_services.toggle_wish, offer_pk)


@require_POST
def move_wish_up(request, round_pk, offer_pk):
    return _change(request, round_pk, wish_services.move_wish, offer_pk)


def _change(request, round_pk, service, offer_pk):
    student = _pupil(request)
    round_ = _round_for(student, round_pk)
    try:
        service(round_, student, offer_pk, by=request.user)
    except WishRefused as refusal:
        messages.warning(request, str(refusal))
    if request.htmx:
        request.method = "GET"
        return wishes(request, round_pk)
    return redirect("placements:pupil-wishes", round_pk=round_pk)


@require_POST
def send_wishes(request, round_pk):
    student = _pupil(request)
    round_ = _round_for(student, round_pk)
    try:
        wish_services.send_wishes(round_, student, by=request.user)
    except WishRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("placements:pupil-wishes", round_pk=round_pk)
    return render(request, "placements/pupil_wishes_sent.html", {"round": round_})


def my_day(request):
    """The next place: when, where, how, what to bring."""
    dossier = dossier_of(_pupil(request), request.user)
    return render(
        request,
        "placements/pupil_day.html",
        {"next": dossier.coming[0] if dossier.coming else None, "later": dossier.coming[1:]},
    )


def why(request, placement_pk):
    """Why this place? The true reason, naming nobody else."""
    student = _pupil(request)
    mine = Placement.objects.published().filter(student=student).for_list()
    placement = get_object_or_404(mine, pk=placement_pk)
    return render(
        request,
        "placements/pupil_why.html",
        {"placement": placement, "why": for_pupil(placement, titles_for([placement]))},
    )


def my_file(request):
    student = _pupil(request)
    context = {
        "dossier": dossier_of(student, request.user),
        "care": care_of([student], request.user)[student.pk],
    }
    return render(request, "placements/pupil_file.html", context)
