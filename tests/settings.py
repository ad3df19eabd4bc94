"""The product's settings for tests and the type checker: demo mode, a home that goes away, fast passwords."""

import atexit
import os
import shutil
import tempfile

if "DONDOC_HOME" not in os.environ:
    os.environ["DONDOC_HOME"] = tempfile.mkdtemp(prefix="dondoc-test-")
    atexit.register(shutil.rmtree, os.environ["DONDOC_HOME"], ignore_errors=True)
os.environ.setdefault("DONDOC_DEMO", "1")
os.environ.setdefault("DONDOC_SECRET_KEY", "known to everybody, for tests only")

from dondoc.config.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files keep their names: nothing is collected for the tests.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real life: a database in memory knows neither WAL nor waiting for another writer.
    DATABASES["default"]["TEST"] = {"NAME": HOME / "test.sqlite3"}
