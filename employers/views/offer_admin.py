"""Offers and their examples in Wagtail's admin: the panels, and what taking offline may not do."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, UnpublishView

from employers.forms.offer_admin import OfferAdminForm
from employers.models import OfferTemplate
from employers.services.offers import OfferHasVisitors, sessions_with_visitors


class UnpublishOffer(UnpublishView):
    """Agreed dates are cancelled one by one, with a reason that the schools read."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.has_perm("employers.publish_offer"):
            self.object.withdrawn_by = request.user
            if visited := sessions_with_visitors(self.object).count():
                messages.error(request, str(OfferHasVisitors(visited)))
                return redirect(reverse(self.edit_url_name, args=[self.object.pk]))
        return super().dispatch(request, *args, **kwargs)


def _row(*names: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(name) for name in names])


def _group(heading, *panels) -> MultiFieldPanel:
    return MultiFieldPanel(
        [FieldPanel(panel) if isinstance(panel, str) else panel for panel in panels],
        heading=heading,
    )


OFFER_EDIT_HANDLER = ObjectList(
    [
        FieldPanel("employer", heading=_("Employer"), read_only=True),
        _row("kind", "sector"),
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("tags"),
        _group(_("For the pupil"), "pupil_text", "programme", "questions"),
        _group(_("Picture"), "picture", "picture_alternative"),
        _group(
            _("The assignment"),
            *("client_question", "product", "criteria", "contact_moments", "budget"),
            _row("weeks", "deadline"),
            "result_owner",
        ),
        _group(_("In the classroom"), "room_needs", "teacher_stays"),
        _group(
            _("Age and safety of this activity"),
            _row("activity", "min_age"),
            "hazards",
            "allergens",
        ),
        _group(
            _("Practical"),
            FieldPanel("worksite", read_only=True),
            _row("group_min", "group_max"),
            _row("duration_minutes", "lead_days"),
            *("bring", "clothing", "preparation"),
            _row("cost_per_pupil", "cost_reason"),
            "photo_policy",
        ),
        _group(_("For whom?"), _row("year_min", "year_max"), "tracks", "subjects", "competences"),
        _group(
            _("When does it suit you?"),
            *("weekdays", "dayparts"),
            _row("times_per_year", "valid_until"),
        ),
        _group(
            _("Who can be called?"),
            FieldPanel("contact", read_only=True),
            FieldPanel("deputy", read_only=True),
            "languages",
        ),
    ],
    base_form_class=OfferAdminForm,
)


class OfferTemplateViewSet(SnippetViewSet):
    model = OfferTemplate
    icon = "copy"
    list_display = ["title", "kind", "sector"]
    list_filter = ["kind", "sector"]
    search_fields = ["title", "summary"]
    list_per_page = 50
    panels = [
        FieldPanel("code"),
        _row("kind", "sector"),
        *(FieldPanel(name) for name in ("title", "summary", "tags")),
        _group(_("For the pupil"), "pupil_text", "programme", "questions", "bring", "clothing"),
        _group(_("Practical"), _row("group_min", "group_max", "duration_minutes"), "preparation"),
        _group(_("In the classroom"), "room_needs"),
        _group(
            _("The assignment"),
            "client_question",
            "product",
            "criteria",
            "contact_moments",
            "weeks",
        ),
    ]

    def get_queryset(self, request):
        return OfferTemplate.objects.select_related("sector")
