"""The pssh command: arguments, configuration, completion scripts."""
