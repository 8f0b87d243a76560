"""Providers and drives: the places commands such as Get-Item look at. Start reading in `paths.py`."""
