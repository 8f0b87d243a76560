"""Custom controls of format files: the elements of `<CustomControl>` as a page is written from them."""

from typing import Any, Callable, Dict, List, Tuple

from pssh.formatting.page import Page

__all__ = ["CustomControl", "named_controls"]

Expression = Callable[[Any], Any]


def named_controls(*parents: Any) -> Dict[str, Any]:
    """The `<Controls>` of a file and of a view, by name; the nearer one wins."""
    found: Dict[str, Any] = {}
    for parent in parents:
        for each in parent.iterfind("Controls/Control"):
            name = each.findtext("Name", "").strip()
            found[name.lower()] = each.find("CustomControl")
    return found


class CustomControl:
    """One `<CustomControl>`; `expression` reads the property or script block of an element."""

    def __init__(self, node: Any, controls: Dict[str, Any], expression: Expression) -> None:
        self.node = node
        self.controls = controls
        self.expression = expression

    def lines(self, value: Any, context: Any) -> List[Tuple[int, str]]:
        """The page of an object."""
        page = Page()
        self._control(page, self.node, value, context)
        return page.done()

    def _control(self, page: Page, control: Any, value: Any, context: Any) -> None:
        for entry in control.iterfind("CustomEntries/CustomEntry"):
            if self._selects(entry.find("EntrySelectedBy"), value, context):
                for item in entry.iterfind("CustomItem"):
                    self._items(page, item, value, context)
                return

    def _selects(self, node: Any, value: Any, context: Any) -> bool:
        """Whether an entry is for this object: by its types and conditions, or for all."""
        if node is None:
            return True
        from pssh.formatting.selection import names_of

        names = {name.lower() for name in names_of(value)}
        wanted = [(each.text or "").strip().lower() for each in node.iterfind("TypeName")]
        conditions = list(node.iterfind("SelectionCondition"))
        if wanted and not names.intersection(wanted):
            return False
        return all(self._holds(each, value, context) for each in conditions)

    def _items(self, page: Page, item: Any, value: Any, context: Any) -> None:
        for part in item:
            if part.tag == "Text":
                page.text(part.text or "")
            elif part.tag == "NewLine":
                page.new_line(int(part.findtext("Count", "1")))
            elif part.tag == "Frame":
                with page.frame(int(part.findtext("LeftIndent", "0"))):
                    for inner in part.iterfind("CustomItem"):
                        self._items(page, inner, value, context)
            elif part.tag == "ExpressionBinding":
                self._bound(page, part, value, context)

    def _bound(self, page: Page, part: Any, value: Any, context: Any) -> None:
        from pssh.objects.compare import enumerate_value

        condition = part.find("ItemSelectionCondition")
        if condition is not None and not self._holds(condition, value, context):
            return
        bare = part.find("PropertyName") is None and part.find("ScriptBlock") is None
        found = value if bare else self._read(part, value, context)
        if found is None:
            return
        several = enumerate_value(found) if part.find("EnumerateCollection") is not None else None
        for each in [found] if several is None else several:
            self._shown(page, part, each, context)

    def _shown(self, page: Page, part: Any, value: Any, context: Any) -> None:
        control = part.find("CustomControl")
        name = part.findtext("CustomControlName", "").strip()
        if control is None and name:
            control = self.controls.get(name.lower())
        if control is not None:
            self._control(page, control, value, context)
            return
        from pssh.formatting.values import cell_text, formatted_text

        form = part.findtext("FormatString", "")
        page.text((formatted_text(value, form) if form else cell_text(value, context.limit, False)) or "")

    def _holds(self, node: Any, value: Any, context: Any) -> bool:
        from pssh.objects.convert import to_bool

        return to_bool(self._read(node, value, context))

    def _read(self, node: Any, value: Any, context: Any) -> Any:
        """What an element's expression gives; an expression that fails gives nothing."""
        from pssh.formatting.access import getter
        from pssh.formatting.context import ExpressionFailed
        from pssh.objects.nothing import MISSING

        try:
            found = getter(self.expression(node), context)(value)
        except ExpressionFailed:
            return None
        return None if found is MISSING else found
