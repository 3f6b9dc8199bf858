/** Files of separated values, cell by cell as texts: how a file is written, and its columns. Knows no tables. */
package org.cellwise.data.csv;
