"""A result as a web page in both languages at once: what stands on it, not how it looks."""
