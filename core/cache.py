"""A cache that answers while its server is away: limits are counted in this process's memory until it is back."""

import time
from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as RedisGone
from redis.exceptions import TimeoutError as RedisSlow

REST_S = 5.0  # how long a server that did not answer is left alone, so that not every page waits for it


def _steadily(name: str) -> Callable[..., Any]:
    """Return the operation `name` on the server, or on memory while the server does not answer."""

    def operation(self: "SteadyRedisCache", *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= self.away_until:
            try:
                return getattr(RedisCache, name)(self, *args, **kwargs)
            except (RedisGone, RedisSlow):
                self.away_until = time.monotonic() + REST_S
        return getattr(self.memory, name)(*args, **kwargs)

    return operation


class SteadyRedisCache(RedisCache):
    """Django's Redis cache with memory to fall back on. What it holds may be lost; nothing saved lives here."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.memory = LocMemCache(f"fallback for {server}", params | {"OPTIONS": {}})
        self.away_until = 0.0

    add = _steadily("add")
    get = _steadily("get")
    set = _steadily("set")
    touch = _steadily("touch")
    delete = _steadily("delete")
    get_many = _steadily("get_many")
    has_key = _steadily("has_key")
    incr = _steadily("incr")
    set_many = _steadily("set_many")
    delete_many = _steadily("delete_many")
    clear = _steadily("clear")

    def count(self, key: str, by: int, seconds: int) -> int:
        """Add to a counter that ends after so many seconds, and return it; one trip to the server."""
        if time.monotonic() >= self.away_until:
            try:
                return self._count(self.make_and_validate_key(key), by, seconds)
            except (RedisGone, RedisSlow):
                self.away_until = time.monotonic() + REST_S
        return _count_in(self.memory, key, by, seconds)

    def _count(self, key: str, by: int, seconds: int) -> int:
        pipeline = self._cache.get_client(key, write=True).pipeline(transaction=False)
        pipeline.incrby(key, by)
        pipeline.expire(key, seconds)
        return int(pipeline.execute()[0])


def count(key: str, *, by: int, seconds: int) -> int:
    """Add to a counter of the default cache and return it; the counter ends after so many seconds."""
    backend = caches["default"]
    if isinstance(backend, SteadyRedisCache):
        return backend.count(key, by, seconds)
    return _count_in(backend, key, by, seconds)


def _count_in(backend: BaseCache, key: str, by: int, seconds: int) -> int:
    backend.add(key, 0, seconds)
    try:
        return int(backend.incr(key, by))
    except ValueError:  # it ended between the two
        backend.set(key, by, seconds)
        return by
