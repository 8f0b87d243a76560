"""Dynamic parameters: what `dynamicparam { }` gives."""

from typing import Any, List, Tuple

from pssh.objects.collections import GenericList
from pssh.objects.dictionaries import GenericDictionary

__all__ = ["RuntimeDefinedParameter", "RuntimeDefinedParameterDictionary", "dynamic_parameters"]


class RuntimeDefinedParameter:
    """One parameter defined at run time."""

    ps_single = True
    net_type_name = "System.Management.Automation.RuntimeDefinedParameter"

    def __init__(self, name: str = "", kind: Any = None, attributes: Any = None) -> None:
        self.name = name
        self.type = kind
        self.attributes = GenericList(attributes or ())
        self.value: Any = None
        self.is_set = False

    def accept(self, value: Any) -> None:
        self.value = value
        self.is_set = True


class RuntimeDefinedParameterDictionary(GenericDictionary):
    """The parameters by name."""

    __slots__ = ("data",)
    net_type_name = "System.Management.Automation.RuntimeDefinedParameterDictionary"

    def __init__(self, items: Any = None) -> None:
        super().__init__(items, ignore_case=True)


def dynamic_parameters(binding: Any) -> List[Tuple[Any, RuntimeDefinedParameter]]:
    """Run the block's `dynamicparam` with what is bound so far: (metadata, parameter) of each it defines."""
    from pssh.objects.dictionaries import BaseDictionary
    from pssh.runtime.functions import set_needs
    from pssh.runtime.script_metadata import parameter_metadata

    frame, block = binding.frame, binding.processor.block
    if block.needs:
        set_needs(frame, block.needs)
    output: List[Any] = []
    block.dynamic_param(frame, output.append)
    found: List[Tuple[Any, RuntimeDefinedParameter]] = []
    for value in output:
        rows = value.values() if isinstance(value, BaseDictionary) else [value]
        for parameter in rows:
            if isinstance(parameter, RuntimeDefinedParameter):
                metadata = parameter_metadata(
                    parameter.name, parameter.type, list(parameter.attributes), dynamic=True
                )
                found.append((metadata, parameter))
    return found
