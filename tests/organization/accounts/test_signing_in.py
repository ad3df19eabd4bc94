"""Signing in by password and second step, the lock after failures, sessions that end."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.kernel import clock
from dondoc.kernel.health import Context, Level
from dondoc.organization.accounts import services, throttle, totp
from dondoc.organization.accounts.errors import TooManyAttempts, WrongCode, WrongCredentials
from dondoc.organization.accounts.models import SecondStepRule, Session, SignInFailure, Totp
from dondoc.organization.accounts.secrets import unseal
from dondoc.organization.health import second_step
from dondoc.organization.jobs import clear_sessions
from dondoc.organization.models import Person
from tests.world import NOW

PASSWORD = "mot mat khau dai 2026"
SIGN_IN = "/dang-nhap/"


@pytest.fixture
def officer(world):
    """Somebody with a password."""
    world.officer.set_password(PASSWORD)
    world.officer.save()
    return world.officer


def sign_in(client, username="duong", password=PASSWORD, **more):
    """Fill in the sign-in page."""
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def signed_in(client):
    """Say whether the account page opens."""
    return client.get("/tai-khoan/").status_code == 200


def acts(prefix="organization."):
    """Return the acts written so far."""
    return list(Entry.objects.filter(act__startswith=prefix).order_by("pk").values_list("act", flat=True))


def with_totp(person, now=None):
    """Switch the second step on; return the secret and the recovery codes."""
    now = now or clock.now() - dt.timedelta(minutes=5)
    services.begin_totp(person=person)
    secret = unseal(Totp.objects.get(person=person).secret)
    codes = services.confirm_totp(person=person, code=totp.code_at(secret, totp.step_of(now)), now=now)
    return secret, codes


def code_now(secret):
    """Return the code that the application shows."""
    return totp.code_at(secret, totp.step_of(clock.now()))


def test_a_password_signs_in(officer):
    """And leads where the person wanted to go; the log has it with the way."""
    client = Client()
    response = sign_in(client, next="/nhiem-vu/?q=a")

    assert response["Location"] == "/nhiem-vu/?q=a"
    assert signed_in(client)
    assert Entry.objects.get(act="organization.sign_in").after == {"way": "password"}


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_astray(officer, onward):
    """An address elsewhere is not followed."""
    assert sign_in(Client(), next=onward)["Location"] == "/"


@pytest.mark.parametrize("username", ["duong", "khong-co-ai"])
def test_a_failure_says_nothing_about_the_name(officer, username):
    """The page and the log are the same for a name that is and one that is not; no password is kept."""
    client = Client()
    response = sign_in(client, username, "sai mat khau roi")

    assert response.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in response.content.decode()
    entry = Entry.objects.get(act="organization.sign_in_failed")
    assert entry.actor is None
    assert entry.after == {"way": "password"}
    kept = f"{entry.subject} {SignInFailure.objects.values().get()}"
    assert "sai mat khau" not in kept
    assert username not in kept
    assert not signed_in(client)


def test_five_failures_lock_the_name_for_this_address(officer):
    """The right password does not help until the time told; a colleague elsewhere is not locked out."""
    client = Client()
    for _ in range(throttle.FROM_ONE_ADDRESS):
        sign_in(client, password="sai")
    response = sign_in(client)

    page = response.content.decode()
    assert response.status_code == 422
    assert re.search(r"Đăng nhập bị khóa đến \d\d:\d\d, \d+/\d+/\d{4}", page)
    assert not signed_in(client)
    assert sign_in(Client(REMOTE_ADDR="10.0.0.9")).status_code == 302


def test_the_lock_opens_by_itself(officer):
    """A quarter of an hour after the failures."""
    for _ in range(throttle.FROM_ONE_ADDRESS):
        with pytest.raises(WrongCredentials):
            services.prove_password(username="duong", password="sai", now=NOW)
    with pytest.raises(TooManyAttempts):
        services.prove_password(
            username="duong", password=PASSWORD, now=NOW + throttle.WINDOW - dt.timedelta(seconds=1)
        )

    assert services.prove_password(username="duong", password=PASSWORD, now=NOW + throttle.WINDOW) == officer


@pytest.mark.parametrize(
    "close",
    [
        pytest.param({"is_active": False}, id="closed"),
        pytest.param({"is_demo": True}, id="demo-account"),
    ],
)
def test_a_closed_account_is_out(officer, settings, close):
    """Outside demo mode a demo account is as closed as any: it cannot sign in, and is out at its next request."""
    settings.DEMO = False
    client = Client()
    sign_in(client)
    assert signed_in(client)

    Person.objects.filter(pk=officer.pk).update(**close)

    assert not signed_in(client)
    assert sign_in(Client()).status_code == 422


def test_one_click_outside_demo_mode(officer, settings):
    """Is refused, and nobody is signed in."""
    Person.objects.filter(pk=officer.pk).update(is_demo=True)
    settings.DEMO = False
    client = Client()

    assert client.post("/dang-nhap/demo/", {"username": "duong"}).status_code == 403
    assert not signed_in(client)


def test_the_second_step_is_asked_for(officer):
    """The password alone opens nothing; the code does, once."""
    secret, _codes = with_totp(officer)
    client = Client()

    assert sign_in(client, next="/nhiem-vu/")["Location"] == "/dang-nhap/ma/"
    assert not signed_in(client)
    assert client.post("/dang-nhap/ma/", {"code": "000000"}).status_code == 422
    assert not signed_in(client)
    code = code_now(secret)
    assert client.post("/dang-nhap/ma/", {"code": code})["Location"] == "/nhiem-vu/"
    assert signed_in(client)

    again = Client()
    sign_in(again)
    assert again.post("/dang-nhap/ma/", {"code": code}).status_code == 422
    assert not signed_in(again)


def test_a_recovery_code_is_good_once(officer):
    """Written with or without the dash."""
    _secret, codes = with_totp(officer)
    person = Person.objects.get(pk=officer.pk)

    assert services.check_code(person=person, code=codes[0].upper().replace("-", " "), now=NOW) == "recovery_code"
    with pytest.raises(WrongCode):
        services.check_code(person=person, code=codes[0], now=NOW)
    assert person.recovery_codes.filter(used_at=None).count() == len(codes) - 1


def test_under_another_signing_key_nobody_passes_and_there_is_a_way_in(officer, settings, capsys):
    """A lost key ends the second step with a sentence; the doctor says it; the command lets one person in anew."""
    secret, _codes = with_totp(officer)
    settings.SECRET_KEY = "another key than before"
    client = Client()
    sign_in(client)

    refused = client.post("/dang-nhap/ma/", {"code": code_now(secret)})

    assert (refused.status_code, signed_in(client)) == (422, False)
    assert "khóa bí mật" in refused.content.decode()
    assert [one.level for one in second_step(Context(now=NOW))] == [Level.BROKEN]

    call_command("sign_in_anew", "duong")

    link = re.search(r"http://\S+?(/dat-mat-khau/\S+)", capsys.readouterr().out)[1]
    assert not signed_in_by(PASSWORD)
    client.post(link, {"new": "mot mat khau khac han", "again": "mot mat khau khac han"})
    assert signed_in_by("mot mat khau khac han")
    made = Entry.objects.get(act="organization.reset_link_made")
    assert (made.actor, made.after, Totp.objects.count()) == (None, {"drop_second_step": True}, 0)


def signed_in_by(password):
    """Say whether a password alone opens the account page."""
    client = Client()
    sign_in(client, password=password)
    return signed_in(client)


def test_sign_in_anew_for_nobody_changes_nothing(officer):
    """A name that nobody has; nothing is written."""
    before = (Entry.objects.count(), Person.objects.get(pk=officer.pk).password)

    with pytest.raises(CommandError):
        call_command("sign_in_anew", "khongco")

    assert (Entry.objects.count(), Person.objects.get(pk=officer.pk).password) == before


def test_who_only_looks_leaves_no_session(db):
    """And what is over is deleted every night."""
    Client().get(SIGN_IN)
    assert Session.objects.count() == 0
    Session.objects.create(session_key="a" * 32, expire_date=NOW - dt.timedelta(seconds=1))
    holds = Session.objects.create(session_key="b" * 32, expire_date=NOW + dt.timedelta(days=1))

    clear_sessions(now=NOW)

    assert list(Session.objects.all()) == [holds]


def test_guessing_codes_is_locked(officer):
    """As guessing passwords is."""
    secret, _codes = with_totp(officer)
    for _ in range(throttle.FROM_ONE_ADDRESS):
        with pytest.raises(WrongCode):
            services.check_code(person=officer, code="000000", now=NOW)

    with pytest.raises(TooManyAttempts):
        services.check_code(person=officer, code=totp.code_at(secret, totp.step_of(NOW)), now=NOW)


def test_a_role_may_require_it(officer):
    """Who has none sets it up before being let in."""
    SecondStepRule.objects.create(role="officer")
    client = Client()

    assert sign_in(client)["Location"] == "/dang-nhap/cai-dat/"
    assert "data:image/svg+xml" in client.get("/dang-nhap/cai-dat/").content.decode()
    assert not signed_in(client)
    secret = unseal(Totp.objects.get(person=officer).secret)
    response = client.post("/dang-nhap/cai-dat/", {"code": code_now(secret)})

    assert "Mã dự phòng" in response.content.decode()
    assert signed_in(client)
    refused = client.post("/tai-khoan/hai-buoc/tat/", {"password": PASSWORD})
    assert refused.status_code == 422
    assert Totp.objects.filter(person=officer).exists()


def test_set_up_and_switched_off_by_its_owner(officer):
    """From the account page; switching off needs the password."""
    client = Client()
    sign_in(client)
    client.post("/tai-khoan/hai-buoc/bat/")
    assert client.post("/tai-khoan/hai-buoc/", {"code": "12"}).status_code == 422
    secret = unseal(Totp.objects.get(person=officer).secret)
    assert client.post("/tai-khoan/hai-buoc/", {"code": code_now(secret)}).status_code == 200
    assert "còn 10 mã dự phòng" in client.get("/tai-khoan/").content.decode()
    assert client.post("/tai-khoan/hai-buoc/ma-du-phong/", {"password": PASSWORD}).status_code == 200

    assert client.post("/tai-khoan/hai-buoc/tat/", {"password": "sai"}).status_code == 422
    assert Totp.objects.filter(person=officer).exists()
    assert client.post("/tai-khoan/hai-buoc/tat/", {"password": PASSWORD}).status_code == 302
    assert not Totp.objects.filter(person=officer).exists()
    assert acts()[-1] == "organization.totp_off"


def test_a_secret_is_not_readable_in_the_database(officer):
    """Nor are recovery codes or session keys on the page."""
    secret, codes = with_totp(officer)

    assert secret not in Totp.objects.get().secret
    assert not officer.recovery_codes.filter(digest__in=codes).exists()
    client = Client()
    client.force_login(officer)
    assert Session.objects.get().session_key not in client.get("/tai-khoan/").content.decode()


def test_sessions_are_listed_and_end_one_by_one(officer):
    """With device and address in words; the ended one is out at its next request, the other stays."""
    here = Client(REMOTE_ADDR="10.1.2.3")
    there = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36")
    sign_in(here)
    sign_in(there)
    page = here.get("/tai-khoan/").content.decode()
    assert "Chrome trên Android" in page
    assert "10.1.2.3" in page
    row = Session.objects.get(session_key=there.session.session_key)

    response = here.post(reverse("organization:end-session", args=[row.shown_id]))

    assert response.status_code == 302
    assert not signed_in(there)
    assert signed_in(here)
    assert acts()[-1] == "organization.session_revoked"


def test_nobody_ends_the_session_of_somebody_else(officer, world):
    """It answers as one that is not there."""
    mine, theirs = Client(), Client()
    sign_in(mine)
    theirs.force_login(world.clerk)
    row = Session.objects.get(person=officer)

    assert theirs.post(reverse("organization:end-session", args=[row.shown_id])).status_code == 404
    assert signed_in(mine)


def test_all_other_sessions_end(officer):
    """This one stays."""
    clients = [Client() for _ in range(3)]
    for client in clients:
        sign_in(client)

    clients[0].post("/tai-khoan/phien/ket-thuc-khac/")

    assert [signed_in(client) for client in clients] == [True, False, False]


def test_when_a_session_was_last_seen_is_written_now_and_then(officer, monkeypatch):
    """Not at every page: that would be a write for each reading."""
    client = Client()
    sign_in(client)
    first = Session.objects.get().last_seen
    client.get("/tai-khoan/")
    assert Session.objects.get().last_seen == first

    later = clock.now() + dt.timedelta(minutes=6)
    monkeypatch.setattr(clock, "now", lambda: later)
    client.get("/tai-khoan/")
    assert Session.objects.get().last_seen == later


def test_a_step_that_waited_too_long(officer, monkeypatch):
    """Starts again with the password; so does one whose password was changed meanwhile."""
    secret, _codes = with_totp(officer)
    client = Client()
    sign_in(client)
    later = clock.now() + dt.timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert client.post("/dang-nhap/ma/", {"code": code_now(secret)}).status_code == 409
    assert not signed_in(client)


def test_signing_out_is_written(officer):
    """And ends the session."""
    client = Client()
    sign_in(client)
    client.post("/dang-xuat/")

    assert not signed_in(client)
    assert acts() == ["organization.sign_in", "organization.sign_out"]
