"""Every address × every role: what a person gets who asks for it. An address missing from the table fails."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import FileResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from dondoc.documents.case_files import services as case_files
from dondoc.documents.choices import State
from dondoc.documents.copies import services as copies
from dondoc.documents.exchange import edxml
from dondoc.documents.exchange import services as exchange
from dondoc.documents.exchange.models import Correspondent, Delivery
from dondoc.documents.granting import services as granting
from dondoc.documents.incoming import services as incoming
from dondoc.documents.signing.services import add_anchor
from dondoc.kernel.models import CalendarDay
from dondoc.organization.accounts.views.administering import SALT
from dondoc.organization.choices import Role
from dondoc.organization.models import Delegation
from dondoc.organization.services import add_person
from dondoc.organization.units.models import UnitGroup
from dondoc.tasks import services
from dondoc.tasks.choices import Stage
from dondoc.tasks.models import CalendarFeed, Mail, Rhythm, SavedView
from dondoc.tasks.selectors.feed import hash_of
from tests import world as worlds
from tests.bad_files import pdf
from tests.documents.composing import matrix as drafts
from tests.documents.exchange.messages import document_message, status_message
from tests.documents.outgoing import matrix as outgoing
from tests.documents.signing import authority
from tests.organization.accounts.staff import staff_workbook
from tests.programme import matrix as programme
from tests.reports import matrix as reports
from tests.tasks.test_importing import workbook
from tests.world import DAY, NOW

TRUSTED = authority.new_root("Khác")
# One person for each role, somebody of another unit, and nobody signed in; the administrator is below.
ROLES = [*(role for role in Role if role != Role.ADMINISTRATOR), "outsider", "nobody"]
SIGN_IN = 302

# What each gets, in the order of `ROLES`: director of the department, head of the office, clerk, director of the
# centre, head of the lab, officer of the lab, head of the farm, nobody. The tasks belong to the lab and were assigned
# by the centre; the document is under review in the office. The forms are filled in rightly (`bodies`), so that what
# is refused is refused for the right.
MATRIX: dict[str, tuple[str, list[int]]] = {
    "home:desk": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "home:counts": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "home:log": ("GET", [403, 200, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:sign-in": ("GET", [302, 302, 302, 302, 302, 302, 302, 200]),
    "organization:demo-sign-in": ("POST", [404, 404, 404, 404, 404, 404, 404, 404]),
    "organization:sign-out": ("POST", [302, 302, 302, 302, 302, 302, 302, SIGN_IN]),
    "organization:sign-in-code": ("GET", [409, 409, 409, 409, 409, 409, 409, 409]),
    "organization:sign-in-set-up": ("GET", [409, 409, 409, 409, 409, 409, 409, 409]),
    "organization:sign-in-passkey-question": ("POST", [200, 200, 200, 200, 200, 200, 200, 200]),
    "organization:sign-in-passkey": ("POST", [422, 422, 422, 422, 422, 422, 422, 422]),
    "organization:single-sign-on": ("GET", [404, 404, 404, 404, 404, 404, 404, 404]),
    "organization:single-sign-on-back": ("GET", [404, 404, 404, 404, 404, 404, 404, 404]),
    "organization:set-password": ("GET", [404, 404, 404, 404, 404, 404, 404, 404]),
    "organization:account": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "organization:change-password": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "organization:begin-totp": ("POST", [302, 302, 302, 302, 302, 302, 302, SIGN_IN]),
    "organization:set-up-totp": ("GET", [302, 302, 302, 302, 302, 302, 302, SIGN_IN]),
    "organization:turn-off-totp": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "organization:renew-codes": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "organization:passkey-question": ("POST", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "organization:add-passkey": ("POST", [422, 422, 422, 422, 422, 422, 422, SIGN_IN]),
    "organization:rename-passkey": ("POST", [404, 404, 404, 404, 404, 302, 404, SIGN_IN]),
    "organization:remove-passkey": ("POST", [404, 404, 404, 404, 404, 302, 404, SIGN_IN]),
    "organization:end-session": ("POST", [404, 404, 404, 404, 404, 404, 404, SIGN_IN]),
    "organization:end-other-sessions": ("POST", [302, 302, 302, 302, 302, 302, 302, SIGN_IN]),
    "organization:accounts": ("GET", [403, 200, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:require-second-step": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:import-staff": ("POST", [403, 200, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:add-staff": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:add-account": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:close-account": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:reopen-account": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:end-sessions": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:make-reset-link": ("POST", [403, 200, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:units": ("GET", [403, 200, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:unit": ("GET", [403, 200, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:unit-found": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:unit-rename": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:unit-name-earlier": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:unit-transfer": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:unit-merge": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:unit-split": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:unit-dissolve": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:unit-groups": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:unit-group-add": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:unit-group-end": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:person": ("GET", [200, 200, 200, 200, 200, 200, 404, SIGN_IN]),
    "organization:appoint": ("POST", [403, 302, 403, 403, 403, 403, 404, SIGN_IN]),
    "organization:end-post": ("POST", [403, 302, 403, 403, 403, 403, 404, SIGN_IN]),
    "organization:delegate": ("POST", [403, 302, 403, 403, 302, 403, 404, SIGN_IN]),
    "organization:withdraw-delegation": ("POST", [403, 302, 403, 403, 302, 403, 404, SIGN_IN]),
    "organization:grant-mandate": ("POST", [403, 302, 403, 403, 403, 403, 404, SIGN_IN]),
    "organization:withdraw-mandate": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:roles": ("GET", [403, 200, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:role": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "set_language": ("POST", [302, 302, 302, 302, 302, 302, 302, 302]),
    "web:styleguide": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:list": ("POST", [403, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "documents:document": ("GET", [200, 200, 200, 404, 404, 404, 404, SIGN_IN]),
    "documents:try-again": ("POST", [403, 409, 409, 404, 404, 404, 404, SIGN_IN]),
    "documents:remove": ("POST", [403, 409, 409, 404, 404, 404, 404, SIGN_IN]),
    "documents:file": ("GET", [200, 200, 200, 404, 404, 404, 404, SIGN_IN]),
    "documents:attachment": ("GET", [200, 200, 200, 404, 404, 404, 404, SIGN_IN]),
    "documents:page": ("GET", [200, 200, 200, 404, 404, 404, 404, SIGN_IN]),
    "documents:cited": ("GET", [200, 200, 200, 404, 404, 404, 404, SIGN_IN]),
    "documents:link-citation": ("POST", [403, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "documents:check-signatures": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:signatures": ("GET", [200, 200, 200, 404, 404, 404, 404, SIGN_IN]),
    "documents:anchors": ("GET", [403, 200, 403, 403, 403, 403, 403, SIGN_IN]),
    "documents:add-anchor": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "documents:withdraw-anchor": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "documents:add-revocation-list": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "documents:unlink-citation": ("POST", [403, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "documents:exchange": ("GET", [403, 200, 200, 403, 403, 403, 403, SIGN_IN]),
    "documents:exchange-resend": ("POST", [403, 409, 409, 403, 403, 403, 403, SIGN_IN]),
    "documents:exchange-received": ("GET", [403, 200, 200, 403, 403, 403, 403, SIGN_IN]),
    "documents:exchange-take-in": ("POST", [403, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "documents:exchange-message": ("GET", [403, 200, 200, 403, 403, 403, 403, SIGN_IN]),
    "documents:exchange-accept": ("POST", [403, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "documents:exchange-refuse": ("POST", [403, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "documents:exchange-book": ("POST", [403, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "documents:exchange-end": ("POST", [403, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "documents:exchange-send": ("GET", [403, 409, 409, 404, 404, 404, 404, SIGN_IN]),
    "documents:exchange-export": ("POST", [403, 409, 409, 404, 404, 404, 404, SIGN_IN]),
    "tasks:keep": ("POST", [409, 409, 409, 404, 404, 404, 404, SIGN_IN]),
    "tasks:review": ("GET", [200, 200, 200, 403, 403, 403, 403, SIGN_IN]),
    "tasks:hand-over": ("POST", [409, 409, 409, 404, 404, 404, 404, SIGN_IN]),
    "tasks:decide": ("POST", [302, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "tasks:list": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "tasks:export": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "tasks:print": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "tasks:imports": ("GET", [403, 200, 200, 403, 403, 403, 403, SIGN_IN]),
    "tasks:import-batch": ("GET", [403, 200, 200, 403, 403, 403, 403, SIGN_IN]),
    "tasks:take-in": ("POST", [403, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "tasks:take-back": ("POST", [403, 409, 409, 403, 403, 403, 403, SIGN_IN]),
    "tasks:save-view": ("POST", [302, 302, 302, 302, 302, 302, 302, SIGN_IN]),
    "tasks:forget-view": ("POST", [404, 404, 404, 404, 302, 404, 404, SIGN_IN]),
    "tasks:act-on-several": ("POST", [200, 200, 200, 200, 200, 200, 422, SIGN_IN]),
    "tasks:task": ("GET", [200, 200, 200, 200, 200, 200, 404, SIGN_IN]),
    "tasks:fill": ("POST", [302, 302, 302, 404, 404, 404, 404, SIGN_IN]),
    "tasks:fill-by-hand": ("POST", [302, 302, 302, 404, 404, 404, 404, SIGN_IN]),
    "tasks:stand-for": ("POST", [302, 302, 302, 404, 404, 404, 404, SIGN_IN]),
    "tasks:discard": ("POST", [302, 302, 302, 404, 404, 404, 404, SIGN_IN]),
    "tasks:name-lead": ("POST", [409, 403, 403, 403, 403, 403, 404, SIGN_IN]),
    "tasks:set-deadline": ("POST", [302, 403, 403, 403, 403, 403, 404, SIGN_IN]),
    "tasks:take-over": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:decline": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:hand-on": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:update": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:add-evidence": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:report": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:accept-result": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:send-back-result": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:observe": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:urge": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:inspect": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:letters": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "tasks:draft-letter": ("POST", [403, 403, 403, 302, 403, 403, 403, SIGN_IN]),
    "tasks:notices": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "tasks:open-notice": ("GET", [404, 404, 404, 404, 302, 404, 404, SIGN_IN]),
    "tasks:read-all": ("POST", [302, 302, 302, 302, 302, 302, 302, SIGN_IN]),
    "tasks:outbox": ("GET", [403, 200, 200, 403, 403, 403, 403, SIGN_IN]),
    "tasks:resend": ("POST", [403, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "tasks:add-day": ("POST", [403, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "tasks:remove-day": ("POST", [403, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "tasks:preferences": ("POST", [302, 302, 302, 302, 302, 302, 302, SIGN_IN]),
    "tasks:make-feed": ("POST", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "tasks:revoke-feed": ("POST", [302, 302, 302, 302, 302, 302, 302, SIGN_IN]),
    "documents:incoming-book": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:incoming-print": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:incoming-export": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:incoming-sent": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:incoming": ("GET", [200, 200, 200, 200, 200, 200, 404, SIGN_IN]),
    "documents:incoming-correct": ("POST", [403, 302, 302, 403, 403, 403, 404, SIGN_IN]),
    "documents:by-hand": ("GET", [403, 200, 200, 403, 403, 403, 403, SIGN_IN]),
    "documents:enter-by-hand": ("GET", [403, 409, 409, 404, 404, 404, 404, SIGN_IN]),
    "documents:incoming-enter": ("POST", [403, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "documents:incoming-facts": ("POST", [403, 302, 302, 403, 403, 403, 404, SIGN_IN]),
    "documents:incoming-present": ("POST", [403, 302, 302, 403, 403, 403, 404, SIGN_IN]),
    "documents:incoming-forward": ("POST", [403, 302, 302, 403, 403, 403, 404, SIGN_IN]),
    "documents:incoming-answer": ("POST", [403, 302, 302, 403, 403, 403, 404, SIGN_IN]),
    "documents:incoming-file": ("POST", [403, 302, 302, 403, 403, 403, 404, SIGN_IN]),
    "documents:incoming-sign-for": ("POST", [403, 403, 403, 403, 302, 302, 404, SIGN_IN]),
    "documents:case-files": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:case-files-print": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:case-files-export": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:case-file-make": ("GET", [200, 200, 200, 200, 200, 403, 200, SIGN_IN]),
    "documents:case-file": ("GET", [200, 200, 200, 404, 404, 404, 404, SIGN_IN]),
    "documents:case-file-terms": ("POST", [302, 302, 302, 404, 404, 404, 404, SIGN_IN]),
    "documents:case-file-order": ("POST", [302, 302, 302, 404, 404, 404, 404, SIGN_IN]),
    "documents:case-file-close": ("POST", [302, 302, 302, 404, 404, 404, 404, SIGN_IN]),
    "documents:case-file-reopen": ("POST", [403, 302, 403, 404, 404, 404, 404, SIGN_IN]),
    "documents:case-file-hand-in": ("POST", [403, 302, 302, 404, 404, 404, 404, SIGN_IN]),
    "documents:case-file-contents-print": ("GET", [200, 200, 200, 404, 404, 404, 404, SIGN_IN]),
    "documents:case-file-contents-export": ("GET", [200, 200, 200, 404, 404, 404, 404, SIGN_IN]),
    "documents:case-file-archive": ("POST", [200, 200, 200, 404, 404, 404, 404, SIGN_IN]),
    "documents:case-file-move-up": ("POST", [302, 302, 302, 404, 404, 404, 404, SIGN_IN]),
    "documents:case-file-take-out": ("POST", [302, 302, 302, 404, 404, 404, 404, SIGN_IN]),
    "documents:case-file-put": ("GET", [200, 200, 200, 404, 404, 404, 404, SIGN_IN]),
    "documents:copies": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:copies-print": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:copies-export": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:copy-series": ("GET", [403, 200, 403, 403, 403, 403, 403, SIGN_IN]),
    "documents:copy-file": ("GET", [200, 200, 200, 404, 404, 404, 404, SIGN_IN]),
    "documents:copy-sign": ("GET", [403, 409, 409, 404, 404, 404, 404, SIGN_IN]),
    "documents:copy-record": ("GET", [403, 200, 200, 404, 404, 404, 404, SIGN_IN]),
    "documents:grants": ("POST", [403, 302, 302, 404, 404, 404, 404, SIGN_IN]),
    "documents:withdraw-grant": ("POST", [403, 302, 302, 404, 404, 404, 404, SIGN_IN]),
    "documents:report": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:report-print": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:report-export": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:book-columns": ("GET", [403, 200, 403, 403, 403, 403, 403, SIGN_IN]),
    "tasks:direct": ("GET", [200, 200, 403, 403, 403, 403, 404, SIGN_IN]),
    "tasks:feed": ("GET", [200, 200, 200, 200, 200, 200, 200, 200]),
    "tasks:workdays": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "tasks:workday-add": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "tasks:workday-change": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "tasks:workday-remove": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "tasks:workdays-confirm": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "tasks:cut-off": ("POST", [403, 302, 403, 403, 403, 403, 403, SIGN_IN]),
    "tasks:ask-extension": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:grant-extension": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:refuse-extension": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    # Those below do not know of the decision.
    "tasks:extend": ("POST", [403, 403, 403, 302, 404, 404, 404, SIGN_IN]),
    "tasks:count-deadline": ("POST", [302, 302, 302, 403, 403, 403, 404, SIGN_IN]),
    "tasks:raise-event": ("POST", [403, 403, 403, 302, 302, 403, 404, SIGN_IN]),
    "tasks:set-rhythm": ("POST", [302, 403, 403, 403, 403, 403, 404, SIGN_IN]),
    "tasks:review-duty": ("POST", [403, 403, 403, 302, 302, 403, 404, SIGN_IN]),
    "tasks:raise-obstacle": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:say": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:turn-into-part": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:direct-from-opinion": ("GET", [403, 403, 403, 200, 403, 403, 404, SIGN_IN]),
    "tasks:pause": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:restart": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:answer-time": ("POST", [302, 403, 403, 403, 403, 403, 403, SIGN_IN]),
    "tasks:take-over-time": ("POST", [302, 403, 403, 403, 403, 403, 403, SIGN_IN]),
    "tasks:cancel": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:replace": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:answer-cooperation": ("POST", [403, 302, 403, 403, 403, 403, 404, SIGN_IN]),
    "tasks:reassign": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:change-particulars": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:change-closes-on": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:choose-proof": ("GET", [403, 403, 403, 403, 200, 403, 404, SIGN_IN]),
    "tasks:use-proof": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:supersede-evidence": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:ask-correction": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:decide-correction": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:correction-file": ("GET", [200, 200, 200, 200, 200, 200, 404, SIGN_IN]),
    "tasks:weaknesses": ("GET", [200, 200, 200, 404, 404, 404, 404, SIGN_IN]),
    "tasks:remedy": ("POST", [302, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "tasks:unlink-remedy": ("POST", [302, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "tasks:evidence": ("GET", [200, 200, 200, 200, 200, 200, 404, SIGN_IN]),
    **drafts.MATRIX,
    **outgoing.MATRIX,
    **programme.MATRIX,
    **reports.MATRIX,
}

# The administrator gets what somebody of another unit gets, but for these. Tasks and documents are not among them.
ADMINISTRATOR = {
    "organization:units": 200,
    "organization:unit": 200,
    "organization:unit-found": 302,
    "organization:unit-rename": 302,
    "organization:unit-name-earlier": 302,
    "organization:unit-transfer": 302,
    "organization:unit-merge": 302,
    "organization:unit-split": 302,
    "organization:unit-dissolve": 302,
    "organization:unit-groups": 302,
    "organization:unit-group-add": 302,
    "organization:unit-group-end": 302,
    "organization:person": 200,
    "organization:appoint": 302,
    "organization:end-post": 302,
    "organization:delegate": 302,
    "organization:withdraw-delegation": 302,
    "organization:grant-mandate": 302,
    "organization:withdraw-mandate": 302,
    "organization:roles": 200,
    "organization:role": 302,
    "documents:anchors": 200,
    "documents:add-anchor": 302,
    "documents:withdraw-anchor": 302,
    "documents:add-revocation-list": 302,
    "documents:case-file-make": 403,
    "documents:case-file": 200,
    "documents:case-file-terms": 403,
    "documents:case-file-order": 403,
    "documents:case-file-close": 403,
    "documents:case-file-reopen": 302,
    "documents:case-file-hand-in": 403,
    "documents:case-file-contents-print": 200,
    "documents:case-file-contents-export": 200,
    # The file opens to them, the documents in it do not.
    "documents:case-file-archive": 403,
    "documents:case-file-move-up": 403,
    "documents:case-file-take-out": 403,
    "documents:copy-series": 200,
    "documents:book-columns": 200,
    "tasks:outbox": 200,
    "tasks:resend": 302,
    "tasks:add-day": 302,
    "tasks:remove-day": 302,
    "tasks:workday-add": 302,
    "tasks:workday-change": 302,
    "tasks:workday-remove": 302,
    "tasks:workdays-confirm": 302,
    "tasks:cut-off": 302,
    "home:log": 200,
    "organization:accounts": 200,
    "organization:require-second-step": 302,
    "organization:import-staff": 200,
    "organization:add-staff": 302,
    "organization:add-account": 302,
    "organization:close-account": 302,
    "organization:reopen-account": 302,
    "organization:end-sessions": 302,
    "organization:make-reset-link": 200,
    **outgoing.ADMINISTRATOR,
    **programme.ADMINISTRATOR,
}


# The task on which a step is taken, where it is not just any.
STEPS_ON = {
    "documents:incoming": "came_in_id",
    "documents:incoming-enter": "came_in_elsewhere_id",
    "documents:incoming-correct": "came_in_id",
    "documents:incoming-facts": "came_in_id",
    "documents:incoming-present": "came_in_id",
    "documents:incoming-forward": "came_in_id",
    "documents:incoming-answer": "came_in_id",
    "documents:incoming-file": "came_in_id",
    "documents:case-file-reopen": "closed_file_id",
    "documents:case-file-hand-in": "closed_file_id",
    "tasks:direct": "came_in_id",
    "organization:person": "lab_head_id",
    "organization:end-sessions": "signed_in_id",
    "organization:reopen-account": "closed_account_id",
    **programme.STEPS_ON,
    "organization:appoint": "lab_head_id",
    "organization:delegate": "lab_head_id",
    "organization:grant-mandate": "lab_head_id",
    "tasks:fill": "awaited_id",
    "tasks:fill-by-hand": "awaited_id",
    "tasks:stand-for": "awaited_id",
    "tasks:discard": "awaited_id",
    "tasks:accept-result": "reported_id",
    "tasks:send-back-result": "reported_id",
    "tasks:ask-extension": "dated_id",
    "tasks:grant-extension": "asked_id",
    "tasks:refuse-extension": "asked_id",
    "tasks:extend": "dated_id",
    "tasks:count-deadline": "counted_id",
    "tasks:raise-event": "trigger_id",
    "tasks:set-rhythm": "recurring_id",
    "tasks:review-duty": "standing_id",
    "tasks:decide-correction": "disputed_id",
    "tasks:say": "stopped_id",
    "tasks:restart": "stopped_id",
    "tasks:answer-cooperation": "stopped_id",
    "tasks:reassign": "stopped_id",
    **drafts.STEPS_ON,
    **outgoing.STEPS_ON,
    **reports.STEPS_ON,
}


def bodies(world, places):
    """Return a form that is filled in rightly, by address."""
    proof = {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 bien ban"), "date": "1/2/2025"}
    staff = [[2, "Phạm Văn Mới", "moi", "Trại nghiên cứu thực nghiệm", "Viên chức", "officer", "01/09/2026"]]
    change = {"version": 1, "day": "1/7/2026", "decision_number": "15", "decision_symbol": "QĐ-UBND"}
    names = {"name": "Phòng Đo lường", "short_name": "P. ĐL"}
    parts = {f"{field}{n}": f"Phòng {n}" for field in ("name", "short_name") for n in (1, 2)}
    return {
        "documents:grants": {"to": "hoa", "reason": "Phối hợp", "is_confirmed": "on"},
        "organization:unit-found": change | names | {"kind": "division", "parent": world.centre.name},
        "organization:unit-rename": change | names,
        "organization:unit-name-earlier": change | names,
        "organization:unit-transfer": change | {"parent_id": world.office.name},
        "organization:unit-merge": change | {"into_id": world.office.name},
        "organization:unit-split": change | parts | {"goes_on": "off"},
        "organization:unit-dissolve": change,
        "organization:unit-groups": {"name": "Các phòng thuộc Sở"},
        "organization:unit-group-add": {"unit_id": world.office.name, "valid_from": "1/7/2026"},
        "organization:unit-group-end": {"day": "1/7/2026"},
        "organization:rename-passkey": {"name": "Máy tính cơ quan"},
        "organization:add-passkey": {"name": "Máy tính cơ quan", "answer": "{}"},
        "organization:require-second-step": {"roles": ["clerk"]},
        "organization:add-account": {"full_name": "Phạm Văn Mới", "username": "moi"},
        "organization:appoint": {
            "title": "Viên chức",
            "unit": "Phòng Kỹ thuật đo lường",
            "role": "officer",
            "valid_from": "1/2/2025",
        },
        "organization:end-post": {"valid_to": "1/2/2999"},
        "organization:delegate": {
            "post_id": world.lab_head.posts.get().pk,
            "to": "duong",
            "valid_from": "1/2/2999",
            "last_day": "2/2/2999",
        },
        "organization:grant-mandate": {
            "post_id": world.lab_head.posts.get().pk,
            "signing_prefix": "TL.",
            "given_by_id": world.centre_director.posts.get().pk,
            "regulation": "Quy chế",
            "valid_from": "1/2/2025",
        },
        "organization:role": {"abilities": ["register"], "scope": "unit", "version": 0, "confirmed": 1},
        "organization:import-staff": {"file": SimpleUploadedFile("staff.xlsx", staff_workbook())},
        "organization:add-staff": {"rows": signing.dumps(staff, salt=SALT, compress=True)},
        "documents:add-anchor": {
            "certificate": SimpleUploadedFile("goc.cer", authority.root().der),
            "source": "Trang của Ban Cơ yếu",
        },
        "documents:add-revocation-list": {"crl": SimpleUploadedFile("a.crl", TRUSTED.revoke())},
        "documents:incoming-correct": {"issuer": "Ủy ban nhân dân tỉnh", "subject": "Kế hoạch"},
        "documents:incoming-facts": {"version": 1, "arrived_on": "25/11/2026", "priority": "1"},
        "documents:incoming-present": {"to": world.director.pk},
        "documents:incoming-forward": {"unit_id": world.farm.pk},
        "documents:incoming-answer": {"reference": "9/SKHCN"},
        "documents:case-file-terms": {
            "years": "10",
            "rights": "unit",
            "source": "Quyết định",
            "valid_from": "1/2/2999",
        },
        "documents:case-file-reopen": {"reason": "Thiếu văn bản"},
        "documents:case-file-hand-in": {"to": "Lưu trữ", "day": "25/11/2026"},
        "documents:list": {"file": SimpleUploadedFile("a.txt", "Trung tâm báo cáo kết quả.".encode())},
        "documents:exchange-take-in": {"file": SimpleUploadedFile("b.edxml", edxml.encode(status_message()))},
        "documents:exchange-refuse": {"reason": "Gửi nhầm"},
        "documents:exchange-book": {"name": "Sở A", "organ_id": "A.1", "source": "CV 1", "valid_from": "1/7/2025"},
        "documents:exchange-end": {"valid_to": "1/7/2026"},
        "documents:exchange-export": {"correspondent_ids": [places["correspondent_id"]]},
        "tasks:save-view": {"name": "Quá hạn", "query": "tinh-trang=overdue"},
        "tasks:act-on-several": {"act": "take_over", "task": [places["task_id"]], "confirmed": 1},
        "tasks:fill": {"proposal": places["given_id"]},
        "tasks:fill-by-hand": {"words": "THÔNG BÁO"},
        "tasks:stand-for": {"code": f"NV-{places['came_id']}"},
        "tasks:discard": {"reason": "Đã thu hồi"},
        "tasks:name-lead": {"unit": world.farm.pk},
        "tasks:set-deadline": {"date": "1/2/2999"},
        "tasks:decline": {"kind": "not_ours", "reason": "Không thuộc thẩm quyền"},
        "tasks:hand-on": {"to": f"p{world.officer.pk}", "action": "Tổng hợp", "seen": "0.0"},
        "tasks:update": {"text": "Đang làm", "seen": "0.0"},
        "tasks:add-evidence": proof,
        "tasks:report": proof | {"text": "Xong"},
        "tasks:observe": {"seen": "0.0", "date": "1/2/2025", "text": "Đang làm"},
        "tasks:urge": {"seen": "0.0", "date": "1/2/2025", "means": "phone", "text": "Đã gọi"},
        "tasks:inspect": {"seen": "0.0", "date": "1/2/2025", "text": "Đúng tiến độ", "conclusion": "Tiếp tục"},
        "tasks:draft-letter": {"issuing_unit": world.centre.pk, "unit": world.lab.pk},
        "tasks:add-day": {"offset": "-14", "source": "Quy chế làm việc"},
        "tasks:remove-day": {"offset": "7"},
        "tasks:preferences": {"email": "a@example.vn", "mode": "digest"},
        "tasks:workday-add": {"date": "25/12/2026", "kind": "rest", "name": "Nghỉ", "source": "Quyết định 1"},
        "tasks:workday-change": {"kind": "rest", "name": "Nghỉ", "source": "Quyết định 1"},
        "tasks:workdays-confirm": {"year": "2027", "source": "Thông báo 1"},
        "tasks:cut-off": {"kind": "month", "closing_day": "20", "valid_from": "1/1/2027", "source": "Nghị định"},
        "tasks:ask-extension": {"date": "1/2/2999", "reason": "Chờ kết quả đo"},
        "tasks:grant-extension": {"seen": f"{places['extension_id']}.0"},
        "tasks:refuse-extension": {"note": "Việc gấp", "seen": f"{places['extension_id']}.0"},
        "tasks:extend": {
            "document": places["decision_id"],
            "date": "1/2/2999",
            "reason": "Chờ hướng dẫn",
            "seen": "0.0",
        },
        "tasks:count-deadline": {"event": "Nhận", "event_date": "1/2/2025", "number": "5", "unit": "working_day"},
        "tasks:raise-event": {"event": "Máy hỏng", "event_date": "1/2/2025", "seen": "0.0"},
        "tasks:set-rhythm": {"every": "quarter", "day1": "15", "month1": "3"},
        "tasks:review-duty": {"text": "Vẫn thực hiện"},
        "tasks:raise-obstacle": {"text": "Chưa có đơn giá", "proposal": "Mời họp"},
        "tasks:say": {"text": "Đồng ý", "act": "answer", "seen": "1.0"},
        "tasks:turn-into-part": {"to": f"p{world.officer.pk}", "action": "Lập bảng so sánh"},
        "tasks:pause": {"reason": "Chờ ý kiến"},
        "tasks:answer-time": {"days": "3", "source": "Quy chế làm việc"},
        "tasks:take-over-time": {"days": "3", "source": "Quy chế làm việc"},
        "tasks:cancel": {"reason": "Không còn phù hợp", "seen": "0.0"},
        "tasks:replace": {"reason": "Gộp việc", "action": "Làm chung một đợt", "seen": "0.0"},
        "tasks:answer-cooperation": {"text": "Đã góp ý"},
        "tasks:reassign": {"person": world.officer.pk, "reason": "Nghỉ hưu"},
        "tasks:supersede-evidence": {"evidence": places["evidence_id"], "date": "1/2/2025", "reason": "Nhầm ngày"},
        "tasks:change-particulars": {"product": "Báo cáo", "quantity": "2", "unit": "bản", "urgency": "khan"},
        "tasks:change-closes-on": {"closes_on": "issued_document", "reason": "Phải ban hành"},
        "tasks:use-proof": {"proof": f"documents:{places['letter_of_proof']}"},
        "tasks:ask-correction": {
            "target": "due",
            "right_date": "1/2/2999",
            "wrong": "Ghi quá hạn",
            "right": "Đúng hạn",
        },
        "tasks:decide-correction": {"words": "Đúng", "act": "accept", "seen": f"{places['correction_id']}.0"},
        "tasks:remedy": {"task": f"NV-{places['task_id']}"},
        "tasks:unlink-remedy": {"task": places["linked_id"]},
        "tasks:accept-result": {"seen": f"{places['result_id']}.0"},
        "tasks:send-back-result": {"reason": "Thiếu số liệu", "seen": f"{places['result_id']}.0"},
        **drafts.bodies(world, places),
        **outgoing.bodies(world),
        **programme.bodies(world, places),
        **reports.bodies(),
    }


def addresses(patterns, namespace=""):
    """Yield the names of all addresses."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


