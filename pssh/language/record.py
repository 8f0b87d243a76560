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

    def _equals(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._fields)

    def _repr(self):
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._fields)
        return f"{type(self).__name__}({values})"

    def record(cls):
        """Make `cls` a slotted value type whose fields are its annotations, bases first, defaults last."""
        own = [name for name in cls.__dict__.get("__annotations__", ()) if not name.startswith("_")]
        inherited = getattr(cls, "_fields", ())
        defaults = {**getattr(cls, "_defaults", {}), **{n: cls.__dict__[n] for n in own if n in cls.__dict__}}
        fields = tuple(dict.fromkeys((*inherited, *own)))
        body = {
            key: value
            for key, value in cls.__dict__.items()
            if key not in ("__dict__", "__weakref__", "__annotations__", *own)
        }
        parameters = ", ".join(f"{n}=_defaults[{n!r}]" if n in defaults else n for n in fields)
        lines = "".join(f"\n    self.{name} = {name}" for name in fields) or "\n    pass"
        scope = {"_defaults": defaults}
        exec(f"def __init__(self, {parameters}):{lines}", scope)  # noqa: S102 - text made of field names alone
        body.update(
            __slots__=tuple(n for n in own if n not in inherited),
            __annotations__=cls.__dict__.get("__annotations__", {}),
            __init__=scope["__init__"],
            _fields=fields,
            _defaults=defaults,
        )
        body.setdefault("__eq__", _equals)
        body.setdefault("__hash__", object.__hash__)
        body.setdefault("__repr__", _repr)
        return type(cls)(cls.__name__, cls.__bases__, body)
