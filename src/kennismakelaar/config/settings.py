"""All settings in one place. What differs per installation comes from environment variables."""

import os
from pathlib import Path

from .database import database_from
from .single_sign_on import apps_from, origin_of

BASE_DIR = Path(__file__).resolve().parents[3]
PACKAGE_DIR = Path(__file__).resolve().parents[1]
DATA_DIR = Path(os.environ.get("KENNISMAKELAAR_DATA", BASE_DIR / ".data"))

DEBUG = os.environ.get("KENNISMAKELAAR_DEBUG", "") == "1"
# The fallback key is for tests and builds only: start.py generates one per installation.
SECRET_KEY = os.environ.get("KENNISMAKELAAR_SECRET_KEY", "only-for-tests-and-builds")
ALLOWED_HOSTS = os.environ.get("KENNISMAKELAAR_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")

ROOMS = [
    "shared", "accounts", "records", "organizations", "topics", "intake", "catalog", "surveys", "coding",
    "invitations", "needs", "outreach", "gaps", "curriculum", "brokering", "guidance", "follow_up", "website",
]  # fmt: skip

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "django_prometheus",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    *[f"kennismakelaar.{room}" for room in ROOMS],
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kennismakelaar.website.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kennismakelaar.shared.refusals.RefusalMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "kennismakelaar.config.urls"
WSGI_APPLICATION = "kennismakelaar.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # The site's own templates go before those of the packages they dress (allauth, admin).
        "DIRS": [PACKAGE_DIR / "website" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kennismakelaar.website.context.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database_from(os.environ.get("DATABASE_URL", ""), data_dir=DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/werk"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = (
    "none"  # accounts are made by an administrator or come from the organization's own login
)
ACCOUNT_ADAPTER = "kennismakelaar.accounts.adapters.NoSignup"
# Who signs in elsewhere is the account with the same address, when the provider says the address was verified.
SOCIALACCOUNT_ADAPTER = "kennismakelaar.accounts.adapters.OwnAccountsOnly"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "VERIFIED_EMAIL": os.environ.get("KENNISMAKELAAR_OIDC_VERIFIED", "") == "1",
        "APPS": apps_from(os.environ),
    }
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
# Dutch words for pages of packages, in the voice of this site; they go before what the packages bring.
LOCALE_PATHS = [PACKAGE_DIR / "accounts" / "packages" / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
# Off, because numbers of rows stand in addresses and form values too; texts that show large numbers say `intcomma`.
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# An organization's own look: a folder with theme.css, which gives tokens of styles/tokens.css other values.
THEME_DIR = os.environ.get("KENNISMAKELAAR_THEME", "")
STATICFILES_DIRS = [("theme", THEME_DIR)] if THEME_DIR else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
APPEND_SLASH = False

# Everything from this site itself, nothing inline: Django 6 reads the same directives.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'", *origin_of(os.environ)],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
if os.environ.get("KENNISMAKELAAR_HTTPS") == "1":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000

DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Mail leaves through any SMTP server; without one it is written to the screen of the server.
EMAIL_HOST = os.environ.get("KENNISMAKELAAR_SMTP_HOST", "")
EMAIL_BACKEND = os.environ.get(
    "KENNISMAKELAAR_EMAIL_BACKEND",
    f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend",
)
EMAIL_PORT = int(os.environ.get("KENNISMAKELAAR_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("KENNISMAKELAAR_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("KENNISMAKELAAR_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("KENNISMAKELAAR_SMTP_SECURITY", "") == "starttls"
EMAIL_USE_SSL = os.environ.get("KENNISMAKELAAR_SMTP_SECURITY", "") == "tls"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("KENNISMAKELAAR_FROM", "kennismakelaar@example.org")
# Where this site stands: the worker that sends mail serves no page that could tell.
SITE_URL = os.environ.get("KENNISMAKELAAR_URL", "http://127.0.0.1:8000").rstrip("/")

# The organization in whose name advisers ask, by its short name in the register.
OWN_ORGANIZATION = os.environ.get("KENNISMAKELAAR_ORGANIZATION", "ess")
# Too often: this many questions in this many weeks, of all departments together. Nobody has measured how much a
# municipality can bear. Three in eight weeks is where one officer, who does this beside other work, has to answer
# somebody every third week; change it when municipalities say otherwise.
BURDEN_WEEKS = int(os.environ.get("KENNISMAKELAAR_BURDEN_WEEKS", "8"))
BURDEN_TIMES = int(os.environ.get("KENNISMAKELAAR_BURDEN_TIMES", "3"))
# A reminder sooner than this reaches people who were on leave or meant to answer this week.
REMIND_AFTER_DAYS = int(os.environ.get("KENNISMAKELAAR_REMIND_AFTER_DAYS", "7"))

# How far the log of acts was, noted every hour. Kept where somebody with the keys of the database cannot write,
# it shows that the last acts were cut off.
RECORDS_HEADS = Path(
    os.environ.get("KENNISMAKELAAR_HEADS", DATA_DIR / f"log-heads-{DATABASES['default']['NAME']}.txt")
)

# Whom somebody can warn about a weakness (RFC 9116): mailto: or https:.
SECURITY_CONTACT = os.environ.get("KENNISMAKELAAR_SECURITY_CONTACT", f"mailto:{DEFAULT_FROM_EMAIL}")

# The search by meaning can be switched off; everything works without it.
SEARCH_BY_MEANING = os.environ.get("KENNISMAKELAAR_MEANING", "1") == "1"
# Address of a Dask cluster for what does not fit one machine; empty: local processes (see shared/executors.py).
DASK_SCHEDULER = os.environ.get("KENNISMAKELAAR_DASK", "")
# A language model that may propose codes (docs/decisions/27-a-language-model-of-your-own.md). Off without an address;
# on this machine, or over https on a host that is named here.
LANGUAGE_MODEL_URL = os.environ.get("KENNISMAKELAAR_MODEL_URL", "")
LANGUAGE_MODEL_NAME = os.environ.get("KENNISMAKELAAR_MODEL_NAME", "")
LANGUAGE_MODEL_SECONDS = float(os.environ.get("KENNISMAKELAAR_MODEL_SECONDS", "60"))
LANGUAGE_MODEL_HOSTS = os.environ.get("KENNISMAKELAAR_MODEL_HOSTS", "").split(",")
LANGUAGE_MODEL_KEY = os.environ.get("KENNISMAKELAAR_MODEL_KEY", "")

PROCRASTINATE_IMPORT_PATHS = ["kennismakelaar.config.timetable"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("KENNISMAKELAAR_LOG", "WARNING")},
}
