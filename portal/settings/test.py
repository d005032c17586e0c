"""Settings of the test suite. LANE keeps the databases of parallel runs apart."""

import os
import tempfile

from portal.settings.base import *

SECRET_KEY = "test-key-" + "0" * 50
DEMO = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
LANE = os.environ.get("LANE", "main")
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / f"test-{LANE}.sqlite3")}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_praktijkplein_{LANE}"}
    DATABASES["default"]["OPTIONS"].pop("pool", None)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if CACHE_URL.startswith("redis"):
    # A Redis database for each process of the suite: one clears its cache, the others keep theirs.
    _process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 8
    CACHES["default"]["LOCATION"] = f"{CACHE_URL.rpartition('/')[0]}/{2 + _process}"
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_BROKER_URL = "memory://"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
OPENID_INSIDE_HOSTS = ["127.0.0.1"]
_files = tempfile.mkdtemp(prefix="praktijkplein-test-")
MEDIA_ROOT = f"{_files}/media"
PRIVATE_ROOT = f"{_files}/private"
STORAGES["private"]["OPTIONS"]["location"] = PRIVATE_ROOT
LOGGING["root"]["level"] = "WARNING"
