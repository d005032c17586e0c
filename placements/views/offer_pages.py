"""The page of an offer and of an employer: public."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.utils.decorators import method_decorator
from django.views.generic import DetailView

from employers.models import Employer, Offer
from placements import catalogue
from placements.agreed import offers_in_reach
from placements.json_ld import offer_as_json_ld
from placements.safety import safety_for
from portal.core.models import Rendition


@method_decorator(login_not_required, name="dispatch")
class OfferPage(DetailView):
    context_object_name = "offer"
    template_name = "placements/offer_page.html"

    def get_queryset(self):
        renditions = Rendition.objects.filter(filter_spec=catalogue.CARD_PICTURE)
        return (
            offers_in_reach(self.request.user)
            .select_related("employer", "sector", "worksite__passport", "picture")
            .prefetch_related(
                "competences",
                "subjects",
                Prefetch("picture__renditions", queryset=renditions, to_attr="card_renditions"),
            )
        )

    def get_context_data(self, **kwargs):
        dates = catalogue.upcoming_dates(self.object)
        is_public = self.object.is_in_catalogue
        others = Offer.objects.published().filter(sector=self.object.sector_id)
        return super().get_context_data(
            dates=dates,
            json_ld=offer_as_json_ld(self.object, dates) if is_public else None,
            others=catalogue.cards_of(others.exclude(pk=self.object.pk), 3),
            is_public=is_public,
            safety=safety_for(self.request.user, self.object),
            picture=catalogue.picture_url(self.object),
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
        offers = Offer.objects.published().filter(employer=self.object)
        return super().get_context_data(cards=catalogue.cards_of(offers, 24), **kwargs)
