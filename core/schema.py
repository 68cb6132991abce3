"""The OpenAPI schema says all of it: what each operation takes, each answer it can give, and which headers matter.

REST framework's views need this class to come into being, so nothing that imports them is imported here. A view says
what is true of it in class attributes: `conditional`, `keyed`, `deletes_softly`, `names_rows`, `answers_with_file`, and
`also_answers` with further statuses, of all methods or by method.
"""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from rest_framework import mixins, serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny

from core.schema_words import (
    ASKED,
    CONTENT_TYPE,
    CREATE_ONLY,
    HEADERS,
    NOUNS,
    PROBLEM,
    SAID,
    SUMMARIES,
    TEXT,
)
from core.strict import KEY, NO_NUL, NOT_BLANK, Key, Text
from core.validators import not_absurdly_dated

Schema = dict[str, Any]
YEARS = r"^(19[7-9]\d|20\d\d|21\d\d)-"  # as core.validators.not_absurdly_dated has it, in what a pattern can say


class DescribedSchema(AutoSchema):
    """What REST framework's views say of themselves, and what is true of all of them."""

    def get_operation(self, path: str, *args: Any, **kwargs: Any) -> Schema | None:
        """Return the operation with every answer and header that it knows."""
        found: Schema | None = super().get_operation(path, *args, **kwargs)
        if found is None:
            return None
        answers = found["responses"]
        for status in self.problems(found):
            answers[str(status)] = self.problem(status)
        if self.method == "PUT" and not self.is_single():
            answers["201"] = dict(answers["200"]) | {"description": "There was nothing under this id: created."}
        if self.takes_key():
            answers["200"] = dict(answers["201"]) | {"description": "This `Idempotency-Key` was sent before: its row."}
        if self.is_media():
            kinds: tuple[str, ...] = getattr(self.view, "media_types", ())
            content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in kinds}
            answers["200"] = {"description": "The whole file.", "content": content}
            answers["206"] = {"description": "The bytes that `Range` asks for.", "content": content}
            answers["302"] = {"description": "Where the file is, for five minutes: servers with an object store."}
        if (self.is_conditional() or self.is_media()) and self.method == "GET":
            answers["304"] = {"description": "The client has it as it is; there is no body."}
        for status, answer in answers.items():
            for name in self.answer_headers(int(status)):
                answer.setdefault("headers", {})[name] = self.header(name)
        asked = [*found.get("parameters", []), *self.request_headers()]
        if asked:
            found["parameters"] = asked
        found["responses"] = dict(sorted(answers.items()))
        return found

    def get_summary(self) -> str | None:
        """Return the operation in a few words."""
        one, many = NOUNS.get(self.get_tags()[0], ("", ""))
        words = SUMMARIES.get(getattr(self.view, "action", "") or "")
        if one and words:
            return words.format(one=one, many=many)
        said: str = (type(self.view).__doc__ or "").strip().partition("\n")[0].partition(". ")[0]
        return said.removesuffix(".") or None

    # --- answers ---------------------------------------------------------------------------------------------

    def problems(self, operation: Schema) -> list[int]:
        """Return the statuses under which this operation answers with a problem."""
        writes, has_body = self.method not in ("GET", "HEAD"), "requestBody" in operation
        on_row, keeps_ids = "{" in self.path, bool(getattr(self.view, "deletes_softly", False))
        taken = self.method == "PUT" and not self.is_single()
        facts = {
            400: has_body or bool([p for p in operation.get("parameters", []) if p["in"] == "query"]),
            401: self.is_closed(),
            403: self.is_closed() and writes,
            404: on_row or self.names_rows(),
            406: not self.is_media(),
            409: taken or self.takes_key() or (has_body and on_row and self.takes_files()),
            410: keeps_ids and ((on_row and self.action != "restore") or self.takes_key()),
            412: writes and (on_row or self.is_own_one()) and self.is_conditional(),
            413: has_body,
            415: has_body,
            416: self.is_media(),
            429: self.is_closed() and bool(self.view.throttle_classes),
            503: has_body and self.takes_files(),
        }
        also = getattr(self.view, "also_answers", ())
        also = also.get(self.method, ()) if isinstance(also, dict) else also
        return sorted({status for status, applies in facts.items() if applies} | set(also))

    def problem(self, status: int) -> Schema:
        """Return where one kind of problem is described."""
        body = self.component(ResolvedComponent.SCHEMA, "Problem", PROBLEM)
        said: Schema = {"description": SAID[status], "content": {CONTENT_TYPE: {"schema": body}}}
        if status == 416:
            del said["content"]
        names = {401: "WWW-Authenticate", 416: "Content-Range", 429: "Retry-After", 503: "Retry-After"}
        if status in names:
            said["headers"] = {names[status]: self.header(names[status])}
        return self.component(ResolvedComponent.RESPONSE, f"Problem{status}", said)

    def header(self, name: str) -> Schema:
        """Return where a header of answers is described."""
        return self.component(ResolvedComponent.HEADER, name, {"schema": TEXT, "description": HEADERS[name]})

    def component(self, kind: str, name: str, schema: Schema) -> Schema:
        """Put what several operations share into the schema once, and return the reference to it."""
        component = ResolvedComponent(name=name, type=kind, object=name, schema=schema)
        self.registry.register_on_missing(component)
        return component.ref

    def answer_headers(self, status: int) -> list[str]:
        """Return the headers of an answer that clients go by."""
        if self.is_media() and status in (200, 206):
            return ["ETag", "Accept-Ranges", *(["Content-Range"] if status == 206 else [])]
        return ["ETag"] if self.is_conditional() and status in (200, 201, 304) else []

    # --- requests --------------------------------------------------------------------------------------------

    def request_headers(self) -> list[Schema]:
        """Return the headers that a client may send and that change what happens."""
        said: dict[str, str] = {}
        if self.is_media():
            said = {name: ASKED[name] for name in ("If-None-Match", "Range")}
        elif self.is_conditional():
            if self.method == "GET":
                said = {"If-None-Match": ASKED["If-None-Match"]}
            elif "{" in self.path or self.is_own_one():
                said = {"If-Match": ASKED["If-Match"]}
            if self.method == "PUT":
                said["If-None-Match"] = CREATE_ONLY
        if self.takes_key():
            said["Idempotency-Key"] = ASKED["Idempotency-Key"]
        return [{"in": "header", "name": name, "schema": TEXT, "description": text} for name, text in said.items()]

    def _get_pagination_parameters(self) -> list[Schema]:
        """Describe the cursor and the limit as core.pagination reads them."""
        if not self._is_list_view() or self._get_paginator() is None:
            return []
        paginator = self._get_paginator()
        cursor = "Where to read on: `next` and `previous` of a page hold it."
        limit = f"How many rows at most; more than {paginator.max_page_size} counts as {paginator.max_page_size}."
        number = {"type": "integer", "minimum": 1, "default": paginator.page_size}
        return [
            {"in": "query", "name": "cursor", "schema": TEXT, "description": cursor},
            {"in": "query", "name": "limit", "schema": number, "description": limit},
        ]

    def _get_filter_parameters(self) -> list[Schema]:
        """Say of filters by a text that it holds no NUL: their forms refuse one."""
        found: list[Schema] = super()._get_filter_parameters()
        for said in found:
            if said["schema"].get("type") == "string" and not said["schema"].keys() & {"format", "enum", "pattern"}:
                said["schema"]["pattern"] = NO_NUL
        return found

    def _insert_field_validators(self, field: Any, schema: Schema) -> None:
        """Say of texts and times what a pattern can."""
        super()._insert_field_validators(field, schema)
        if field.read_only:
            return
        if isinstance(field, Text):
            schema["pattern"] = NO_NUL if field.allow_blank else NOT_BLANK
        if isinstance(field, Key):
            schema["pattern"] = KEY
        if isinstance(field, serializers.DateTimeField) and not_absurdly_dated in field.validators:
            schema["pattern"] = YEARS

    def _map_serializer_field(self, field: Any, *args: Any, **kwargs: Any) -> Schema:
        """Say of lists of serializers how long they may be."""
        found: Schema = super()._map_serializer_field(field, *args, **kwargs)
        if isinstance(field, serializers.ListSerializer) and not field.read_only:
            for name, word in (("minItems", "min_length"), ("maxItems", "max_length")):
                if (limit := getattr(field, word, None)) is not None:
                    found[name] = limit
        return found

    def _map_basic_serializer(self, serializer: Any, direction: str) -> Schema:
        """Add the rules across fields that a serializer names in `schema_rules`; PATCH asks the stored row, too."""
        schema: Schema = super()._map_basic_serializer(serializer, direction)
        if direction == "response" and schema.get("properties"):
            schema["required"] = sorted(schema["properties"])  # an answer leaves nothing out
        if direction == "request" and (example := getattr(serializer, "schema_example", None)):
            schema["examples"] = [example]
        rules = getattr(serializer, "schema_rules", None)
        if rules and direction == "request" and not getattr(serializer, "partial", False):
            schema["allOf"] = rules
        return schema

    # --- facts about the view --------------------------------------------------------------------------------

    @property
    def action(self) -> str:
        """Return what a view set calls this operation."""
        return getattr(self.view, "action", None) or ""

    def is_closed(self) -> bool:
        """Tell whether somebody must be signed in."""
        return not any(isinstance(permission, AllowAny) for permission in self.view.get_permissions())

    def is_media(self) -> bool:
        """Tell whether this answers with a private file."""
        return self.method == "GET" and bool(getattr(self.view, "answers_with_file", False))

    def is_conditional(self) -> bool:
        """Tell whether answers carry a tag that requests can name."""
        return bool(getattr(self.view, "conditional", False))

    def is_single(self) -> bool:
        """Tell whether there is one of these beside another row, so that no id can be taken."""
        return not isinstance(self.view, mixins.ListModelMixin)

    def is_own_one(self) -> bool:
        """Tell whether everybody has one of these, without an id."""
        return self.is_single() and "{" not in self.path

    def takes_key(self) -> bool:
        """Tell whether a row is made here under an id of ours, once for each Idempotency-Key."""
        return self.action == "create" and bool(getattr(self.view, "keyed", False))

    def takes_files(self) -> bool:
        """Tell whether a body may hold a file."""
        return MultiPartParser in self.view.parser_classes

    def names_rows(self) -> bool:
        """Tell whether the body or the query names other rows, which may not be there."""
        serializer = self._get_serializer() if hasattr(self.view, "get_serializer") else None
        if self.method in ("GET", "DELETE") or serializer is None:
            return bool(getattr(self.view, "names_rows", False))
        return _names_rows(serializer)


def _names_rows(field: Any) -> bool:
    if isinstance(field, serializers.ListSerializer):
        return _names_rows(field.child)
    if isinstance(field, serializers.Serializer):
        return any(_names_rows(child) for child in field.fields.values() if not child.read_only)
    return isinstance(field, serializers.RelatedField)
