"""The database itself keeps closed case files and numbers as they are.

Nothing is put into a closed file, moved or taken out of it, and what names the file does not change; the number of an
incoming document and that of a copy does not change and no row of them goes. A later migration that makes SQLite build
one of these tables anew loses its triggers and must make them again.
"""

from django.db import migrations

ENTRY, FILE = "documents_casefileentry", "documents_casefile"
# What names a file; its state moves on: it is opened again with a reason, and goes to the archive.
FILE_KEPT = ("unit_id", "year", "code", "title", "keeper_id", "language", "description", "created_by_id", "created_at")
NUMBERED = {
    "documents_arrival": ("document_id", "unit_id", "year", "number"),
    "documents_copy": ("document_id", "kind", "unit_id", "year", "series", "number", "symbol", "copied_on"),
}
CLOSED = "the case file is closed"
FIXED = "numbers stay as they were given"


def changes(columns, operator):
    return " OR ".join(f'NEW."{column}" {operator} OLD."{column}"' for column in columns)


def sqlite_trigger(table, event, condition, sentence):
    name = f"{table}_no_{event.lower()}"
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition}"
        f" BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    )


def sqlite():
    def is_closed(row):
        return f"(SELECT state FROM {FILE} WHERE id = {row}.case_file_id) <> 'open'"

    yield sqlite_trigger(ENTRY, "INSERT", is_closed("NEW"), CLOSED)
    yield sqlite_trigger(ENTRY, "UPDATE", f"{is_closed('OLD')} OR {is_closed('NEW')}", CLOSED)
    yield sqlite_trigger(ENTRY, "DELETE", is_closed("OLD"), CLOSED)
    yield sqlite_trigger(FILE, "UPDATE", f"OLD.state <> 'open' AND ({changes(FILE_KEPT, 'IS NOT')})", CLOSED)
    yield sqlite_trigger(FILE, "DELETE", "OLD.state <> 'open'", CLOSED)
    for table, columns in NUMBERED.items():
        yield sqlite_trigger(table, "UPDATE", changes(columns, "IS NOT"), FIXED)
        yield sqlite_trigger(table, "DELETE", "1", FIXED)


def postgresql():
    def function(name, body):
        return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"

    def refusal(sentence):
        return f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation';"

    def is_closed(row):
        # The lock waits for whoever is closing the file, and sees it closed.
        return f"EXISTS (SELECT 1 FROM {FILE} WHERE id = {row}.case_file_id AND state <> 'open')"

    lock = f"PERFORM 1 FROM {FILE} WHERE id = {{row}}.case_file_id FOR SHARE;"
    yield function("documents_refuse_closed", refusal(CLOSED))
    yield function("documents_refuse_renumbering", refusal(FIXED))
    yield function(
        "documents_entry_of_open_file",
        f"IF TG_OP <> 'INSERT' THEN {lock.format(row='OLD')} IF {is_closed('OLD')} THEN {refusal(CLOSED)} END IF; END IF;"
        f" IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;"
        f" {lock.format(row='NEW')} IF {is_closed('NEW')} THEN {refusal(CLOSED)} END IF; RETURN NEW;",
    )
    yield (
        f"CREATE TRIGGER {ENTRY}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {ENTRY} FOR EACH ROW"
        " EXECUTE FUNCTION documents_entry_of_open_file()"
    )
    different = changes(FILE_KEPT, "IS DISTINCT FROM")
    yield (
        f"CREATE TRIGGER {FILE}_no_update BEFORE UPDATE ON {FILE} FOR EACH ROW"
        f" WHEN (OLD.state <> 'open' AND ({different})) EXECUTE FUNCTION documents_refuse_closed()"
    )
    yield (
        f"CREATE TRIGGER {FILE}_no_delete BEFORE DELETE ON {FILE} FOR EACH ROW WHEN (OLD.state <> 'open')"
        " EXECUTE FUNCTION documents_refuse_closed()"
    )
    for table, columns in NUMBERED.items():
        yield (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW"
            f" WHEN ({changes(columns, 'IS DISTINCT FROM')}) EXECUTE FUNCTION documents_refuse_renumbering()"
        )
        yield (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW"
            " EXECUTE FUNCTION documents_refuse_renumbering()"
        )


STATEMENTS = {"sqlite": sqlite, "postgresql": postgresql}


def install(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor]():
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    triggers = [(table, f"{table}_no_{event}") for table in (FILE, *NUMBERED) for event in ("update", "delete")]
    if is_postgresql:
        triggers.append((ENTRY, f"{ENTRY}_frozen"))
    else:
        triggers += [(ENTRY, f"{ENTRY}_no_{event}") for event in ("insert", "update", "delete")]
    for table, name in triggers:
        schema_editor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if is_postgresql else ""))
    if is_postgresql:
        for name in ("documents_refuse_closed", "documents_refuse_renumbering", "documents_entry_of_open_file"):
            schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_register_drafts_exchange")]

    operations = [migrations.RunPython(install, remove)]
