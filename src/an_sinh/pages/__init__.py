"""A result in words: what stands on a page for people, in the language asked for."""
