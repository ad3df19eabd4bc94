"""The base pages stand by themselves: complete, small, nothing inline, nothing from elsewhere."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponse
from django.template.loader import get_template, render_to_string
from django.utils import translation

import dondoc.web
from dondoc.web import samples, shell, shortcuts
from dondoc.web.middleware import LanguageMiddleware
from dondoc.web.templatetags.dondoc import HTMX_CONFIG, LONGEST, htmx_config

WEB = Path(dondoc.web.__file__).parent
TEMPLATES = sorted(WEB.joinpath("templates").rglob("*.html"))
STYLES_AND_SCRIPTS = sorted(path for path in WEB.joinpath("static").rglob("*") if path.suffix in {".css", ".js"})
# A tag gives these all of their context.
DRAWN_BY_A_TAG = {"_field.html", "_field_notes.html", "_file_drop.html", "_pager.html"}
# Style and script that every page loads of ours, over the wire.
BUDGET_BYTES = 40 * 1024
SHELL_BUDGET_BYTES = 30 * 1024
# XML names its namespaces by addresses that nobody fetches.
ELSEWHERE = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]", re.IGNORECASE)
INLINE = re.compile(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\bsrc=)|href=\"javascript:", re.IGNORECASE)

# A button that belongs to a form elsewhere on the page.
APART = re.compile(r"<button[^>]*\sform=\"[^>]*>")

FULL_SHELL = {
    "navigation": [
        shell.NavGroup([shell.NavLink("Desk", "/", "desk", current=True, counted="total", count=7, key="b", hot=True)]),
        shell.NavGroup([shell.NavLink("Units", "/dv/", "org")], "Administration"),
    ],
    "person": shell.Person("Đỗ Thị Như Ngọc", "Trưởng phòng", samples.LATE_UNIT, "NN"),
    "organization_name": "Trung tâm",
    "home_url": "/",
    "search_url": "/tim/",
    "sign_out_url": "/ra/",
    "notices": shell.Notices("/tin/", "2 new notices", 2),
    "breadcrumbs": [("Desk", "/"), ("Tasks", None)],
}


def name_of(path: Path) -> str:
    return path.relative_to(WEB / "templates").as_posix()


def contexts() -> dict[str, object]:
    return {**FULL_SHELL, **samples.context(), "error": None, "status": 404, "field": samples.SampleForm()["lead"]}


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_renders_without_anything_inline(path, make_request):
    """The content security policy admits no inline script, handler or style."""
    drawn = render_to_string(name_of(path), contexts(), make_request())

    assert INLINE.findall(drawn) == []
    assert ELSEWHERE.findall(drawn) == []


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name not in DRAWN_BY_A_TAG], ids=name_of)
def test_template_renders_with_nothing(path, make_request):
    """A component with nothing to show does not break its page."""
    context = contexts() if "styleguide" in path.name else {"error": None}

    assert render_to_string(name_of(path), context, make_request()) is not None


@pytest.mark.parametrize("path", STYLES_AND_SCRIPTS, ids=lambda path: path.name)
def test_nothing_comes_from_elsewhere(path):
    assert ELSEWHERE.findall(path.read_text(encoding="utf-8")) == []


def test_style_and_script_are_small():
    together = b"".join(gzip.compress(path.read_bytes(), mtime=0) for path in STYLES_AND_SCRIPTS)

    assert len(together) <= BUDGET_BYTES


def test_shell_is_small(make_request):
    page = render_to_string("web/base.html", FULL_SHELL, make_request())

    assert len(page.encode()) <= SHELL_BUDGET_BYTES


def test_stylesheet_knows_every_length():
    css = WEB.joinpath("static/web/dondoc.css").read_text(encoding="utf-8")

    assert [n for n in range(LONGEST + 1) if f".n{n} {{ --n: {n}; }}" not in css] == []


def test_icons_used_are_in_the_sprite(make_request):
    guide = render_to_string("web/styleguide.html", contexts(), make_request())

    assert set(re.findall(r'href="#i-(\w+)"', guide)) - set(re.findall(r'id="i-(\w+)"', guide)) == set()


def test_ids_of_the_guide_are_unique(make_request):
    ids = re.findall(r'\sid="([^"]+)"', render_to_string("web/styleguide.html", contexts(), make_request()))

    assert sorted({name for name in ids if ids.count(name) > 1}) == []


def test_htmx_settings_fit_the_attribute():
    assert json.loads(htmx_config()) == HTMX_CONFIG
    assert "'" not in htmx_config()


@pytest.mark.parametrize("name", ["400.html", "500.html", "403_csrf.html"])
def test_last_resort_pages_need_no_context(name):
    assert 'class="refusal"' in get_template(name).render()


def test_plain_list_of_links_is_a_group(make_request):
    link = {"label": "Desk", "url": "/x/", "icon": "desk", "current": False, "count": 0, "key": "b"}

    page = render_to_string("web/base.html", {**FULL_SHELL, "navigation": [[link]]}, make_request())

    assert 'href="/x/" data-go="b"' in page
    assert "side__group" not in page


class TestAnswer:
    """The same view gives the page or its part."""

    @pytest.mark.parametrize(
        ("headers", "whole"),
        [
            pytest.param({}, True, id="browser"),
            pytest.param({"HTTP_HX_REQUEST": "true"}, False, id="htmx"),
            pytest.param({"HTTP_HX_REQUEST": "true", "HTTP_HX_BOOSTED": "true"}, True, id="boosted"),
            pytest.param({"HTTP_HX_REQUEST": "true", "HTTP_HX_HISTORY_RESTORE_REQUEST": "true"}, True, id="history"),
        ],
    )
    def test_page_or_fragment(self, make_request, headers, whole):
        response = shortcuts.answer(
            make_request(**headers), "web/bare.html", "web/_empty.html", {"title": "Nothing"}, status=422
        )

        assert ("<html" in response.content.decode()) == whole
        assert response.status_code == 422
        assert response["Vary"] == "HX-Request"

    def test_fragment_brings_the_messages(self, make_request):
        request = make_request(htmx=True)
        request.session = {}
        request._messages = FallbackStorage(request)
        messages.success(request, "Handed <on>.")

        body = shortcuts.answer(request, "web/bare.html", "web/_empty.html").content.decode()

        assert '<div hx-swap-oob="beforeend:#toasts">' in body
        assert "Handed &lt;on&gt;." in body


class TestLanguage:
    """Vietnamese, unless the reader chose."""

    @pytest.mark.parametrize(
        ("cookie", "expected"),
        [
            pytest.param(None, "vi", id="not-chosen"),
            pytest.param("en", "en", id="chosen"),
            pytest.param("xx", "vi", id="unknown"),
        ],
    )
    def test_language(self, make_request, settings, cookie, expected):
        request = make_request(HTTP_ACCEPT_LANGUAGE="en-US,en")
        if cookie:
            request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = cookie
        seen = []

        def view(_request):
            seen.append(translation.get_language())
            return HttpResponse()

        response = LanguageMiddleware(view)(request)

        assert seen == [expected]
        assert response["Content-Language"] == expected


def test_a_button_outside_its_form_says_that_it_submits():
    """htmx follows only those that say so; it sends the others without their name, to the address of the form."""
    templates = WEB.parent.rglob("*.html")

    silent = [tag for path in templates for tag in APART.findall(path.read_text()) if 'type="submit"' not in tag]

    assert silent == []
