"""The .NET types of modules, the host object and session state, and their members."""