def test_every_address_stands_in_the_table():
    """And the table names no address that is gone."""
    assert sorted(MATRIX) == sorted(addresses(get_resolver().url_patterns))


@pytest.fixture
def places(world, kept_files):
    """One thing for each kind of address."""
    review = worlds.document(
        world, [worlds.directive("Rà soát các chỉ tiêu")], media_type="application/pdf", pages=1, data=pdf()
    )
    review.attachments.create(position=1, file=review.file, name="phu-luc.pdf")
    new = worlds.task(world, lead_unit=world.lab, assigning_unit=world.centre)
    evidence = new.evidence.create(
        file=review.file, file_name="a.pdf", date=NOW.date(), added_by=world.lab_head, added_at=NOW
    )
    reported = worlds.task(world, lead_unit=world.lab, assigning_unit=world.centre, stage=Stage.REPORTED)
    result = reported.completions.create(reported_by=world.lab_head, reported_at=NOW, done_date=NOW.date(), text="Xong")
    notice = new.notices.create(person=world.lab_head, kind="assigned", at=NOW)
    mail = Mail.objects.create(person=world.lab_head, notice=notice, made_at=NOW, state="failed")
    worlds.task(world, lead_unit=world.lab, assigning_unit=world.centre, due_date=dt.date(2025, 1, 1))
    services.draft_letter(issuing_unit=world.centre, unit=world.lab, actor=world.centre_director, now=NOW)
    CalendarFeed.objects.create(person=world.officer, token_hash=hash_of("bi-mat"), made_at=NOW)
    dated = worlds.task(world, lead_unit=world.lab, assigning_unit=world.centre, due_date=dt.date(2998, 1, 6))
    asked = worlds.task(world, lead_unit=world.lab, assigning_unit=world.centre, due_date=dt.date(2998, 1, 6))
    extension = asked.extensions.create(
        asked_by=world.lab_head, asked_at=NOW, due_then=asked.due_date, asked_date=dt.date(2999, 1, 6), reason="Chờ"
    )
    numbered = {"number": "128", "symbol": "QĐ-SKHCN", "state": State.REGISTERED}
    decision = worlds.document(world, [], registered_in=world.centre, **numbered)
    duty = {"lead_unit": world.lab, "assigning_unit": world.centre}
    standing = worlds.task(world, kind="standing", **duty)
    Rhythm.objects.create(task=standing, every="quarter", set_by=world.director, set_at=NOW)
    phrase = "trong 05 ngày làm việc kể từ ngày nhận"
    stopped = worlds.task(world, lead_unit=world.lab, assigning_unit=world.centre, assignee=world.lab_head)
    stopped.cooperations.create(unit=world.office, printed="Phòng Hành chính")
    stopped.pauses.create(since=NOW.date(), reason="Chờ", recorded_at=NOW, recorded_by=world.centre_director)
    obstacle = stopped.obstacles.create(
        text="Thiếu máy", proposal="Mượn", raised_by=world.lab_head, raised_at=NOW, lies_with=world.centre
    )
    opinion = obstacle.opinions.create(kind="answer", text="Đồng ý", author=world.centre_director, at=NOW)
    disputed = worlds.task(world, lead_unit=world.lab, assigning_unit=world.centre, is_disputed=True)
    correction = disputed.corrections.create(
        target="due", right_date=dt.date(2998, 1, 6), wrong="Ghi quá hạn", right="Đúng hạn", file=review.file,
        file_name="a.pdf", asked_by=world.lab_head, asked_at=NOW,
    )  # fmt: skip
    weakness = review.weaknesses.create(start=0, end=5, quote="Còn chậm", named_by=world.clerk, named_at=NOW)
    weakness.remedies.add(dated)
    proof = worlds.document(
        world, [], number="128", symbol="QĐ-TTUD", registered_in=world.lab, date=dt.date(2025, 1, 6)
    )
    agency = Correspondent.objects.create(name="Sở B", organ_id="B.1", source="CV 1", valid_from=dt.date(2025, 7, 1))
    delivery = Delivery.objects.create(
        kind="document", document=review, organ_id="B.1", organ_name="Sở B", message_id="1", made_at=NOW, state="failed"
    )
    received = exchange.take_in(data=edxml.encode(document_message()), name="a.edxml", now=NOW)
    post = world.lab_head.posts.get()
    recorded = {"recorded_by": world.administrator, "recorded_at": NOW}
    delegation = Delegation.objects.create(
        post=post, delegator=world.lab_head, delegate=world.officer, valid_from=dt.date(2998, 1, 1),
        valid_to=dt.date(2998, 1, 3), **recorded,
    )  # fmt: skip
    mandate = post.mandates.create(prefix="TL.", regulation="Quy chế", valid_from=dt.date(2025, 1, 1), **recorded)
    came_in = worlds.arrival(world, issuer="Ủy ban nhân dân tỉnh", data=b"van ban den")
    forwarding = incoming.forward(arrival_id=came_in.pk, unit_id=world.lab.pk, actor=world.clerk, now=NOW)
    type(came_in).objects.filter(pk=came_in.pk).update(version=1)
    elsewhere = worlds.arrival(world, registered_in=world.centre)
    worlds.document(world, [], number="9", symbol="SKHCN", reference="9-skhcn")
    terms = case_files.Terms(5, is_permanent=False, rights="unit", source="Quyết định")
    files = [
        case_files.make(
            unit_id=world.office.pk, year=2026, code=code, title="Hồ sơ", keeper_id=world.clerk.pk, terms=terms,
            actor=world.clerk, now=NOW,
        )
        for code in ("01", "02")
    ]  # fmt: skip
    entries = [
        case_files.put(case_file_id=one.pk, document_id=came_in.document_id, actor=world.clerk, now=NOW)
        for one in files
    ]
    case_files.close(case_file_id=files[1].pk, actor=world.clerk, now=NOW)
    signed_in, closed = (add_person(username=name, full_name="Phạm Văn Mới") for name in ("dang-nhap", "da-dong"))
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)
    Client().force_login(signed_in)
    came = worlds.task(world)
    spoken_of = worlds.citation(review, "353/TB-SKHCN", tasks_announced=1, date=None, target=came.document)
    given = worlds.proposal(came.document)
    type(given).objects.filter(pk=given.pk).update(decision="confirmed", reviewed_by=world.clerk, reviewed_at=NOW)
    type(came.document).objects.filter(pk=came.document_id).update(state="reviewing")
    return {
        "awaited_id": worlds.awaited(spoken_of, world.department).pk,
        "given_id": given.pk,
        "came_id": came.pk,
        "signed_in_id": signed_in.pk,
        "closed_account_id": closed.pk,
        "came_in_id": came_in.pk,
        "came_in_elsewhere_id": elsewhere.document_id,
        "forwarding_id": forwarding.pk,
        "case_file_id": files[0].pk,
        "closed_file_id": files[1].pk,
        "entry_id": entries[0].pk,
        "copy_id": copies.record_copy(
            document_id=came_in.document_id,
            kind="true_copy",
            medium="to_paper",
            recipients="Các phòng",
            amount=1,
            signing_post_id=world.director.posts.get().pk,
            actor=world.clerk,
            now=NOW,
        ).pk,
        "book": "incoming",
        "way": "den",
        "unit_id": world.lab.pk,
        "group_id": (group := UnitGroup.objects.create(name="Các phòng")).pk,
        "member_id": group.members.create(unit=world.farm).pk,
        "letter_of_proof": proof.pk,
        "correspondent_id": agency.pk,
        "delivery_id": delivery.pk,
        "received_id": received.pk,
        "post_id": post.pk,
        "lab_head_id": world.lab_head.pk,
        "grant_id": granting.grant_reading(
            document_id=worlds.document(world, [], number="8", symbol="SKHCN").pk,
            to="hoa",
            reason="Phối hợp",
            is_confirmed=True,
            actor=world.clerk,
            now=NOW,
        ).pk,
        "delegation_id": delegation.pk,
        "mandate_id": mandate.pk,
        "code": "officer",
        "notice_id": notice.pk,
        "mail_id": mail.pk,
        "token": "bi-mat",
        "day_id": CalendarDay.objects.earliest("date").pk,
        "dated_id": dated.pk,
        "asked_id": asked.pk,
        "standing_id": standing.pk,
        "counted_id": worlds.task(world, deadline_kind="relative", deadline_phrase=phrase, **duty).pk,
        "recurring_id": worlds.task(world, deadline_kind="recurring", **duty).pk,
        "trigger_id": worlds.task(world, kind="trigger", **duty).pk,
        "weakness_id": weakness.pk,
        "linked_id": dated.pk,
        "correction_id": correction.pk,
        "disputed_id": disputed.pk,
        "result_id": result.pk,
        "extension_id": extension.pk,
        "decision_id": decision.pk,
        "stopped_id": stopped.pk,
        "opinion_id": opinion.pk,
        "document_id": review.pk,
        "citation_id": worlds.citation(review, "12/TB-UBND", target=new.document, linked_by=world.clerk).pk,
        "reference": worlds.citation(review, "335/TB-SKHCHN").reference,
        "day": DAY,
        "meant_id": worlds.document(world, [], reference="335-tb-skhcn", date=DAY).pk,
        "number": 1,
        "task_id": new.pk,
        "reported_id": reported.pk,
        "evidence_id": evidence.pk,
        "proposal_id": worlds.proposal(review).pk,
        "anchor_id": add_anchor(certificate=TRUSTED.der, source="Mẫu", actor=world.administrator, now=NOW).pk,
        "passkey_id": world.officer.passkeys.create(name="Máy", credential_id="YWJj", public=b"", added_at=NOW).pk,
        "person_id": world.officer.pk,
        "shown_id": "khong-co",
        "batch_id": services.start_import(data=workbook(), name="so.xlsx", actor=world.clerk, now=NOW).pk,
        "view_id": SavedView.objects.create(owner=world.lab_head, name="Của tôi", query="").pk,
        **drafts.places(world),
        **outgoing.places(world),
        **programme.places(world, dated),
        **reports.places(world),
    }


