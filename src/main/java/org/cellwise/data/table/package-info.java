/** From tables to datasets: the only place that knows tablesaw. */
package org.cellwise.data.table;
