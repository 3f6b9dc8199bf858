package org.cellwise.model.exchange;

/**
 * Where a layer of Keras keeps its arrays in a file.
 *
 * @param path such as {@code layers/dense_1}
 * @param scaled of a norm, whether it has a scale
 * @param shifted of a norm, whether it has a shift
 */
public record KerasPlace(String path, boolean scaled, boolean shifted) {}
