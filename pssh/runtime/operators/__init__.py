"""What generated code calls. `facade.py` gathers it into the dict that becomes the globals of a unit."""
