from placements.models import Attendance
from placements.quality.coverage import coverage_by_group, sectors_met
from placements.quality.progress import Progress, progress_of
from portal.reference.models import Sector
from schools.models import Group, Student
from tests.factories import (
    AttendanceFactory,
    GroupFactory,
    OfferFactory,
    PlacementFactory,
    ReflectionFactory,
    SessionFactory,
    StudentFactory,
)


def place(student, code="green_animals", status=Attendance.Status.PRESENT):
    offer = OfferFactory(sector=Sector.objects.get(code=code))
    placement = PlacementFactory(student=student, session=SessionFactory(offer=offer))
    if status:
        AttendanceFactory(placement=placement, status=status)
    return placement


def test_sectors_met_counts_who_was_there(group):
    here, ill, waiting = StudentFactory.create_batch(3, base_group=group)
    place(here, status=Attendance.Status.LATE)
    place(here, code="crafts")
    place(ill, status=Attendance.Status.ABSENT)
    place(waiting, status=None)

    met = sectors_met([here.pk, ill.pk, waiting.pk])

    assert met == {here.pk: {"green_animals", "crafts"}}


def test_coverage_by_group_counts_each_pupil_once(group, django_assert_num_queries):
    pupils = StudentFactory.create_batch(2, base_group=group)
    for pupil in pupils:
        place(pupil)
    place(pupils[0])
    GroupFactory(school=group.school, name="9Z9")
    Sector.all_cached()

    with django_assert_num_queries(2):
        first, empty = coverage_by_group(Group.objects.filter(school=group.school))

    green = [sector.code for sector in Sector.all_cached()].index("green_animals")
    assert (first.size, first.counts[green], sum(first.counts)) == (2, 2, 2)
    assert empty.missing == len(Sector.all_cached())


def test_progress_of_counts_pupils_not_places(group):
    one, two, _three = StudentFactory.create_batch(3, base_group=group)
    ReflectionFactory(placement=place(one), state="done")
    place(one)
    ReflectionFactory(placement=place(two), state="started")

    progress = progress_of(Student.objects.filter(base_group=group))

    assert progress == Progress(pupils=3, been=2, looked_back=1)
