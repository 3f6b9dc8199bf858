package org.cellwise.train.search;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.cellwise.data.Split;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;

/** Makes trainers by a recipe of a user's, each with a network of its own that has learned nothing yet. */
public final class NewTrainers {
    private final String who;
    private final String unit;
    private final Function<Split, Trainer> recipe;
    private final Set<Network> seen = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    /**
     * By a recipe.
     *
     * @param who what wants them, for errors
     * @param unit what one is for, such as {@code fold}
     * @param others networks that it may not give
     */
    public NewTrainers(String who, String unit, Function<Split, Trainer> recipe, Network... others) {
        this.who = who;
        this.unit = unit;
        this.recipe = Objects.requireNonNull(
                recipe, who + " expects a function that makes a trainer, rows -> trainer(network(…), …), but got null");
        seen.addAll(Arrays.asList(others));
    }

    /**
     * A quiet one for these rows; several threads may ask.
     *
     * @throws IllegalArgumentException if the recipe gives none, or a network that was there before or was trained
     */
    public Trainer of(Split rows) {
        Trainer made = recipe.apply(rows);
        if (made == null) {
            throw new IllegalArgumentException(
                    "%s expects a trainer for each %s, but got null: return one, rows -> trainer(network(…), …)"
                            .formatted(who, unit));
        }
        if (!seen.add(made.network()) || made.history().steps() > 0) {
            throw new IllegalArgumentException(
                    "%s expects a new network for each %s, but got one that was trained before: make network and trainer within the function, rows -> trainer(network(…), …)"
                            .formatted(who, unit));
        }
        return made.quiet(); // not before, since one that another thread trains is refused there in other words
    }
}
