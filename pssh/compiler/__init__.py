"""Tree to Python code objects. Imports language only."""
