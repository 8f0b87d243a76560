"""JSON Schema for Test-Json: the keywords of the drafts up to 2020-12 that need no fetching."""

import re
from typing import Any, Callable, Dict, Iterator, List, Tuple

__all__ = ["SchemaError", "violations"]

# where in the document, and what is wrong there
Fault = Tuple[str, str]


class SchemaError(Exception):
    """A schema that cannot be used."""


def violations(value: Any, schema: Any) -> List[Fault]:
    """All faults of a parsed document against a parsed schema."""
    return list(_Checker(schema).check(value, schema, ""))


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return "integer"
    if isinstance(value, float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    return bool(a == b)


def _json(value: Any) -> str:
    from json import dumps

    return dumps(value, ensure_ascii=False)


class _Checker:
    """Checks by one root schema (for its definitions)."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.depth = 0

    def check(self, value: Any, schema: Any, at: str) -> Iterator[Fault]:
        """The faults of a value at a place."""
        if schema is True or schema == {}:
            return
        if schema is False:
            yield at, "All values fail against the false schema"
            return
        if not isinstance(schema, dict):
            raise SchemaError("A schema must be an object or a boolean.")
        self.depth += 1
        if self.depth > 200:
            raise SchemaError("The schema refers to itself without end.")
        if "$ref" in schema:
            yield from self.check(value, self._resolve(schema["$ref"]), at)
        for keyword, test in _TESTS.items():
            if keyword in schema:
                yield from test(self, value, schema, at)
        self.depth -= 1

    def _resolve(self, reference: str) -> Any:
        if not reference.startswith("#"):
            raise SchemaError(
                f"Could not resolve '{reference}': only references within the schema are followed."
            )
        found = self.root
        for part in reference[1:].strip("/").split("/") if reference[1:].strip("/") else ():
            part = part.replace("~1", "/").replace("~0", "~")
            try:
                found = found[int(part)] if isinstance(found, list) else found[part]
            except (KeyError, IndexError, ValueError, TypeError):
                raise SchemaError(f"Could not resolve '{reference}'.") from None
        return found

    def fits(self, value: Any, schema: Any) -> bool:
        """Whether there is no fault."""
        return next(self.check(value, schema, ""), None) is None

    # -- keywords ----------------------------------------------------------------------------------------

    def type(self, value: Any, schema: Any, at: str) -> Iterator[Fault]:
        wanted = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        kind = _kind(value)
        if kind not in wanted and not (kind == "integer" and "number" in wanted):
            names = f'"{wanted[0]}"' if len(wanted) == 1 else _json(wanted).replace(", ", ",")
            yield at, f'Value is "{kind}" but should be {names}'

    def enum(self, value: Any, schema: Any, at: str) -> Iterator[Fault]:
        if not any(_same(value, each) for each in schema["enum"]):
            yield at, "Value should match one of the values specified by the enum"

    def const(self, value: Any, schema: Any, at: str) -> Iterator[Fault]:
        if not _same(value, schema["const"]):
            yield at, f"Expected {_json(schema['const'])}"

    def limits(self, value: Any, schema: Any, at: str) -> Iterator[Fault]:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return
        for keyword, test, text in _LIMITS:
            if (
                keyword in schema
                and not isinstance(schema[keyword], bool)
                and not test(value, schema[keyword])
            ):
                yield at, f"{_json(value)} should be {text} {_json(schema[keyword])}"
        step = schema.get("multipleOf")
        if step and abs(value / step - round(value / step)) > 1e-9:
            yield at, f"{_json(value)} should be a multiple of {_json(step)}"

    def text(self, value: Any, schema: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, str):
            return
        if len(value) < schema.get("minLength", 0):
            yield at, f"Value should be at least {schema['minLength']} characters"
        if len(value) > schema.get("maxLength", len(value)):
            yield at, f"Value should be at most {schema['maxLength']} characters"
        if "pattern" in schema and re.search(schema["pattern"], value) is None:
            yield (
                at,
                f'The string value is not a match for the indicated regular expression "{schema["pattern"]}"',
            )

    def items(self, value: Any, schema: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            return
        first = schema.get("prefixItems", schema["items"] if isinstance(schema.get("items"), list) else [])
        rest = (
            schema.get("additionalItems", True)
            if isinstance(schema.get("items"), list)
            else schema.get("items", True)
        )
        for index, item in enumerate(value):
            yield from self.check(item, first[index] if index < len(first) else rest, f"{at}/{index}")
        if len(value) < schema.get("minItems", 0):
            yield at, f"Value has less than {schema['minItems']} items"
        if len(value) > schema.get("maxItems", len(value)):
            yield at, f"Value has more than {schema['maxItems']} items"
        if schema.get("uniqueItems") and len({_json(item) for item in value}) != len(value):
            yield at, "Items should be unique"
        if "contains" in schema and not any(self.fits(item, schema["contains"]) for item in value):
            yield at, "Value does not contain an item that is expected"

    def members(self, value: Any, schema: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            return
        missing = [name for name in schema.get("required", ()) if name not in value]
        if missing:
            yield at, f"Required properties {_json(missing).replace(', ', ',')} are not present"
        known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
        for name, item in value.items():
            place = f"{at}/{name}"
            met = name in known
            if met:
                yield from self.check(item, known[name], place)
            for pattern, inner in patterns.items():
                if re.search(pattern, name):
                    met = True
                    yield from self.check(item, inner, place)
            if not met and "additionalProperties" in schema:
                yield from self.check(item, schema["additionalProperties"], place)
            if "propertyNames" in schema:
                yield from self.check(name, schema["propertyNames"], place)
        if len(value) < schema.get("minProperties", 0):
            yield at, f"Value has less than {schema['minProperties']} properties"
        if len(value) > schema.get("maxProperties", len(value)):
            yield at, f"Value has more than {schema['maxProperties']} properties"

    def combined(self, value: Any, schema: Any, at: str) -> Iterator[Fault]:
        for inner in schema.get("allOf", ()):
            yield from self.check(value, inner, at)
        if "anyOf" in schema and not any(self.fits(value, inner) for inner in schema["anyOf"]):
            for inner in schema["anyOf"]:
                yield from self.check(value, inner, at)
        if "oneOf" in schema:
            count = sum(self.fits(value, inner) for inner in schema["oneOf"])
            if count != 1:
                yield at, f"Expected 1 matching subschema but found {count}"
        if "not" in schema and self.fits(value, schema["not"]):
            yield at, "Value should not match the schema"
        if "if" in schema:
            branch = "then" if self.fits(value, schema["if"]) else "else"
            yield from self.check(value, schema.get(branch, True), at)


_LIMITS: Tuple[Tuple[str, Callable[[Any, Any], bool], str], ...] = (
    ("minimum", lambda v, limit: v >= limit, "at least"),
    ("maximum", lambda v, limit: v <= limit, "at most"),
    ("exclusiveMinimum", lambda v, limit: v > limit, "greater than"),
    ("exclusiveMaximum", lambda v, limit: v < limit, "less than"),
)


def _once(*keywords: str) -> Callable[[Any], str]:
    """Of several keywords that one test covers, the first that the schema has."""
    return lambda schema: next((k for k in keywords if k in schema), "")


def _group(test: Callable[..., Iterator[Fault]], *keywords: str) -> Dict[str, Callable[..., Iterator[Fault]]]:
    first = _once(*keywords)

    def run(checker: _Checker, value: Any, schema: Any, at: str, keyword: str) -> Iterator[Fault]:
        if first(schema) == keyword:
            yield from test(checker, value, schema, at)

    return {k: (lambda c, v, s, a, k=k: run(c, v, s, a, k)) for k in keywords}


_TESTS: Dict[str, Callable[..., Iterator[Fault]]] = {
    "type": _Checker.type,
    "enum": _Checker.enum,
    "const": _Checker.const,
    **_group(_Checker.limits, *(row[0] for row in _LIMITS), "multipleOf"),
    **_group(_Checker.text, "minLength", "maxLength", "pattern"),
    **_group(_Checker.items, "items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"),
    **_group(
        _Checker.members, "required", "properties", "patternProperties", "additionalProperties", "propertyNames",
        "minProperties", "maxProperties",
    ),
    **_group(_Checker.combined, "allOf", "anyOf", "oneOf", "not", "if"),
}  # fmt: skip
