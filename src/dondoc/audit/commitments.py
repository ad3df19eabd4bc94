"""What an entry commits to: salted hashes, so that what identifies a person can go and the chain still holds.

An entry has two parts that may be erased: who acted (person, post, unit, address) and what changed (before, after).
The chain covers the hash of each part, not the part. A hash is salted, and the salt goes with the part: what was
erased cannot be guessed back from the hash that stays.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Entry

SALT_BYTES = 16


def new_salt() -> str:
    """Return a salt, in hexadecimal."""
    return secrets.token_hex(SALT_BYTES)


def hash_of(*fields: object) -> str:
    """Return the SHA-256 over plain JSON values, in hexadecimal."""
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def who(entry: Entry) -> str:
    """Return the hash of who acted."""
    return hash_of(entry.who_salt, entry.actor_id, entry.post, entry.unit, entry.address)


def what(entry: Entry) -> str:
    """Return the hash of what changed."""
    return hash_of(entry.what_salt, entry.before, entry.after)


def whole(entry: Entry) -> str:
    """Return the hash of an entry as the chain covers it; erasing a part leaves it as it is."""
    at = entry.at.astimezone(dt.UTC).isoformat()
    return hash_of(entry.pk, entry.act, entry.subject, at, entry.who_digest, entry.what_digest)


def holds(entry: Entry) -> bool:
    """Say whether the parts of an entry are those it commits to; an erased part must be empty."""
    if entry.who_salt:
        if who(entry) != entry.who_digest:
            return False
    elif entry.actor_id or entry.post or entry.unit or entry.address:
        return False
    return what(entry) == entry.what_digest if entry.what_salt else not (entry.before or entry.after)
