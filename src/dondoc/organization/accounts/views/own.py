"""“My account”: password, second step, passkeys, sessions."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from dondoc.kernel import clock
from dondoc.organization.access import Ability
from dondoc.organization.accounts import passkeys, selectors, services
from dondoc.organization.accounts.forms import ChangePasswordForm, ConfirmForm, OwnPasswordForm
from dondoc.organization.accounts.qr import picture
from dondoc.organization.requests import Request

from .signing_in import site_of

# Name in the session.
NEW_PASSKEY = "new_passkey"


@never_cache
@require_GET
def account(request: Request) -> HttpResponse:
    """Show how one signs in, and where one is signed in."""
    now, me = clock.now(), request.user
    totp = selectors.totp_of(me)
    context = {
        "totp": totp,
        "codes_left": me.recovery_codes.filter(used_at=None).count() if totp else 0,
        "is_required": selectors.must_use_second_step(me, today=clock.day_of(now)),
        "passkeys": me.passkeys.order_by("added_at"),
        "may_hold_passkeys": site_of(request).may_hold_keys,
        "sessions": selectors.sessions_of(me, now=now),
        "here": request.session.session_key,
        "has_password": me.has_usable_password(),
        "is_administrator": me.can(Ability.ADMINISTER, clock.day_of(now)),
    }
    return render(request, "organization/accounts_mine.html", context)


@never_cache
@sensitive_post_parameters("old", "new", "again")
def change_password(request: Request) -> HttpResponse:
    """Change the own password."""
    form = ChangePasswordForm(request.POST or None)
    kept = request.session.session_key
    if request.method == "POST" and form.run(services.change_password, actor=request.user, kept=kept, now=clock.now()):
        update_session_auth_hash(request, request.user)
        messages.success(request, _("The password is changed. Everywhere else you have been signed out."))
        return redirect("organization:account")
    context = {"form": form, "has_password": request.user.has_usable_password()}
    return render(request, "organization/accounts_password.html", context, status=422 if form.errors else 200)


@require_POST
def begin_totp(request: Request) -> HttpResponse:
    """Begin setting the second step up."""
    services.begin_totp(person=request.user)
    return redirect("organization:set-up-totp")


@never_cache
def set_up_totp(request: Request) -> HttpResponse:
    """Show the QR code, and take the first code."""
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.run(services.confirm_totp, person=request.user, now=clock.now()):
        return render(request, "organization/accounts_codes.html", {"codes": form.result})
    found = selectors.set_up_of(request.user)
    if found is None:
        return redirect("organization:account")
    context = {"form": form, "set_up": found, "qr": picture(found.address)}
    return render(request, "organization/accounts_set_up.html", context, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters("password")
def turn_off_totp(request: Request) -> HttpResponse:
    """Switch the second step off, by the password."""
    form = OwnPasswordForm(request.POST or None)
    if request.method == "POST" and form.run(services.turn_off_totp, actor=request.user, now=clock.now()):
        messages.success(request, _("The second step is off."))
        return redirect("organization:account")
    return render(request, "organization/accounts_off.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters("password")
def renew_codes(request: Request) -> HttpResponse:
    """Replace the recovery codes, by the password."""
    form = OwnPasswordForm(request.POST or None)
    if request.method == "POST" and form.run(services.renew_codes, actor=request.user, now=clock.now()):
        return render(request, "organization/accounts_codes.html", {"codes": form.result})
    return render(request, "organization/accounts_renew.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def passkey_question(request: Request) -> HttpResponse:
    """Return what the browser needs to make a key."""
    options, request.session[NEW_PASSKEY] = passkeys.ask_for_new(request.user, site_of(request))
    return JsonResponse(options)


@require_POST
def add_passkey(request: Request) -> HttpResponse:
    """Keep the key that the browser made."""
    state = request.session.pop(NEW_PASSKEY, None)
    services.add_passkey(
        actor=request.user, name=request.POST.get("name", ""), answer=request.POST.get("answer", ""), state=state,
        site=site_of(request), now=clock.now(),
    )  # fmt: skip
    messages.success(request, _("The passkey is added. Next time it signs you in without a password."))
    return redirect("organization:account")


@require_POST
def rename_passkey(request: Request, passkey_id: int) -> HttpResponse:
    """Give a key another name."""
    services.rename_passkey(
        passkey_id=passkey_id, name=request.POST.get("name", ""), actor=request.user, now=clock.now()
    )
    messages.success(request, _("The passkey has its new name."))
    return redirect("organization:account")


@require_POST
def remove_passkey(request: Request, passkey_id: int) -> HttpResponse:
    """Remove a key."""
    services.remove_passkey(passkey_id=passkey_id, actor=request.user, now=clock.now())
    messages.success(request, _("The passkey is removed."))
    return redirect("organization:account")


@require_POST
def end_session(request: Request, shown_id: str) -> HttpResponse:
    """End one of the own sessions."""
    services.end_session(shown_id=shown_id, actor=request.user, now=clock.now())
    messages.success(request, _("That session has ended."))
    return redirect("organization:account")


@require_POST
def end_other_sessions(request: Request) -> HttpResponse:
    """End all sessions but this one."""
    ended = services.end_other_sessions(kept=request.session.session_key, actor=request.user, now=clock.now())
    messages.success(
        request,
        ngettext("%(n)s other session has ended.", "%(n)s other sessions have ended.", ended) % {"n": ended},
    )
    return redirect("organization:account")
