"""One settings file, driven by the environment and safe without one: nothing is relaxed unless a variable says so.

docs/reference/settings.md lists every variable; a test compares the two.
"""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from edau import __version__
from edau.config.home import database, demo_secret, home, says_yes, whole_number

EDAU_VERSION = __version__
HOME = home()
PACKAGE = Path(str(files("edau")))

# A demonstration on one machine: plain http, a generated secret, mail written to a folder.
DEMO = says_yes("EDAU_DEMO")
DEBUG = says_yes("EDAU_DEBUG")

SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    if not (DEMO or DEBUG):
        raise ImproperlyConfigured(
            "SECRET_KEY is missing. Set it to a long random text, or use `edau demo` to try Edau on this machine."
            " / Mae SECRET_KEY ar goll. Rhowch destun hir ar hap ynddo, neu defnyddiwch `edau demo` i roi cynnig arni."
        )
    SECRET_KEY = demo_secret(HOME)
elif len(SECRET_KEY) < 32:  # it signs cookies and codes: what can be guessed protects nobody
    raise ImproperlyConfigured(
        "SECRET_KEY is too short: it needs 32 characters or more, at random."
        " / Mae SECRET_KEY yn rhy fyr: mae angen 32 nod neu fwy, ar hap."
    )

ALLOWED_HOSTS = [h.strip() for h in os.environ.get("EDAU_HOSTS", "").split(",") if h.strip()]
if DEMO or DEBUG:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = [
    f"https://{host}" for host in ALLOWED_HOSTS if "*" not in host and not (DEMO or DEBUG)
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "edau.core",
    "edau.ui",
    "edau.language",
    "edau.accounts",
    "edau.places",
    "edau.people",
    "edau.moderation",
    "edau.thread",
    "edau.understand",
    "edau.connect",
    "edau.listen",
    "edau.answer",
    "edau.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before anything that reads the database twice: an unchanged page is answered from its stamps alone.
    "edau.core.freshness.AnswerUnchangedPages",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "edau.portal.errors.ErrorsInWords",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "edau.config.urls"
WSGI_APPLICATION = "edau.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "edau.portal.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "edau.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "edau.ui.forms.EdauFormRenderer"

# SQLite serves a whole town hall when every write transaction takes the lock at once (IMMEDIATE): with Django's
# defaults we measured "database is locked" for 43 % of writes under load; with these none.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=27103364;"
        " PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
    ),
}
DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{HOME}/edau.sqlite3")}
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
# Counts of tries (sign-in codes, what visitors keep) must be the same in every process, so they live in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "KEY_FUNCTION": "edau.core.cache.hashed_name",
    },
    # What `{% cache %}` keeps: menus, the same on every page of a language. Each process has its own; none where
    # templates are being written.
    "template_fragments": {
        "BACKEND": f"django.core.cache.backends.{'dummy.DummyCache' if DEBUG else 'locmem.LocMemCache'}",
        "LOCATION": "fragments",
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Two equal languages; every page has its own address in each, and `/` offers Welsh first.
LANGUAGE_CODE = "cy"
LANGUAGES = [("cy", "Cymraeg"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "edau.config.statics.RememberedStaticFiles"},
}
MEDIA_ROOT = HOME / "media"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_REDIRECT_URL = "portal:home"
LOGIN_URL = "account_login"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "edau.accounts.adapter.Adapter"
# A passkey is another way in, never a second step: the code by e-mail goes on working.
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "edau.accounts.passkeys.PasskeyAdapter"

# Every letter is a row of the outbox first; what carries it on is the transport.
EMAIL_BACKEND = "edau.core.mail.backend.Outbox"
MAIL_TRANSPORT = "edau.core.mail.transports.Folder"
EMAIL_FILE_PATH = HOME / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("EDAU_FROM", "edau@localhost")
if os.environ.get("EDAU_SMTP_HOST"):
    MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = os.environ["EDAU_SMTP_HOST"]
    EMAIL_PORT = whole_number("EDAU_SMTP_PORT", 587)
    EMAIL_HOST_USER = os.environ.get("EDAU_SMTP_USER", "")
    EMAIL_HOST_PASSWORD = os.environ.get("EDAU_SMTP_PASSWORD", "")
    EMAIL_USE_TLS = True

# Everything the pages need comes from this server; nothing inline, nothing evaluated.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "media-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
CSRF_FAILURE_VIEW = "edau.portal.errors.forbidden"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
if not (DEMO or DEBUG):
    SECURE_SSL_REDIRECT = True
    if says_yes("EDAU_BEHIND_PROXY"):  # only a proxy that overwrites this header may be believed
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SECURE_HSTS_SECONDS = 31_536_000
    # A council's other sites may lie below this name and not be ready: only the operator can bind them.
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = says_yes("EDAU_HSTS_SUBDOMAINS")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by a watch on the same machine, over plain http
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# No page of today takes a file or a long text: what is larger is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
REQUEST_LIMIT = 256 * 1024

# How often one address may send a form in an hour, where that is not what the form itself says (30 for most).
GUARD_PER_HOUR = whole_number("EDAU_FORMS_PER_HOUR", 0)

# Where the open data of the installation comes from: the release that ships, or one the operator built.
RELEASE_FOLDER = Path(os.environ.get("EDAU_RELEASE") or PACKAGE / "release")
CONTACT = os.environ.get("EDAU_CONTACT", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "edau.core.discretion.Discreet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    # A wrong host name is somebody's scanner, answered 400; a traceback of each would bury what matters.
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
    "root": {"handlers": ["console"], "level": os.environ.get("EDAU_LOG", "WARNING")},
}
