"""The tests' settings with an app whose jobs the worker tests watch."""

from tests.settings import *

INSTALLED_APPS = [*INSTALLED_APPS, "tests.background.napping"]
