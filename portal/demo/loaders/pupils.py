"""Some nine hundred pupils with made-up names, each with a login card."""

from random import Random

from portal.demo.people import NOAH, SAMIRA
from portal.demo.stage import Stage, read
from schools.models import Group, GroupEnrolment, School, Student
from schools.services.login_cards import issue_cards_for_group

# The first pupil of these groups is somebody of the tour: number, then the three parts of a name.
STARS = {
    (SAMIRA[0], "2P1"): (SAMIRA[1], "Samira", "", "Haddioui"),
    (NOAH[0], "3P1"): (NOAH[1], "Noah", "de", "Wit"),
}
FIRST_NUMBER = 26010


def load(stage: Stage) -> str:
    names = read("names")
    for row in read("schools"):
        _load_school(stage, row, names)
    return f"{Student.objects.count()} pupils"


def _load_school(stage: Stage, row: dict, names: dict) -> None:
    school = School.objects.get(brin=row["brin"])
    dice = stage.dice(f"pupils of {school.brin}")
    groups = {group.name: group for group in school.groups.all()}
    students: list[Student] = []
    for line in row["groups"]:
        for place in range(line["size"]):
            who = STARS.get((school.brin, line["name"])) if place == 0 else None
            who = who or (str(FIRST_NUMBER + len(students)), *name_of(dice, names))
            students.append(_student(groups[line["name"]], line["track"], who))
    made = Student.objects.bulk_create(students)
    first_day = school.periods.order_by("first_day").values_list("first_day", flat=True)[0]
    GroupEnrolment.objects.bulk_create(
        GroupEnrolment(student=student, group_id=student.base_group_id, since=first_day)
        for student in made
    )
    for group in groups.values():
        issue_cards_for_group(group, by=None)


def name_of(dice: Random, names: dict) -> tuple[str, str, str]:
    prefix, family = dice.choice(names["family_names"])
    return dice.choice(names["given_names"]), prefix, family


def _student(group: Group, track: str, who: tuple[str, str, str, str]) -> Student:
    number, given, prefix, family = who
    return Student(
        school_id=group.school_id,
        location_id=group.location_id,
        source_key=number,
        given_name=given,
        name_prefix=prefix,
        family_name=family,
        year_of_study=group.year_of_study,
        track=track,
        base_group=group,
    )
