"""Many places' figures in tables: the rules as one relational expression, on DuckDB or Spark."""
