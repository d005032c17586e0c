"""Feeds and calendars for everybody; without names, without schools, limited in size."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from employers.calendars import entry_of
from employers.models import Offer, Session
from placements import feeds
from portal.core.ical import calendar_of, calendar_response, feed_response


@login_not_required
@require_safe
def offers_feed(request, name):
    if name not in feeds.FORMATS:
        raise Http404
    body = feeds.offers_feed(request.GET, name)
    return feed_response(request, body, f"application/{name}+xml; charset=utf-8")


@login_not_required
@require_safe
def dates_calendar(request):
    return calendar_response(request, feeds.dates_calendar(request.GET), file_name="aanbod.ics")


@login_not_required
@require_safe
def date_calendar(request, uid):
    """One date, also when it is cancelled since: then the calendar takes it away."""
    dates = Session.objects.filter(offer__in=Offer.objects.published().values("pk"))
    session = get_object_or_404(dates.select_related("offer__employer", "offer__worksite"), uid=uid)
    body = calendar_of([entry_of(session)], name=session.offer.title)
    return calendar_response(request, body, file_name="datum.ics")
