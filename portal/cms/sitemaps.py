"""What search engines may find: pages, offers in the catalogue, and employers that have one."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index, sitemap
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_page
from django.views.decorators.http import require_safe
from wagtail.models import Page

from employers.models import Employer, Offer

AN_HOUR = 3600
# Nothing behind these is for everyone; keeping robots out spares them and us the work.
CLOSED = ("/admin/", "/mijn/", "/school/", "/bedrijf/", "/berichten/", "/accounts/", "/inloggen/")


class PageSitemap(Sitemap):
    limit = 5000

    def items(self):
        return Page.objects.live().public().filter(depth__gt=1).order_by("path")

    def location(self, item):
        return item.relative_url(item.get_site()) or "/"

    def lastmod(self, item):
        return item.last_published_at


class OfferSitemap(Sitemap):
    limit = 5000

    def items(self):
        return Offer.objects.published().only("pk", "updated_at").order_by("pk")

    def location(self, item):
        return reverse("placements:offer-page", args=[item.pk])

    def lastmod(self, item):
        return item.updated_at


class EmployerSitemap(Sitemap):
    limit = 5000

    def items(self):
        published = Offer.objects.published().values("employer")
        return Employer.objects.verified().filter(pk__in=published).only("slug").order_by("pk")

    def location(self, item):
        return reverse("placements:employer-page", args=[item.slug])


SITEMAPS = {"paginas": PageSitemap, "aanbod": OfferSitemap, "bedrijven": EmployerSitemap}


@login_not_required
@require_safe
@cache_page(AN_HOUR)
def sitemap_index(request):
    return index(request, SITEMAPS, sitemap_url_name="sitemap-section")


@login_not_required
@require_safe
@cache_page(AN_HOUR)
def sitemap_section(request, section):
    return sitemap(request, SITEMAPS, section=section)


@login_not_required
@require_safe
def robots(request):
    """A demo is not for search engines: its companies do not exist."""
    closed = ("/",) if settings.DEMO else CLOSED
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
