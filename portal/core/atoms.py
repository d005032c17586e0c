"""The smallest components, made in Python because they stand tens of times on a page.

An inclusion template costs ten times as much. Each function is a template tag of the same name.
"""

from functools import cache, lru_cache

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.core import charts, formats

TONES = ("ok", "warn", "bad", "info", "wait")
FACES = {
    "super": '<path class="face-line" d="M20 34c3-7 11-7 14 0M46 34c3-7 11-7 14 0"/>'
    '<path class="face-ink" d="M19 45h42c0 13-9 21-21 21s-21-8-21-21z"/>',
    "good": '<path class="face-line" d="M23 48c7 12 27 12 34 0"/>',
    "okay": '<path class="face-line" d="M25 53h30"/>',
    "bad": '<path class="face-line" d="M25 58c6-9 24-9 30 0"/>',
}
EYES = (
    '<circle class="face-ink" cx="27" cy="33" r="5"/>'
    '<circle class="face-ink" cx="53" cy="33" r="5"/>'
)


def _known(value: str, known, what: str) -> str:
    if value not in known:
        raise ValueError(f"No such {what}: {value!r}")
    return value


def _attrs(attrs: dict) -> SafeString:
    """Extra attributes: ``hx_get="/x/"`` becomes ``data-hx-get``; True stands alone."""
    pairs = [(_attr_name(n), v) for n, v in attrs.items() if v not in (None, False)]
    bare = format_html_join("", " {}", ((n,) for n, v in pairs if v is True))
    return bare + format_html_join("", ' {}="{}"', (pair for pair in pairs if pair[1] is not True))


def _attr_name(name: str) -> str:
    dashed = name.strip("_").replace("_", "-")
    return f"data-{dashed}" if dashed.startswith("hx-") else dashed


@cache
def _file(path: str) -> str:
    """The address of a static file. Asked for tens of times a page, and always the same."""
    return static(path)


def _hue(sector) -> str:
    return getattr(sector, "hue", sector)


def icon(name: str, label: str = "") -> SafeString:
    """{% icon "clock" %}; with a label only when no word stands beside it."""
    sprite = _file("portal/icons/sprite.svg")
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#i-{}"/></svg>',
            label,
            sprite,
            name,
        )
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#i-{}"/></svg>', sprite, name
    )


def card_picture(name: str, label: str) -> SafeString:
    """{% card_picture "sun" _("sun") %}: one of the pictures on a pupil's login card."""
    return format_html(
        '<svg class="card-picture" role="img" aria-label="{}"><use href="{}#p-{}"/></svg>',
        label,
        _file("portal/icons/card-pictures.svg"),
        name,
    )


def pictogram(sector, small: bool = False) -> SafeString:
    """{% pictogram offer.sector %}: the sector's small picture on a tile."""
    return format_html(
        '<span class="pict{} sector-{}">{}</span>',
        " pict-s" if small else "",
        sector.hue,
        icon(sector.pictogram),
    )


def sector_art(sector, css: str = "") -> SafeString:
    """{% sector_art offer.sector %}: its illustration; takes a sector or a hue such as "green"."""
    hue = _hue(sector)
    return format_html(
        '<svg class="sector-{0}{1}" aria-hidden="true"><use href="{2}#s-{0}"/></svg>',
        hue,
        f" {css}" if css else "",
        _file("portal/icons/sectors.svg"),
    )


def sector_name(sector, pupil: bool = False) -> SafeString:
    """{% sector_name offer.sector %}: pictogram and name; ``pupil=True`` for the pupil's words."""
    return format_html(
        '<span class="sector-name sector-{}">{}{}</span>',
        sector.hue,
        pictogram(sector, small=True),
        sector.pupil_label if pupil else sector.name,
    )


def status(tone: str, text) -> SafeString:
    """{% status "ok" _("Confirmed") %}: a word and a shape; tones ok, warn, bad, info, wait."""
    return format_html(
        '<span class="status status-{}">{}</span>', _known(tone, TONES, "tone"), text
    )


def date_tile(value, label: str = "") -> SafeString:
    """{% date_tile session.starts_at %}: for the eye; the full date must stand beside it."""
    if not value:
        return mark_safe("")
    return format_html(
        '<span class="datetile" aria-hidden="true">{}<b>{}</b>{}</span>',
        label or formats.short_weekday(value),
        formats.local_day(value).day,
        formats.short_month(value),
    )


