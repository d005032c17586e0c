"""Who sees which links. Floors register downwards, in ``AppConfig.ready``; the shell asks here.

A provider is called once a page for whoever looks at it, so it must not query beyond what the user
object already remembers (its memberships).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

SPACES = {
    "public": _("Public"),
    "school": _("School"),
    "employer": _("Employer"),
    "region": _("Region"),
}
OTHER_SPACES = {"pupil", "account", "footer"}


@dataclass(frozen=True)
class NavItem:
    """One link. ``space`` says where it stands: a role space, the pupil's tab bar, the account
    menu or the footer. Low ``order`` comes first; ``icon`` is a sprite name, ``count`` a badge.
    """

    label: str
    url: str
    space: str = "public"
    icon: str = ""
    order: int = 50
    count: int = 0

    def __post_init__(self) -> None:
        if self.space not in SPACES and self.space not in OTHER_SPACES:
            raise ValueError(f"No such space: {self.space}")


Provider = Callable[[object], Iterable[NavItem]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add ``nav_for(user) -> list[NavItem]``; twice is once. Usable as a decorator."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def items_for(user) -> list[NavItem]:
    """Everything that ``user`` (also the anonymous one) may follow, in order."""
    found = [item for provider in _providers for item in provider(user)]
    return sorted(found, key=lambda item: item.order)


def current_url(items: Iterable[NavItem], path: str) -> str:
    """The url that is the longest beginning of ``path``: the place where the visitor is."""
    urls = {str(item.url) for item in items}
    matches = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(matches, key=len, default="")
