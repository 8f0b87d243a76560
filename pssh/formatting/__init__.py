"""Objects to text: views are data, layout is a pure function, one place makes text of errors."""
