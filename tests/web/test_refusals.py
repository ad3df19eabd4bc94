"""A refusal keeps its true status and is told where the reader is."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext

from dondoc.kernel.errors import Conflict, DomainError, Invalid, Missing, NotAllowed, Overtaken
from dondoc.web.middleware import RefusalMiddleware
from dondoc.web.shell import Person
from dondoc.web.shortcuts import WRITTEN


class NumberTaken(Conflict):
    """A refusal with a parameter."""

    code = "test.number_taken"
    message = "The number %(number)s is taken."


class LateNumberTaken(NumberTaken):
    """A refusal further down the tree."""


def answer_to(request, error):
    return RefusalMiddleware(lambda _request: None).process_exception(request, error)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/van-ban/di/?q=a%00b", "/van-ban/den/?loai=%00", "/van-ban/?q=%00"])
def test_an_address_with_a_nul_is_refused(client, world, path):
    """PostgreSQL has no text with one: a sentence, not an error of the server."""
    client.force_login(world.clerk)

    response = client.get(path)

    assert response.status_code == 422
    assert "Địa chỉ trang bị hỏng" in response.content.decode()
    assert client.get(path.replace("%00", "")).status_code == 200


class TestStatus:
    """The kind decides the status, on the page and in a fragment."""

    @pytest.mark.parametrize("htmx", [pytest.param(False, id="page"), pytest.param(True, id="fragment")])
    @pytest.mark.parametrize(
        ("kind", "status"),
        [
            pytest.param(Invalid, 422, id="invalid"),
            pytest.param(NotAllowed, 403, id="not-allowed"),
            pytest.param(Missing, 404, id="missing"),
            pytest.param(Conflict, 409, id="conflict"),
            pytest.param(LateNumberTaken, 409, id="grandchild"),
            pytest.param(DomainError, 422, id="no-kind"),
        ],
    )
    def test_status(self, make_request, kind, status, htmx):
        params = {"number": "12"} if issubclass(kind, NumberTaken) else {}

        response = answer_to(make_request(htmx=htmx), kind(**params))

        assert response.status_code == status
        assert "HX-Request" in response["Vary"]

    @pytest.mark.parametrize(
        ("error", "htmx", "status"),
        [
            pytest.param(Http404(), True, 404, id="missing-fragment"),
            pytest.param(PermissionDenied(), True, 403, id="forbidden-fragment"),
            pytest.param(Http404(), False, None, id="missing-page-is-djangos"),
            pytest.param(PermissionDenied(), False, None, id="forbidden-page-is-djangos"),
            pytest.param(ValueError("a bug"), False, None, id="bug"),
            pytest.param(ValueError("a bug"), True, None, id="bug-in-fragment"),
        ],
    )
    def test_other_exceptions(self, make_request, error, htmx, status):
        response = answer_to(make_request(htmx=htmx), error)

        assert (response and response.status_code) == status


class TestTelling:
    """The sentence and the way on are shown; nothing of the sentence is taken for HTML."""

    def test_page_has_sentence_code_and_link(self, make_request):
        error = NumberTaken(number="<b>12</b>", link=("/van-ban/3/", "Open the first"))

        page = answer_to(make_request(), error).content.decode()

        assert "The number &lt;b&gt;12&lt;/b&gt; is taken." in page
        assert 'data-code="test.number_taken"' in page
        assert '<a class="btn btn--primary" href="/van-ban/3/">Open the first</a>' in page

    @pytest.mark.parametrize(
        ("error", "heading"),
        [
            pytest.param(NumberTaken(number="12"), "Not possible as things stand", id="as-things-stand"),
            pytest.param(Overtaken(), "Changed in the meantime", id="somebody-else-was-faster"),
        ],
    )
    def test_heading_says_changed_only_where_something_changed(self, make_request, error, heading):
        """What never was possible did not change."""
        assert f"<h1>{gettext(heading)}</h1>" in answer_to(make_request(), error).content.decode()

    def test_fragment_goes_to_the_corner_and_leaves_the_form_alone(self, make_request):
        response = answer_to(make_request(htmx=True), NumberTaken(number="12"))

        assert response["HX-Retarget"] == "#refusal"
        assert response["HX-Reswap"] == "innerHTML"
        assert "<html" not in response.content.decode()

    @pytest.mark.parametrize(
        ("referer", "offered"),
        [
            pytest.param("http://testserver/nhiem-vu/?trang=2", True, id="own-page"),
            pytest.param("http://elsewhere.example/", False, id="stranger"),
            pytest.param("javascript:alert(1)", False, id="script"),
            pytest.param("http://testserver/van-ban/9/", False, id="itself"),
            pytest.param("", False, id="none"),
        ],
    )
    def test_back_link(self, make_request, referer, offered):
        request = make_request("/van-ban/9/", HTTP_REFERER=referer)

        page = answer_to(request, Missing()).content.decode()

        assert (f'href="{referer}"' in page) == offered

    def test_what_was_written_is_shown_again(self, make_request):
        """The second of two people who act at once keeps their words, and whoever has to mend something too."""
        request = make_request()
        request.method, request.POST = "POST", QueryDict("text=%C4%90%C3%A3+%C4%91o+xong&password=bi+mat&date=1%2F2")

        page = answer_to(request, NumberTaken(number="12")).content.decode()

        assert re.search(r"<textarea[^>]* readonly[^>]*>Đã đo xong</textarea>", page)
        assert "bi mat" not in page

    def test_nothing_written_shows_nothing(self, make_request):
        """A refused page that was only asked for."""
        assert "<textarea" not in answer_to(make_request(), NumberTaken(number="12")).content.decode()

    def test_stranger_sees_no_shell(self, make_request):
        page = answer_to(make_request(), Missing()).content.decode()

        assert 'class="side"' not in page

    def test_person_keeps_the_shell(self, make_request):
        context = {"error": Missing(), "status": 404, "person": Person("Đỗ Thị Như Ngọc")}

        page = render_to_string("web/refusal.html", context, make_request())

        assert 'class="side"' in page


def test_every_field_for_sentences_is_known(root):
    """What is written in any form of the product is shown again when it is refused."""
    templates = (root / "src" / "dondoc").rglob("*.html")
    names = {
        name for page in templates for name in re.findall(r'<textarea[^>]* name="([^"]+)"', page.read_text("utf-8"))
    }

    assert names == set(WRITTEN)
