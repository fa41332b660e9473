"""Links that act when visited, and the hiding of their secrets.

Opening an unsubscribe link unsubscribes; opening a magic link logs in and burns it; a signed URL is a key.
A checker that visits them does harm, and a report that prints them gives them away.
"""

from __future__ import annotations

import re

MASK = "***"

# Names of query parameters whose value is a credential or a one-time key, compared in lower case without - and _.
_SECRET_NAMES = frozenset(
    [
        "token",
        "accesstoken",
        "authtoken",
        "idtoken",
        "refreshtoken",
        "logintoken",
        "resettoken",
        "confirmationtoken",
        "confirmtoken",
        "invitetoken",
        "verificationtoken",
        "verifytoken",
        "unsubscribetoken",
        "signature",
        "sig",
        "hmac",
        "apikey",
        "authkey",
        "secret",
        "clientsecret",
        "password",
        "passwd",
        "pwd",
        "otp",
        "jwt",
        "magic",
        "magictoken",
        "sessionid",
        "sessiontoken",
        "phpsessid",
        "jsessionid",
        "xamzsignature",
        "xamzcredential",
        "xamzsecuritytoken",
        "xgoogsignature",
        "xgoogcredential",
        "awsaccesskeyid",
        "sastoken",
        "oauthtoken",
        "oauthverifier",
        "resetkey",
        "activationkey",
        "activationcode",
        "confirmationcode",
        "verificationcode",
        "loginkey",
    ]
)

# Path segments, or runs of them, at which something happens. Whole segments: an article about them has a slug.
_ACTIONS = re.compile(
    r"""/(
        unsubscribe | unsub | opt-?out | list-unsubscribe | email-preferences | manage-subscription
      | (password|account)[-_/]?(reset|recovery) | reset[-_]?password | forgot[-_]?password
      | magic[-_]?(link|login) | passwordless | one[-_]?time[-_]?login | login/(token|magic|link|verify)
      | (verify|confirm|activate)[-_/]?(e?mail|account|subscription|registration)
      | (e?mail|account)[-_/](verify|verification|confirm|confirmation|activate|activation)
      | oauth2?/(authorize|callback) | logout | log-out | signout | sign-out
    )(\.\w{2,5})?(?=/|\?|\#|$)""",
    re.VERBOSE | re.IGNORECASE,
)
# A word for such a thing, followed by what only a machine would write: an article about it has words with hyphens.
_ONE_TIME = re.compile(
    r"""
    / (reset|verify|confirm|activate|magic|invite|login|signin|auth|optin|recover) /
    ( (?=[a-z=]*\d) [a-z0-9=]{16,}                  # /verify/8f14e45fceea167a
    | [0-9a-f]{8} (?:-[0-9a-f]{4}){3} -[0-9a-f]{12} )  # a UUID
    (?= [/?#] | $ )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ACTING_NAMES = frozenset(["unsubscribe", "unsub", "optout"])
_ACTING_VALUES = frozenset(
    ["unsubscribe", "optout", "logout", "resetpassword", "confirmemail", "verifyemail", "deleteaccount"]
)
_LONG_SECRET = re.compile(r"[A-Za-z0-9_\-=.~%]{20,}")
_USER_INFO = re.compile(r"(?<=//)[^/?#\s]*@")


def action_reason(url: str) -> str:
    """What makes a URL one that acts when visited, as a noun phrase; empty for any other URL."""
    path, query, fragment = _parts(url)
    if match := _ACTIONS.search(path):
        return f"its path says {match.group(1).lower()}"
    if match := _ONE_TIME.search(path):
        return f"its path carries a key to {match.group(1).lower()}"
    pairs = _pairs(query) + _pairs(fragment)
    if {"code", "state"} <= {name.lower() for name, _ in pairs}:
        return "it ends a login"  # RFC 6749 section 4.1.2
    for name, value in pairs:
        if _plain(name) in _SECRET_NAMES and value:
            return f"it carries a {name.lower()}"
        if _plain(name) in _ACTING_NAMES or _plain(value) in _ACTING_VALUES:
            return f"it says {name.lower()}"
    return ""


def mask(url: str) -> str:
    """The URL with its secrets hidden: user names, and every query value of a link that acts. Others unchanged."""
    url = _USER_INFO.sub(f"{MASK}@", url)
    if not action_reason(url):
        return url
    path, query, fragment = _parts(url)
    if match := _ACTIONS.search(path):
        path = path[: match.end()] + _LONG_SECRET.sub(MASK, path[match.end() :])
    if match := _ONE_TIME.search(path):
        path = path[: match.start(2)] + MASK + path[match.end(2) :]
    masked = path
    if query:
        masked += "?" + _mask_pairs(query)
    if fragment:
        masked += "#" + _mask_pairs(fragment)
    return masked


def _parts(url: str) -> tuple[str, str, str]:
    rest, _, fragment = url.partition("#")
    path, _, query = rest.partition("?")
    return path, query, fragment


def _pairs(query: str) -> list[tuple[str, str]]:
    pieces = (piece.partition("=") for piece in re.split("[&;]", query))
    return [(name, value) for name, _, value in pieces]


def _mask_pairs(query: str) -> str:
    return "&".join(f"{name}={MASK}" if value else MASK for name, value in _pairs(query))


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")
