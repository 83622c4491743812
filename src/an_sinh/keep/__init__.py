"""Changes to the data, of which nothing may be lost: one entry edited, a file replaced whole, a directory started."""
