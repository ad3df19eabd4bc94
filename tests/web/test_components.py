"""Components say the same to the eye and to a screen reader."""

from __future__ import annotations

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import Context, RequestContext, Template

from dondoc.web.templatetags import dondoc

PARTS = [("done", 6, "Done"), ("soon", 0, "Due soon"), ("late", 2, "Overdue")]


def render(source: str, request: HttpRequest | None = None, **context: object) -> str:
    template = Template("{% load dondoc %}" + source)
    return template.render(RequestContext(request, context) if request else Context(context))


class TestStatus:
    """Symbol, words, colour."""

    @pytest.mark.parametrize(
        ("state", "css", "symbol"),
        [
            pytest.param("done", "status status--done", "i-done", id="done"),
            pytest.param("late", "status status--late", "i-alert", id="late"),
            pytest.param("open", "status", "i-clock", id="open-has-no-colour"),
            pytest.param("unheard", "status", "i-todo", id="unknown"),
        ],
    )
    def test_draws(self, state, css, symbol):
        drawn = render("{% status state label %}", state=state, label="5 <days>")

        assert drawn.startswith(f'<span class="{css}"><svg class="i" aria-hidden="true"><use href="#{symbol}"/>')
        assert drawn.endswith("5 &lt;days&gt;</span>")

    def test_every_state_has_a_symbol_of_the_sprite(self):
        sprite = render('{% include "web/_icons.html" %}')

        assert [name for name in dondoc.STATE_ICONS.values() if f'id="i-{name}"' not in sprite] == []


class TestStackbar:
    """The words tell every count; the lengths fit the stylesheet."""

    def test_words_and_lengths(self):
        bar = dondoc.stackbar(PARTS, longest=10)

        assert bar["label"] == "6 done, 2 overdue"
        assert [part["length"] for part in bar["parts"]] == [6, 2]
        assert bar["pad"] == 2

    def test_long_bar_is_scaled_and_keeps_its_numbers(self):
        bar = dondoc.stackbar([("done", 5999, "Done"), ("late", 1, "Overdue")])

        assert [(part["count"], part["length"]) for part in bar["parts"]] == [(5999, 120), (1, 1)]

    def test_nothing_is_said_in_words(self):
        assert "stackbar-none" in render("{% stackbar parts %}", parts=[("done", 0, "Done")])


class TestMeter:
    """The number stands beside the bar; not reported is not nought."""

    @pytest.mark.parametrize(
        ("percent", "css", "words"),
        [
            pytest.param(45.5, "n46", "45,5%", id="rounded-bar-exact-number"),
            pytest.param(0, "n0", "0%", id="nought"),
            pytest.param(130, "n100", "130%", id="over"),
        ],
    )
    def test_draws(self, percent, css, words):
        drawn = render("{% meter percent %}", percent=percent)

        assert f'<i class="{css}">' in drawn
        assert words in drawn

    def test_not_reported_draws_no_bar(self):
        assert "<i" not in render("{% meter percent %}", percent=None)


class SampleForm(forms.Form):
    name = forms.CharField(help_text="As printed.", widget=forms.TextInput(attrs={"class": "mono"}))
    note = forms.CharField(required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(required=False)
    proof = forms.FileField()
    hidden = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("The two do not fit.")


def part_of(form: forms.Form, name: str) -> str:
    return render("{% field f %}", f=form[name])


class TestField:
    """Label, control, hint and error belong together by their ids."""

    def test_wrong_field_points_to_hint_and_error(self):
        drawn = part_of(SampleForm({}), "name")

        assert 'aria-invalid="true"' in drawn
        assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
        assert 'id="id_name_helptext"' in drawn
        assert 'id="id_name_error"' in drawn
        assert 'class="input mono"' in drawn

    def test_clean_field_has_no_error(self):
        drawn = part_of(SampleForm(), "name")

        assert "aria-invalid" not in drawn
        assert "_error" not in drawn
        assert "required" in drawn

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            pytest.param("note", 'class="opt"', id="optional-says-so"),
            pytest.param("kind", '<fieldset class="field" id="id_kind"', id="choices-are-a-group"),
            pytest.param("agreed", '<label class="check" for="id_agreed">', id="check"),
            pytest.param("proof", 'class="drop"', id="file"),
            pytest.param("hidden", '<input type="hidden"', id="hidden"),
        ],
    )
    def test_kind(self, name, expected):
        assert expected in part_of(SampleForm(), name)

    def test_summary_links_to_each_wrong_field(self):
        drawn = render("{% error_summary form %}", form=SampleForm({}))

        assert 'role="alert"' in drawn
        assert [name for name in ("name", "kind", "proof") if f'href="#id_{name}' not in drawn] == []
        assert "The two do not fit." in drawn

    @pytest.mark.parametrize(
        "form", [pytest.param(SampleForm(), id="unbound"), pytest.param(forms.Form({}), id="clean")]
    )
    def test_no_summary(self, form):
        assert render("{% error_summary form %}", form=form).strip() == ""


class TestPager:
    """Pages keep the filters of the address."""

    def test_keeps_filters(self, make_request):
        page = Paginator(range(90), 20).page(2)

        drawn = render("{% pager page %}", make_request("/?q=a%26b&trang=2"), page=page)

        assert 'href="?q=a%26b&amp;trang=3"' in drawn
        assert drawn.count('aria-current="page"') == 1
        assert "hx-" not in drawn

    def test_one_page_has_no_links(self, make_request):
        page = Paginator([], 20).page(1)

        assert "<a" not in render("{% pager page %}", make_request(), page=page)

    def test_htmx_target(self, make_request):
        page = Paginator(range(30), 20).page(1)

        drawn = render('{% pager page target="#rows" %}', make_request(), page=page)

        assert 'hx-target="#rows"' in drawn
        assert 'hx-get="?trang=2"' in drawn
