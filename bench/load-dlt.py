"""Copies the table `people` of a PostgreSQL into a DuckDB file with dlt: load-dlt.py URL FOLDER (rows by way of Arrow)."""

import sys

import dlt
from dlt.sources.sql_database import sql_table

url, folder = sys.argv[1:3]
table = sql_table(credentials="postgresql+psycopg2:" + url.partition(":")[2], table="people", backend="pyarrow", chunk_size=100_000)
pipeline = dlt.pipeline(
    "people",
    pipelines_dir=f"{folder}/pipelines",
    destination=dlt.destinations.duckdb(f"{folder}/people.duckdb"),
    dataset_name="bench",
)
pipeline.run(table, write_disposition="replace")
