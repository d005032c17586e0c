"""What to mind about pupils, read for pages: their needs and whether they may be in pictures."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from portal.reference.models import PracticalNeed
from schools.models import PhotoConsent, PhotoDecider, Student, StudentNeed

Purpose = PhotoConsent.Purpose


@dataclass
class Care:
    """``needs`` in the order of the list; ``photos`` are purposes with consent."""

    needs: list[PracticalNeed] = field(default_factory=list)
    photos: set[str] = field(default_factory=set)
    decides: bool = False

    @property
    def need_codes(self) -> set[str]:
        return {need.code for need in self.needs}

    @property
    def photo_icon(self) -> str:
        return "camera" if self.photos else "camera-off"

    @property
    def is_partial(self) -> bool:
        """Pictures may be used for some purposes and not for others."""
        return 0 < len(self.photos) < len(Purpose)

    @property
    def photo_uses(self) -> str:
        """Only the purposes, for a table with a heading: "school, company"."""
        if not self.photos:
            return _("none")
        if not self.is_partial:
            return _("all")
        return ", ".join(short_purpose(purpose) for purpose in Purpose if purpose in self.photos)

    @property
    def photo_words(self) -> str:
        """In few words, for a list: which pictures may be used."""
        if not self.photos:
            return _("No pictures")
        if not self.is_partial:
            return _("Pictures are fine")
        return _("Pictures only for: %(uses)s") % {"uses": self.photo_uses}


def short_purpose(purpose: str) -> str:
    return {
        "school": _("school"),
        "employer": _("company"),
        "social": _("social media"),
        "portal": _("portal"),
    }[purpose]


def care_of(
    students: Iterable[Student], reader, *, on_list: bool = False, who_decides: bool = False
) -> dict[int, Care]:
    """By pupil id, in two queries for any number, three with ``who_decides``.

    Needs only of pupils whose needs ``reader`` may see. ``on_list``: the caller has made sure that
    the reader goes along with these pupils, so the needs come with the list.
    """
    found = {student.pk: Care() for student in students}
    if not found:
        return found
    needs = StudentNeed.objects.all() if on_list else StudentNeed.objects.visible_to(reader)
    codes: dict[int, set[str]] = defaultdict(set)
    rows = needs.current().filter(student__in=found).values_list("student", "need__code")
    for pk, code in rows.distinct():
        codes[pk].add(code)
    for pk, care in found.items():
        care.needs = [need for need in PracticalNeed.all_cached() if need.code in codes[pk]]
    photos = PhotoConsent.objects.current().filter(student__in=found)
    for pk, purpose in photos.values_list("student", "purpose"):
        found[pk].photos.add(purpose)
    if who_decides:
        deciders = PhotoDecider.objects.filter(student__in=found)
        for pk in deciders.values_list("student", flat=True):
            found[pk].decides = True
    return found


def needs_by_pupil(students: Iterable[Student]) -> dict[int, set[str]]:
    """Codes of current needs, for the portal's own reckoning; one query. Pages use ``care_of``."""
    codes: dict[int, set[str]] = defaultdict(set)
    rows = StudentNeed.objects.current().filter(student__in=list(students))
    for pk, code in rows.values_list("student", "need__code"):
        codes[pk].add(code)
    return codes


def care_for(student: Student, reader) -> Care:
    return care_of([student], reader, who_decides=True)[student.pk]
