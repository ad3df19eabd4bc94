"""Drawing a document as paper: `{% load documents %}`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from dondoc.documents.choices import Relation
from dondoc.documents.composing.models import Draft
from dondoc.documents.copies import selectors as copies
from dondoc.documents.copies.models import Copy
from dondoc.documents.exchange import edxml
from dondoc.documents.exchange.choices import RESENDABLE, DeliveryState, Outcome
from dondoc.documents.exchange.models import Delivery, ReceivedMessage
from dondoc.documents.models import Citation, Document
from dondoc.documents.outgoing import selectors
from dondoc.documents.outgoing.models import Outgoing
from dondoc.documents.paper import Run
from dondoc.documents.searching.snippets import Piece
from dondoc.kernel import clock
from dondoc.organization.models import Person, Unit

register = template.Library()

# How far a message has come, and what became of one, as the components draw it: the state, and the tone of the row.
DELIVERIES = {
    DeliveryState.WAITING: ("todo", "plain"),
    DeliveryState.CLAIMED: ("doing", "plain"),
    DeliveryState.SENT: ("review", "plain"),
    DeliveryState.UNKNOWN: ("block", "block"),
    DeliveryState.FAILED: ("late", "extend"),
    DeliveryState.ACKNOWLEDGED: ("done", "plain"),
    DeliveryState.REFUSED: ("late", "extend"),
}
OUTCOMES = {
    Outcome.WAITING: ("soon", "extend"),
    Outcome.READING: ("doing", "plain"),
    Outcome.REGISTERED: ("done", "plain"),
    Outcome.REFUSED: ("late", "plain"),
    Outcome.AGREED: ("done", "plain"),
    Outcome.NOTED: ("done", "plain"),
    Outcome.UNMATCHED: ("block", "plain"),
}

# A page of the interface offers no more pictures than this; the rest is in the file itself.
MOST_PAGES = 60


@register.filter
def may_issue(person: Person, issuer: Unit) -> bool:
    """Say whether somebody records signatures, numbers and issues what a body issues."""
    return selectors.may_issue(person, issuer, today=clock.day_of(clock.now()))


@register.filter
def is_electronic(copy: Copy) -> bool:
    """Say whether a copy is one that the organisation signs."""
    return copies.is_electronic(copy)


@register.filter
def signed_as(draft: Draft) -> Outgoing:
    """Return the signed document of a closed draft."""
    return selectors.signed_as(draft)


@register.simple_tag
def run(marked: Run) -> SafeString:
    """Draw words with their mark."""
    if not marked.css:
        return mark_safe(escape(marked.text))  # noqa: S308 - escaped
    attributes = {"class": marked.css, "title": marked.title, "id": marked.anchor}
    shown = format_html_join("", ' {}="{}"', ((name, value) for name, value in attributes.items() if value))
    return format_html("<span{}>{}</span>", shown, marked.text)


@register.filter
def pieces(found: Iterable[Piece]) -> SafeString:
    """Draw a text with what was looked for marked."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in found))


def _piece(piece: Piece) -> SafeString | str:
    return format_html("<mark>{}</mark>", piece.text) if piece.is_marked else piece.text


# What the citing document does to this one, and what so happened to it.
DONE = {
    Relation.AMENDS: (_("Amends this document"), _("Amended by")),
    Relation.REPLACES: (_("Replaces this document"), _("Replaced by")),
    Relation.REPEALS: (_("Repeals this document"), _("Repealed by")),
    Relation.BASED_ON: (_("Is based on this document"), ""),
    Relation.CARRIES_OUT: (_("Carries out this document"), ""),
    Relation.ANSWERS: (_("Answers this document"), ""),
}


@register.filter
def relation_sentence(citation: Citation) -> str:
    """Say what the citing document does to the cited one."""
    return str(DONE[Relation(citation.relation)][0])


@register.filter
def changed_sentence(citation: Citation) -> str:
    """Say what happened to the cited document, by the one whose name follows."""
    return str(DONE[Relation(citation.relation)][1])


@register.filter
def decided(decisions: Mapping[int, str] | str, position: int) -> bool:
    """Say whether the proposal at a position was confirmed."""
    return isinstance(decisions, Mapping) and decisions.get(position) == "confirmed"


@register.filter
def page_numbers(document: Document) -> range:
    """Return the numbers of the pages that are offered as pictures."""
    return range(1, min(document.pages, MOST_PAGES) + 1)


@register.filter
def has_more_pages(document: Document) -> bool:
    """Say whether the file has pages that are not offered."""
    return document.pages > MOST_PAGES


@register.filter
def slug_of(path: str) -> str:
    """Return a path of the outline as it may stand in an address: 2.(3) is 2-3."""
    return "-".join(re.findall(r"\w+", path))


@register.filter
def label_of(path: str) -> str:
    """Return a path of the outline as people say it: 2.(3) is mục 2 (3)."""
    return path.replace(".(", " (")


@register.filter
def last_label(path: str) -> str:
    """Return the innermost label of a path: 2.(3) is (3)."""
    return path.rsplit(".", 1)[-1]


@register.filter
def delivery_state(delivery: Delivery) -> str:
    """Return how the state of a message sent is drawn."""
    return DELIVERIES[DeliveryState(delivery.state)][0]


@register.filter
def delivery_tone(delivery: Delivery) -> str:
    """Return how the row of a message sent is drawn."""
    return DELIVERIES[DeliveryState(delivery.state)][1]


@register.filter
def may_be_resent(delivery: Delivery) -> bool:
    """Say whether a message may be sent again: one that did not arrive, of a document that holds."""
    return delivery.state in RESENDABLE and not delivery.is_over  # type: ignore[attr-defined]


@register.filter
def message_state(message: ReceivedMessage) -> str:
    """Return how the outcome of a message received is drawn."""
    return OUTCOMES[Outcome(message.outcome)][0]


@register.filter
def message_tone(message: ReceivedMessage) -> str:
    """Return how the row of a message received is drawn."""
    return OUTCOMES[Outcome(message.outcome)][1]


@register.filter
def status_words(code: str) -> str:
    """Return a code of the exchange with its name; one that the table does not know stands alone."""
    known = edxml.STATUS_CODES.get(code)
    return f"{code} {known.name}" if known else code
