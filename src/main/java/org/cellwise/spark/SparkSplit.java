package org.cellwise.spark;

/**
 * Rows of Spark in two parts.
 *
 * @param train those to learn from, on which encoders were fitted
 * @param validation those to measure on
 */
public record SparkSplit(SparkRows train, SparkRows validation) {}
