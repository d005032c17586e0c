"""What the components promise: escaping, words beside shapes, links between fields and errors."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from portal.core import charts
from portal.core.charts import Bar
from portal.core.style_guide import SECTORS, SampleForm

GREEN = next(sector for sector in SECTORS if sector.hue == "green")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def render(source: str, **context) -> str:
    return Template(source).render(Context(context))


def test_icon_is_hidden_from_readers_unless_it_has_a_label():
    plain, labelled = render('{% icon "clock" %}'), render('{% icon "star" label="Kept" %}')

    assert 'aria-hidden="true"' in plain
    assert "sprite.svg#i-clock" in plain
    assert 'role="img" aria-label="Kept"' in labelled


def test_status_escapes_its_words():
    assert "&lt;b&gt;" in render('{% status "ok" text %}', text="<b>")


@pytest.mark.parametrize(
    "source", ['{% status "red" "x" %}', '{% button "x" "huge" %}', '{% face "angry" %}']
)
def test_components_refuse_what_they_do_not_know(source):
    with pytest.raises(ValueError, match="No such"):
        render(source)


def test_card_refuses_an_unknown_argument():
    with pytest.raises(TypeError):
        render('{% card "t" "/" colour="red" %}{% endcard %}')


def test_component_with_a_missing_argument_is_a_template_error():
    with pytest.raises(TemplateSyntaxError):
        render("{% status %}")


@pytest.mark.parametrize(
    ("free", "total", "words", "bar", "width"),
    [
        (8, 15, "8 of 15 places left", "meter-fill", "40.5"),
        (2, 12, "2 of 12 places left", "meter-warn", "12.7"),
        (0, 12, "Full", "meter-warn", "0"),
        (20, 15, "20 of 15 places left", "meter-fill", "76"),
        (0, 0, "Full", "meter-warn", "0"),
    ],
)
def test_places_meter_says_and_shows_what_is_left(free, total, words, bar, width):
    html = render("{% places_meter free total %}", free=free, total=total)

    assert words in html
    assert f'class="{bar}" width="{width}"' in html


def test_avatar_takes_first_and_last_initial():
    assert ">MB<" in render('{% avatar "Marit van Boersma" %}')
    assert ">?<" in render('{% avatar "" %}')


def test_button_passes_attributes_on_and_leaves_out_what_is_none():
    html = render('{% button "Go" "second" hx_post="/x/" disabled=True title=none %}', none=None)

    assert 'data-hx-post="/x/"' in html
    assert " disabled" in html
    assert "title" not in html


def test_date_tile_has_weekday_day_and_month():
    html = render("{% date_tile day %}", day=dt.date(2026, 11, 24))

    assert ">Tue<b>24</b>nov<" in html


def test_card_shows_the_sector_in_word_and_picture():
    html = render(
        '{% card "Goats" "/1/" sector by="Farm" %}<p>facts</p>{% endcard %}', sector=GREEN
    )

    assert "sectors.svg#s-green" in html
    assert GREEN.name in html
    assert "<p>facts</p>" in html


def test_ring_counts_only_sectors_it_shows():
    html = render("{% ring seen sectors %}", seen=["green", "gone"], sectors=SECTORS)

    assert 'aria-label="1 of 10 sectors seen"' in html
    assert html.count(' on"') == 1


@pytest.mark.parametrize("count", [1, 2, 10])
def test_ring_arc_starts_at_the_top(count):
    assert charts.ring_arc(0, count).startswith("M6")


def test_bar_chart_has_a_table_behind_it():
    bars = [Bar("wk 1", 4, 2), Bar("wk 2", free="holiday"), Bar("wk 3", free="holiday")]

    html = render('{% bar_chart bars label="Busy" planned_name="Asked" %}', bars=bars)

    assert "<table" in html
    assert html.count('class="free"') == 1
    assert html.count(">holiday<") == 3  # in the block and in two rows


def test_bar_chart_of_nothing_does_not_fail():
    assert charts.bar_chart([])["bars"] == []
    assert charts.bar_chart([Bar("a")])["bars"][0].value_height == "0"


def test_bar_chart_writes_decimals_as_svg_reads_them():
    with translation.override("nl"):
        html = render('{% bar_chart bars label="x" %}', bars=[Bar("a", 3), Bar("b", 7)])

    assert 'height="62.6"' in html


@pytest.mark.parametrize(("value", "level"), [(0, 0), (1, 1), (4, 1), (5, 2), (15, 4), (16, 4)])
def test_heat_level_is_a_quarter_of_the_highest(value, level):
    assert charts.heat_level(value, 16) == level


def test_heat_table_tells_nothing_from_not_applicable():
    rows = [{"label": "2P1", "values": [0, None]}]

    html = render('{% heat_table rows columns caption="Met" %}', rows=rows, columns=["Jan", "Feb"])

    assert '<td class="h0">0</td>' in html
    assert "not applicable" in html


def test_pager_keeps_the_query_string(rf):
    request = rf.get("/aanbod/", {"q": "goat & sheep", "page": "2"})
    page = Paginator(range(30), 10).page(2)

    html = render("{% pager page_obj %}", request=request, page_obj=page)

    assert 'href="?q=goat+%26+sheep&amp;page=3" rel="next"' in html
    assert "page=2&amp;page" not in html


def test_pager_of_one_page_is_silent(rf):
    page = Paginator(range(3), 10).page(1)

    assert render("{% pager page_obj %}", request=rf.get("/"), page_obj=page).strip() == ""


def test_crumbs_end_with_the_page_itself():
    html = render('{% crumbs "Rounds" "/r/" "Autumn" %}')

    assert '<a href="/r/">Rounds</a>' in html
    assert '<span aria-current="page">Autumn</span>' in html


def test_confirm_dialog_works_as_a_link_and_posts(rf):
    html = render(
        '{% confirm_dialog "stop" trigger="Cancel" title="Sure?" action="/go/" %}14 pupils'
        "{% endconfirm_dialog %}",
        request=rf.get("/"),
    )

    assert 'href="#stop"' in html
    assert 'method="post" action="/go/"' in html
    assert "csrfmiddlewaretoken" in html
    assert "14 pupils" in html


def test_form_links_each_error_to_its_field():
    html = str(SampleForm(data={"goal": "See", "pupils": "22", "kind": "visit"}))

    assert 'href="#id_pupils"' in html
    assert 'id="id_pupils_error"' in html
    assert 'aria-describedby="id_pupils_helptext id_pupils_error"' in html
    assert 'value="22"' in html  # nothing is lost


def test_form_without_errors_has_no_summary():
    assert "error-summary" not in str(SampleForm())


def test_form_says_what_is_not_required():
    html = str(SampleForm())

    assert html.count("(not required)") == 2  # the day and the remarks, not the tick box


def test_form_of_filters_does_not_repeat_that_nothing_is_required():
    class Filters(forms.Form):
        q = forms.CharField(required=False)

    assert "(not required)" not in str(Filters())


def test_form_errors_names_faults_of_the_whole_form():
    class Whole(forms.Form):
        hidden = forms.IntegerField(widget=forms.HiddenInput)

        def clean(self):
            raise forms.ValidationError("Both cannot be.")

    html = str(Whole(data={"hidden": "x"}))

    assert "Both cannot be." in html
    assert "Enter a whole number." in html
    assert "Correct" not in html


def test_sector_name_can_speak_to_pupils():
    sector = SimpleNamespace(
        code="x", hue="care", pictogram="leaf", name="Zorg en welzijn", pupil_label="Zorgen"
    )

    html = render("{% sector_name sector pupil=True %}", sector=sector)

    assert "Zorgen" in html
    assert "welzijn" not in html
