"""Splink on the same registers, with the settings its own documentation gives for persons: the peer of bench/matching.ts."""

import json
import resource
import sys
import time

import duckdb
import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

frames = []
for at, file in enumerate(sys.argv[1:]):
    frame = duckdb.sql(f"select * from read_parquet('{file}')").df()
    frame.columns = ["name", "number", "born", "phone", "address", "person"]
    frame["unique_id"] = [f"{at}-{row}" for row in range(len(frame))]
    frames.append(frame)
everything = pd.concat(frames, ignore_index=True)

started = time.time()
settings = SettingsCreator(
    link_type="dedupe_only",
    comparisons=[
        cl.JaroWinklerAtThresholds("name", [0.9, 0.8]).configure(term_frequency_adjustments=True),
        cl.LevenshteinAtThresholds("number", [1, 2]),
        cl.LevenshteinAtThresholds("born", [1, 2]),
        cl.ExactMatch("phone"),
        cl.ExactMatch("address"),
    ],
    blocking_rules_to_generate_predictions=[
        block_on("number"),
        block_on("name", "born"),
        block_on("phone"),
        block_on("name", "address"),
        block_on("born", "address"),
    ],
)
api = DuckDBAPI()
try:
    linker = Linker(everything, settings, api)
except Exception:
    linker = Linker(api.register(everything), settings)
linker.training.estimate_probability_two_random_records_match(
    [block_on("number"), block_on("name", "born", "phone")], recall=0.8
)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("number"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("name", "born"))
pairs = linker.inference.predict(threshold_match_probability=0.5)
clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, 0.5).as_pandas_dataframe()
seconds = time.time() - started

sizes = lambda grouped: int((grouped.size() * (grouped.size() - 1) // 2).sum())
said, true = sizes(clusters.groupby("cluster_id")), sizes(clusters.groupby("person"))
right = sizes(clusters.groupby(["cluster_id", "person"]))
usage = resource.getrusage(resource.RUSAGE_SELF)
precision, recall = right / said, right / true
print(
    json.dumps(
        {
            "rows": len(everything),
            "seconds": round(seconds, 1),
            "processorSeconds": round(usage.ru_utime + usage.ru_stime, 1),
            "peakMemoryMb": usage.ru_maxrss // 1024,
            "precision": precision,
            "recall": recall,
            "f1": 2 * precision * recall / (precision + recall),
        }
    )
)
