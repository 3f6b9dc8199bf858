/** Parquet files as tables, whole or block by block, by DuckDB where that is on the class path. */
package org.cellwise.data.table.parquet;
