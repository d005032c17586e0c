"""People who walk through the portal: each with a browser of their own, all at the same clock."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

HERE = ZoneInfo("Europe/Amsterdam")


class Person:
    """Somebody at a screen. What is put off until after the request happens after each step."""

    def __init__(self, run_callbacks, user=None):
        self.user = user
        self.client = Client()
        self._run_callbacks = run_callbacks
        if user is not None:
            self.client.force_login(user)

    def look(self, name, /, *args, **query):
        """Open a page; it must be there."""
        response = self.client.get(address(name, *args), query, follow=True)
        assert response.status_code == 200, (name, response.status_code)
        return response

    def do(self, name, /, *args, **data):
        """Press a button or send a form; it must be accepted."""
        with self._run_callbacks(execute=True):
            response = self.client.post(address(name, *args), data, follow=True)
        assert response.status_code == 200, (name, response.status_code)
        form = response.context and response.context.get("form")
        assert not (form and form.is_bound and form.errors), (name, form.errors)
        return response


def address(name, *args):
    return name if name.startswith("/") else reverse(name, args=args)


@pytest.fixture
def person(django_capture_on_commit_callbacks):
    def make(user=None):
        return Person(django_capture_on_commit_callbacks, user)

    return make


@pytest.fixture
def clock(time_machine):
    """Put the clock at a moment here: ``clock(2026, 11, 23, 9)``."""

    def put(*moment):
        time_machine.move_to(datetime.datetime(*moment, tzinfo=HERE))

    return put
