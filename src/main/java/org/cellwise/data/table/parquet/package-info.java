/** Parquet files as tables, by DuckDB where that is on the class path. */
package org.cellwise.data.table.parquet;
