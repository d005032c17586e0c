"""Beside an employer in Wagtail's admin: verify, refuse, put on hold; and what to know for it."""

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
from employers.queries import dates_with_visitors
from employers.services.employers import EMPLOYER_SERVICES, WITH_REASON, ReasonMissing
from employers.services.lookalikes import lookalikes_of
from employers.workflow import EMPLOYER_WORKFLOW
from portal.core.workflow import TransitionNotAllowed

LABELS = {
    "verify": gettext_lazy("Verify"),
    "refuse": gettext_lazy("Refuse"),
    "suspend": gettext_lazy("Put on hold"),
    "restore": gettext_lazy("Take off hold"),
    "leave": gettext_lazy("Has stopped"),
}


class StatePanel(HelpPanel):
    """The status, the steps from here that this person may take, and what speaks for or against."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            if self.instance.pk:
                context |= state_of(self.instance, self.request.user)
            return context


def state_of(employer: Employer, user) -> dict:
    names = [n for n in EMPLOYER_WORKFLOW.available(employer, by=user) if n in LABELS]
    people = employer.memberships.select_related("user").order_by("role", "pk")
    return {
        "employer": employer,
        "state": employer.get_state_display(),
        "actions": [
            (LABELS[name], reverse("employer_transition", args=[employer.pk, name]))
            for name in names
        ],
        "asks_reason": bool(WITH_REASON & set(names)),
        "people": people,
        "lookalikes": lookalikes_of(employer.name, employer.kvk_number, leave_out=employer.pk),
        "dates": dates_with_visitors(employer)[:20],
    }


@require_POST
def employer_transition(request, pk, name):
    if not request.user.has_perm("employers.change_employer"):
        raise PermissionDenied
    if name not in LABELS:
        raise Http404
    employer = get_object_or_404(Employer.objects.visible_to(request.user), pk=pk)
    words = {"reason": request.POST.get("reason", "")} if name in WITH_REASON else {}
    try:
        EMPLOYER_SERVICES[name](employer, by=request.user, **words)
    except (TransitionNotAllowed, ReasonMissing) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(
            request,
            _("%(employer)s: %(state)s.")
            % {"employer": employer.name, "state": employer.get_state_display()},
        )
    return redirect("wagtailsnippets_employers_employer:edit", pk)
