from tests.factories import PlacementFactory, ReflectionFactory, RoundSessionFactory, WishFactory


def test_factories_keep_to_one_school():
    placement, wish = PlacementFactory(), WishFactory()

    assert placement.round.school == placement.student.school
    assert wish.wish_list.round.school == wish.wish_list.student.school
    assert RoundSessionFactory().places == 8
    assert ReflectionFactory().placement.state == "published"
