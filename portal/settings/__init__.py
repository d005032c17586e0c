"""PRAKTIJKPLEIN_ENV chooses the settings: dev (the default), test or production."""

import os

_name = os.environ.get("PRAKTIJKPLEIN_ENV", "dev")
if _name == "production":
    from portal.settings.production import *
elif _name == "test":
    from portal.settings.test import *
else:
    from portal.settings.dev import *
