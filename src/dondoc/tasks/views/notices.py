"""What a person was told, how they want to be told, and the office's look after reminders and mails."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dondoc.kernel import clock
from dondoc.organization.requests import Request
from dondoc.tasks import selectors, services
from dondoc.tasks.choices import MailMode
from dondoc.tasks.followup_errors import MayNotRunReminders, ReminderDayWrong
from dondoc.tasks.forms import email_of, offset_of, time_of, words_of
from dondoc.tasks.models import CalendarFeed, ReminderDay
from dondoc.tasks.selectors import feed

PAGE = 50


@require_safe
def index(request: Request) -> HttpResponse:
    """List what the person was told, newest first."""
    now = clock.now()
    today = clock.day_of(now)
    page = Paginator(selectors.notices_of(request.user, today=today), PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "told": selectors.with_lines(page.object_list),
        "unread": selectors.unread(request.user, today=today).count(),
        "may_run": selectors.may_run_reminders(request.user, now=now),
        "today": today,
    }
    return render(request, "tasks/notices.html", context)


@require_safe
def open_notice(request: Request, notice_id: int) -> HttpResponse:
    """Go to what a notice is about, which is read by that."""
    notice = services.open_notice(notice_id=notice_id, actor=request.user, now=clock.now())
    if notice.case_file_id is not None:
        return redirect("documents:case-file", notice.case_file_id)
    if notice.task_id is None:
        return redirect(notice.line.address if notice.line else reverse("tasks:notices"))
    return redirect("tasks:task", notice.task_id)


@require_POST
def read_all(request: Request) -> HttpResponse:
    """Mark everything as read."""
    services.read_all(actor=request.user, now=clock.now())
    return redirect("tasks:notices")


@never_cache
def preferences(request: Request) -> HttpResponse:
    """Show and keep how the person wants to be told."""
    if request.method != "POST":
        return _preferences(request)
    mode = request.POST.get("mode", "")
    services.prefer(
        email=email_of(request.POST.get("email")),
        mode=MailMode(mode) if mode in MailMode.values else MailMode.NONE,
        quiet_from=time_of(request.POST.get("quiet_from")),
        quiet_to=time_of(request.POST.get("quiet_to")),
        actor=request.user,
        now=clock.now(),
    )
    messages.success(request, _("It is kept how you want to be told."))
    return redirect("tasks:preferences")


def _preferences(request: Request, address: str = "") -> HttpResponse:
    context = {
        "preference": selectors.preference_of(request.user),
        "modes": MailMode.choices,
        "feed": CalendarFeed.objects.filter(person=request.user).first(),
        "address": address,
        "mail_is_on": settings.MAIL_IS_ON,
    }
    return render(request, "tasks/notices_preferences.html", context)


@never_cache
@require_POST
def make_feed(request: Request) -> HttpResponse:
    """Make a secret address and show it this once: it is nowhere kept, so the page is not sent on to another."""
    token = secrets.token_urlsafe(32)
    services.make_feed(token_hash=feed.hash_of(token), actor=request.user, now=clock.now())
    return _preferences(request, settings.BASE_URL + reverse("tasks:feed", args=[token]))


@require_POST
def revoke_feed(request: Request) -> HttpResponse:
    """Make the secret address stop working."""
    services.revoke_feed(actor=request.user, now=clock.now())
    messages.success(request, _("The address of your calendar does not work any more."))
    return redirect("tasks:preferences")


@require_safe
def outbox(request: Request) -> HttpResponse:
    """Show the days of reminders and the mails in trouble."""
    now = clock.now()
    if not selectors.may_run_reminders(request.user, now=now):
        raise MayNotRunReminders
    mails = Paginator(selectors.mails_in_trouble(now=now), PAGE).get_page(request.GET.get("trang"))
    selectors.with_lines(mail.notice for mail in mails.object_list if mail.notice)
    context = {"days": ReminderDay.objects.all(), "page": mails, "mail_is_on": settings.MAIL_IS_ON}
    return render(request, "tasks/notices_outbox.html", context)


@require_POST
def resend(request: Request, mail_id: int) -> HttpResponse:
    """Send a mail again."""
    services.resend(mail_id=mail_id, actor=request.user, now=clock.now())
    messages.success(request, _("The mail is sent again."))
    return redirect("tasks:outbox")


@require_POST
def add_day(request: Request) -> HttpResponse:
    """Add a day of reminders."""
    offset = offset_of(request.POST.get("offset"))
    if offset is None:
        raise ReminderDayWrong
    source = words_of(request.POST, "source", length=200)
    services.add_reminder_day(offset=offset, source=source, actor=request.user, now=clock.now())
    return redirect("tasks:outbox")


@require_POST
def remove_day(request: Request) -> HttpResponse:
    """Take a day of reminders off the list."""
    offset = offset_of(request.POST.get("offset"))
    if offset is None:
        raise ReminderDayWrong
    services.remove_reminder_day(offset=offset, actor=request.user, now=clock.now())
    return redirect("tasks:outbox")
