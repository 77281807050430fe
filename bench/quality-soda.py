# Twenty of the bench's checks in Soda Core against the same table; the table is read from Parquet into its own DuckDB.
import sys, time, duckdb, os
from soda.scan import Scan
con = duckdb.connect()
con.execute(f"create table p as select * from read_parquet('{sys.argv[1]}')")
cols = "id id_card name sex birth division address phone marital income created_at updated_at".split()
checks = "checks for p:\n" + "".join(f"  - missing_count({c}) >= 0\n" for c in cols)
checks += "  - invalid_count(id_card) >= 0:\n      valid regex: '[0-9]{17}[0-9X]'\n  - invalid_count(division) >= 0:\n      valid regex: '([0-9]{2}){1,3}'\n  - invalid_count(phone) >= 0:\n      valid regex: '1[0-9]{10}'\n  - invalid_count(name) >= 0:\n      valid max length: 30\n  - invalid_count(address) >= 0:\n      valid max length: 40\n  - invalid_count(sex) >= 0:\n      valid values: ['1','2']\n  - invalid_count(income) >= 0:\n      valid min: 0\n  - invalid_count(marital) >= 0:\n      valid min: 0\n"
for _ in range(2):
    s = Scan(); s.disable_telemetry(); s.add_duckdb_connection(con); s.set_data_source_name("duckdb"); s.add_sodacl_yaml_str(checks)
    b = time.process_time(); w = time.time(); s.execute()
    n = con.execute("select count(*) from p").fetchone()[0]
    print("soda", n, "rows", round(time.time()-w,2), "s wall", round(time.process_time()-b,2), "s cpu", len(s.get_scan_results()["checks"]), "checks", os.getloadavg()[0])