def address(name, places):
    """Return the address, with the ids it asks for; each step on the task that it is for."""
    if name in STEPS_ON:
        return reverse(name, args=[places[STEPS_ON[name]]])
    cited = {name: places[name] for name in ("reference", "day")}
    several = [{"document_id": places["document_id"], "number": 1}, {"uid": "MQ", "token": "x"}, cited]
    ids = [{}, *({key: value} for key, value in places.items())]
    for wanted in [
        *ids,
        *several,
        cited | {"document_id": places["meant_id"]},
        *drafts.addresses(places),
        *reports.addresses(places),
    ]:
        try:
            return reverse(name, kwargs=wanted)
        except NoReverseMatch:
            continue
    raise AssertionError(name)


NAMES = sorted(MATRIX)
# So many at once: what stands around them takes longer to write than they take to answer.
BATCHES = [NAMES[first : first + 25] for first in range(0, len(NAMES), 25)]


@pytest.mark.parametrize("some", BATCHES, ids=lambda some: f"{some[0]}-{some[-1]}")
def test_what_each_role_gets(world, places, some, subtests):
    """Hidden and absent answer alike; a stranger is asked to sign in. What one role did is undone before the next."""
    people = world.by_role | {"outsider": world.farm_head}
    everybody = [*ROLES, Role.ADMINISTRATOR]
    for name in some:
        method, expected = MATRIX[name]
        expected = [*expected, ADMINISTRATOR.get(name, expected[ROLES.index("outsider")])]
        got = []
        for role in everybody:
            with transaction.atomic():
                got.append(answer(name, method, places=places, world=world, person=people.get(role)))
                transaction.set_rollback(True)
        with subtests.test(name):
            assert dict(zip(everybody, got, strict=True)) == dict(zip(everybody, expected, strict=True))


