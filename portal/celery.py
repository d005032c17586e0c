"""The Celery application. What runs by itself is in settings/schedule.py."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("praktijkplein")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
