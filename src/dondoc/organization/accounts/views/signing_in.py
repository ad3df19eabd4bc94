"""Signing in, by each way, and out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.accounts import oidc, passkeys, selectors, services
from dondoc.organization.accounts.forms import CodeForm, ConfirmForm, NewPasswordForm, SignInForm
from dondoc.organization.accounts.qr import picture
from dondoc.organization.errors import DemoOff, PersonMissing
from dondoc.organization.models import Person
from dondoc.organization.requests import Request

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
# Names in the session.
WAITING, PASSKEY, SINGLE, NEXT = "sign_in_waiting", "sign_in_passkey", "sign_in_single", "sign_in_next"


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in by password; the page offers the other ways too."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request.POST or None)
    onward = request.POST.get("next", request.GET.get("next", ""))
    if request.method == "POST" and form.run(services.prove_password, now=clock.now()):
        return proceed(request, form.result, way="password", onward=onward)
    if onward:  # Who only looks leaves no session.
        request.session[NEXT] = onward
    context = {
        "form": form,
        "next": onward,
        "demo_accounts": organization.demo_accounts() if settings.DEMO else [],
        "single_sign_on": settings.OIDC["label"] if oidc.is_on() else "",
        "passkeys": site_of(request).may_hold_keys,
    }
    return render(request, "organization/sign_in.html", context, status=422 if form.errors else 200)


def proceed(request: HttpRequest, person: Person, *, way: str, onward: str) -> HttpResponse:
    """Sign a proved person in, or ask for the second step first."""
    now = clock.now()
    if selectors.totp_of(person):
        step = "organization:sign-in-code"
    elif selectors.must_use_second_step(person, today=clock.day_of(now)):
        services.begin_totp(person=person)
        step = "organization:sign-in-set-up"
    else:
        return enter(request, person, way=way, onward=onward)
    request.session.cycle_key()
    request.session[WAITING] = {
        "person": person.pk, "at": now.isoformat(), "hash": person.get_session_auth_hash(), "way": way, "next": onward,
    }  # fmt: skip
    return redirect(step)


def enter(request: HttpRequest, person: Person, *, way: str, onward: str) -> HttpResponse:
    """Sign somebody in and lead them where they wanted to go."""
    services.sign_in(person=person, way=way, now=clock.now())
    for name in (WAITING, PASSKEY, SINGLE, NEXT):
        request.session.pop(name, None)
    login(request, person, backend=BACKEND)
    is_here = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    return redirect(onward if is_here else settings.LOGIN_REDIRECT_URL)


def site_of(request: HttpRequest) -> passkeys.Site:
    """Return the site that the request came to; its host is one of `DONDOC_HOSTS`."""
    host = request.get_host()
    name = host if host.endswith("]") else host.rsplit(":", 1)[0]
    return passkeys.Site(host=name.strip("[]"), origin=f"{request.scheme}://{host}")


@login_not_required
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the second step."""
    waiting: dict[str, Any] = request.session.get(WAITING, {})
    person = selectors.waiting_person(waiting, now=clock.now())
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.run(services.check_code, person=person, now=clock.now()):
        return enter(request, person, way=f"{waiting['way']}+{form.result}", onward=waiting["next"])
    context = {"form": form, "person_waiting": person}
    return render(request, "organization/accounts_code.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
def set_up(request: HttpRequest) -> HttpResponse:
    """Let somebody whose post requires the second step set it up, then sign them in."""
    waiting: dict[str, Any] = request.session.get(WAITING, {})
    person = selectors.waiting_person(waiting, now=clock.now())
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.run(services.confirm_totp, person=person, now=clock.now()):
        onward = enter(request, person, way=f"{waiting['way']}+totp", onward=waiting["next"])
        context = {"codes": form.result, "onward": onward["Location"]}
        return render(request, "organization/accounts_codes_bare.html", context)
    found = selectors.set_up_of(person)
    context = {"form": form, "set_up": found, "qr": picture(found.address) if found else ""}
    return render(request, "organization/accounts_set_up_bare.html", context, status=422 if form.errors else 200)


@login_not_required
@require_POST
def passkey_question(request: HttpRequest) -> HttpResponse:
    """Return what the browser is to ask the person's passkey."""
    options, request.session[PASSKEY] = passkeys.ask_for_known(site_of(request))
    return JsonResponse(options)


@login_not_required
@require_POST
def passkey_answer(request: HttpRequest) -> HttpResponse:
    """Sign in by a passkey: it is the device and its owner at once, so no second step is asked."""
    person = services.prove_passkey(
        answer=request.POST.get("answer", ""), state=request.session.pop(PASSKEY, None), site=site_of(request),
        now=clock.now(),
    )  # fmt: skip
    return enter(request, person, way="passkey", onward=request.session.get(NEXT, ""))


@login_not_required
@require_GET
def single_sign_on(request: HttpRequest) -> HttpResponse:
    """Go to the provider of the single sign-on."""
    address, request.session[SINGLE] = oidc.begin(_callback(request))
    return redirect(address)


@login_not_required
@never_cache
@require_GET
def single_sign_on_back(request: HttpRequest) -> HttpResponse:
    """Come back from the provider."""
    remembered = request.session.pop(SINGLE, None)
    username = oidc.claimed_name(request.GET.dict(), remembered, _callback(request))
    person = services.prove_name(username=username, now=clock.now())
    return proceed(request, person, way="single_sign_on", onward=request.session.get(NEXT, ""))


def _callback(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("organization:single-sign-on-back"))


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo accounts."""
    if not settings.DEMO:
        raise DemoOff
    post = organization.demo_accounts().filter(person__username=request.POST.get("username", "")).first()
    if post is None:
        raise PersonMissing
    return enter(request, post.person, way="demo", onward="")


@login_not_required
@never_cache
@sensitive_post_parameters("new", "again")
def set_password(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Set a password through an administrator's link."""
    person = selectors.person_of_link(uid)
    selectors.require_live_link(person, token)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.run(services.reset_password, person=person, token=token, now=clock.now()):
        messages.success(request, _("The password is set. Sign in with it now."))
        return redirect("organization:sign-in")
    context: dict[str, Any] = {"form": form, "account": person}
    return render(request, "organization/accounts_set_password.html", context, status=422 if form.errors else 200)


@require_POST
def sign_out(request: Request) -> HttpResponse:
    """Sign out."""
    services.sign_out(actor=request.user, now=clock.now())
    logout(request)
    return redirect("organization:sign-in")
