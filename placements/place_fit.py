"""Whether a place has what a pupil needs: what it says about itself against the needs of the list.

A place at school always has it. A work site that says nothing at all about access may have it:
that is a question to ask, no reason to leave a pupil out.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from employers.models import WorkSite
from portal.reference.models import PlaceFeature, PracticalNeed


def lacking(site: WorkSite | None) -> frozenset[str]:
    """Codes of needs for which this place is impossible, by its own words."""
    if site is None or not _says_anything(site):
        return frozenset()
    return frozenset(need.code for need in _without(site) if need.strict)


def doubtful(site: WorkSite | None) -> frozenset[str]:
    """Codes of needs about which somebody should ask this place first."""
    if site is None:
        return frozenset()
    return frozenset(need.code for need in _without(site)) - lacking(site)


def questions(site: WorkSite | None, codes: Iterable[str]) -> list[str]:
    """What to ask the place, or what it lacks, in words for staff: "without steps"."""
    if site is None:
        return []
    wanted = [need for need in _without(site) if need.code in set(codes)]
    names = dict.fromkeys(str(PlaceFeature(need.place_has).label) for need in wanted)
    return list(names)


def remark(site: WorkSite | None, codes: frozenset[str]) -> str:
    """One remark for a list of staff; empty when all is well."""
    if impossible := codes & lacking(site):
        return _("Missing there: %(what)s") % {"what": ", ".join(questions(site, impossible))}
    if doubt := codes & doubtful(site):
        return _("Ask the company: %(what)s") % {"what": ", ".join(questions(site, doubt))}
    return ""


def _without(site: WorkSite) -> list[PracticalNeed]:
    """Needs for which the place would have to have something that it did not tick."""
    needs = (need for need in PracticalNeed.all_cached() if need.place_has)
    return [need for need in needs if not getattr(site, need.place_has)]


def _says_anything(site: WorkSite) -> bool:
    features = [getattr(site, feature.value) for feature in PlaceFeature]
    return any(features) or site.lift or bool(site.noise)
