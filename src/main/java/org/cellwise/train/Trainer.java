package org.cellwise.train;

/** Trains a network and keeps its optimizer state and history between calls of {@code fit}. */
public final class Trainer {}
