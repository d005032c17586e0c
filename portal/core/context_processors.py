"""What the frame around each page needs: spaces, links and where the visitor is."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise, SimpleLazyObject, cached_property

from portal.core import navigation
from portal.core.navigation import NavItem

HOME = "/"


@dataclass(frozen=True)
class Space:
    code: str
    label: str | Promise
    url: str
    current: bool


class Shell:
    """Worked out when a template first asks, so a partial or an admin page pays nothing."""

    def __init__(self, request):
        self._request = request

    @property
    def region_name(self) -> str:
        return settings.REGION_NAME

    @property
    def demo(self) -> bool:
        return settings.DEMO

    @cached_property
    def user(self):
        return getattr(self._request, "user", None)

    @property
    def signed_in(self) -> bool:
        return bool(self.user and self.user.is_authenticated)

    @cached_property
    def items(self) -> list[NavItem]:
        return navigation.items_for(self.user) if self.user is not None else []

    @cached_property
    def current_url(self) -> str:
        return navigation.current_url(self.items, self._request.path)

    @cached_property
    def current_space(self) -> str:
        """The space of the page. On a page of several or of none: the visitor's own first one."""
        if self._request.path == HOME:
            return "public"
        here = {item.space for item in self.items if str(item.url) == self.current_url}
        own = {item.space for item in self.items} - {"public"}
        for candidates in (here & own, here, own):
            for code in navigation.SPACES:
                if code in candidates:
                    return code
        return "public"

    @cached_property
    def spaces(self) -> list[Space]:
        """The spaces this visitor has, each with its first page; the public one has the home."""
        first: dict[str, NavItem] = {}
        for item in self.items:
            first.setdefault(item.space, item)
        return [
            Space(code, label, self._entrance(first[code]), code == self.current_space)
            for code, label in navigation.SPACES.items()
            if code in first
        ]

    @staticmethod
    def _entrance(item: NavItem) -> str:
        return HOME if item.space == "public" else str(item.url)

    def _in(self, space: str) -> list[NavItem]:
        return [item for item in self.items if item.space == space]

    @property
    def nav(self) -> list[NavItem]:
        return self._in(self.current_space)

    @property
    def tabs(self) -> list[NavItem]:
        return self._in("pupil")

    @property
    def frame(self) -> str:
        """What a page for everyone extends: on a pupil's phone it keeps the pupil's own frame."""
        return "base_pupil.html" if self.tabs else "base.html"

    @property
    def account(self) -> list[NavItem]:
        return self._in("account")

    @property
    def footer(self) -> list[NavItem]:
        return self._in("footer")


def shell(request) -> dict:
    """``shell`` for every template. Costs nothing until used."""
    return {"shell": SimpleLazyObject(lambda: Shell(request))}
