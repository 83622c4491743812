"""Changes to the data that may lose nothing: one entry edited, a file replaced whole, a directory started."""
