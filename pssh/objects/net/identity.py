"""[guid], [version] and [semver]."""

from typing import Any, List, Optional, Tuple

from pssh.objects.net.common import byte_array, bytes_of, fail, null_argument
from pssh.objects.number_format import FormatError
from pssh.objects.types import net_type

_GUID_FORM = "Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx)."


class Guid:
    """A 128-bit identifier, held as a number."""

    __slots__ = ("number",)

    net_type_name = "System.Guid"

    def __init__(self, number: int = 0) -> None:
        self.number = number

    @staticmethod
    def new() -> "Guid":
        """A random one."""
        import os

        number = int.from_bytes(os.urandom(16), "big")
        number = number & ~(0xF << 76) | (4 << 76)
        return Guid(number & ~(3 << 62) | (2 << 62))

    @staticmethod
    def parse(text: str) -> "Guid":
        """From any of the forms N D B P X; ValueError where it is none."""
        body = text.strip()
        if body.startswith("{0x"):
            digits = "".join(
                part.strip("{} ")[2:].rjust(size, "0")
                for part, size in zip(body.split(","), (8, 4, 4, 2, 2, 2, 2, 2, 2, 2, 2))
            )
        else:
            if body[:1] + body[-1:] in ("{}", "()"):
                body = body[1:-1]
            digits = body
            if "-" in body:
                parts = body.split("-")
                if [len(p) for p in parts] != [8, 4, 4, 4, 12]:
                    raise ValueError(_GUID_FORM)
                digits = "".join(parts)
        if len(digits) != 32:
            raise ValueError(_GUID_FORM)
        try:
            return Guid(int(digits, 16))
        except ValueError:
            raise ValueError(_GUID_FORM) from None

    def to_bytes(self) -> bytes:
        """.NET's byte order: the first three fields little-endian."""
        raw = self.number.to_bytes(16, "big")
        return raw[3::-1] + raw[5:3:-1] + raw[7:5:-1] + raw[8:]

    @staticmethod
    def from_bytes(data: bytes) -> "Guid":
        """The inverse of `to_bytes`."""
        return Guid(int.from_bytes(data[3::-1] + data[5:3:-1] + data[7:5:-1] + data[8:], "big"))

    def net_format(self, fmt: str, culture: Any = None) -> str:
        """N, D (default), B, P or X."""
        digits = format(self.number, "032x")
        dashed = f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
        letter = (fmt or "D").upper()
        if letter == "D":
            return dashed
        if letter == "N":
            return digits
        if letter == "B":
            return "{" + dashed + "}"
        if letter == "P":
            return f"({dashed})"
        if letter == "X":
            tail = ",".join("0x" + digits[i : i + 2] for i in range(16, 32, 2))
            return f"{{0x{digits[:8]},0x{digits[8:12]},0x{digits[12:16]},{{{tail}}}}}"
        raise FormatError('Format string can be only "D", "d", "N", "n", "P", "p", "B", "b", "X" or "x".')

    def __str__(self) -> str:
        return self.net_format("D")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Guid) and other.number == self.number

    def __hash__(self) -> int:
        return hash(self.number)

    def __lt__(self, other: "Guid") -> bool:
        return self.number < other.number

    def __gt__(self, other: "Guid") -> bool:
        return self.number > other.number


guid = net_type(
    "System.Guid", Guid, "System.ValueType", ("System.IComparable", "System.IFormattable"), "struct"
)
guid.extra["default"] = Guid
guid.constant("Empty", "guid", Guid())
guid.prop("Guid", "System.Object", kind="ScriptProperty")(str)
guid.static_method("NewGuid", "guid NewGuid()")(Guid.new)


@guid.constructor("guid new()")
def _guid_empty() -> Guid:
    return Guid()


@guid.constructor("guid new(string g)")
def _guid_text(text: str) -> Guid:
    return Guid.parse(text)


@guid.constructor("guid new(byte[] b)")
def _guid_bytes(data: Any) -> Guid:
    raw = bytes_of(data)
    if len(raw) != 16:
        fail("ArgumentException", "Byte array for Guid must be exactly 16 bytes long. (Parameter 'b')")
    return Guid.from_bytes(raw)


@guid.method(
    "ToString",
    "string ToString()",
    "string ToString(string format)",
    "string ToString(string format, System.IFormatProvider provider)",
)
def _guid_to_string(self: Guid, fmt: Any = None, provider: Any = None) -> str:
    return self.net_format(fmt or "")


