"""The pictures on a login card: four out of thirty, in order, for who does not read yet.

How hard are they to guess? There are 30^4 = 810,000 rows of four. That is too few for the internet,
so pictures only count on a device that the school set up (ClassDevice), and for one class at a
time. A class of 30 pupils holds 30 rows: a blind guess is right once in 27,000 times. Of wrong
rows, 40 a quarter of an hour are taken for a class and 200 for a school, wherever they come from.
Somebody who sits at the class's own device and never stops gets in as *some* pupil of the class
with a chance below 0.6 % an hour, as a chosen one below 0.02 %, and is seen doing it. Forty is
more than one mistake for each pupil of a class. QR code and words never wait for this limit.
"""

from django.utils.translation import gettext_lazy as _

PICTURES = {
    "sun": _("sun"),
    "moon": _("moon"),
    "star": _("star"),
    "heart": _("heart"),
    "house": _("house"),
    "tree": _("tree"),
    "flower": _("flower"),
    "apple": _("apple"),
    "fish": _("fish"),
    "cat": _("cat"),
    "butterfly": _("butterfly"),
    "car": _("car"),
    "bus": _("bus"),
    "bicycle": _("bicycle"),
    "boat": _("boat"),
    "rocket": _("rocket"),
    "balloon": _("balloon"),
    "key": _("key"),
    "ball": _("ball"),
    "cup": _("cup"),
    "umbrella": _("umbrella"),
    "hat": _("hat"),
    "glasses": _("glasses"),
    "book": _("book"),
    "pencil": _("pencil"),
    "clock": _("clock"),
    "bell": _("bell"),
    "ladder": _("ladder"),
    "cloud": _("cloud"),
    "ice": _("ice cream"),
}
NAMES = tuple(PICTURES)
PICTURES_A_CODE = 4


def pictures_from(random: bytes) -> tuple[str, ...]:
    """Four names of pictures, from at least eight bytes; each row is as likely as any other."""
    number = int.from_bytes(random[:8])
    row = []
    for _place in range(PICTURES_A_CODE):
        number, rest = divmod(number, len(NAMES))
        row.append(NAMES[rest])
    return tuple(row)


def row_of(typed: str) -> tuple[str, ...]:
    """ "sun,moon" as chosen on the page so far. What is no picture falls out, and never a fifth."""
    return tuple(name for name in typed.split(",") if name in PICTURES)[:PICTURES_A_CODE]
