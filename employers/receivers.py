"""What we do when Wagtail says that a reviewer decided or that an offer went online."""

from django.dispatch import receiver
from wagtail.models import WorkflowState
from wagtail.signals import published, unpublished, workflow_approved, workflow_rejected

from employers.models import Offer
from employers.services import review
from employers.services.freshness import stamp_online
from employers.signals import offer_withdrawn


@receiver(workflow_approved, sender=WorkflowState)
def offer_approved(instance, user, **kwargs):
    offer = instance.content_object
    if isinstance(offer, Offer):
        review.tell_approved(offer, instance, by=user)


@receiver(workflow_rejected, sender=WorkflowState)
def offer_returned(instance, user, **kwargs):
    offer = instance.content_object
    if isinstance(offer, Offer):
        review.tell_returned(offer, instance, by=user)


@receiver(published, sender=Offer)
def offer_online(instance, revision=None, **kwargs):
    stamp_online(instance, revision.created_at if revision else None)


@receiver(unpublished, sender=Offer)
def offer_offline(instance, **kwargs):
    """However it went offline (its employer, an editor, a day that passed), the schools hear it."""
    offer_withdrawn.send(sender=Offer, offer=instance, by=getattr(instance, "withdrawn_by", None))
