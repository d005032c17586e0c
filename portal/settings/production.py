"""Production: PostgreSQL, Redis, https. What is missing in the environment stops the start."""

from django.core.exceptions import ImproperlyConfigured

from portal.settings.base import *

if env.bool("DEMO", default=False):
    raise ImproperlyConfigured("DEMO cannot be switched on in production.")
DEMO = False
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SITE_URL = env.str("SITE_URL")
WAGTAILADMIN_BASE_URL = SITE_URL
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DATABASES = {"default": database(env.str("DATABASE_URL"))}
if not env.str("CELERY_BROKER_URL", default="").startswith("redis"):
    raise ImproperlyConfigured("Set CELERY_BROKER_URL to a Redis address.")
if not CACHE_URL.startswith("redis"):
    raise ImproperlyConfigured("Set CACHE_URL to a Redis address.")

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
# Behind the proxy everybody would come from one address, and one class would lock out the region.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
STAFF_SECOND_STEP_REQUIRED = env.bool("STAFF_SECOND_STEP_REQUIRED", default=True)
WHITENOISE_USE_FINDERS = False
STORAGES["staticfiles"] = {
    "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
}
