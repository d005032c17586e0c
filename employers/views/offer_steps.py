"""The buttons under an offer: send in, take back, copy, withdraw."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from employers.services import offers as services
from employers.services.offer_start import copy_offer
from employers.views.scope import own_offer


def _step(request, pk, service, done):
    """Run ``service`` on the offer, say ``done`` or why not, and go back to the offer."""
    offer = own_offer(request.user, pk)
    try:
        service(offer, by=request.user)
    except services.OfferProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return redirect("employers:offer-detail", pk)


@require_POST
def offer_submit(request, pk):
    """Sends it in; when something is still empty, to the form that says what."""
    offer = own_offer(request.user, pk)
    try:
        services.submit_offer(offer, by=request.user)
    except services.OfferIncomplete:
        return redirect(f"{reverse('employers:offer-edit', args=[pk])}?ontbreekt")
    except services.OfferProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Sent in. The region looks at it, and you get a message."))
    return redirect("employers:offer-detail", pk)


@require_POST
def offer_discard(request, pk):
    offer = own_offer(request.user, pk)
    try:
        services.discard_draft(offer, by=request.user)
    except services.OfferProblem as problem:
        messages.error(request, str(problem))
        return redirect("employers:offer-detail", pk)
    messages.success(request, _("The draft is gone."))
    return redirect("employers:offer-list")


@require_POST
def offer_recall(request, pk):
    return _step(request, pk, services.recall_offer, _("Taken back. You can change it now."))


@require_POST
def offer_withdraw(request, pk):
    return _step(
        request, pk, services.withdraw_offer, _("Withdrawn. The offer is not in the catalogue now.")
    )


@require_POST
def offer_copy(request, pk):
    offer = own_offer(request.user, pk)
    copy = copy_offer(offer, by=request.user)
    messages.success(request, _("This is the copy. Change what is different this time."))
    return redirect("employers:offer-edit", copy.pk)
