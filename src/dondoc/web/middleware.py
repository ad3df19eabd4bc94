"""The only place where a refusal becomes a page; the language of a page."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, DomainError, Invalid, Missing, NotAllowed, Sentence
from dondoc.web.shortcuts import page_before, path_before, wants_fragment, written_of

STATUS: dict[type[DomainError], int] = {Invalid: 422, NotAllowed: 403, Missing: 404, Conflict: 409}


class PageMissing(Missing):
    """The address leads nowhere, told inside a page."""

    code: ClassVar[str] = "web.page_missing"
    message = _("What you asked for is not here any more. Reload the page to see how things stand.")


class PageNotAllowed(NotAllowed):
    """Django's own permission check said no, told inside a page."""

    code: ClassVar[str] = "web.page_not_allowed"
    message = _("Your post does not allow this. Ask the head of your unit if you need it.")


class NoPage(Missing):
    """An address that takes what a form sends, opened as a page."""

    code: ClassVar[str] = "web.no_page"
    message = _("This address only takes what a form sends; there is nothing to see here. Go back to the page before.")


class SessionEnded(NotAllowed):
    """Words were sent after the session had ended, told with the words."""

    code: ClassVar[str] = "web.session_ended"
    heading: ClassVar[Sentence] = _("The session has ended")
    message = _("Your session has ended, so nothing is recorded. Copy what you wrote below, then sign in again.")


class StrayCharacter(Invalid):
    """The address asks with a character that no text has; a database may refuse to look for it."""

    code: ClassVar[str] = "web.stray_character"
    message = _("The address of this page is damaged. Open the page from the menu, or search anew.")


class SignInMiddleware(LoginRequiredMiddleware):
    """Asks strangers to sign in; a part of a page that asks is told to load the whole sign-in page.

    After it they are back on the page they saw: what a form or a part of a page asks for is no page. What somebody
    wrote before their session ended is shown to them, as `refusal` does.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Send the browser to the sign-in page, whole."""
        response = super().process_view(request, view_func, view_args, view_kwargs)
        is_part = wants_fragment(request)
        if response is None or (request.method in ("GET", "HEAD") and not is_part):
            return response
        seen = resolve_url(path_before(request) or settings.LOGIN_REDIRECT_URL)
        sign_in: str = redirect_to_login(seen, self.get_login_url(view_func))["Location"]
        if is_part:
            return HttpResponse(status=401, headers={"HX-Redirect": sign_in})
        # Whoever was shown a form here brings its cookie.
        if settings.CSRF_COOKIE_NAME in request.COOKIES and written_of(request):
            return refusal(request, SessionEnded(link=(sign_in, _("Sign in"))))
        return redirect(sign_in)


class LanguageMiddleware:
    """Vietnamese, unless the reader chose another language here (Django's `set_language` keeps it in a cookie).

    Stands in the place of Django's LocaleMiddleware, which would follow the browser: most browsers in the offices
    this is made for were installed in English.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language that was chosen."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class RefusalMiddleware:
    """Turns domain errors into a page or, for htmx, a note in the corner of the page that asked.

    Stands after django-htmx's middleware. Other exceptions pass: they are bugs and get logged as such.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; who looks at an address that only takes forms is told so, not shown nothing."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET":
            return response
        page = refusal(request, NoPage())
        page.status_code, page["Allow"] = response.status_code, response["Allow"]
        return page

    def process_view(self, request: HttpRequest, *_args: Any) -> HttpResponse | None:
        """Refuse an address that asks with a NUL: PostgreSQL has no text with one."""
        return refusal(request, StrayCharacter()) if "%00" in request.META["QUERY_STRING"] else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal with its true status."""
        if isinstance(error, DomainError):
            return refusal(request, error)
        if wants_fragment(request) and isinstance(error, Http404):
            return refusal(request, PageMissing())
        if wants_fragment(request) and isinstance(error, PermissionDenied):
            return refusal(request, PageNotAllowed())
        return None


def refusal(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Render the refusal; what the user had typed or seen stays where it was."""
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 422)
    context = {"error": error, "status": status}
    if wants_fragment(request):
        response = render(request, "web/_refusal.html", context, status=status)
        response["HX-Retarget"] = "#refusal"
        response["HX-Reswap"] = "innerHTML"
        response["HX-Push-Url"] = "false"
    else:
        context["back_url"] = page_before(request)
        # The page with the form is behind: what was written is shown, so that nothing has to be thought of again.
        context["written"] = written_of(request)
        response = render(request, "web/refusal.html", context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
