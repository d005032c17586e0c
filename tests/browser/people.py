"""People of the browser story: what each does on the screen, step by step."""

import datetime
import re

from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.core.school_year import current_school_year
from portal.reference.workdays import add_working_days
from tests.factories.edexml import edexml_text, pupil_xml

PASSWORD = "een-lang-wachtwoord"
GROUPS = "<groep key='g1'><naam>2P1</naam><jaargroep>12</jaargroep></groep>"
PUPILS = [("1001", "Noor", "Berg"), ("1002", "Sem", "Dijk")]


def in_days(days: int) -> str:
    return (timezone.localdate() + datetime.timedelta(days=days)).isoformat()


def school_day(days: int) -> str:
    """The first day from then on which the schools are open, whatever season it is."""
    before = timezone.localdate() + datetime.timedelta(days=days - 1)
    return add_working_days(before, 1).isoformat()


class Person:
    """Somebody with a browser of their own."""

    def __init__(self, page: Page, base: str):
        self.page = page
        self.base = base

    def go(self, path: str) -> None:
        self.page.goto(self.base + path)

    def sign_in(self, user) -> "Person":
        self.go("/accounts/login/")
        self.page.fill("[name=login]", user.email)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("form:has([name=password]) button")
        expect(self.page).to_have_url(re.compile("/mijn/"))
        return self

    def press(self, action: str) -> None:
        """The button of the form that posts to an address with this end."""
        self.page.click(f"form[action$='{action}'] button")

    def confirm(self, dialog: str) -> None:
        self.page.click(f"[data-dialog={dialog}]")
        self.page.click(f"#{dialog} button")

    def says(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text)

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.base)


class Employer(Person):
    def make_offer(self, title: str, site) -> str:
        """Fill in the form, look at the preview, send it in; gives the offer's own page."""
        self.go("/bedrijf/aanbod/nieuw/")
        self.page.click("button[name=kind][value=visit]")
        for name, text in (
            ("title", title),
            ("summary", "Je werkt een ochtend mee in de bakkerij."),
            ("pupil_text", "Je bakt brood. Je neemt een brood mee naar huis."),
        ):
            self.page.fill(f"[name={name}]", text)
        self.page.select_option("[name=worksite]", str(site.pk))
        self.page.click("button[name=next][value=preview]")
        self.says(title)
        offer_page = self.path.replace("voorbeeld/", "")
        self.go(offer_page)
        self.press("/insturen/")
        self.says("De regio")
        return offer_page

    def add_date(self, offer_page: str, *, days: int, places: int) -> None:
        self.go(f"{offer_page}datum/")
        for name, value in (
            ("day", school_day(days)),
            ("start", "10:00"),
            ("end", "12:00"),
            ("min_places", "1"),
            ("max_places", str(places)),
        ):
            self.page.fill(f"[name={name}]", value)
        self.page.click("button[name=next] >> nth=0")
        expect(self.page.locator("#meldingen")).to_contain_text("20")


class Editor(Person):
    def approve(self, title: str) -> None:
        """In the back office: open what waits, and approve it."""
        self.go("/admin/")
        self.page.get_by_role("link", name=title).first.click()
        self.page.locator("footer [data-w-dropdown-target=toggle]").last.click()
        edit_page = self.page.url
        self.page.click("[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])")
        expect(self.page).not_to_have_url(edit_page)


