"""The product's settings as the tests run them: a home of their own, demo mode, static files uncollected."""

import os
import tempfile

os.environ.setdefault("DONDOC_HOME", tempfile.mkdtemp(prefix="dondoc-test-"))
os.environ.setdefault("DONDOC_DEMO", "1")

from dondoc.config.settings import *  # noqa: F403
from dondoc.config.settings import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
