package org.cellwise.spark;

import java.io.Serializable;
import java.util.function.Function;
import org.cellwise.data.Split;
import org.cellwise.train.Trainer;

/** Makes a new network and its trainer for a fold, on whichever machine trains it. */
@FunctionalInterface
public interface FoldRecipe extends Function<Split, Trainer>, Serializable {}
