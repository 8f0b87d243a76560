"""A class that derives from PSObject: its own members are all it shows."""

from script_case import lines

_BOX = (
    "class Box : PSObject { [int]$Size = 3; Box() {} "
    "[string]ToString() { return ($this.psobject.Properties | ForEach-Object { \"$($_.Name)=$($_.Value)\" }) -join ';' } }; "
    "$box = [Box]::new(); "
)


def test_its_text_is_made_of_its_properties() -> None:
    assert lines(_BOX + '"$box"; $box.ToString(); $box.GetType().Name; $box -is [psobject]') == [
        "Size=3",
        "Size=3",
        "Box",
        "True",
    ]


def test_members_can_be_added() -> None:
    text = _BOX + "$box | Add-Member Lid 'red'; $box.Size = 4; \"$box\"; ConvertTo-Json $box -Compress"
    assert lines(text) == ["Lid=red;Size=4", '{"Lid":"red","Size":4}']
