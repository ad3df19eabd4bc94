"""The kernel's place in Django: it keeps the working-day calendar and the reporting cut-offs."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """What every app may use."""

    name = "dondoc.kernel"
    label = "kernel"
