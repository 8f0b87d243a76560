"""Text to tree: tokens, lexer, parser, nodes with extents, parse errors. Imports nothing of ours."""
