"""Runspaces behind channels, both roles, no SSH."""
