"""The .NET library scripts reach for: one module per family of types, loaded when a type of it is first named."""
