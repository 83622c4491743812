"""The fields of each command's output for programs: a module for each, by the command's name."""
