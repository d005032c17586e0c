"""The inbox: what you were told, newest first."""

from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from portal.notifications import services
from portal.notifications.kinds import KINDS
from portal.notifications.models import Notification


class Inbox(ListView):
    template_name = "notifications/inbox.html"
    paginate_by = 25

    def get_queryset(self):
        return Notification.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["lines"] = [
            (note, KINDS[note.kind].text(note.context), KINDS[note.kind].icon)
            for note in context["page_obj"]
            if note.kind in KINDS
        ]
        return context


def open_notification(request, pk):
    """Marks it read and goes to where it is about."""
    note = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    services.mark_read(note, by=request.user)
    return redirect(note.url or "notifications:inbox")


@require_POST
def read_all(request):
    services.mark_all_read(by=request.user)
    return redirect("notifications:inbox")
