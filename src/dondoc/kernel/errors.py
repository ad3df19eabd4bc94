"""The refusals every app makes.

```
DomainError
├── Invalid        the caller can mend what they sent         422
├── NotAllowed     the caller may not do this                 403
├── Missing        no such thing, or none they may know of    404
└── Conflict       it cannot be done as things stand          409
    └── Overtaken  somebody changed the thing meanwhile
```
"""

from __future__ import annotations

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

Sentence = str | Promise


class DomainError(Exception):
    """A refusal with a stable code and one translated sentence that tells the user what to do.

    Attributes:
        params: what the sentence names.
        link: where to look next, as (address, words); None when there is nothing to open.
    """

    code: ClassVar[str] = "error"
    message: ClassVar[Sentence] = ""
    # What the page is headed, where the usual words for its kind would mislead.
    heading: ClassVar[Sentence] = ""

    def __init__(self, *, link: tuple[str, Sentence] | None = None, **params: object) -> None:
        self.params = params
        self.link = link
        super().__init__(self.code)

    @property
    def sentence(self) -> str:
        """Return the sentence in the language of the moment."""
        return str(self.message) % self.params if self.params else str(self.message)


class Invalid(DomainError):
    """The caller can mend what they sent."""


class NotAllowed(DomainError):
    """The caller may not do this."""


class Missing(DomainError):
    """There is no such thing, or none that the caller may know of."""


class Conflict(DomainError):
    """As things stand, it cannot be done."""


class Overtaken(Conflict):
    """Somebody changed the thing after the caller looked."""

    heading = gettext_lazy("Changed in the meantime")
