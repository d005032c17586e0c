import pytest

from portal.reference.plain_language import advice


@pytest.mark.parametrize(
    "text", ["", "Je kijkt rond. Je maakt zelf iets.", "Je bakt brood.\nDaarna proef je het."]
)
def test_advice_is_silent_on_plain_text(text):
    assert advice(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Je kijkt. Je gaat eerst met je groep naar de hal en daarna naar het kantoor boven.", 2),
        ("Je vult tevens een lijst in.", 1),
        ("De leerling maakt een bank.", 1),
        ("Wilt u meedoen?", 1),
        ("Je leert over verkeersveiligheid.", 1),
    ],
)
def test_advice_names_the_sentence(text, number):
    assert [tip.number for tip in advice(text)] == [number]


def test_advice_gives_another_word():
    assert "met" in advice("Je werkt middels een plan.")[0].tip


def test_advice_is_short_however_long_the_text():
    assert len(advice("Indien nodig. " * 50)) == 5
