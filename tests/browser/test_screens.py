"""The key screens with the demo region behind them: readable for all, on a phone, in the dark."""

from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
SCHEMES = ("light", "dark")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
ROUND = ("text=Tweede ronde leerjaar 2",)
FIRST_ROW = ("main tbody a >> nth=0",)
OFFER = "main .card a >> nth=4"
OWN = (".offer-rows a",)


@dataclass(frozen=True)
class Screen:
    name: str
    persona: str
    path: str
    links: tuple[str, ...] = ()  # what to follow from there: selectors
    tail: str = ""  # what comes after the address found so
    kept: bool = False  # whether its picture is kept for the README and the handbooks


VISIT = ".agenda a[href^='/bedrijf/bezoek/']"
LAST_VISIT = f"{VISIT} >> nth=-1"
REPORT = ".agenda a[href$='/verslag/']"
CALL = ("main .offer-rows a >> nth=0",)
WORK_SITE = ".offer-rows a >> nth=0"
PASSPORT = "a[href$='/veiligheid/'] >> nth=0"
NEEDS, PHOTOS = "main a[href$='/wat-nodig-is/']", "main a[href$='/fotos/']"
SETTING_UP = "/school/praktijkschool-lindehof/inrichten/"
LOB_DRAFT = "aside a[href^='/school/lob/'] >> nth=0"
SCREENS = [
    Screen("home", "", "/", kept=True),
    Screen("sector", "", "/", (".sector-tile >> nth=5",)),
    Screen("story", "", "/verhalen/", ("main .card a >> nth=0",)),
    Screen("catalogue", "", "/aanbod/", kept=True),
    Screen("catalogue-month", "", "/aanbod/?view=month", kept=True),
    Screen("compare", "", "/aanbod/vergelijk/?v=10&v=11&v=12&v=13"),
    Screen("report", "", "/aanbod/", (OFFER, "main a[href$='/melden/']")),
    Screen("favourites", "coordinator", "/bewaard/"),
    Screen("saved-searches", "coordinator", "/bewaard/zoekopdrachten/"),
    Screen("reports", "regio", "/regio/meldingen/"),
    Screen("offer", "", "/aanbod/", (OFFER,), kept=True),
    Screen("employer-page", "", "/aanbod/", (OFFER, "main a[href^='/bedrijven/']")),
    Screen("sign-in", "", "/accounts/login/"),
    Screen("sign-up", "", "/bedrijf/aanmelden/", kept=True),
    Screen("card-sign-in", "", "/inloggen/kaart/", kept=True),
    Screen("school-search", "", "/inloggen/school/?q=school"),
    Screen("school-door", "", "/inloggen/school/praktijkschool-de-wissel/"),
    Screen("sign-in-settings", "coordinator", "/school/inloggen/"),
    Screen("class-devices", "coordinator", "/school/apparaten/"),
    Screen("demo", "", "/demo/"),
    Screen("not-found", "", "/nergens/te/vinden/"),
    Screen("school-set-up", "nieuwe-school", SETTING_UP, kept=True),
    Screen("school-set-up-locations", "nieuwe-school", f"{SETTING_UP}locaties/"),
    Screen("school-set-up-periods", "nieuwe-school", f"{SETTING_UP}leerperiodes/", kept=True),
    Screen("school-set-up-days", "nieuwe-school", f"{SETTING_UP}bijzondere-dagen/"),
    Screen("school-set-up-hours", "nieuwe-school", f"{SETTING_UP}lesuren/"),
    Screen("school-set-up-end", "nieuwe-school", f"{SETTING_UP}klaar/"),
    Screen("school-calendar", "coordinator", "/school/agenda/", kept=True),
    Screen("special-day", "coordinator", "/school/agenda/nieuw/"),
    Screen("lob-profile", "coordinator", "/school/lob/", kept=True),
    Screen("lob-draft", "coordinator", "/school/lob/", (LOB_DRAFT,)),
    Screen("lob-vision", "coordinator", "/school/lob/", (LOB_DRAFT,), "deel/visie/", kept=True),
    Screen("lob-model", "coordinator", "/school/lob/", (LOB_DRAFT,), "deel/model/"),
    Screen("lob-sectors", "coordinator", "/school/lob/", (LOB_DRAFT,), "deel/sectoren/"),
    Screen("lob-leavers-form", "coordinator", "/school/lob/", (LOB_DRAFT,), "deel/vertrek/"),
    Screen("lob-assessing", "coordinator", "/school/lob/", (LOB_DRAFT,), "deel/beoordelen/"),
    Screen("lob-subjects-form", "coordinator", "/school/lob/", (LOB_DRAFT,), "deel/vakken/"),
    Screen("lob-compare", "coordinator", "/school/lob/", (LOB_DRAFT,), "vergelijken/"),
    Screen("lob-subjects", "coordinator", "/school/lob/vakken/", kept=True),
    Screen("lob-leavers", "coordinator", "/school/lob/vertrek/", kept=True),
    Screen("pupil-lob", "leerling", "/school/zo-doen-wij-het/", kept=True),
    Screen("team", "coordinator", "/school/team/", kept=True),
    Screen("staff-invite", "coordinator", "/school/team/uitnodigen/"),
    Screen("staff-edit", "coordinator", "/school/team/", ("main table a >> nth=0",)),
    Screen("school-owner", "coordinator", "/school/praktijkschool-de-wissel/eigenaar/"),
    Screen("liaison-desk", "relatiebeheerder", "/mijn/"),
    Screen("support-desk", "ondersteuning", "/mijn/"),
    Screen("subject-teacher-desk", "docent", "/mijn/"),
    Screen("region-owners", "regio", "/school/eigenaren/"),
    Screen("region-schools", "regio", "/scholen/", kept=True),
    Screen("region-find-school", "regio", "/scholen/toevoegen/?q=waard"),
    Screen("region-add-school", "regio", "/scholen/toevoegen/99AD/"),
    Screen("region-school-list", "regio", "/scholen/landelijke-lijst/"),
    Screen("employer-desk", "bedrijf", "/mijn/", kept=True),
    Screen("employer-offers", "bedrijf", "/bedrijf/aanbod/"),
    Screen("work-sites", "bedrijf", "/bedrijf/werkplekken/"),
    Screen("work-site", "bedrijf", "/bedrijf/werkplekken/", (WORK_SITE,)),
    Screen("safety-passport", "bedrijf", "/bedrijf/werkplekken/", (WORK_SITE, PASSPORT)),
    Screen("guests", "bedrijf", "/bedrijf/gasten/"),
    Screen("employer-offer", "bedrijf", "/bedrijf/aanbod/", (".offer-rows a",)),
    Screen("dates-in-one-go", "bedrijf", "/bedrijf/aanbod/", OWN, "reeks/", kept=True),
    Screen("planning", "bedrijf", "/bedrijf/aanbod/", OWN, "planning/"),
    Screen("calendar-address", "bedrijf", "/bedrijf/agenda/"),
    Screen("date-places", "bedrijf", "/bedrijf/aanbod/", (*OWN, "a[href$='/plaatsen/'] >> nth=-1")),
    Screen("offer-start", "bedrijf", "/bedrijf/aanbod/nieuw/"),
    Screen("employer-people", "bedrijf", "/bedrijf/mensen/"),
    Screen("offer-form", "bedrijf", "/bedrijf/aanbod/", OWN, "wijzigen/", kept=True),
    Screen("offer-preview-pupil", "bedrijf", "/bedrijf/aanbod/", OWN, "voorbeeld/?als=leerling"),
    Screen("offer-partners", "bedrijf", "/bedrijf/aanbod/", OWN, "samen/"),
    Screen("partner-answer", "bedrijf", "/bedrijf/aanbod/", ("text=Zeg ja of nee",)),
    Screen("visits", "bedrijf", "/bedrijf/bezoeken/"),
    Screen("visit-coming", "bedrijf", "/bedrijf/bezoeken/", (VISIT,), kept=True),
    Screen("visit-sheet", "bedrijf", "/bedrijf/bezoeken/", (VISIT,), "dagblad/"),
    Screen("visit-been", "bedrijf", "/bedrijf/bezoeken/?toon=geweest", (LAST_VISIT,), kept=True),
    Screen("visit-report", "bedrijf", "/bedrijf/bezoeken/?toon=geweest", (REPORT,)),
    Screen("year-card", "bedrijf", "/bedrijf/jaarkaart/", kept=True),
    Screen("questions-of-schools", "bedrijf", "/bedrijf/hulpvragen/", kept=True),
    Screen("question-of-a-school", "bedrijf", "/bedrijf/hulpvragen/", ("main h2 a >> nth=0",)),
    Screen("not-this-year", "bedrijf", "/bedrijf/aanbod/", (".offer-rows a",), "dit-jaar-niet/"),
    Screen("offer-sent-back", "bedrijf-teruggestuurd", "/mijn/"),
    Screen("coordinator-desk", "coordinator", "/mijn/", kept=True),
    Screen("rounds", "coordinator", "/rondes/"),
    Screen("round", "coordinator", "/rondes/", ROUND),
    Screen("round-form", "coordinator", "/rondes/nieuw/"),
    Screen("round-dates", "coordinator", "/rondes/", ("text=Lenteronde leerjaar 4",), "aanbod/"),
    Screen("round-wishes", "coordinator", "/rondes/", ("text=Keuzeronde leerjaar 3",), "wensen/"),
    Screen("round-review", "coordinator", "/rondes/", ROUND, "nakijken/", kept=True),
    Screen("student-list", "coordinator", "/leerlingen/"),
    Screen("coverage", "coordinator", "/dekking/", kept=True),
    Screen("calls", "coordinator", "/hulpvragen/", kept=True),
    Screen("call", "coordinator", "/hulpvragen/", CALL),
    Screen("call-form", "coordinator", "/hulpvragen/nieuw/"),
    Screen("idea-to-decide", "mentor", "/hulpvragen/?toon=ideeen", CALL),
    Screen("days", "coordinator", "/dagen/"),
    Screen("year-turn", "coordinator", "/school/jaarovergang/"),
    Screen("aftercare", "coordinator", "/school/nazorg/"),
    Screen("aftercare-check", "coordinator", "/school/nazorg/", ("main tbody a >> nth=0",)),
    Screen("programme-copy", "coordinator", "/programma/overnemen/"),
    Screen("school-groups", "coordinator", "/school/groepen/"),
    Screen("cards", "coordinator", "/school/groepen/", ("main a[href$='/kaarten/'] >> nth=0",)),
    Screen("import", "coordinator", "/school/importeren/nieuw/"),
    Screen("imports", "coordinator", "/school/importeren/"),
    Screen("student-by-hand", "coordinator", "/school/leerlingen/nieuw/"),
    Screen("group-by-hand", "coordinator", "/school/groepen/nieuw/"),
    Screen("team", "coordinator", "/school/team/"),
    Screen("requests", "coordinator", "/aanvragen/"),
    Screen("request", "coordinator", "/aanvragen/", (".agenda a >> nth=0",), kept=True),
    Screen("request-form", "coordinator", "/aanbod/", (OFFER, "a[href^='/aanvragen/nieuw/']")),
    Screen("requests-of-employer", "bedrijf", "/bedrijf/aanvragen/"),
    Screen("request-to-answer", "bedrijf", "/bedrijf/aanvragen/", (".agenda a >> nth=0",)),
    Screen("load-budget", "bedrijf", "/bedrijf/drukte/", kept=True),
    Screen("load-overview", "regio", "/drukte/"),
    Screen("load-silent", "regio", "/drukte/zonder-antwoord/"),
    Screen("mentor-desk", "mentor", "/mijn/"),
    Screen("sentences", "mentor", "/uitspraken/", kept=True),
    Screen("student-file", "mentor", "/leerlingen/", FIRST_ROW, kept=True),
    Screen("group", "mentor", "/school/groepen/", ("text=2P1",)),
    Screen("group-at-a-glance", "coordinator", "/school/groepen/", ("text=2P1",), kept=True),
    Screen("group-print", "coordinator", "/school/groepen/", ("text=2P1",), "afdruk/"),
    Screen("group-needs", "coordinator", "/school/groepen/", ("text=2P1", NEEDS), kept=True),
    Screen("group-photos", "coordinator", "/school/groepen/", ("text=2P1", PHOTOS)),
    Screen("student-needs", "mentor", "/leerlingen/", (*FIRST_ROW, NEEDS)),
    Screen("student-photos", "mentor", "/leerlingen/", (*FIRST_ROW, PHOTOS)),
    Screen("my-pictures", "leerling-wensen", "/leerling/fotos/"),
    Screen("my-pictures-young", "leerling", "/leerling/fotos/"),
    Screen("attendance", "stagebegeleider", "/dagen/?toon=geweest", ("text=Lijst",), kept=True),
    Screen("leader-desk", "schoolleider", "/mijn/"),
    Screen("freshness", "regio", "/bedrijf/actueel/", kept=True),
    Screen("region-calls", "regio", "/hulpvragen/"),
    Screen("region-desk", "regio", "/mijn/"),
    Screen("employer-import", "regio", "/bedrijf/importeren/nieuw/"),
    Screen("pupil-home", "leerling", "/mijn/", kept=True),
    Screen("idea", "leerling", "/leerling/idee/", kept=True),
    Screen("idea-what", "leerling", "/leerling/idee/hospitality_food/"),
    Screen("my-day", "leerling", "/leerling/dag/"),
    Screen("why-here", "leerling", "/leerling/dag/", ("text=Waarom deze plek?",)),
    Screen("reflection", "leerling", "/mijn/", ("text=Begin",), kept=True),
    Screen("may-they-read", "leerling", "/mijn/", ("main a[href^='/leerling/uitspraak/']",)),
    Screen("my-file", "leerling", "/leerling/map/", kept=True),
    Screen("messages", "leerling", "/berichten/"),
    Screen("wishes", "leerling-wensen", "/leerling/wensen/", kept=True),
]  # fmt: skip


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_screen_is_accessible_fits_and_says_nothing_wrong(
    screen, demo, signed_in_as, browser, browser_context_args, keep_picture
):
    state = signed_in_as(screen.persona)
    context = browser.new_context(**browser_context_args, storage_state=state, viewport=PHONE)
    page = context.new_page()
    said = _complaints(page)
    address = _find(page, demo.url, screen)
    found = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(address)  # anew, or axe sees colours on their way
        found[scheme] = _violations(page)
        if screen.kept:
            _keep(page, keep_picture, screen.name, scheme)
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        found[width] = max(0, page.evaluate("document.documentElement.scrollWidth") - width)
    context.close()

    assert found == {"light": [], "dark": [], 320: 0, 390: 0, 1280: 0}
    assert [line for line in said if "404" not in line] == []


def _find(page, base: str, screen: Screen) -> str:
    page.goto(base + screen.path)
    for link in screen.links:
        page.goto(base + page.locator(link).first.get_attribute("href"))
    return page.url + screen.tail


def _complaints(page) -> list[str]:
    """What the console says, such as a style or script that the content policy stopped."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else 0)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def _violations(page) -> list[str]:
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"][:2]
    ]


def _keep(page, keep_picture, name: str, scheme: str) -> None:
    dark = "-dark" if scheme == "dark" else ""
    keep_picture(page, f"{name}-390{dark}")
    page.set_viewport_size(DESK)
    keep_picture(page, f"{name}-1280{dark}")
    page.set_viewport_size(PHONE)
