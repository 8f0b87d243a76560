"""One module for each family of cmdlets; each cmdlet declared once."""
