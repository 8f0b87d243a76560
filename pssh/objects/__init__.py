"""Values: PowerShell's types, members, conversion and comparison."""
