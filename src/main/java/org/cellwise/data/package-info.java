/** Rows of numbers to learn from: datasets, their parts and batches, and how raw values become numbers. */
package org.cellwise.data;
