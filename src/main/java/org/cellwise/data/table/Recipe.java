package org.cellwise.data.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cellwise.data.Scaler;
import org.cellwise.text.Names;

/**
 * What a user has chosen to take from a table; checked against the names of its columns only.
 *
 * @param columns all columns of the table
 * @param chosen feature columns; empty for all that are not a target
 * @param categorical columns to take as categories even if they hold numbers
 * @param targets the label or the numeric targets; empty while not chosen
 * @param labelled whether the target is a class
 * @param dropMissing whether rows with missing values are left out
 * @param featureScaling how numeric features are scaled
 * @param targetScaling how numeric targets are scaled
 */
record Recipe(
        List<String> columns,
        List<String> chosen,
        Set<String> categorical,
        List<String> targets,
        boolean labelled,
        boolean dropMissing,
        Scaler.Fit featureScaling,
        Scaler.Fit targetScaling) {

    Recipe {
        requireKnown("features", columns, chosen);
        requireKnown("categorical", columns, categorical);
        requireKnown(labelled ? "label" : "target", columns, targets);
        requireOnce("features", chosen);
        requireOnce("target", targets);
        for (String target : targets) {
            if (chosen.contains(target)) {
                throw new IllegalArgumentException(
                        "\"%s\" is chosen as a feature and as what to predict: the network would only copy it; take it out of features(…)"
                                .formatted(target));
            }
        }
    }

    /** Nothing chosen yet: all columns are features, nothing is scaled or dropped. */
    static Recipe of(List<String> columns) {
        Scaler.Fit none = values -> Scaler.NONE;
        return new Recipe(columns, List.of(), Set.of(), List.of(), false, false, none, none);
    }

    Recipe withFeatures(List<String> names) {
        return new Recipe(columns, names, categorical, targets, labelled, dropMissing, featureScaling, targetScaling);
    }

    Recipe withCategorical(List<String> names) {
        Set<String> all = new HashSet<>(categorical);
        all.addAll(names);
        return new Recipe(
                columns, chosen, Set.copyOf(all), targets, labelled, dropMissing, featureScaling, targetScaling);
    }

    Recipe withTargets(List<String> names, boolean asLabel) {
        return new Recipe(columns, chosen, categorical, names, asLabel, dropMissing, featureScaling, targetScaling);
    }

    Recipe withMissingDropped() {
        return new Recipe(columns, chosen, categorical, targets, labelled, true, featureScaling, targetScaling);
    }

    Recipe withScaling(Scaler.Fit ofFeatures, Scaler.Fit ofTargets) {
        return new Recipe(columns, chosen, categorical, targets, labelled, dropMissing, ofFeatures, ofTargets);
    }

    /** The feature columns, in the order of the network's inputs. */
    List<String> features() {
        if (!chosen.isEmpty()) {
            return chosen;
        }
        return columns.stream().filter(name -> !targets.contains(name)).toList();
    }

    /** Features, then targets. */
    List<String> used() {
        List<String> used = new ArrayList<>(features());
        used.addAll(targets);
        return used;
    }

    /** Fails unless there is something to learn from and something to predict. */
    void requireComplete() {
        if (targets.isEmpty()) {
            throw new IllegalStateException(
                    "The table has no label yet: choose the column to predict with label(…) for classes or target(…) for numbers");
        }
        if (features().isEmpty()) {
            throw new IllegalStateException(
                    "The table has no column left as a feature besides \"%s\": add columns to it"
                            .formatted(Names.list(targets)));
        }
        for (String name : categorical) {
            if (!features().contains(name)) {
                throw new IllegalArgumentException(
                        "categorical: \"%s\" is not among the features (%s): add it to features(…), or leave it out of categorical(…)"
                                .formatted(name, Names.list(features())));
            }
        }
    }

    private static void requireKnown(String method, List<String> columns, Iterable<String> names) {
        for (String name : names) {
            if (!columns.contains(name)) {
                throw new IllegalArgumentException(
                        "%s: the table has no column \"%s\"; %s".formatted(method, name, Names.hint(name, columns)));
            }
        }
    }

    private static void requireOnce(String method, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("%s: \"%s\" is named twice; once is enough".formatted(method, name));
            }
        }
    }
}
