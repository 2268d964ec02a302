"""Settings of the process, all read from the instance's folder and a few environment variables.

Two doors to one database: ``default`` is the web role, which sees what the policy grants; ``signin`` sees accounts and
sessions and no youth. ``denials`` and ``packets`` are the web role once more, on connections of their own: for entries
that must outlive a rolled-back request, and for reading what the holder of a copy may read. ``owner`` exists only while
the operator sets an instance up.
"""

import os
from pathlib import Path
from typing import Any

from safetynet.kernel.clock import ZONE_NAME
from safetynet.kernel.faults import Fault

from .home import Home

BASE = Path(__file__).resolve().parents[2]


def _number(variable: str, default: int) -> int:
    """A whole number from the environment. Raises Fault when it is none."""
    given = os.environ.get(variable) or str(default)
    if not (given.isascii() and given.isdecimal()):
        raise Fault(f"{variable} is {given!r}; it must be a whole number.", kept="Nothing was started.")
    return int(given)


HOME = Home.from_environment()
FACTS = HOME.facts()
SYNTHETIC = bool(FACTS.get("synthetic"))
"""Whether everything in this database is invented; only then may there be a demo sign-in."""

SECRET_KEY = HOME.secret("django", octets=48) if HOME.exists() else "no instance, no sessions"
AUDIT_SEED = HOME.secret("audit") if HOME.exists() else ""
PASS_KEY = bytes.fromhex(HOME.secret("pass")) if HOME.exists() else b""
AUDIT_FILE = HOME.audit / "heads.jsonl"
"""Where signed heads of the log are written, to be carried off."""
DEBUG = False
ALLOWED_HOSTS = [*filter(None, os.environ.get("SAFETYNET_HOSTS", "").split(",")), "127.0.0.1", "localhost", "[::1]"]
SERVED_OVER_TLS = os.environ.get("SAFETYNET_TLS") == "1"
"""Set behind a TLS-terminating proxy: cookies are then marked Secure and HSTS is sent."""
TRUSTED_PROXIES = _number("SAFETYNET_PROXIES", 0)
"""How many proxies of our own stand between the browser and us; so many addresses at the end of X-Forwarded-For are
believed. None by default: then that header says nothing."""
UNUSED_DAYS = _number("SAFETYNET_UNUSED_DAYS", 90)
"""An account that nobody signed in to for so many days is closed until the operator releases it (A7)."""

HOUSE_ADDRESS = os.environ.get("SAFETYNET_ADDRESS") or next(
    filter(None, os.environ.get("SAFETYNET_ORIGINS", "").split(",")), "http://127.0.0.1:8000"
)
"""Where people sign in, as mails and calendars name it; by default the first of SAFETYNET_ORIGINS."""

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("SAFETYNET_SMTP_HOST", "")
"""The mail server; without one nothing is sent."""
EMAIL_PORT = _number("SAFETYNET_SMTP_PORT", 587)
EMAIL_HOST_USER = os.environ.get("SAFETYNET_SMTP_USER", "")
EMAIL_HOST_PASSWORD = HOME.given_secret("smtp")
EMAIL_USE_TLS = os.environ.get("SAFETYNET_SMTP_TLS") != "0"
"""STARTTLS, unless the mail server is on this machine and knows none."""
EMAIL_TIMEOUT = 20
EMAIL_USE_LOCALTIME = False
DEFAULT_FROM_EMAIL = os.environ.get("SAFETYNET_MAIL_FROM", "")
REMIND_HOUR = _number("SAFETYNET_REMIND_HOUR", 7)
"""The hour of the day in California from which the running instance sends the day's reminders."""

ROOT_URLCONF = "safetynet.config.urls"
WSGI_APPLICATION = "safetynet.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "csp",
    "safetynet.governance",
    "safetynet.youths",
    "safetynet.intake",
    "safetynet.meetings",
    "safetynet.reports",
    "safetynet.pages",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "safetynet.config.middleware.HouseHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "safetynet.config.middleware.SessionClock",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "safetynet.config.middleware.RecordDoor",
]