def places_meter(free: int, total: int, text: str = "") -> SafeString:
    """{% places_meter 8 15 %}: what is left, in words and as a bar; amber when few are left."""
    few = free * 4 <= total
    words = text or (
        _("%(free)s of %(total)s places left") % {"free": free, "total": total}
        if free > 0
        else _("Full")
    )
    return format_html(
        '<p class="places"><svg viewBox="0 0 76 10" aria-hidden="true">'
        '<rect class="meter-track" width="76" height="10" rx="5"/>'
        '<rect class="meter-{}" width="{}" height="10" rx="5"/></svg>{}</p>',
        "warn" if few else "fill",
        charts.share(free, total, 76),
        words,
    )


def meter(value: float, total: float, tone: str = "fill") -> SafeString:
    """{% meter 61 100 %}: the small bar in a table or comparison; the number stands beside it."""
    return format_html(
        '<svg class="meter" viewBox="0 0 72 8" aria-hidden="true">'
        '<rect class="meter-track" width="72" height="8" rx="4"/>'
        '<rect class="meter-{}" width="{}" height="8" rx="4"/></svg>',
        tone,
        charts.share(value, total, 72),
    )


def avatar(name) -> SafeString:
    """{% avatar user.get_full_name %}: first and last initial on a tile."""
    words = str(name).split()
    initials = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
    return format_html('<span class="initials" aria-hidden="true">{}</span>', initials or "?")


def ring(seen, sectors, label: str = "") -> SafeString:
    """{% ring seen_codes sectors %}: which sectors somebody has met; names in the caption."""
    seen = set(seen)
    arcs = tuple((_hue(s), str(s.name), s.code in seen) for s in sectors)
    met = sum(on for _hue_, _name, on in arcs)
    counted = {"met": met, "all": len(arcs)}
    text = label or _("%(met)s of %(all)s sectors seen") % counted
    return _ring(arcs, met, str(text), _("of %(all)s") % counted)


# A list of pupils draws tens of them, and pupils of a group have met the same sectors.
@lru_cache(maxsize=2048)
def _ring(arcs: tuple[tuple[str, str, bool], ...], met: int, label: str, of: str) -> SafeString:
    paths = format_html_join(
        "",
        '<path class="sector-{}{}" d="{}"><title>{}</title></path>',
        (
            (hue, " on" if on else "", charts.ring_arc(number, len(arcs)), name)
            for number, (hue, name, on) in enumerate(arcs)
        ),
    )
    return format_html(
        '<svg class="ring" viewBox="0 0 132 132" role="img" aria-label="{}">{}'
        '<text x="66" y="73">{}</text><text class="ring-sub" x="66" y="89">{}</text></svg>',
        label,
        paths,
        met,
        of,
    )


def face(kind: str) -> SafeString:
    """{% face "good" %}: super, good, okay or bad."""
    eyes = "" if kind == "super" else EYES
    drawing = FACES[_known(kind, FACES, "face")]
    return mark_safe(  # noqa: S308 - our own drawings only
        '<svg class="face-art" viewBox="0 0 80 80" aria-hidden="true">'
        f'<circle class="face" cx="40" cy="40" r="38"/>{eyes}{drawing}</svg>'
    )


def _button_class(kind: str, size: str, wide: bool) -> str:
    names = ["button"]
    if kind:
        names.append(f"button-{_known(kind, ('second', 'quiet', 'danger'), 'kind of button')}")
    if size:
        names.append(f"button-{_known(size, ('s', 'big'), 'size of button')}")
    return " ".join([*names, "button-wide"] if wide else names)


def button(label, kind: str = "", *, size: str = "", icon_name: str = "", wide=False, **attrs):
    """{% button _("Save") %}, {% button _("Delete") "danger" name="action" value="delete" %}."""
    attrs.setdefault("type", "submit")
    drawing = icon(icon_name) if icon_name else ""
    css = _button_class(kind, size, wide)
    return format_html('<button class="{}"{}>{}{}</button>', css, _attrs(attrs), drawing, label)


def link_button(
    label, url, kind: str = "", *, size: str = "", icon_name: str = "", wide=False, **attrs
):
    """{% link_button _("New offer") url "second" icon_name="plus" size="s" %}."""
    drawing = icon(icon_name) if icon_name else ""
    css = _button_class(kind, size, wide)
    return format_html(
        '<a class="{}" href="{}"{}>{}{}</a>', css, url, _attrs(attrs), drawing, label
    )