@guid.method("ToByteArray", "byte[] ToByteArray()")
def _guid_to_bytes(self: Guid) -> Any:
    return byte_array(self.to_bytes())


@guid.method("CompareTo", "int CompareTo(guid value)")
def _guid_compare(self: Guid, value: Guid) -> int:
    return (self.number > value.number) - (self.number < value.number)


@guid.static_method("Parse", "guid Parse(string input)")
def _guid_parse(text: str) -> Guid:
    return Guid.parse(text)


@guid.static_method("TryParse", "bool TryParse(string input, [ref] guid result)")
def _guid_try(text: Any, result: Any) -> bool:
    try:
        result.value = Guid.parse(text or "")
        return True
    except ValueError:
        result.value = Guid()
        return False


class Version:
    """major.minor[.build[.revision]]; -1 stands for what is not given."""

    __slots__ = ("parts",)

    net_type_name = "System.Version"

    def __init__(self, major: int = 0, minor: int = 0, build: int = -1, revision: int = -1) -> None:
        self.parts: Tuple[int, int, int, int] = (major, minor, build, revision)

    @staticmethod
    def parse(text: str) -> "Version":
        """From text; ValueError or OverflowError where it is none."""
        fields = text.split(".")
        if not 2 <= len(fields) <= 4:
            fail("ArgumentException", "Version string portion was too short or too long. (Parameter 'input')")
        numbers: List[int] = []
        for field in fields:
            body = field.strip()
            if body.startswith("-") and body[1:].isdigit():
                fail(
                    "ArgumentOutOfRangeException",
                    "Version's parameters must be greater than or equal to zero. (Parameter 'input')",
                )
            if not body.lstrip("+").isdigit():
                raise ValueError(f"The input string '{field}' was not in a correct format.")
            number = int(body)
            if number > 0x7FFFFFFF:
                raise OverflowError("Value was either too large or too small for an Int32.")
            numbers.append(number)
        return Version(*numbers)

    def text(self, count: int = 4) -> str:
        """The given fields, at most `count`."""
        return ".".join(str(p) for p in self.parts[:count] if p >= 0)

    def __str__(self) -> str:
        return self.text()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and other.parts == self.parts

    def __hash__(self) -> int:
        return hash(self.parts)

    def __lt__(self, other: "Version") -> bool:
        return self.parts < other.parts

    def __le__(self, other: "Version") -> bool:
        return self.parts <= other.parts

    def __gt__(self, other: "Version") -> bool:
        return self.parts > other.parts

    def __ge__(self, other: "Version") -> bool:
        return self.parts >= other.parts


version = net_type(
    "System.Version", Version, None, ("System.IComparable", "System.ICloneable", "System.IFormattable")
)
for _index, _name in enumerate(("Major", "Minor", "Build", "Revision")):
    version.prop(_name, "int")(lambda self, i=_index: self.parts[i])
version.prop("MajorRevision", "int16")(lambda self: -1 if self.parts[3] < 0 else self.parts[3] >> 16)
version.prop("MinorRevision", "int16")(lambda self: -1 if self.parts[3] < 0 else self.parts[3] & 0xFFFF)


@version.constructor("version new()")
def _version_zero() -> Version:
    return Version(0, 0)


@version.constructor("version new(string version)")
def _version_text(text: str) -> Version:
    if text is None:
        null_argument("input")
    return Version.parse(text)


@version.constructor(
    "version new(int major, int minor)",
    "version new(int major, int minor, int build)",
    "version new(int major, int minor, int build, int revision)",
)
def _version_parts(*parts: int) -> Version:
    if min(parts) < 0:
        fail("ArgumentOutOfRangeException", "Version's parameters must be greater than or equal to zero.")
    return Version(*parts)


@version.method("ToString", "string ToString()", "string ToString(int fieldCount)")
def _version_to_string(self: Version, count: Optional[int] = None) -> str:
    given = sum(1 for p in self.parts if p >= 0)
    if count is not None and not 0 <= count <= given:
        fail("ArgumentException", f"Argument must be between 0 and {given}. (Parameter 'fieldCount')")
    return self.text(given if count is None else count)


@version.method("CompareTo", "int CompareTo(System.Object version)", "int CompareTo(version value)")
def _version_compare(self: Version, other: Any) -> int:
    if other is None:
        return 1
    if not isinstance(other, Version):
        fail("ArgumentException", "Object must be of type Version.")
    return (self.parts > other.parts) - (self.parts < other.parts)


