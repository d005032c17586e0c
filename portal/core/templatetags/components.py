"""Our components: functions, so that a wrong argument is a TypeError. See docs/components.md."""

import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.core import atoms, charts
from portal.core.wording import wording_key

register = template.Library()

NOTICE_ICONS = {"info": "info", "ok": "check", "warn": "triangle-alert", "bad": "octagon-alert"}
CARD_OPTIONS = {"kind", "kind_icon", "when", "by", "picture", "level", "pupil"}

for _atom in (
    atoms.icon,
    atoms.card_picture,
    atoms.pictogram,
    atoms.sector_art,
    atoms.sector_name,
    atoms.status,
    atoms.date_tile,
    atoms.places_meter,
    atoms.meter,
    atoms.ring,
    atoms.avatar,
    atoms.face,
    atoms.button,
    atoms.link_button,
):
    register.simple_tag(_atom)


# ---- Blocks


@register.simple_block_tag
def panel(content, title="", *, link_url="", link_label="", id="", css=""):
    """{% panel _("Coming days") link_url=url link_label=_("Whole calendar") %}...{% endpanel %}"""
    return render_to_string(
        "components/panel.html",
        {
            "content": content,
            "title": title,
            "link_url": link_url,
            "link_label": link_label,
            "id": id,
            "css": css,
        },
    )


@register.simple_block_tag
def card(content, title, url, sector=None, **options):
    """{% card offer.title url offer.sector kind=… kind_icon=… when=… by=… picture=url %}facts…"""
    if unknown := set(options) - CARD_OPTIONS:
        raise TypeError(f"card() got unexpected arguments: {sorted(unknown)}")
    context = {"content": content, "title": title, "url": url, "sector": sector, **options}
    return render_to_string("components/card.html", context)


@register.simple_block_tag
def notice(content, tone="info", title=""):
    """{% notice "warn" _("Mind allergies.") %}…{% endnotice %}; tones info, ok, warn, bad."""
    context = {"content": content, "tone": tone, "title": title, "icon": NOTICE_ICONS[tone]}
    return render_to_string("components/notice.html", context)


@register.simple_block_tag
def empty_state(content, title, *, art="", action_url="", action_label=""):
    """{% empty_state _("No wishes yet") art="crafts" action_url=… action_label=… %}…"""
    return render_to_string(
        "components/empty_state.html",
        {
            "content": content,
            "title": title,
            "art": art,
            "action_url": action_url,
            "action_label": action_label,
        },
    )


@register.simple_block_tag(takes_context=True)
def confirm_dialog(context, content, id, *, trigger, title, action, **options):
    """Ask once, saying what happens to whom; works without JavaScript too.

    {% confirm_dialog "cancel" trigger=_("Cancel") title=_("Sure?") action=url confirm=_("Yes") %}
    Options: confirm, kind (danger), size, icon_name, name, value. The block may hold form fields.
    """
    defaults = {"confirm": trigger, "kind": "danger", "size": "", "icon_name": "", "name": ""}
    values = {
        **defaults,
        "id": id,
        "trigger": trigger,
        "title": title,
        "action": action,
        "content": content,
        **options,
    }
    request = context.get("request")
    return render_to_string("components/confirm_dialog.html", values, request=request)


@register.simple_tag
def sector_wording() -> str:
    """{% sector_wording as wording %}: for the key of a kept piece that names sectors."""
    return wording_key()


