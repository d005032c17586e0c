"""Praktijkplein: the portal that carries the two sides and the bridge."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
