"""`@record`: the frozen data classes of everything that ships.

`dataclasses` costs 8 ms to import and 0.4 ms for each class, more than the whole start of the shell may
take for seventy node types. To a type checker `record` *is* `dataclass(frozen=True)`; at run time it only
writes an `__init__`, `__slots__` (from the annotations), `__eq__` and `__repr__`.
"""

from typing import TYPE_CHECKING, Any

__all__ = ["record"]

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform

    @dataclass_transform(frozen_default=True)
    def record(cls: type) -> Any: ...

else:
    import sys
    from types import FunctionType

    # One `__init__` for each number of fields. Its code differs between classes in the names alone, so a
    # class gets a copy with its own names: a hundredth of the time that compiling one takes.
    def _init0(self):
        pass

    def _init1(self, a):
        self.a = a

    def _init2(self, a, b):
        self.a = a
        self.b = b

    def _init3(self, a, b, c):
        self.a = a
        self.b = b
        self.c = c

    def _init4(self, a, b, c, d):
        self.a = a
        self.b = b
        self.c = c
        self.d = d

    def _init5(self, a, b, c, d, e):
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e

    def _init6(self, a, b, c, d, e, f):
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e
        self.f = f

    def _init7(self, a, b, c, d, e, f, g):
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e
        self.f = f
        self.g = g

    _DROPPED = ("__dict__", "__weakref__", "__annotations__", "__annotate_func__", "__annotations_cache__")
    _TEMPLATES = (_init0, _init1, _init2, _init3, _init4, _init5, _init6, _init7)

    def _make_init(fields, defaults):
        """An `__init__` that sets `fields`; the last ones may have defaults."""
        if len(fields) < len(_TEMPLATES):
            template = _TEMPLATES[len(fields)].__code__
            code = template.replace(co_varnames=("self", *fields), co_names=fields)
        else:
            lines = "".join(f"\n    self.{name} = {name}" for name in fields)
            scope = {}
            exec(f"def __init__(self, {', '.join(fields)}):{lines}", scope)
            code = scope["__init__"].__code__
        values = tuple(defaults[name] for name in fields if name in defaults)
        if fields[len(fields) - len(values) :] != tuple(name for name in fields if name in defaults):
            raise TypeError("a field without a default follows one with a default")
        return FunctionType(code, globals(), "__init__", values)

    def _equals(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._fields)

    def _repr(self):
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._fields)
        return f"{type(self).__name__}({values})"

    def record(cls):
        """Make `cls` a slotted value type whose fields are its annotations, bases first, defaults last."""
        annotations = cls.__dict__.get("__annotations__")  # noqa: RUF063 - the class's own alone
        if annotations is None:
            annotations = cls.__annotations__ if sys.version_info >= (3, 14) else {}
        own = [name for name in annotations if not name.startswith("_")]
        inherited = getattr(cls, "_fields", ())
        defaults = {**getattr(cls, "_defaults", {}), **{n: cls.__dict__[n] for n in own if n in cls.__dict__}}
        fields = tuple(dict.fromkeys((*inherited, *own)))
        body = {key: value for key, value in cls.__dict__.items() if key not in _DROPPED and key not in own}
        body.update(
            __slots__=tuple(n for n in own if n not in inherited),
            __annotations__=annotations,
            __init__=_make_init(fields, defaults),
            _fields=fields,
            _defaults=defaults,
        )
        body.setdefault("__eq__", _equals)
        body.setdefault("__hash__", object.__hash__)
        body.setdefault("__repr__", _repr)
        return type(cls)(cls.__name__, cls.__bases__, body)
