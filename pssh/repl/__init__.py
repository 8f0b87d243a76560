"""The only importer of prompt_toolkit and pygments: read, run, show."""
