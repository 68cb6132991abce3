"""Settings: one file that runs with no environment at all; production is the same file with variables set.

docs/settings.md lists every variable.
"""

import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from fitnessrec import addresses, env, mail, s3

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("FITNESSREC_VAR", str(BASE_DIR / "var"))).expanduser().resolve()
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = env.flag("FITNESSREC_DEBUG")
PRODUCTION = env.choice("FITNESSREC_ENV", ("local", "production"), "local") == "production"

# --- who may knock ---------------------------------------------------------------------------------------
SITE_URL = env.text("SITE_URL")
if PRODUCTION:
    SITE_URL = env.required("SITE_URL", "Give the address people open, such as https://train.example.org.")
    SECRET_KEY = env.required("SECRET_KEY", "Give 50 random characters, and keep them the same for good.")
else:
    SECRET_KEY = env.text("SECRET_KEY") or env.secret_from_file(VAR_DIR / "secret_key")

HOST, PORT = env.text("HOST", "127.0.0.1"), env.number("PORT", 8000)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
if SITE_URL:
    ALLOWED_HOSTS.append(urlsplit(SITE_URL).hostname or "")
    CSRF_TRUSTED_ORIGINS = [SITE_URL.rstrip("/")]
if not PRODUCTION:
    ALLOWED_HOSTS += addresses.names(HOST)

# Where links in mails lead. Without SITE_URL: this machine's own address, in its network where it listens there.
SITE_ADDRESS = (SITE_URL or addresses.outer_url(HOST, PORT)).rstrip("/")

HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked by the machine itself, over plain http
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if env.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # sign-ins are counted by the address that the proxy saw, not by the proxy's own
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90  # a phone in a gym bag stays signed in
CSRF_FAILURE_VIEW = "core.errors.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, *s3.origins()],
        "media-src": [SELF, "blob:", *s3.origins()],  # blob: a clip is looked at on the device before it is sent
    }
}

# --- what it is made of ----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "fitnessrec",
    "coaching",
    "drills",
    "videos",
    "cues",
    "workouts",
    "accounts",
    "core",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.uploads.UploadLimitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.PrivatePagesMiddleware",
    "accounts.middleware.AppSignInMiddleware",
    "core.signed_out.SignedOutMiddleware",
    "core.errors.MethodNotAllowedMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.LocalTimeMiddleware",
]

ROOT_URLCONF = "fitnessrec.urls"
WSGI_APPLICATION = "fitnessrec.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context.csp_nonce",
            ],
            "builtins": ["core.templatetags.slots", "core.templatetags.units", "core.templatetags.ui"],
        },
    }
]