class Coordinator(Person):
    def bring_in_pupils(self) -> None:
        pupils = [
            pupil_xml(key, inside="<groep key='g1'/>", roepnaam=given, achternaam=family)
            for key, given, family in PUPILS
        ]
        text = edexml_text(*pupils, groups=GROUPS, schooljaar=current_school_year())
        self.go("/school/importeren/nieuw/")
        file = {"name": "leerlingen.xml", "mimeType": "text/xml", "buffer": text.encode()}
        self.page.set_input_files("[name=file]", files=[file])
        self.page.click("form[enctype] button")
        self.says("2 leerlingen")  # it has been read in the background
        for box in self.page.locator("form[action$='/doorvoeren/'] [type=checkbox]").all():
            box.check()
        self.press("/doorvoeren/")
        expect(self.page.locator("#voortgang")).to_have_count(0)

    def print_cards(self) -> dict[str, str]:
        self.go("/school/groepen/")
        self.page.click("main a[href$='/kaarten/']")
        self.page.locator("form:not([action]) button").first.click()
        cards = self.page.locator(".login-card")
        expect(cards).to_have_count(len(PUPILS))
        return {
            card.locator("h2").first.inner_text().split()[0]: card.locator(
                ".login-code"
            ).inner_text()
            for card in cards.all()
        }

    def open_round(self, title: str) -> str:
        self.go("/rondes/nieuw/")
        for name, value in (
            ("title", title),
            ("first_day", in_days(14)),
            ("last_day", in_days(110)),
            ("wishes_day", in_days(7)),
            ("wishes_time", "17:00"),
            ("wishes_each", "2"),
        ):
            self.page.fill(f"[name={name}]", value)
        self.page.check("[name=groups]")
        self.page.click("main form button")
        for box in self.page.locator("[name=session]").all():
            box.check()
        self.page.click("[name=do][value=ready]")
        self.confirm("openen")
        self.says("0 van 2 leerlingen")
        return self.path

    def match_and_publish(self, round_page: str) -> None:
        self.go(round_page)
        self.confirm("sluiten")
        self.press("/verdeel/")
        # The progress leads on to the review when the worker is done.
        expect(self.page).to_have_url(re.compile("/nakijken/$"), timeout=60_000)
        lock = self.page.locator("form[action$='/vast/'] button").first
        lock.click()
        expect(self.page.locator("#vastgezet")).to_have_text("1")
        self.confirm("publiceren")
        self.says("gepubliceerd")

    def note_attendance(self) -> None:
        """On a phone, in the bus."""
        self.go("/dagen/?toon=geweest")
        self.page.click("main a[href$='/aanwezigheid/']")
        self.page.locator("[name^=status-][value=late]").first.check(force=True)
        self.page.click("button[formaction$='/iedereen/']")
        self.says("2 van de 2")


class Pupil(Person):
    def sign_in_with(self, words: str) -> "Pupil":
        self.go("/inloggen/kaart/")
        self.page.fill("[name=code]", words)
        self.page.click("main form button")
        expect(self.page).to_have_url(re.compile("/mijn/"))
        return self

    def wish(self, *titles: str) -> None:
        """By tapping pictures, the first wish first."""
        self.go("/leerling/wensen/")
        for rank, title in enumerate(titles, start=1):
            self.page.locator("button.choice", has_text=title).click()
            chosen = self.page.locator(".choice-on", has_text=title)
            expect(chosen.locator(".choice-rank")).to_contain_text(str(rank))
        self.press(f"{self.path}klaar/")
        expect(self.page.locator("h1")).to_be_visible()

    def look_back(self, words: str) -> None:
        self.go("/mijn/")
        self.page.click("main a[href*='/terugkijken/']")
        for number in range(1, 6):
            expect(self.page).to_have_url(re.compile(f"/{number}/$"))
            self.page.locator(".smiley").first.click()
            if number == 1:
                self.page.fill("[name=words]", words)
            self.page.locator("form:has(.smileys) button").click()
        expect(self.page).to_have_url(re.compile("/einde/$"))
        self.page.locator("main form:not([action]) button").click()
        expect(self.page.locator("h1")).to_be_visible()


def feedback_path() -> str:
    """The link in the last mail that has one."""
    links = [re.search(r"/terugkoppeling/\S+", message.body) for message in mail.outbox]
    return [link.group() for link in links if link][-1]


def _first_name(card) -> str:
    return card.locator("h2").first.inner_text().split()[0]
