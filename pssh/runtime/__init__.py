"""Runs code: runspace, scopes, pipeline, streams, binding, commands, providers."""