@register.simple_tag
def json_ld(data: dict) -> SafeString:
    """{% json_ld event %}: schema.org data for search engines; escaped, so no text can leave it."""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)
    safe = text.translate({ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"})
    return mark_safe(f'<script type="application/ld+json">{safe}</script>')  # noqa: S308


# ---- Structures


@register.inclusion_tag("components/progress_bar.html")
def progress_bar(value, total=100, label="", note=""):
    """{% progress_bar 41 68 label=_("Looked back") note=_("41 of 68 pupils") %}"""
    done = round(100 * value / total) if total else 0
    return {"percent": min(done, 100), "label": label, "note": note}


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(bars, label, *, value_name="", planned_name="", min_width=True):
    """{% bar_chart bars label=… %}; bars are ``charts.Bar``; a table stands behind."""
    bars = list(bars)
    return {
        **charts.bar_chart(bars),
        "label": label,
        "value_name": value_name or _("Number"),
        "planned_name": planned_name if any(bar.planned for bar in bars) else "",
        "wide": min_width,
    }


@register.inclusion_tag("components/heat_table.html")
def heat_table(rows, sectors, caption, row_name="", highest=None):
    """{% heat_table rows sectors caption=… %}; rows: dicts ``label sub url values``."""
    rows, sectors = list(rows), list(sectors)
    top = highest or max((v for row in rows for v in row["values"] if v), default=0)
    heated = [
        {**row, "cells": [(v, charts.heat_level(v or 0, top)) for v in row["values"]]}
        for row in rows
    ]
    return {"rows": heated, "sectors": sectors, "caption": caption, "row_name": row_name}


@register.inclusion_tag("components/stepper.html")
def stepper(steps, label):
    """{% stepper steps label=… %}; steps are dicts ``label``, ``note``, ``state`` and ``url``.

    ``state`` is done, current or todo.
    """
    return {"steps": steps, "label": label}


@register.inclusion_tag("components/crumbs.html")
def crumbs(*parts):
    """{% crumbs _("Rounds") url round.name %}: label and url in turn, then the page itself."""
    here = parts[-1] if len(parts) % 2 else ""
    links = zip(parts[0 : len(parts) - 1 : 2], parts[1::2], strict=False)
    # A draft may have no title yet, and a link without words cannot be followed by ear.
    named = [(label or _("No title yet"), url) for label, url in links]
    return {"links": named, "here": here}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context, page_obj, target=""):
    """{% pager page_obj %} keeps the query string; ``target="#list"`` swaps with htmx."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    prefix = f"?{query.urlencode()}&" if query else "?"
    pages = page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    return {"page_obj": page_obj, "pages": pages, "prefix": f"{prefix}page=", "target": target}


@register.inclusion_tag("components/smileys.html")
def smileys(name, legend="", value="", choices=None):
    """{% smileys "answer" legend=question value=given %}: four faces with words, and "don't know".

    ``choices`` may be triples (value, label, face); an empty face takes the whole width.
    """
    standard = [
        ("super", _("Super"), "super"),
        ("good", _("Nice"), "good"),
        ("okay", _("So-so"), "okay"),
        ("bad", _("Not nice"), "bad"),
        ("unknown", _("I don't know"), ""),
    ]
    return {"name": name, "legend": legend, "value": value, "choices": choices or standard}


# ---- Forms


@register.simple_tag
def field(bound_field) -> SafeString:
    """{% field form.email %}: label above, hint under it, the error beside it and linked."""
    return bound_field.as_field_group()


@register.inclusion_tag("components/form_errors.html")
def form_errors(*forms):
    """{% form_errors form %}: the summary on top, each line a link to its field."""
    wrong = [form for form in forms if form.is_bound and form.errors]
    fields = [bound for form in wrong for bound in form.visible_fields() if bound.errors]
    general = [error for form in wrong for error in form.non_field_errors()]
    general += [error for form in wrong for bound in form.hidden_fields() for error in bound.errors]
    return {"fields": fields, "general": general, "count": len(fields)}


@register.filter
def may_be_empty(bound_field) -> bool:
    """Say "not required" only where the form requires something else, and never at a tick box."""
    if bound_field.field.required or bound_field.widget_type == "checkbox":
        return False
    return any(f.required for f in bound_field.form.fields.values())


@register.filter
def first_word(text) -> str:
    """ "Kantoor" of "Kantoor, dienst en veiligheid": for narrow columns, beside the full name."""
    return str(text).split(" ")[0].rstrip(",")