# --- where it keeps things -------------------------------------------------------------------------------
DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A second writer waits instead of failing: the lock is taken when a transaction begins, not half-way.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = VAR_DIR / "media"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "core.assets.NpmFinder",
]
# The files of npm packages that pages use, by the name they are served under.
NPM_FILES = {
    "vendor/chart.js": "chart.js/dist/chart.umd.min.js",
    "vendor/chart.umd.min.js.map": "chart.js/dist/chart.umd.min.js.map",  # chart.js names it, so it must be there
    "vendor/idb.js": "idb/build/index.js",
    "vendor/tus.js": "tus-js-client/dist/tus.min.js",
    "vendor/tus.min.js.map": "tus-js-client/dist/tus.min.js.map",  # tus.js names it
    "vendor/inter.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    "vendor/chartjs-adapter-date-fns.js": "chartjs-adapter-date-fns/dist/chartjs-adapter-date-fns.bundle.min.js",
}
STORAGES = {
    "default": s3.storage()
    or {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT, "base_url": None, "file_permissions_mode": 0o600},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# --- jobs ------------------------------------------------------------------------------------------------


def _broker_socket() -> Path:
    """Return the embedded broker's socket; its path must stay under the 108 bytes that the kernel allows."""
    near = VAR_DIR / "run" / "broker.sock"
    if len(os.fsencode(near)) < 100:
        return near
    name = hashlib.sha256(os.fsencode(VAR_DIR)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"fitnessrec-{os.getuid()}-{name}" / "broker.sock"


BROKER_SOCKET = _broker_socket()
REDIS_URL = env.text("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL or f"redis+socket://{BROKER_SOCKET}"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_SOFT_TIME_LIMIT = 840
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 3  # what is not done by then is given back
CELERY_TASK_DEFAULT_QUEUE = "quick"
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 1_500_000  # KiB
# A broker that goes away interrupts no work: should its message come again, there is nothing left to claim.
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker however long that is away
# For workers without a `manage.py run` beside them: `celery -A fitnessrec beat` ticks as its reaper does.
CELERY_BEAT_SCHEDULE = {
    "reap": {"task": "core.tasks.reap", "schedule": 5.0, "options": {"expires": 5}},
    "tick": {"task": "core.tasks.tick", "schedule": 60.0, "options": {"expires": 60}},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 1200,  # above the time limit, or a long job would be delivered twice
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    "socket_timeout": 30,
    # A web request waits for no broker: the ledger keeps the job, and the reaper sends its message later.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}

CACHES = {
    "default": {
        "BACKEND": "core.cache.SteadyRedisCache",
        "LOCATION": REDIS_URL or f"unix://{BROKER_SOCKET}?db=1",
        "KEY_PREFIX": "fitnessrec",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
    }
}

# --- people ----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignupForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
}
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.signup_fields.SignupFields"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"  # nobody is locked out by a mail that only went to the console
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
SIGNUP = env.choice("SIGNUP", ("open", "closed"), "open")

_mail = mail.server(env.text("EMAIL_URL"))

# Second factors. WebAuthn takes https and http://localhost; no looser origin is ever allowed.
MFA_ADAPTER = "accounts.second_factors.SecondFactors"
MFA_FORMS = {"add_webauthn": "accounts.forms.AddKeyForm", "edit_webauthn": "accounts.forms.RenameKeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "FitnessRec"
MFA_TOTP_TOLERANCE = 1  # a code that changed while it was typed is still good, once
MFA_ALLOW_UNVERIFIED_EMAIL = _mail is None  # without a mail server nobody could verify an address

# Sign-in of apps at /_allauth/app/v1/, beside the pages; the mails of both lead to the pages.
HEADLESS_CLIENTS = ("app",)

HAS_MAIL_SERVER = _mail is not None
EMAIL_TIMEOUT = 15  # below the lease of a job, which would else be taken over while a server thinks
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _mail else 'console'}.EmailBackend"
if _mail:
    EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.starttls, _mail.tls
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM", "FitnessRec <no-reply@localhost>")

LANGUAGE_CODE = "en-gb"
USE_I18N = False
TIME_ZONE = "UTC"
USE_TZ = True

# --- API -------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.TokenAuthentication",
        "accounts.authentication.CookieAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.authentication.ScopePermission"],
    "DEFAULT_THROTTLE_CLASSES": ["core.throttles.RequestThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["core.render.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["core.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "core.pagination.NewestFirst",
    "DEFAULT_FILTER_BACKENDS": ["core.filters.Filters"],
    "DEFAULT_SCHEMA_CLASS": "core.schema.DescribedSchema",
    "URL_FORMAT_OVERRIDE": None,  # `Accept` alone says what is wanted
    "EXCEPTION_HANDLER": "core.problems.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
# What one person may ask for; 0 is no limit. A phone that comes back with a month of sets stays far below.
API_READS_PER_MINUTE = env.number("API_READS_PER_MINUTE", 6000)
API_WRITES_PER_MINUTE = env.number("API_WRITES_PER_MINUTE", 1200)
UPLOADS_PER_HOUR = env.number("UPLOADS_PER_HOUR", 600)

SPECTACULAR_SETTINGS = {
    "TITLE": "FitnessRec",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "DESCRIPTION": "Log strength training, attach side-view clips, read progression. See docs/api.md.",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {
        "deepLinking": True,
        "docExpansion": "none",  # over a hundred operations take a browser too long to draw at once
        "tryItOutEnabled": True,
        "defaultModelsExpandDepth": 0,
        "validatorUrl": None,  # nothing of the schema leaves this server
    },
    "COMPONENT_SPLIT_REQUEST": True,
    "TAGS": [
        {"name": "sessions", "description": "Visits to the gym."},
        {"name": "sets", "description": "What was done in them, set by set."},
        {"name": "videos", "description": "Side-view clips, with their files."},
        {"name": "uploads", "description": "Clips that come piece by piece and survive a bad line: tus 1.0."},
        {"name": "templates", "description": "What sessions are planned to hold."},
        {"name": "exercises", "description": "The library, own exercises, and own settings for each."},
        {"name": "bodyweights", "description": "Weighings."},
        {"name": "today", "description": "The drills that are due, the week of the programme, and the gates."},
        {"name": "drills", "description": "The drill library and own drills."},
        {"name": "drill-logs", "description": "Practice: what was done of a drill."},
        {"name": "planned-drills", "description": "Drills put on Today or into the warm-up."},
        {"name": "programmes", "description": "The built-in programme and own ones, with phases and doses."},
        {"name": "enrolments", "description": "Being on a programme: pause, go on, repeat a phase."},
        {"name": "self-tests", "description": "Results of the self-tests."},
        {"name": "prerequisites", "description": "What a good hinge needs, and how to test it."},
        {"name": "gates", "description": "What to have shown before heavier work, and overrides with their reasons."},
        {"name": "cues", "description": "The library of cues, own ones, and their pictures."},
        {"name": "cue-attachments", "description": "Cues on exercises, in order."},
        {"name": "faults", "description": "Technique faults with causes and fixes."},
        {"name": "baseline", "description": "Where a new athlete stands, and the start that is proposed."},
        {"name": "reminder", "description": "One e-mail a day where drills are left."},
        {"name": "progress", "description": "Columns ready to chart, as JSON or CSV; each value names its source."},
        {"name": "changes", "description": "What is new since a cursor, for devices that work without a connection."},
        {"name": "kit", "description": "What a device needs to log without a connection."},
        {"name": "profile", "description": "How loads and days are shown."},
        {"name": "storage", "description": "What clips take of the room that a person has."},
        {"name": "tokens", "description": "Credentials of devices and scripts."},
    ],
    "SCHEMA_PATH_PREFIX": "/api/v1",  # what comes after it names the resource
    "ENUM_NAME_OVERRIDES": {
        "MuscleEnum": "workouts.models.exercise.Muscle",
        "SetKindEnum": "workouts.models.set.Kind",
        "UnitEnum": ["kg", "lb"],
        "ProfileUnitEnum": "accounts.models.User.Unit",
        "SideEnum": "workouts.models.set.Side",
        "VideoStatusEnum": "videos.models.Status",
        "ExerciseEquipmentEnum": "workouts.models.exercise.Equipment",
        "DrillEquipmentEnum": "drills.models.drill.Equipment",
        "ExerciseMeasureEnum": "workouts.models.exercise.Measure",
        "DrillMeasureEnum": "drills.models.drill.DrillMeasure",
        "FaultEnum": "workouts.faults.Fault",
        "FaultSourceEnum": ["article", "ours"],
    },
}

# --- videos (docs/processing.md says why each limit is there) ---------------------------------------------------
VIDEO_MAX_BYTES = env.number("VIDEO_MAX_MB", 500) * 2**20
VIDEO_QUOTA_BYTES = env.number("VIDEO_QUOTA_MB", 20_000) * 2**20  # of one person; 0 is no limit
INCOMING_DIR = MEDIA_ROOT / "incoming"  # uploads on their way, on the disk of the media, where they stay
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_TEMP_DIR = VAR_DIR / "tmp"
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True)
FILE_UPLOAD_PERMISSIONS = 0o600
X_ACCEL_PREFIX = env.text("X_ACCEL_PREFIX")  # where nginx serves MEDIA_ROOT inside itself, such as /protected/
WEB_THREADS = env.number("WEB_THREADS", 8)
WEB_WORKERS = env.number("WEB_WORKERS", 2)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO").upper()},
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
