"""A province's single sign-on by OpenID Connect: code flow with PKCE, ID token checked (OpenID Connect Core 1.0, §3.1).

`requests` and PyJWT are imported where they are used: a page that signs nobody in does not wait for them.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from .errors import SingleSignOnFailed, SingleSignOnOff

TIMEOUT = 10  # seconds, for each answer of the provider
ALGORITHMS = ["RS256", "RS384", "RS512", "ES256", "ES384", "PS256"]
LEEWAY = 60  # seconds by which the provider's clock may differ


def is_on() -> bool:
    """Say whether a provider is configured."""
    return bool(settings.OIDC["issuer"] and settings.OIDC["client_id"])


def begin(callback: str) -> tuple[str, dict[str, str]]:
    """Return the provider's address to go to, and what to remember until the person comes back.

    Raises:
        SingleSignOnOff: no provider is configured.
        SingleSignOnFailed: the provider does not answer.
    """
    if not is_on():
        raise SingleSignOnOff
    state = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    challenge = base64.urlsafe_b64encode(hashlib.sha256(state["verifier"].encode()).digest()).rstrip(b"=").decode()
    question = {
        "response_type": "code",
        "scope": "openid profile email",
        "client_id": settings.OIDC["client_id"],
        "redirect_uri": callback,
        "state": state["state"],
        "nonce": state["nonce"],
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{_discovered()['authorization_endpoint']}?{urlencode(question)}", state


def claimed_name(answer: dict[str, str], remembered: dict[str, str] | None, callback: str) -> str:
    """Return what the provider says under the configured claim; empty when it says nothing there.

    Raises:
        SingleSignOnOff: no provider is configured.
        SingleSignOnFailed: the answer is not to our question, or does not hold.
    """
    if not is_on():
        raise SingleSignOnOff
    if not remembered or not secrets.compare_digest(answer.get("state", "").encode(), remembered["state"].encode()):
        raise SingleSignOnFailed
    where = _discovered()
    tokens = _ask(
        where["token_endpoint"],
        form={
            "grant_type": "authorization_code",
            "code": answer.get("code", ""),
            "redirect_uri": callback,
            "code_verifier": remembered["verifier"],
        },
    )
    claims = _checked(tokens.get("id_token", ""), where, nonce=remembered["nonce"])
    claim = settings.OIDC["claim"]
    if claim not in claims and "userinfo_endpoint" in where:
        told = _ask(where["userinfo_endpoint"], bearer=tokens.get("access_token", ""))
        claims |= told if told.get("sub") == claims["sub"] else {}
    return str(claims.get(claim, "")).strip()


def _discovered() -> dict[str, Any]:
    issuer = settings.OIDC["issuer"].rstrip("/")
    where = _ask(f"{issuer}/.well-known/openid-configuration")
    if str(where.get("issuer", "")).rstrip("/") != issuer:
        raise SingleSignOnFailed
    return where


def _checked(token: str, where: dict[str, Any], *, nonce: str) -> dict[str, Any]:
    """Return the claims of an ID token that is signed by the provider, for us, now, and answers our question."""
    import jwt

    try:
        keys = jwt.PyJWKSet.from_dict(_ask(where["jwks_uri"])).keys
        wanted = jwt.get_unverified_header(token).get("kid")
        key = next(key for key in keys if wanted is None or key.key_id == wanted)
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=ALGORITHMS,
            audience=settings.OIDC["client_id"],
            issuer=where["issuer"],
            leeway=LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except (jwt.PyJWTError, StopIteration, KeyError):
        raise SingleSignOnFailed from None
    if claims.get("nonce") != nonce:
        raise SingleSignOnFailed
    return claims


def _ask(address: str, *, form: dict[str, str] | None = None, bearer: str = "") -> dict[str, Any]:
    """Ask the provider for JSON; a form goes with our name and secret."""
    import requests

    try:
        if form is not None:
            ours = (settings.OIDC["client_id"], settings.OIDC["secret"])
            response = requests.post(address, data=form, auth=ours, timeout=TIMEOUT, allow_redirects=False)
        else:
            headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
            response = requests.get(address, headers=headers, timeout=TIMEOUT, allow_redirects=False)
        response.raise_for_status()
        answer = response.json()
    except (requests.RequestException, ValueError):
        raise SingleSignOnFailed from None
    if not isinstance(answer, dict):
        raise SingleSignOnFailed
    return answer