def answer(name, method, *, places, world, person):
    """Return the status that one person gets; a stranger who is sent away is sent to sign in."""
    client = Client()
    if person is not None:
        client.force_login(person)
    url = address(name, places)
    response = client.get(url) if method == "GET" else client.post(url, bodies(world, places).get(name, {}))
    if isinstance(response, FileResponse):  # closing the response itself would end the transaction with its connection
        for close in response._resource_closers:
            close()
    if person is None and response.status_code == SIGN_IN and name != "set_language":
        assert response["Location"].startswith(reverse("organization:sign-in"))
    return response.status_code


def test_a_part_of_a_page_loads_the_whole_sign_in_page(world):
    """When the session has ended; nothing foreign is put into a card, and the way back leads to the page."""
    seen = {"hx-request": "true", "hx-current-url": "http://testserver/van-ban/3/ra-soat/?trang=2"}

    response = Client().post(reverse("documents:list"), headers=seen)

    assert response.status_code == 401
    assert response["HX-Redirect"] == f"{reverse('organization:sign-in')}?next=/van-ban/3/ra-soat/%3Ftrang%3D2"


def test_an_address_of_forms_says_that_it_is_none_of_pages(world):
    """Opened as a page, as after signing in anew or from a history."""
    client = Client()
    client.force_login(world.director)

    response = client.get("/nhiem-vu/1/cap-nhat/")

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert 'data-code="web.no_page"' in response.content.decode()


