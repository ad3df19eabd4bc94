"""Signing in and out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from . import selectors
from .errors import DemoOff, PersonMissing


class SignIn(LoginView):
    """Sign in by password; in demo mode also by one click."""

    template_name = "organization/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demo accounts where the demo mode is on."""
        accounts = selectors.demo_accounts() if settings.DEMO else []
        return super().get_context_data(demo_accounts=accounts, **kwargs)


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo accounts."""
    if not settings.DEMO:
        raise DemoOff
    post = selectors.demo_accounts().filter(person__username=request.POST.get("username", "")).first()
    if post is None:
        raise PersonMissing
    login(request, post.person, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(settings.LOGIN_REDIRECT_URL)
