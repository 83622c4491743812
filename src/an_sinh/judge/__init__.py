"""Programme -> verdicts, tallies, differences, outlooks, gates. Pure: no file, no clock, no rounding, no words."""