@version.static_method("Parse", "version Parse(string input)")
def _version_parse(text: str) -> Version:
    return Version.parse(text)


@version.static_method("TryParse", "bool TryParse(string input, [ref] version result)")
def _version_try(text: Any, result: Any) -> bool:
    from pssh.objects.exceptions import NetException

    try:
        result.value = Version.parse(text or "")
        return True
    except (ValueError, OverflowError, NetException):
        result.value = None
        return False


class SemanticVersion:
    """[semver]: major.minor.patch[-label][+build]."""

    __slots__ = ("build", "label", "major", "minor", "patch")

    net_type_name = "System.Management.Automation.SemanticVersion"

    def __init__(
        self,
        major: int,
        minor: int = 0,
        patch: int = 0,
        label: Optional[str] = None,
        build: Optional[str] = None,
    ) -> None:
        self.major, self.minor, self.patch = major, minor, patch
        self.label = label or None
        self.build = build or None

    @staticmethod
    def parse(text: str) -> "SemanticVersion":
        """From text; ValueError where it is none."""
        import re

        found = re.fullmatch(
            r"(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?", text.strip()
        )
        if found is None:
            raise ValueError(
                f"Input string was not in a correct format. Cannot process argument because the value "
                f"of argument \"version\" is not valid: '{text}'."
                if not text
                else 'Cannot process argument because the value of argument "version" is not valid. '
                'Change the value of the "version" argument and run the operation again.'
            )
        major, minor, patch, label, build = found.groups()
        return SemanticVersion(int(major), int(minor or 0), int(patch or 0), label, build)

    def key(self) -> Tuple[Any, ...]:
        """What the order goes by: a label makes it earlier."""
        label: List[Tuple[int, int, str]] = []
        for part in (self.label or "").split("."):
            label.append((0, int(part), "") if part.isdigit() else (1, 0, part))
        return self.major, self.minor, self.patch, self.label is None, label

    def __str__(self) -> str:
        text = f"{self.major}.{self.minor}.{self.patch}"
        if self.label:
            text += "-" + self.label
        return text + ("+" + self.build if self.build else "")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SemanticVersion) and other.key() == self.key()

    def __hash__(self) -> int:
        return hash(str(self))

    def __lt__(self, other: "SemanticVersion") -> bool:
        return self.key() < other.key()

    def __gt__(self, other: "SemanticVersion") -> bool:
        return self.key() > other.key()


semver = net_type(
    "System.Management.Automation.SemanticVersion", SemanticVersion, None, ("System.IComparable",)
)
semver.prop("Major", "int")(lambda self: self.major)
semver.prop("Minor", "int")(lambda self: self.minor)
semver.prop("Patch", "int")(lambda self: self.patch)
semver.prop("PreReleaseLabel", "string")(lambda self: self.label)
semver.prop("BuildLabel", "string")(lambda self: self.build)


@semver.constructor("semver new(string version)")
def _semver_text(text: str) -> SemanticVersion:
    return SemanticVersion.parse(text)


@semver.constructor(
    "semver new(int major)",
    "semver new(int major, int minor)",
    "semver new(int major, int minor, int patch)",
    "semver new(int major, int minor, int patch, string preReleaseLabel)",
    "semver new(int major, int minor, int patch, string preReleaseLabel, string buildLabel)",
)
def _semver_parts(*parts: Any) -> SemanticVersion:
    return SemanticVersion(*parts)


@semver.constructor("semver new(version version)")
def _semver_version(value: Version) -> SemanticVersion:
    return SemanticVersion(value.parts[0], value.parts[1], max(value.parts[2], 0))


@semver.method("CompareTo", "int CompareTo(System.Object version)")
def _semver_compare(self: SemanticVersion, other: Any) -> int:
    if other is None:
        return 1
    return int(self.key() > other.key()) - int(self.key() < other.key())


@semver.static_method("Parse", "semver Parse(string version)")
def _semver_parse(text: str) -> SemanticVersion:
    return SemanticVersion.parse(text)


@semver.static_method("TryParse", "bool TryParse(string version, [ref] semver result)")
def _semver_try(text: Any, result: Any) -> bool:
    try:
        result.value = SemanticVersion.parse(text or "")
        return True
    except ValueError:
        result.value = None
        return False