def _database(role: str) -> dict[str, Any]:
    """Connection settings of one role; without an instance, an address that leads nowhere."""
    dsn = HOME.role_dsn(role) if HOME.exists() else {"host": "/nowhere", "port": 5432, "dbname": "none", "user": "none"}
    return _connection(dsn)


def _connection(dsn: dict[str, Any]) -> dict[str, Any]:
    known = {"host": "HOST", "port": "PORT", "dbname": "NAME", "user": "USER", "password": "PASSWORD"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{setting: dsn[name] for name, setting in known.items() if name in dsn},
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            **{name: value for name, value in dsn.items() if name not in known},
            "server_side_binding": True,
            "prepare_threshold": 3,
            "connect_timeout": 5,
        },
    }


DATABASES = {"default": _database("web"), "denials": _database("web"), "packets": _database("web"), "signin": _database("signin")}
if os.environ.get("SAFETYNET_SETTING_UP") == "1":
    DATABASES["owner"] = _connection(HOME.address().admin_dsn())
    DATABASES["owner"]["OPTIONS"]["assume_role"] = HOME.role("owner")
COHORT_DATABASE = HOME.role_dsn("cohort") if HOME.exists() else {}
"""How the role that makes snapshots signs in; it reads the columns of statistics and nothing else."""
COHORT_SECRET = HOME.secret("cohort-order") if HOME.exists() else ""
"""Puts the youths of a snapshot into an order that says nothing about them, and is the same in each."""
SNAPSHOTS = HOME.path / "snapshots"
"""Where the files of the snapshots lie."""
DATABASE_ROUTERS = ["safetynet.config.routers.TwoDoors"]

TIME_ZONE = ZONE_NAME
USE_TZ = True
LANGUAGE_CODE = "en-us"
USE_I18N = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE / "safetynet" / app / "templates" for app in ("pages", "youths", "intake", "meetings", "reports")],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "safetynet.pages.environment.make_environment",
            "context_processors": ["safetynet.pages.context.house"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"string_if_invalid": "", "context_processors": ["django.template.context_processors.request"]},
    },
]

STATIC_URL = "/static/"
STATIC_ROOT = BASE / "build" / "static"
STATICFILES_DIRS = [BASE / "build" / "assets"]
FONTS = BASE / "build" / "fonts"
"""The typeface of the packet, collected from the locked packages."""
COUNTY_OUTLINES = BASE / "build" / "maps" / "california.json"
"""The borders of the counties, collected from the locked packages."""
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

AUTH_USER_MODEL = "governance.Account"
AUTHENTICATION_BACKENDS = ["safetynet.config.sessions.CarriedAccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "safetynet.config.passwords.GuessedFirst"},
]

SESSION_ENGINE = "safetynet.config.sessions"
SESSION_COOKIE_NAME = "__Host-session" if SERVED_OVER_TLS else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SERVED_OVER_TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-csrf" if SERVED_OVER_TLS else "csrf"
CSRF_FAILURE_VIEW = "safetynet.pages.views.failures.forged_form"
CSRF_TRUSTED_ORIGINS = [*filter(None, os.environ.get("SAFETYNET_ORIGINS", "").split(","))]
SECURE_HSTS_SECONDS = 63_072_000 if SERVED_OVER_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SERVED_OVER_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SERVED_OVER_TLS else None
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" would make browsers hide the origin of our own forms
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

ACCOUNT_ADAPTER = "safetynet.config.sign_in.HouseAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {"login": "safetynet.config.sign_in.SignInForm"}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,30/15m/ip", "login": "60/m/ip", "change_password": "5/m/user"}
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "safetynet_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # tries are counted here: many names must not push out others' counts
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = HOME.files
"""Where larger uploads lie while they come in: a folder that nobody else can read."""
WORKBOOK_MAX_BYTES = 25 * 1024 * 1024
"""A workbook larger than this is refused before it is opened."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"numbers": {"()": "safetynet.config.logs.NumbersOnly"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "numbers"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
