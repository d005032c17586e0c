"""People of a school see sectors by the names of their school."""

from portal.core.wording import own_names
from schools.school_sectors import sectors_for

# Here one works for a company or for the region, also who works at a school as well.
OF_OTHERS = ("/bedrijf/", "/admin/", "/regio/")


class SectorNamesMiddleware:
    """Nothing is read before a page shows the first name of a sector."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(OF_OTHERS):
            return self.get_response(request)
        with own_names(lambda: sectors_for(request.user).words):
            return self.get_response(request)
