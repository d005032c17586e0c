"""Everything is closed. What is open is on this list, which a reviewer sees grow."""

from django.urls import URLPattern, get_resolver

# Names of our own addresses that answer without signing in.
PUBLIC_URLS = {
    "accounts:card-done",  # signs out
    "accounts:card-pictures",  # on a device that the school set up
    "accounts:card-qr",  # how pupils sign in
    "accounts:card-sign-in",
    "accounts:class-device",
    "accounts:entree-leave",  # to the sign-in of the school, and back with an answer
    "accounts:entree-return",
    "accounts:school-door",
    "accounts:school-leave",
    "accounts:school-return",
    "accounts:school-search",
    "admin-sign-in",  # leads to the one page where people sign in
    "core:offline",
    "core:service-worker",
    "core:style-guide",  # only in the demo and while developing
    "demo:sign-in-as",  # in the demo only; production has no such address
    "employers:calendar-feed",  # by a secret address
    "employers:invitation",  # by a signed link from a mail
    "employers:question",  # by a signed link from a mail
    "employers:question-done",
    "employers:sign-up",  # how companies come in
    "employers:sign-up-confirm",  # by a signed link from a mail
    "employers:sign-up-sent",
    "healthz",  # for the load balancer
    "media",  # pictures of offers and pages
    "placements:booking-answer",  # by a signed link from a mail
    "placements:booking-answered",
    "placements:catalogue",
    "placements:catalogue-print",
    "placements:compare",
    "placements:date-calendar",
    "placements:dates-calendar",
    "placements:employer-page",
    "placements:feedback",  # by a signed link from a mail
    "placements:feedback-thanks",
    "placements:impact-public",  # a year card that its employer shares by a secret address
    "placements:impact-public-card",
    "placements:offer-page",
    "placements:offer-print",
    "placements:offers-feed",
    "placements:report",  # anybody may say that an offer is wrong
    "placements:saved-search-stop",  # by a signed link from a mail
    "readyz",
    "robots",
    "schools:invitation",  # by a signed link from a mail
    "set_language",
    "sitemap",
    "sitemap-section",
    "wagtail_serve",  # editorial pages; a page may still be private in Wagtail
}
# They come with their own rules: Wagtail's admin closes itself, allauth opens sign-in only.
FOREIGN = ("wagtail", "allauth", "django")


def our_patterns(resolver=None, prefix=""):
    """(full name, pattern) of every address that is ours."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}", pattern
        elif not module_of(pattern).startswith(FOREIGN):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from our_patterns(pattern, prefix + space)


def module_of(pattern):
    """Where an include comes from: a module, or a list of patterns of which the first tells."""
    urlconf = pattern.urlconf_name
    if hasattr(urlconf, "__name__"):
        return urlconf.__name__
    first = next((p for p in urlconf if isinstance(p, URLPattern)), None)
    return first.callback.__module__ if first else ""


def test_only_the_listed_urls_are_public():
    public = {name for name, p in our_patterns() if not getattr(p.callback, "login_required", True)}

    assert public - PUBLIC_URLS == set(), "open to everyone: meant so? Then list it"
    assert PUBLIC_URLS - public == set(), "listed as public, but closed or gone"


def test_every_url_has_a_name_of_its_own():
    names = [name for name, _ in our_patterns()]

    assert [name for name in names if name.endswith("None")] == []
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
