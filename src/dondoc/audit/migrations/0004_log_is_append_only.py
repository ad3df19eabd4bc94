"""The database itself refuses to change or remove entries and seals.

One change of an entry passes: a part (who, what) becomes empty together with its salt, everything else stays. A later
migration that makes SQLite build one of these tables anew loses its triggers and must make them again.
"""

from django.db import migrations

KEPT = ("id", "act", "subject", "at", "who_digest", "what_digest")
WHO = ("who_salt", "actor_id", "post", "unit", "address")
WHAT = ("what_salt", "before", "after")
WHO_GONE = "NEW.who_salt = '' AND NEW.actor_id IS NULL AND NEW.post = '' AND NEW.unit = '' AND NEW.address IS NULL"
SQLITE_WHAT_GONE = "NEW.what_salt = '' AND NEW.\"before\" = '{}' AND NEW.\"after\" = '{}'"
POSTGRES_WHAT_GONE = "NEW.what_salt = '' AND NEW.\"before\" = '{}'::jsonb AND NEW.\"after\" = '{}'::jsonb"
REFUSAL = "the log is append-only"


def same(columns, operator):
    return " AND ".join(f'NEW."{column}" {operator} OLD."{column}"' for column in columns)


def erases_only(operator, what_gone):
    return (
        f"({same(KEPT, operator)}) AND (({same(WHO, operator)}) OR ({WHO_GONE}))"
        f" AND (({same(WHAT, operator)}) OR ({what_gone}))"
    )


def sqlite():
    changes = f"NOT ({erases_only('IS', SQLITE_WHAT_GONE)})"
    for table, event, condition in (
        ("audit_entry", "UPDATE", changes),
        ("audit_entry", "DELETE", "1"),
        ("audit_seal", "UPDATE", "1"),
        ("audit_seal", "DELETE", "1"),
    ):
        yield (
            f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} WHEN {condition}"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def postgresql():
    yield (
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    changes = f"NOT ({erases_only('IS NOT DISTINCT FROM', POSTGRES_WHAT_GONE)})"
    for table, condition in (("audit_entry", changes), ("audit_seal", "true")):
        yield (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({condition})"
            " EXECUTE FUNCTION audit_refuse()"
        )
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
            " EXECUTE FUNCTION audit_refuse()"
        )


STATEMENTS = {"sqlite": sqlite, "postgresql": postgresql}


def install(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor]():
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for table in ("audit_entry", "audit_seal"):
        for event in ("update", "delete", *(["truncate"] if is_postgresql else [])):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{event}" + (f" ON {table}" if is_postgresql else ""))
    if is_postgresql:
        schema_editor.execute("DROP FUNCTION audit_refuse()")


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_seal_existing_entries_anew")]

    operations = [migrations.RunPython(install, remove)]
