"""Read from the environment whether private files lie in an object store, and in which one."""

from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from fitnessrec import env

PACKAGES = ("storages", "boto3")


def storage() -> dict[str, Any] | None:
    """Return the storage that S3_BUCKET names, as an entry of STORAGES; None where none is named."""
    bucket = env.text("S3_BUCKET")
    if not bucket:
        return None
    if any(find_spec(package) is None for package in PACKAGES):
        raise ImproperlyConfigured(
            "S3_BUCKET is set, and the packages for object stores are not installed. Run `make setup` with S3_BUCKET "
            "set, or `.venv/bin/python -m pip install --require-hashes -r requirements-s3.lock`."
        )
    key, secret = env.text("S3_ACCESS_KEY_ID"), env.text("S3_SECRET_ACCESS_KEY")
    if bool(key) != bool(secret):
        raise ImproperlyConfigured(
            "S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY go together. Set both, or neither where the machine has a role."
        )
    endpoint = endpoint_url()
    options = {
        "bucket_name": bucket,
        "location": env.text("S3_PREFIX").strip("/"),
        "region_name": env.text("S3_REGION", "us-east-1"),
        "endpoint_url": endpoint or None,
        "access_key": key or None,
        "secret_key": secret or None,
        "default_acl": None,  # the bucket's own rule, which is private
        "querystring_auth": True,
        "file_overwrite": False,
        "max_memory_size": 2**20,  # what is read beyond that lies in a temporary file, not in memory
        "client_config": _client_config(own_address=bool(endpoint)),
    }
    return {"BACKEND": "core.object_store.ObjectStore", "OPTIONS": options}


def endpoint_url() -> str:
    """Return S3_ENDPOINT_URL, empty for Amazon's own; refuse what is no address."""
    endpoint = env.text("S3_ENDPOINT_URL").rstrip("/")
    parts = urlsplit(endpoint)
    if endpoint and not (parts.scheme in ("http", "https") and parts.hostname):
        raise ImproperlyConfigured("S3_ENDPOINT_URL is no address. Give one such as https://s3.example.org.")
    return endpoint


def origins() -> list[str]:
    """Return where signed addresses lead, as the Content-Security-Policy writes it."""
    bucket = env.text("S3_BUCKET")
    if not bucket:
        return []
    endpoint = endpoint_url()
    if endpoint:
        parts = urlsplit(endpoint)
        return [f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"]
    region = env.text("S3_REGION", "us-east-1")
    hosts = (f"{bucket}.s3.amazonaws.com", f"{bucket}.s3.{region}.amazonaws.com", f"s3.{region}.amazonaws.com")
    return [f"https://{host}" for host in hosts]


def _client_config(*, own_address: bool) -> Any:
    from botocore.config import Config  # noqa: PLC0415 -- a package that only those with a bucket have

    return Config(
        signature_version="s3v4",
        s3={"addressing_style": "path" if own_address else "virtual"},
        # Stores that are not Amazon's refuse the checksums that newer clients send unasked.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        connect_timeout=5,
        read_timeout=60,
        retries={"mode": "standard", "total_max_attempts": 3},
    )
