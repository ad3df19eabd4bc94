"""What backup and restore refuse."""

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid


class ProgramMissing(Invalid):
    """PostgreSQL's own programs are not here, or older than the server."""

    code = "operations.program_missing"
    message = _("%(program)s of version %(version)s or later is needed; install the package postgresql-client.")


class ProgramFailed(Invalid):
    """A program of the database ended with an error."""

    code = "operations.program_failed"
    message = _("%(program)s failed: %(why)s")


class Unwritable(Invalid):
    """The place to write to is full, or may not be written."""

    code = "operations.unwritable"
    message = _("Nothing can be written to %(path)s: %(why)s. Free some space or choose another place.")


class BackupDiffers(Conflict):
    """What was restored on trial is not what was backed up."""

    code = "operations.backup_differs"
    message = _("The backup was restored on trial and differs: %(what)s. It was not kept.")


class ArchiveDamaged(Invalid):
    """A file that is no backup, or one that was cut off or altered."""

    code = "operations.archive_damaged"
    message = _("%(name)s is damaged or no backup (%(what)s). Take another one; nothing was changed.")


class ArchiveNewer(Invalid):
    """A backup made by a later version of the product."""

    code = "operations.archive_newer"
    message = _("The backup was made by version %(made)s, this is %(here)s. Install that version first.")


class OtherDatabase(Invalid):
    """A backup of another kind of database."""

    code = "operations.other_database"
    message = _("The backup is of %(made)s, this system uses %(here)s. Set DATABASE_URL to fit.")


class HomeNotEmpty(Conflict):
    """There are data where the backup would go."""

    code = "operations.home_not_empty"
    message = _("There are data here already. Repeat with --replace to put the backup in their place.")


class InUse(Conflict):
    """The server or a worker is still running."""

    code = "operations.in_use"
    message = _("The database is in use. Stop the web server and the workers, then repeat.")
