"""The page of an offer and of an employer: public."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, Q
from django.utils.decorators import method_decorator
from django.views.generic import DetailView

from employers.models import Employer, Offer, OfferPartner, Session
from placements import catalogue
from placements.agreed import offers_in_reach
from placements.contacts import contacts_for
from placements.favourites import kept_ids
from placements.json_ld import offer_as_json_ld
from placements.offer_dates import with_notes
from placements.permissions import may_ask_for_groups
from placements.quotes import released_quotes
from placements.safety import safety_for
from placements.searching.visitor import home_of_visitor
from placements.takeaway import takeaway_of
from portal.core.models import Rendition
from portal.reference.distance import kilometres_between


@method_decorator(login_not_required, name="dispatch")
class OfferPage(DetailView):
    context_object_name = "offer"
    template_name = "placements/offer_page.html"

    def get_queryset(self):
        renditions = Rendition.objects.filter(filter_spec=catalogue.CARD_PICTURE)
        return (
            offers_in_reach(self.request.user)
            .select_related("employer", "sector", "worksite__passport", "picture")
            .select_related("contact__user", "deputy__user")
            .prefetch_related(
                "competences",
                "subjects",
                Prefetch(
                    "partners",
                    queryset=OfferPartner.objects.shown().select_related("employer"),
                    to_attr="shown_partners",
                ),
                Prefetch("picture__renditions", queryset=renditions, to_attr="card_renditions"),
            )
        )

    def get_context_data(self, **kwargs):
        dates = with_notes(catalogue.upcoming_dates(self.object), self.request.user)
        is_public = self.object.is_in_catalogue
        picture = catalogue.picture_url(self.object)
        others = Offer.objects.published().filter(sector=self.object.sector_id)
        return super().get_context_data(
            dates=dates,
            json_ld=offer_as_json_ld(self.object, dates, picture) if is_public else None,
            others=catalogue.cards_of(others.exclude(pk=self.object.pk), 3),
            is_public=is_public,
            safety=safety_for(self.request.user, self.object),
            picture=picture,
            contacts=contacts_for(self.request.user, self.object),
            may_ask=is_public and may_ask_for_groups(self.request.user),
            kept=_is_kept(self.request.user, self.object),
            **kwargs,
        )


@method_decorator(login_not_required, name="dispatch")
class EmployerPage(DetailView):
    context_object_name = "employer"
    template_name = "placements/employer_page.html"

    def get_queryset(self):
        return (
            Employer.objects.visible_to(self.request.user)
            .select_related("sector")
            .prefetch_related("worksites")
        )

    def get_context_data(self, **kwargs):
        joined = OfferPartner.objects.shown().filter(employer=self.object).values("offer")
        offers = Offer.objects.published().filter(Q(employer=self.object) | Q(pk__in=joined))
        home = home_of_visitor(self.request.user, self.request.GET.get("postcode", ""))
        sessions = Session.objects.filter(offer__employer=self.object)
        return super().get_context_data(
            cards=catalogue.cards_of(offers, 24, home),
            sites=_with_distance(self.object.worksites.all(), home),
            home=home,
            taken=takeaway_of(sessions.values("pk")),
            quotes=released_quotes([self.object.pk], limit=3),
            **kwargs,
        )


def _with_distance(sites, home: str) -> list:
    """The nearest first, when it is known from where somebody looks."""
    sites = list(sites)
    for site in sites:
        site.km = kilometres_between(home, site.pc4) if home else None
    return sorted(sites, key=lambda site: (site.km is None, site.km or 0))


def _is_kept(user, offer) -> bool | None:
    """None for who keeps no offers, and so sees no heart."""
    kept = kept_ids(user, [offer.pk])
    return None if kept is None else offer.pk in kept
