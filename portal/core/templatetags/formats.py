"""The formats of ``portal.core.formats`` as template filters; see there for what each gives."""

from django import template

from portal.core import formats, rich_text

register = template.Library()

for _name in (
    "long_date",
    "day_and_month",
    "short_date",
    "month_and_year",
    "short_month",
    "short_weekday",
    "relative_day",
    "clock",
    "km",
    "duration",
    "number",
    "date_span",
    "time_span",
    "percent",
):
    register.filter(_name, getattr(formats, _name))

register.filter("rich_text", rich_text.shown)


@register.simple_tag
def moment(start, end=None) -> str:
    """{% moment session.starts_at session.ends_at %}"""
    return formats.moment(start, end)
