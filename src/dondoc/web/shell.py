"""What the shell of a page shows: the navigation and the person at work.

The base page reads these names from its context, each may be absent:

| name | what it is |
|---|---|
| `navigation` | list of `NavGroup`; a plain list of links is a group without heading |
| `person` | `Person`, None for a stranger: the page is then without the shell |
| `organization_name` | the organisation under the product's name |
| `home_url`, `search_url`, `account_url`, `sign_out_url` | addresses |
| `preferences_url` | where the person says how to be told |
| `search_query` | what was searched for last |
| `notices` | `Notices`: the bell |
| `counts_url` | where a page asks, once it is there, how much waits; empty: it says so itself |
| `breadcrumbs` | list of (label, address), the page itself last with None |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class NavLink:
    """One entry of the sidebar.

    Attributes:
        icon: name of a symbol in `web/_icons.html`, without `i-`.
        counted: the name of what waits there; empty: nothing can.
        count: how much waits there, as far as the page knows; 0 shows nothing.
        key: the letter that goes here after `g`.
        hot: whether what waits is the reader's own to decide.
    """

    label: Words
    url: str
    icon: str
    current: bool = False
    counted: str = ""
    count: int = 0
    key: str = ""
    hot: bool = False


@dataclass(frozen=True, slots=True)
class NavGroup:
    """Entries under one heading; the first group has none."""

    links: Sequence[NavLink] = field(default_factory=tuple)
    label: Words = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, as the foot of the sidebar names them."""

    name: str
    post: str = ""
    unit: str = ""
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Notices:
    """What the bell in the top bar says and opens."""

    url: str
    label: Words
    count: int = 0
