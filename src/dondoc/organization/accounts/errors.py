"""What signing in and the accounts refuse."""

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing, NotAllowed


class WrongCredentials(Invalid):
    """The name and the password do not belong together; which of them is wrong is not said."""

    code = "organization.wrong_credentials"
    message = _("The user name or the password is not right. Check both, capital letters too, and try again.")


class TooManyAttempts(Conflict):
    """Locked for a while after repeated failures."""

    code = "organization.too_many_attempts"
    message = _("Too many failed attempts. Sign-in is locked until %(until)s; try again after that.")


class WrongPassword(Invalid):
    """The own password, asked for before an act on the account."""

    code = "organization.wrong_password"
    message = _("This is not your present password. Type it again.")


class PasswordRefused(Invalid):
    """A new password that is too short, too common or all digits."""

    code = "organization.password_refused"
    message = _("Choose another password. %(reasons)s")


class WrongCode(Invalid):
    """A code of the second step that does not fit now."""

    code = "organization.wrong_code"
    message = _("This code is not right or was used before. Type the six digits that the application shows now.")


class SecretUnreadable(Conflict):
    """The second step was set up under another signing key."""

    code = "organization.secret_unreadable"
    message = _(
        "Your second step cannot be checked: the secret key of the system was changed. Ask an administrator for a link "
        "that sets it up anew; for an administrator, whoever runs the server makes one: dondoc manage sign_in_anew"
    )


class SecondStepRequired(NotAllowed):
    """A role of this person may not do without the second step."""

    code = "organization.second_step_required"
    message = _("Your post requires the second step. It cannot be switched off.")


class SignInExpired(Conflict):
    """The first step was too long ago, or never done."""

    code = "organization.sign_in_expired"
    message = _("Signing in took too long. Start again with your user name and password.")


class PasskeyRefused(Invalid):
    """The browser's answer does not fit, or the key is not known."""

    code = "organization.passkey_refused"
    message = _("The passkey was not accepted. Try again, or sign in with your password.")


class PasskeyMissing(Missing):
    """No such passkey of this person."""

    code = "organization.passkey_missing"
    message = _("There is no such passkey any more. Reload the page.")


class PasskeyNameless(Invalid):
    """A passkey without a name cannot be told from others."""

    code = "organization.passkey_nameless"
    message = _("Give the passkey a name of at most 80 characters, such as “Office computer”.")


class SessionMissing(Missing):
    """No such session of this person."""

    code = "organization.session_missing"
    message = _("That session has already ended. Reload the page.")


class ResetLinkDead(Missing):
    """A reset link that was used, has run out, or never was."""

    code = "organization.reset_link_dead"
    message = _("This link was used or has run out. Ask the administrator for a new one.")


class AccountMissing(Missing):
    """No such person."""

    code = "organization.account_missing"
    message = _("There is no such account. Choose one from the list.")


class NotAdministrator(NotAllowed):
    """Accounts are the administrator's business."""

    code = "organization.not_administrator"
    message = _("Only an administrator may do this. Ask the administrator of your agency.")


class AdministratorThere(Conflict):
    """The first administrator of an installation that has one."""

    code = "organization.administrator_there"
    message = _("Somebody administers this system already. Ask them for an account and a post.")


class FullNameUnfit(Invalid):
    """No name, or one that is too long."""

    code = "organization.full_name_unfit"
    message = _("Fill in the full name, at most %(most)s characters.")


class UsernameUnfit(Invalid):
    """A user name that cannot be typed everywhere."""

    code = "organization.username_unfit"
    message = _("The user name takes 2 to 60 small letters without marks, digits, dots and dashes, such as “hanm”.")


class UsernameTaken(Conflict):
    """Somebody is or was called so."""

    code = "organization.username_taken"
    message = _("The user name “%(name)s” is taken. Choose another one.")


class UnitNameUnfit(Invalid):
    """No name of a unit, or one that is too long."""

    code = "organization.unit_name_unfit"
    message = _("Fill in the name of the unit, at most %(most)s characters.")


class AccountClosed(Conflict):
    """An act that only an open account takes."""

    code = "organization.account_closed"
    message = _("This account is closed. Open it again first.")


class AccountOpen(Conflict):
    """Opening what is open."""

    code = "organization.account_open"
    message = _("This account is open already. Reload the page.")


class NoSession(Conflict):
    """Nobody is signed in by this account."""

    code = "organization.no_session"
    message = _("%(name)s is signed in nowhere. Reload the page.")


class SingleSignOnOff(Missing):
    """No provider is configured."""

    code = "organization.single_sign_on_off"
    message = _("Single sign-on is not set up here. Sign in with your password.")


class SingleSignOnFailed(Conflict):
    """The provider did not answer, or not as agreed."""

    code = "organization.single_sign_on_failed"
    message = _("Single sign-on did not work. Try again from the sign-in page, or sign in with your password.")


class SingleSignOnUnknown(NotAllowed):
    """The provider knows the person, we do not."""

    code = "organization.single_sign_on_unknown"
    message = _("No account here belongs to your single sign-on account. Ask the administrator to make one.")


class WorkbookUnreadable(Invalid):
    """Not an .xlsx, or not the columns that were asked for."""

    code = "organization.workbook_unreadable"
    message = _(
        "The file could not be read as a list of staff. Send an .xlsx whose first row names the columns: %(columns)s."
    )


class WorkbookTooLong(Invalid):
    """More rows than one import takes."""

    code = "organization.workbook_too_long"
    message = _("The file has more than %(most)s rows. Split it and send the parts one after another.")


class ImportNotClean(Conflict):
    """Some rows are wrong, or became so since they were checked."""

    code = "organization.import_not_clean"
    message = _("%(wrong)s rows have to be mended first; nobody was added. Check the file again.")


class WorkbookExpired(Conflict):
    """The checked rows were changed on the way, or are too old."""

    code = "organization.workbook_expired"
    message = _("The file was checked too long ago. Send it again.")
