"""The check of the message catalogue: it finds what is wrong, and finds nothing in ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from . import catalogue

PAGE = """{% load i18n %}
  <p title="{% translate "A title" %}">{% blocktranslate count n=tasks %}One task{% plural %}{{ n }} tasks
    {% endblocktranslate %}</p>
      {% if a %}{% translate 'Indented' context "page" %}{% endif %}
  {{ _("In a variable") }} {# {% translate "In a comment" %} #}
"""
MODULE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
A = _("Lazy")
B = ngettext("%(n)s unit", "%(n)s units", 2)
C = pgettext("page", "With a context")
D = f"{A}: not marked"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with a module and a template."""
    (tmp_path / "module.py").write_text(MODULE)
    page = tmp_path / "templates" / "app" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE)
    return tmp_path


def test_words_are_found_in_modules_and_templates(source: Path) -> None:
    """Every way of marking a word is known."""
    words = {message if isinstance(message, str) else message[0] for message, _ in catalogue.marked_words(source)}

    assert words == {
        *("A title", "One task", "Indented", "In a variable"),
        *("Lazy", "%(n)s unit", "With a context"),
    }


@pytest.mark.parametrize(
    ("string", "flags", "expected"),
    [
        pytest.param("%(n)s việc", (), [], id="right"),
        pytest.param("", (), ["not translated: '%(n)s tasks'"], id="empty"),
        pytest.param("việc", (), ["placeholders differ (%(n)s): '%(n)s tasks'"], id="placeholder lost"),
        pytest.param("%(m)s việc", (), ["placeholders differ (%(m)s, %(n)s): '%(n)s tasks'"], id="misspelt"),
        pytest.param("%(n)s việc", ("fuzzy",), ["fuzzy: '%(n)s tasks'"], id="fuzzy"),
    ],
)
def test_faults_of_a_translation(string: str, flags: tuple[str, ...], expected: list[str]) -> None:
    """Each fault of a translation is told."""
    words, translated = Catalog(fuzzy=False), Catalog(locale="vi", fuzzy=False)
    words.add("%(n)s tasks")
    translated.add("%(n)s tasks", string, flags=flags)

    assert catalogue.faults(translated, words) == expected


def test_faults_of_the_whole() -> None:
    """A word without an entry and an entry without a word are told."""
    words, translated = Catalog(fuzzy=False), Catalog(locale="vi", fuzzy=False)
    words.add("new")
    translated.add("old", "cũ")

    assert catalogue.faults(translated, words) == ["not in the catalogue: 'new'", "no longer in the source: 'old'"]


def test_update_keeps_translations(source: Path, tmp_path: Path) -> None:
    """Bringing the catalogue up to date adds new words empty, keeps translations and drops old words."""
    path = tmp_path / "django.po"
    path.write_text('msgid "Lazy"\nmsgstr "Lười"\n\nmsgid "Gone"\nmsgstr "Đã bỏ"\n')

    catalogue.update(path, catalogue.template(source))

    updated = catalogue.read(path)
    assert [updated.get(word).string for word in ("Lazy", "A title")] == ["Lười", ""]
    assert updated.get("Gone") is None


def test_ours_is_whole() -> None:
    """The Vietnamese catalogue has every word of the source, translated, with the same placeholders."""
    assert catalogue.faults(catalogue.read(catalogue.CATALOGUE), catalogue.template(catalogue.SOURCE)) == []
