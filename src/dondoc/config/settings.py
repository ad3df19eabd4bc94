"""Settings, all from the environment; the defaults run one machine with SQLite and nothing else.

| variable | meaning | default |
|---|---|---|
| `DONDOC_HOME` | where the database and the files live | `./var` |
| `DATABASE_URL` | another database | SQLite in `DONDOC_HOME` |
| `DONDOC_DEMO` | demo organisation and one-click sign-in | off |
| `DONDOC_SECRET_KEY` | signing key, required outside demo mode | made once in demo mode |
| `DONDOC_HOSTS` | host names served, comma-separated | `localhost,127.0.0.1` |
| `DONDOC_HTTPS` | served over HTTPS: secure cookies, HSTS | off |
| `DONDOC_URL` | address people reach the product at, for links in mails | the first of `DONDOC_HOSTS` |
| `DONDOC_OIDC_ISSUER` | single sign-on (OpenID Connect): address of the provider | off |
| `DONDOC_OIDC_CLIENT_ID` | our name there; it sends people back to `/dang-nhap/mot-cua/ve/` | off |
| `DONDOC_OIDC_SECRET` | our secret there | none |
| `DONDOC_OIDC_LABEL` | what the button on the sign-in page says after “Đăng nhập bằng” | the provider's host |
| `DONDOC_OIDC_CLAIM` | the claim that holds our user name | `preferred_username` |
| `DONDOC_PROXIES` | how many reverse proxies stand before it, each adding to `X-Forwarded-For` | 0 |
| `DONDOC_BACKUPS` | folder of the daily backup | no daily backup |
| `DONDOC_BACKUPS_KEEP` | how many backups stay there | 14 |
| `DONDOC_ANCHORS` | folder, on another machine, where the head of the log is kept daily | none |
| `DONDOC_ANCHOR_MAIL` | who gets the head of the log daily by e-mail, comma-separated | nobody |
| `DONDOC_EXCHANGE_FOLDER` | folder by which messages of other agencies come and, without the next, go | off |
| `DONDOC_EXCHANGE_URL` | address that takes messages to other agencies by POST | off |
| `DONDOC_ORGAN_ID` | electronic identifier of the organisation, for units that have none of their own | none |
| `DONDOC_TOKEN_MODULE` | PKCS#11 driver of the signing token of this machine, a path | off: key files only |
| `DONDOC_TOKEN_LABEL` | label of that token; its PIN is typed by whoever signs | none |
| `DONDOC_TOKEN_CERTIFICATE` | label of the certificate, when the token holds several | the only one |
| `EMAIL_URL` | mail server, such as `smtp+tls://user:password@host:587` | off: no mail is sent |
| `DONDOC_MAIL_FROM` | sender of the e-mails | `dondoc@localhost` |
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .secret import demo_secret

env = environ.Env()

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(env("DONDOC_HOME", default="var")).resolve()
DEMO = env.bool("DONDOC_DEMO", default=False)
HTTPS = env.bool("DONDOC_HTTPS", default=False)
PROXIES = env.int("DONDOC_PROXIES", default=0)
BACKUPS = env("DONDOC_BACKUPS", default="")
BACKUPS_KEEP = env.int("DONDOC_BACKUPS_KEEP", default=14)
ANCHORS = env("DONDOC_ANCHORS", default="")
ANCHOR_MAIL = env.list("DONDOC_ANCHOR_MAIL", default=[])
EXCHANGE_FOLDER = env("DONDOC_EXCHANGE_FOLDER", default="")
EXCHANGE_URL = env("DONDOC_EXCHANGE_URL", default="")
TOKEN = {
    "module": env("DONDOC_TOKEN_MODULE", default=""),
    "label": env("DONDOC_TOKEN_LABEL", default=""),
    "certificate": env("DONDOC_TOKEN_CERTIFICATE", default=""),
}
ORGAN_ID = env("DONDOC_ORGAN_ID", default="")
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env("DONDOC_MAIL_FROM", default="dondoc@localhost")
EMAIL_TIMEOUT = 20  # seconds
# Without a mail server nobody's mails are made: none pile up for the day it is switched on.
MAIL_IS_ON = bool(env("EMAIL_URL", default=""))
DEBUG = False

SECRET_KEY = env("DONDOC_SECRET_KEY", default="") or demo_secret(HOME, is_demo=DEMO)
ALLOWED_HOSTS = env.list("DONDOC_HOSTS", default=["localhost", "127.0.0.1"])

INSTALLED_APPS = [
    "dondoc.home",
    "dondoc.operations",
    "dondoc.reports",
    "dondoc.programme",
    "dondoc.tasks",
    "dondoc.documents",
    "dondoc.organization",
    "dondoc.audit",
    "dondoc.background",
    "dondoc.web",
    "dondoc.kernel",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dondoc.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dondoc.audit.middleware.AddressMiddleware",
    "dondoc.organization.accounts.sessions.SeenMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dondoc.web.middleware.SignInMiddleware",
    "dondoc.web.middleware.RefusalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "dondoc.config.urls"
WSGI_APPLICATION = "dondoc.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dondoc.home.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{HOME / 'dondoc.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 600
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL lets readers go on while one writes; IMMEDIATE takes the write lock at BEGIN, so nobody fails half-way.
    # Recursive triggers: what REPLACE puts another row in the place of is deleted, also for the triggers.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        " PRAGMA recursive_triggers=ON;",
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Pages ask many small questions: compiling a plan or starting workers for one takes longer than answering it.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options", "-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organization.Person"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["dondoc.organization.accounts.backend.Backend"]
# Life of an administrator's link to set a password.
PASSWORD_RESET_TIMEOUT = 24 * 3600
OIDC = {
    "issuer": env("DONDOC_OIDC_ISSUER", default=""),
    "client_id": env("DONDOC_OIDC_CLIENT_ID", default=""),
    "secret": env("DONDOC_OIDC_SECRET", default=""),
    "label": env("DONDOC_OIDC_LABEL", default="") or urlsplit(env("DONDOC_OIDC_ISSUER", default="")).hostname or "",
    "claim": env("DONDOC_OIDC_CLAIM", default="preferred_username"),
}
LOGIN_URL = "organization:sign-in"
LOGIN_REDIRECT_URL = "home:desk"
LOGOUT_REDIRECT_URL = "organization:sign-in"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Files of people are never served by address: `documents.views` and `tasks.views` ask for the right first.
MEDIA_URL = ""

# One file as received; the reader has its own, finer limits.
UPLOAD_LIMIT_BYTES = 50 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SESSION_ENGINE = "dondoc.organization.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

BASE_URL = env("DONDOC_URL", default=f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0]}").rstrip("/")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # It warns at length of each file that is not what it should be; what matters of it is said on the page.
    "loggers": {"pyhanko": {"level": "ERROR"}},
}
