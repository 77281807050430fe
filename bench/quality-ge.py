# Twenty of the bench's checks in Great Expectations against the same table, read from Parquet into a data frame before.
import os, sys, time
import pandas as pd
import great_expectations as gx
import great_expectations.expectations as gxe

frame = pd.read_parquet(sys.argv[1])
columns = "id id_card name sex birth division address phone marital income created_at updated_at".split()
expectations = [gxe.ExpectColumnValuesToNotBeNull(column=column) for column in columns] + [
    gxe.ExpectColumnValuesToMatchRegex(column="id_card", regex="^[0-9]{17}[0-9X]$"),
    gxe.ExpectColumnValuesToMatchRegex(column="division", regex="^([0-9]{2}){1,3}$"),
    gxe.ExpectColumnValuesToMatchRegex(column="phone", regex="^1[0-9]{10}$"),
    gxe.ExpectColumnValueLengthsToBeBetween(column="name", max_value=30),
    gxe.ExpectColumnValueLengthsToBeBetween(column="address", max_value=40),
    gxe.ExpectColumnValuesToBeInSet(column="sex", value_set=["1", "2"]),
    gxe.ExpectColumnValuesToBeBetween(column="income", min_value=0),
    gxe.ExpectColumnValuesToBeBetween(column="marital", min_value=0),
]
context = gx.get_context(mode="ephemeral")
context.variables.progress_bars = None
asset = context.data_sources.add_pandas("p").add_dataframe_asset("p")
batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
suite = gx.ExpectationSuite(name="twenty", expectations=expectations)
for _ in range(2):
    processor, wall = time.process_time(), time.time()
    result = batch.validate(suite, result_format="BASIC")
    print("great_expectations", gx.__version__, len(frame), "rows", round(time.time() - wall, 2), "s wall",
          round(time.process_time() - processor, 2), "s cpu", len(result.results), "checks", os.getloadavg()[0])
