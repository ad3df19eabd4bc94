"""What was drafted, issued, closed or numbered stays as it is: rows that the database keeps (`kernel.keeping`)."""

from __future__ import annotations

from dondoc.kernel import keeping
from dondoc.kernel.keeping import ALL_EVENTS, Kept

from .searching import index

ISSUED = "an issued document stays as it is"
STORED = "a stored file stays as it is"
DRAFTED = "what was written on a draft stays as it is"
CLOSED = "the case file is closed"
SAID = "what a leader said stays as it was said"
GRANTED = "a reading right stays as it was given"
COPIED = "a copy stays as it was entered"
FIXED = "numbers stay as they were given"
# What is computed from the other columns: the terms that are searched, and what the database makes of them.
COMPUTED = ("search_text", index.COLUMN, index.FORMER_COLUMN)
# While it is being reviewed, its own act of issuing still writes its rows.
IS_ISSUED = (
    "EXISTS (SELECT 1 FROM documents_document WHERE id = {row}.document_id AND direction = 'out'"
    " AND state <> 'reviewing')"
)
# What was laid down with it, such as the items of a programme, may be entered later; so may what a leader says of it in
# whose book it stands: not a passage of the text, which has a place there.
IS_WRITTEN_LATER = (
    "({row}.rule = 'item_of_programme'"
    """ OR {row}.rule = 'leaders_words' AND {row}."start" = 0 AND {row}."end" = 0"""
    " AND EXISTS (SELECT 1 FROM documents_arrival WHERE document_id = {row}.document_id))"
)
IS_CLOSED = "EXISTS (SELECT 1 FROM documents_casefile WHERE id = {row}.case_file_id AND state <> 'open')"
# PostgreSQL: waits for whoever is closing the file, and sees it closed.
HOLD_FILE = "PERFORM 1 FROM documents_casefile WHERE id = {row}.case_file_id FOR SHARE;"
KEPT = (
    Kept("documents_document", ISSUED, "{row}.direction = 'out' AND {row}.state <> 'reviewing'"),
    Kept("documents_outgoing", ISSUED, "{row}.state IN ('issued', 'void', 'discarded')"),
    Kept("documents_documentattachment", ISSUED, IS_ISSUED, events=ALL_EVENTS),
    Kept("documents_directive", ISSUED, IS_ISSUED, events=ALL_EVENTS),
    # What may be written later stays too.
    Kept("documents_directive", ISSUED, f"{IS_ISSUED} AND NOT {IS_WRITTEN_LATER}", events=("INSERT",)),
    # Which document is meant may be said later, and taken back.
    Kept(
        "documents_citation", ISSUED, IS_ISSUED, events=ALL_EVENTS,
        columns=("document_id", "position", "type_name", "number", "symbol", "date", "provision", "reference",
                 "tasks_announced", "relation", "relation_rule"),
    ),
    # That it arrived is said later, once.
    Kept("documents_sending", ISSUED, columns=("outgoing_id", "unit_id", "printed", "sent_at")),
    Kept("documents_aftermath", ISSUED),
    Kept("documents_draftversion", DRAFTED),
    Kept("documents_draftcomment", DRAFTED),
    Kept("documents_passing", DRAFTED),
    Kept("documents_storedfile", STORED, events=("UPDATE",)),
    Kept("documents_casefileentry", CLOSED, IS_CLOSED, events=ALL_EVENTS, hold=HOLD_FILE),
    # What names a file; its state moves on: it is opened again with a reason, and goes to the archive.
    Kept(
        "documents_casefile", CLOSED, "{row}.state <> 'open'",
        columns=("unit_id", "year", "code", "title", "keeper_id", "language", "description", "created_by_id",
                 "created_at"),
    ),
    # Withdrawn, it stays.
    Kept(
        "documents_readinggrant", GRANTED,
        columns=("document_id", "person_id", "unit_id", "reason", "granted_by_id", "granted_at"),
    ),
    Kept("documents_arrival", FIXED, columns=("document_id", "unit_id", "year", "number", "entered_on")),
    Kept("documents_copy", COPIED),
    Kept("documents_signedcopy", COPIED),
    # That its task is closed, or that it has ended, is said later.
    Kept(
        "documents_direction", SAID,
        columns=("arrival_id", "directive_id", "text", "lead_unit_id", "due_date", "given_by_id", "given_at"),
    ),
    Kept("documents_direction_cooperating", SAID),
)  # fmt: skip


def install(using: str) -> None:
    """Write the triggers of a database; those of an earlier call are written anew."""
    keeping.install(using, KEPT, computed=COMPUTED)


def lift(using: str) -> None:
    """Take away what keeps a migration of SQLite from building tables anew, until `install`."""
    keeping.lift(using, KEPT)
