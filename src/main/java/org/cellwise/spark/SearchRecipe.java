package org.cellwise.spark;

import java.io.Serializable;
import java.util.function.BiFunction;
import org.cellwise.data.Split;
import org.cellwise.train.Trainer;
import org.cellwise.train.search.Setting;

/** Makes a new network and its trainer for a fold and a choice of settings, on whichever machine trains it. */
@FunctionalInterface
public interface SearchRecipe extends BiFunction<Split, Setting, Trainer>, Serializable {}
