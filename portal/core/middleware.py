"""Wagtail's editor has a content policy of its own; what no database holds is a bad request."""

from django.conf import settings
from django.db import DataError

from portal.core.views import bad_request

# PostgreSQL of a number too large; nothing, when psycopg finds a zero byte before sending it.
UNSTORABLE = {"22003", None}


class AdminContentPolicyMiddleware:
    prefix = "/admin/"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(self.prefix):
            response._csp_exempt = True
            response["Content-Security-Policy"] = settings.ADMIN_CONTENT_SECURITY_POLICY
        return response


class UnstorableInputMiddleware:
    """Numbers of thirty digits and zero bytes come from tampering only: no fault of ours."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        cause = exception.__cause__
        unstorable = isinstance(exception, OverflowError) or (
            isinstance(exception, DataError) and getattr(cause, "sqlstate", "") in UNSTORABLE
        )
        return bad_request(request) if unstorable else None