class TestSessionEnded:
    """Somebody writes while their session ends: the way back leads to a page, and their words are not lost."""

    ACT, SEEN = "/nhiem-vu/1/cap-nhat/", {"referer": "http://testserver/nhiem-vu/1/?x=1"}

    @pytest.mark.parametrize(
        ("headers", "onward"),
        [
            pytest.param(SEEN, "/nhiem-vu/1/%3Fx%3D1", id="to-the-page-with-the-form"),
            pytest.param({}, "/", id="else-home"),
            pytest.param({"referer": "http://elsewhere.example/x"}, "/", id="never-elsewhere"),
        ],
    )
    def test_the_way_back_is_a_page(self, world, headers, onward):
        """What the form was sent to answers no browser that only looks."""
        response = Client().post(self.ACT, {"text": "Đã đo xong"}, headers=headers)

        assert response["Location"] == f"{reverse('organization:sign-in')}?next={onward}"

    @pytest.mark.parametrize("is_new", [False, True], ids=["signed-out", "signed-in-anew-elsewhere"])
    def test_what_was_written_is_shown(self, world, is_new):
        """By whom a form was shown to; nothing is recorded."""
        made = worlds.task(world)
        client = Client(enforce_csrf_checks=True)
        client.force_login(world.centre_director)
        page = client.get(reverse("tasks:task", args=[made.pk])).content.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        del client.cookies["sessionid"]
        if is_new:
            client.get(reverse("organization:sign-in"))
            client.cookies["csrftoken"] = "a" * 32

        response = client.post(
            reverse("tasks:update", args=[made.pk]), {"text": "Đã đo xong", "csrfmiddlewaretoken": token},
            headers=self.SEEN,
        )  # fmt: skip

        assert response.status_code == 403
        assert ">Đã đo xong</textarea>" in response.content.decode()
        assert made.updates.count() == 0

    def test_what_another_site_sends_is_not_shown(self, world):
        """Nobody puts words of theirs on a page of this site."""
        response = Client(enforce_csrf_checks=True).post(
            self.ACT, {"text": "Gọi số này"}, headers={"referer": "http://elsewhere.example/"}
        )

        assert response.status_code == 403
        assert "Gọi số này" not in response.content.decode()
