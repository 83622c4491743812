"""A spreadsheet -> figures by indicator, and every cell that found no place."""
