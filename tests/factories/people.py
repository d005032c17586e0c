import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from portal.accounts.models import RegionMembership, User


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@voorbeeld.example")
    first_name = "Robin"
    last_name = factory.Sequence(lambda n: f"Tester {n}")
    password = factory.LazyFunction(lambda: make_password(None))


class RegionMembershipFactory(DjangoModelFactory):
    class Meta:
        model = RegionMembership

    user = factory.SubFactory(UserFactory)
    role = RegionMembership.Role.COORDINATOR
