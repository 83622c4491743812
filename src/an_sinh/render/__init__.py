"""How a page is written out: one module for each format."""
