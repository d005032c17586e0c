"""Where all addresses meet. Wagtail's catch-all comes last."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.i18n import set_language
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import serve

from portal.accounts.views import admin_sign_in
from portal.cms.sitemaps import robots, sitemap_index, sitemap_section
from portal.core.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap_section, name="sitemap-section"),
    path("taal/", login_not_required(set_language), name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("inloggen/", include("schools.card_urls")),
    path("admin/login/", admin_sign_in, name="admin-sign-in"),
    path("admin/", include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    path("berichten/", include("portal.notifications.urls")),
    path("mijn/", include("portal.home.urls")),
    path("school/", include("schools.urls")),
    path("scholen/", include("schools.region_urls")),
    path("bedrijf/", include("employers.urls")),
    path("", include("portal.core.urls")),
    path("", include("placements.urls")),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("portal.demo.urls"))]
# Pictures are public and few; a region with many puts them on a server of their own (MEDIA_URL).
if settings.MEDIA_URL.startswith("/"):
    urlpatterns += [
        path(
            f"{settings.MEDIA_URL.strip('/')}/<path:path>",
            login_not_required(serve_file),
            {"document_root": settings.MEDIA_ROOT},
            name="media",
        )
    ]
urlpatterns += [
    re_path(wagtail_urls.serve_pattern, login_not_required(serve), name="wagtail_serve"),
]

handler400 = "portal.core.views.bad_request"
handler403 = "portal.core.views.permission_denied"
handler404 = "portal.core.views.not_found"
handler500 = "portal.core.views.server_error"
