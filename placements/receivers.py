"""What the two sides tell, and what it means for places."""

from django.dispatch import receiver

from employers import signals as employer_signals
from employers.models import Session
from placements.services.releases import follow_new_time, release_session, release_student
from schools import signals as school_signals


@receiver(employer_signals.session_cancelled, dispatch_uid="placements.session_cancelled")
def on_session_cancelled(sender, *, session, by, **kwargs):
    release_session(session, by=by)


@receiver(employer_signals.session_rescheduled, dispatch_uid="placements.session_rescheduled")
def on_session_rescheduled(sender, *, session, by, **kwargs):
    follow_new_time(session, by=by)


@receiver(employer_signals.offer_withdrawn, dispatch_uid="placements.offer_withdrawn")
def on_offer_withdrawn(sender, *, offer, by, **kwargs):
    """Dates that have been are history; those to come are off."""
    for session in (
        Session.objects.filter(offer=offer).upcoming().select_related("offer").order_by("pk")
    ):
        release_session(session, by=by)


@receiver(school_signals.student_deregistered, dispatch_uid="placements.student_deregistered")
def on_student_deregistered(sender, *, student, by, **kwargs):
    release_student(student, by=by)
