"""The care for pictures after they came in: what must stay in sight, and which are used no more."""

import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, ReferenceIndex, Revision

from employers.models import Offer
from employers.services.offers import require_may_edit
from portal.accounts.models import User
from portal.audit import trail
from portal.core.models import Picture

COLLECTION = "Foto's van bedrijven"
# The part around the point that a narrow cut keeps, of the shorter side.
KEPT = 0.4
AN_HOUR = datetime.timedelta(hours=1)


def employers_collection() -> Collection:
    """Where pictures of employers are kept, apart from those of the editors."""
    found = Collection.objects.filter(name=COLLECTION).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)


@transaction.atomic
def set_focal_point(offer: Offer, picture: Picture, x: float, y: float, *, by: User) -> None:
    """``x`` and ``y`` are parts of width and height, 0 to 1: the middle of what must stay seen."""
    require_may_edit(by, offer)
    x, y = (min(max(part, 0.0), 1.0) for part in (x, y))
    side = round(KEPT * min(picture.width, picture.height))
    picture.focal_point_x = round(x * picture.width)
    picture.focal_point_y = round(y * picture.height)
    picture.focal_point_width = picture.focal_point_height = side
    picture.save()
    for rendition in picture.renditions.all():
        rendition.delete()  # with its file; it showed another cut
    trail.record("employers.picture.focus", picture, by=by)


def focus_of(picture: Picture) -> tuple[float, float]:
    """The point as parts of width and height; the middle when nobody chose one."""
    if picture.focal_point_x is None or picture.focal_point_y is None:
        return 0.5, 0.5
    return picture.focal_point_x / picture.width, picture.focal_point_y / picture.height


@transaction.atomic
def tidy_pictures(*replaced: int) -> int:
    """Remove pictures of employers that no offer, draft or page uses; returns how many.

    Those with the ids ``replaced``, or all that are there for an hour: a newer one may just be on
    its way into an offer.
    """
    ours = Picture.objects.filter(collection__name=COLLECTION)
    if replaced:
        ours = ours.filter(pk__in=replaced)
    else:
        ours = ours.filter(created_at__lt=timezone.now() - AN_HOUR)
    in_rows = Offer.objects.exclude(picture=None).values("picture")
    unused = list(ours.exclude(pk__in=in_rows).order_by("pk"))
    if not unused:
        return 0
    drafts = Revision.objects.filter(pk__in=Offer.objects.values("latest_revision"))
    waiting = set(drafts.exclude(content__picture=None).values_list("content__picture", flat=True))
    gone = [
        picture
        for picture in unused
        if picture.pk not in waiting and not ReferenceIndex.get_references_to(picture).exists()
    ]
    for picture in gone:
        picture.delete()
    return len(gone)
