"""The buttons beside an employer in Wagtail's admin: verify, put on hold, restore."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.panels import HelpPanel

from employers.models import Employer
from employers.services.employers import EMPLOYER_SERVICES
from employers.workflow import EMPLOYER_WORKFLOW
from portal.core.workflow import TransitionNotAllowed

LABELS = {
    "verify": gettext_lazy("Verify"),
    "suspend": gettext_lazy("Put on hold"),
    "restore": gettext_lazy("Take off hold"),
    "leave": gettext_lazy("Has left"),
}


class StatePanel(HelpPanel):
    """The status, and the steps from here that this person may take."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            employer = self.instance
            names = (
                EMPLOYER_WORKFLOW.available(employer, by=self.request.user) if employer.pk else []
            )
            context["state"] = employer.get_state_display()
            context["actions"] = [
                (LABELS[name], reverse("employer_transition", args=[employer.pk, name]))
                for name in names
            ]
            return context


@require_POST
def employer_transition(request, pk, name):
    if not request.user.has_perm("employers.change_employer"):
        raise PermissionDenied
    if name not in EMPLOYER_SERVICES:
        raise Http404
    employer = get_object_or_404(Employer.objects.visible_to(request.user), pk=pk)
    try:
        EMPLOYER_SERVICES[name](employer, by=request.user)
    except TransitionNotAllowed as problem:
        messages.error(request, str(problem))
    else:
        messages.success(
            request,
            _("%(employer)s: %(state)s.")
            % {"employer": employer.name, "state": employer.get_state_display()},
        )
    return redirect("wagtailsnippets_employers_employer:edit", pk)
