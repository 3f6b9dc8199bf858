package org.cellwise.data.table;

/**
 * What was found out about a column of a file.
 *
 * @param column its name
 * @param type its type in words
 * @param missing how many of its values are missing
 * @param markers the texts that stand for missing values, with their numbers
 * @param note how its texts were read, where that is not plain; else nothing
 */
record Found(String column, String type, int missing, String markers, String note) {}
