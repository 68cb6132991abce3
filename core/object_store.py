"""Private files in an object store that speaks S3; fitnessrec/s3.py says which one. Needs requirements-s3.lock."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from storages.backends.s3 import S3Storage

MOST_AT_ONCE = 1000  # what the protocol takes in one request


class ObjectStore(S3Storage):
    """A bucket of private objects. Nobody reads one but by an address that is signed for a few minutes."""

    def signed_url(self, name: str, *, seconds: int, content_type: str, disposition: str) -> str:
        """Return an address of the object under which it comes with these headers, for so many seconds."""
        said = {
            "ResponseContentType": content_type,
            "ResponseContentDisposition": disposition,
            "ResponseCacheControl": f"private, max-age={seconds}",
        }
        return str(self.url(name, parameters=said, expire=seconds))

    def walk(self, folder: str) -> Iterator[tuple[str, int, datetime]]:
        """Yield name, size and time of every object of a folder and below it, page by page."""
        whole = self._normalize_name(f"{folder}/").rstrip("/") + "/"
        cut = len(whole) - len(folder) - 1
        for found in self.bucket.objects.filter(Prefix=whole):
            yield found.key[cut:], found.size, found.last_modified

    def check(self) -> None:
        """Raise an error where the bucket cannot be read."""
        client: Any = self.connection.meta.client
        client.list_objects_v2(Bucket=self.bucket_name, Prefix=self.location, MaxKeys=1)

    def remove_many(self, names: list[str]) -> None:
        """Remove objects, a thousand in one request."""
        for start in range(0, len(names), MOST_AT_ONCE):
            keys = [{"Key": self._normalize_name(name)} for name in names[start : start + MOST_AT_ONCE]]
            answer = self.bucket.delete_objects(Delete={"Objects": keys, "Quiet": True})
            if answer.get("Errors"):
                raise OSError(f"the object store did not remove {len(answer['Errors'])} objects: {answer['Errors'][0]}")
