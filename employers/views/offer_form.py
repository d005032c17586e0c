"""Writing an offer: the form, what keeps itself, and advice on the words for pupils."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from employers.forms.offers import OfferForm
from employers.models import Offer
from employers.models.completeness import missing_labels
from employers.services.contacts import keep_mobile
from employers.services.offers import (
    NewerVersion,
    OfferInReview,
    OfferProblem,
    autosave,
    save_draft,
    version_of,
)
from employers.services.picture_care import tidy_pictures
from employers.services.pictures import keep_picture
from employers.views.scope import own_offer, require_employers_person
from portal.reference.plain_language import advice

MOST_READ = 5000


def offer_edit(request, pk):
    """All questions of one kind. Kept at any moment; whether it is complete is asked later."""
    offer = own_offer(request.user, pk)
    if offer.workflow_in_progress:
        messages.warning(request, str(OfferInReview()))
        return redirect("employers:offer-detail", pk)
    form = _form(request, offer)
    if request.method == "POST" and (form.is_valid() or request.POST.get("next") == "kind"):
        return _save(request, offer, form)
    return _page(request, offer, form)


@require_POST
def offer_autosave(request, pk):
    """Keeps what is right so far and says so in a few words, under the title of the form."""
    offer = own_offer(request.user, pk)
    form = _form(request, offer, files=False)
    form.is_valid()
    context = {"wrong": [form[name].label for name in form.errors if name in form.fields]}
    try:
        version = autosave(form.offer(), by=request.user, based_on=request.POST.get("version", ""))
    except OfferProblem as problem:
        context |= {"problem": str(problem), "newer": isinstance(problem, NewerVersion)}
    except ValidationError as fault:
        context |= {"problem": " ".join(fault.messages)}
    else:
        _keep_mobiles(request, form)
        context |= {"version": version, "at": timezone.now()}
    return render(request, "employers/_autosave.html", {**context, "offer": offer})


@require_POST
def offer_advice(request):
    """Tips on a text for pupils, while it is being written. Nothing is kept."""
    require_employers_person(request.user)
    text = request.POST.get("pupil_text", "")[:MOST_READ]
    return render(request, "employers/_advice.html", {"text": text, "tips": advice(text)})


def _form(request, offer: Offer, *, files: bool = True) -> OfferForm:
    newest = offer.get_latest_revision_as_object()
    return OfferForm(
        request.POST or None,
        (request.FILES or None) if files else None,
        instance=newest,
        employer=offer.employer,
    )


def _save(request, offer: Offer, form: OfferForm):
    before = form.instance.picture_id
    based_on = "" if "mine" in request.POST else request.POST.get("version", "")
    draft = form.offer()
    content = form.cleaned_data.get("picture_file")
    try:
        if content and draft.picture_alternative:
            draft.picture = keep_picture(
                content, alternative=draft.picture_alternative, by=request.user
            )
        save_draft(draft, by=request.user, based_on=based_on)
    except NewerVersion as problem:
        return _page(request, offer, form, newer=problem)
    except OfferProblem as problem:
        messages.error(request, str(problem))
        return redirect("employers:offer-detail", offer.pk)
    except ValidationError as fault:
        form.add_error(None, fault.messages)
        return _page(request, offer, form)
    _keep_mobiles(request, form)
    if before and before != draft.picture_id:
        tidy_pictures(before)
    step = request.POST.get("next", "")
    if step == "kind":
        return redirect(f"{request.path}#vragen")
    messages.success(request, _("Your changes are kept."))
    if content:
        return redirect("employers:offer-picture", offer.pk)
    where = "offer-preview" if step == "preview" else "offer-detail"
    return redirect(f"employers:{where}", offer.pk)


def _keep_mobiles(request, form: OfferForm) -> None:
    for person, number in form.mobiles():
        keep_mobile(person, number, by=request.user)


def _page(request, offer: Offer, form: OfferForm, newer: NewerVersion | None = None):
    text = form["pupil_text"].value() or ""
    context = {
        "form": form,
        "offer": offer,
        "employer": offer.employer,
        "title": str(form.instance),
        "has_worksites": "worksite" not in form.fields or form.fields["worksite"].queryset.exists(),
        "missing": missing_labels(form.instance) if "ontbreekt" in request.GET else [],
        "newer": newer,
        "version": request.POST.get("version", "") or version_of(offer),
        "text": text,
        "tips": advice(text),
    }
    status = 422 if newer or form.is_bound else 200
    return render(request, "employers/offer_form.html", context, status=status)
