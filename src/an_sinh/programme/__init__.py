"""The data directory -> a Programme, or every problem with its place."""
