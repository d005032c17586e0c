"""Production settings start only when they are whole and safe."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
WHOLE = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "portaal.example.org",
    "SITE_URL": "https://portaal.example.org",
    "DATABASE_URL": "postgres://nobody:nothing@127.0.0.1/none",
    "CELERY_BROKER_URL": "redis://127.0.0.1:6379/0",
    "CACHE_URL": "redis://127.0.0.1:6379/1",
}


def start(tmp_path, statement="import portal.settings.production as s", **changes):
    values = {**WHOLE, "VAR_DIR": str(tmp_path), "PATH": os.environ["PATH"], **changes}
    return subprocess.run(
        [sys.executable, "-c", statement],
        cwd=ROOT,
        env={name: value for name, value in values.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_when_everything_is_there(tmp_path):
    result = start(tmp_path, "import portal.settings.production as s; print(s.DEMO, s.DEBUG)")

    assert result.stdout.split() == ["False", "False"], result.stderr


def test_production_refuses_the_demo(tmp_path):
    result = start(tmp_path, DEMO="true")

    assert "DEMO cannot be switched on in production." in result.stderr


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_production_refuses_to_start_without(tmp_path, name):
    result = start(tmp_path, **{name: None})

    assert result.returncode != 0
    assert "ImproperlyConfigured" in result.stderr


@pytest.mark.parametrize("name", ["CELERY_BROKER_URL", "CACHE_URL"])
def test_production_refuses_files_instead_of_redis(tmp_path, name):
    result = start(tmp_path, **{name: "filesystem://"})

    assert f"Set {name} to a Redis address." in result.stderr


def test_django_has_no_word_against_the_deployment(tmp_path):
    result = subprocess.run(
        [ROOT / "bin/check-deploy"],
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "no issues" in result.stdout + result.stderr, result.stderr
