"""Bytes to messages to objects; no thread, socket, clock or file in it."""
