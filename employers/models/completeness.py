"""What must be filled in before the region looks at an offer. A draft may lack all of it."""

from employers.models.offer import Offer

ALWAYS = ("title", "summary", "pupil_text")
BY_KIND = {
    Offer.Kind.VISIT: ("worksite",),
    Offer.Kind.GUEST_LECTURE: ("teacher_stays",),
    Offer.Kind.ASSIGNMENT: ("client_question", "product"),
}
# A draft may be kept without these, though the finished offer has them.
MAY_WAIT = ALWAYS


def missing_fields(offer: Offer) -> list[str]:
    """Names of the fields that are still empty, in the order of the form."""
    wanted = (*ALWAYS, *BY_KIND[Offer.Kind(offer.kind)])
    missing = [name for name in wanted if not getattr(offer, name)]
    if offer.picture_id and not offer.picture_alternative:
        missing.append("picture_alternative")
    return missing


def missing_labels(offer: Offer) -> list[tuple[str, str]]:
    """(field, what it is called) for each."""
    field = Offer._meta.get_field
    return [(name, str(field(name).verbose_name)) for name in missing_fields(offer)]
