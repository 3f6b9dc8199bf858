/** Columns as plain values, whatever holds the table: what numbers and pictures of data are made of. */
package org.cellwise.data.column;
