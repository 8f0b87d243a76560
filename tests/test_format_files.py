"""Views read from a format file."""

from pathlib import Path

from script_case import lines

_CONTROLS = """
<Configuration>
  <Controls><Control><Name>Part</Name><CustomControl><CustomEntries>
    <CustomEntry><EntrySelectedBy><TypeName>Odd</TypeName></EntrySelectedBy><CustomItem>
      <Text>odd</Text><NewLine/></CustomItem></CustomEntry>
    <CustomEntry><CustomItem>
      <Text>* </Text><ExpressionBinding><PropertyName>N</PropertyName></ExpressionBinding><NewLine/>
    </CustomItem></CustomEntry>
  </CustomEntries></CustomControl></Control></Controls>
  <ViewDefinitions><View><Name>page</Name><ViewSelectedBy><TypeName>My.Thing</TypeName></ViewSelectedBy>
    <CustomControl><CustomEntries><CustomEntry><CustomItem>
      <Text>Thing </Text><ExpressionBinding><PropertyName>Name</PropertyName></ExpressionBinding><NewLine/>
      <Frame><LeftIndent>4</LeftIndent><CustomItem>
        <ExpressionBinding><PropertyName>Parts</PropertyName><EnumerateCollection/>
          <CustomControlName>Part</CustomControlName></ExpressionBinding>
      </CustomItem></Frame>
      <ExpressionBinding><ItemSelectionCondition><ScriptBlock>$_.Name -eq 'x'</ScriptBlock></ItemSelectionCondition>
        <ScriptBlock>"has " + $_.Parts.Count</ScriptBlock></ExpressionBinding>
    </CustomItem></CustomEntry></CustomEntries></CustomControl>
  </View></ViewDefinitions>
</Configuration>
"""


def test_a_custom_control_writes_frames_parts_and_conditions(tmp_path: Path) -> None:
    file = tmp_path / "my.format.ps1xml"
    file.write_text(_CONTROLS)
    text = f"""
    Update-FormatData -PrependPath '{file}'
    $odd = [pscustomobject]@{{ PSTypeName = 'Odd' }}
    [pscustomobject]@{{ PSTypeName = 'My.Thing'; Name = 'x'; Parts = $odd, [pscustomobject]@{{ N = 'two' }} }}
    [pscustomobject]@{{ PSTypeName = 'My.Thing'; Name = 'y'; Parts = @() }}
    """
    assert lines(text) == ["", "Thing x", "    odd", "    * two", "has 2", "Thing y", "", ""]
