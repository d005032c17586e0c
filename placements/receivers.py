"""What the two sides tell, and what it means for places."""

from functools import partial

from django.db import transaction
from django.dispatch import receiver
from django.utils.translation import gettext
from wagtail.signals import published

from employers import signals as employer_signals
from employers.models import Offer, Session
from placements.services.booking_answers import fall_away, follow_new_date, stop_requests
from placements.services.call_answers import offer_went_online
from placements.services.faded_offers import leave_draft_rounds
from placements.services.releases import follow_new_time, release_session, release_student
from placements.services.reservations import free_all_of
from placements.tasks import release_queue
from schools import signals as school_signals


@receiver(employer_signals.session_cancelled, dispatch_uid="placements.session_cancelled")
def on_session_cancelled(sender, *, session, by, **kwargs):
    release_session(session, by=by)
    free_all_of(session, by=by)
    fall_away(session, by=by, why=session.cancel_reason)


@receiver(employer_signals.session_rescheduled, dispatch_uid="placements.session_rescheduled")
def on_session_rescheduled(sender, *, session, by, **kwargs):
    follow_new_time(session, by=by)
    follow_new_date(session, by=by)


@receiver(employer_signals.offer_withdrawn, dispatch_uid="placements.offer_withdrawn")
def on_offer_withdrawn(sender, *, offer, by, **kwargs):
    """Dates that have been are history; those to come are off."""
    for session in (
        Session.objects.filter(offer=offer).upcoming().select_related("offer").order_by("pk")
    ):
        release_session(session, by=by)
        free_all_of(session, by=by)
    stop_requests(offer, by=by, why=gettext("The company took this activity out of the catalogue."))


@receiver(published, sender=Offer, dispatch_uid="placements.offer_online")
def on_offer_online(sender, instance, **kwargs):
    offer_went_online(instance, by=kwargs.get("user"))


@receiver(employer_signals.offer_left_catalogue, dispatch_uid="placements.offer_left_catalogue")
def on_offer_left_catalogue(sender, *, offer, by, **kwargs):
    leave_draft_rounds(offer, by=by)
    if offer.presence == Offer.Presence.PAUSED:
        why = gettext("The company cannot do this activity this year.")
        stop_requests(offer, by=by, why=why, keep_agreed=True)


@receiver(employer_signals.budget_changed, dispatch_uid="placements.budget_changed")
def on_budget_changed(sender, *, employer, by, **kwargs):
    """There may be room now: after the commit, because it locks the employer first."""
    transaction.on_commit(partial(release_queue.delay, employer.pk), robust=True)


@receiver(school_signals.student_deregistered, dispatch_uid="placements.student_deregistered")
def on_student_deregistered(sender, *, student, by, **kwargs):
    release_student(student, by=by)
