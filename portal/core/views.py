"""Pages for when something is not there, not allowed or broken, and the living style guide."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from portal.core import style_guide as samples


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def permission_denied(request, exception=None):
    return render(request, "403.html", status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    # Without a request: whatever broke may be what the context processors need.
    return HttpResponseServerError(render_to_string("500.html"))


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)


@login_not_required
def style_guide(request):
    """Every component on one page; in the demo and while developing only."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    return render(request, "core/style_guide.html", samples.context())


@login_not_required
def offline(request):
    """What the service worker keeps for when there is no connection."""
    return render(request, "core/offline.html")


@login_not_required
def service_worker(request):
    """From the root, because a worker only minds addresses under its own."""
    return render(request, "core/worker.js", content_type="text/javascript")
