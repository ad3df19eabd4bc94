"""Acts of signing in and on accounts."""

from .administering import (
    add_account,
    close_account,
    end_sessions,
    make_first_administrator,
    make_reset_link,
    reopen_account,
    require_second_step,
    sign_in_anew,
)
from .importing import check_rows, import_staff
from .passwords import change_password, reset_password
from .second_step import begin_totp, check_code, confirm_totp, renew_codes, turn_off_totp
from .signing_in import end_other_sessions, end_session, prove_name, prove_passkey, prove_password, sign_in, sign_out
from .using_passkeys import add_passkey, remove_passkey, rename_passkey

__all__ = [
    "add_account",
    "add_passkey",
    "begin_totp",
    "change_password",
    "check_code",
    "check_rows",
    "close_account",
    "confirm_totp",
    "end_other_sessions",
    "end_session",
    "end_sessions",
    "import_staff",
    "make_first_administrator",
    "make_reset_link",
    "prove_name",
    "prove_passkey",
    "prove_password",
    "remove_passkey",
    "rename_passkey",
    "renew_codes",
    "reopen_account",
    "require_second_step",
    "reset_password",
    "sign_in",
    "sign_in_anew",
    "sign_out",
    "turn_off_totp",
]
