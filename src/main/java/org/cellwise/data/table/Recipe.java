package org.cellwise.data.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cellwise.data.csv.Separator;
import org.cellwise.text.Names;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * What a user has chosen to take from a table; checked against the names of its columns only.
 *
 * @param columns all columns of the table
 * @param chosen feature columns; empty for all that are not used otherwise
 * @param reading how columns are read
 * @param targets the label or the numeric targets; empty while not chosen
 * @param labelled whether the target is a class
 * @param weights the column of the rows' weights; empty where all weigh 1
 * @param treatment what is done to columns on their way to vectors
 * @param dealing how rows go into parts
 */
record Recipe(
        List<String> columns,
        List<String> chosen,
        Reading reading,
        List<String> targets,
        boolean labelled,
        List<String> weights,
        Treatment treatment,
        Dealing dealing) {

    Recipe {
        requireKnown("features", columns, chosen);
        requireKnown("categorical", columns, reading.categorical());
        requireKnown("numeric", columns, reading.numeric().keySet());
        requireKnown("weights", columns, weights);
        requireKnown(labelled ? "label" : "target", columns, targets);
        requireKnown(dealing.method(), columns, dealing.used());
        requireKnown(
                "standardize and the like", columns, treatment.scaling().named().keySet());
        for (Map.Entry<String, Set<String>> named : treatment.namedFeatures().entrySet()) {
            requireKnown(named.getKey(), columns, named.getValue());
        }
        requireOnce("features", chosen);
        requireOnce("target", targets);
        for (String target : targets) {
            if (chosen.contains(target)) {
                throw new IllegalArgumentException(
                        "\"%s\" is chosen as a feature and as what to predict: the network would only copy it; take it out of features(…)"
                                .formatted(target));
            }
        }
        for (String weight : weights) {
            if (chosen.contains(weight) || targets.contains(weight)) {
                throw new IllegalArgumentException(
                        "\"%s\" is chosen for the weights of rows, and as a feature or as what to predict: choose one of these"
                                .formatted(weight));
            }
        }
    }

    /** Nothing chosen yet: all columns are features, nothing is scaled or dropped. */
    static Recipe of(List<String> columns) {
        return new Recipe(
                columns, List.of(), Reading.PLAIN, List.of(), false, List.of(), Treatment.NONE, Dealing.AT_RANDOM);
    }

    Recipe withFeatures(List<String> names) {
        return new Recipe(columns, names, reading, targets, labelled, weights, treatment, dealing);
    }

    Recipe withReading(Reading other) {
        return new Recipe(columns, chosen, other, targets, labelled, weights, treatment, dealing);
    }

    Recipe withTargets(List<String> names, boolean asLabel) {
        if (!targets.isEmpty() && (labelled != asLabel || !targets.equals(names))) {
            throw new IllegalArgumentException(
                    "A table has one thing to predict, but %s follows %s: keep one of the two, and name several numbers in one target(…)"
                            .formatted(said(names, asLabel), said(targets, labelled)));
        }
        return new Recipe(columns, chosen, reading, names, asLabel, weights, treatment, dealing);
    }

    private static String said(List<String> names, boolean asLabel) {
        return (asLabel ? "label(" : "target(") + Names.list(names) + ")";
    }

    Recipe withWeights(String column) {
        return new Recipe(columns, chosen, reading, targets, labelled, List.of(column), treatment, dealing);
    }

    Recipe withTreatment(Treatment other) {
        return new Recipe(columns, chosen, reading, targets, labelled, weights, other, dealing);
    }

    Recipe withDealing(Dealing other) {
        return new Recipe(columns, chosen, reading, targets, labelled, weights, treatment, other);
    }

    /** The feature columns, in the order of the network's inputs. */
    List<String> features() {
        if (!chosen.isEmpty()) {
            return chosen;
        }
        return columns.stream()
                .filter(name -> !targets.contains(name) && !weights.contains(name))
                .filter(name ->
                        !dealing.used().contains(name) || treatment.encodings().containsKey(name))
                .toList();
    }

    /** Features, then targets, then weights, then what rows are dealt out by. */
    List<String> used() {
        List<String> used = new ArrayList<>(features());
        used.addAll(targets);
        used.addAll(weights);
        dealing.used().stream().filter(name -> !used.contains(name)).forEach(used::add);
        return used;
    }

    /** Whether another value stands in for those that a feature misses. */
    boolean isFilled(Column<?> column) {
        String name = column.name();
        Encoding encoding = treatment.encodings().get(name);
        boolean isNumber = (column instanceof NumericColumn<?>
                        || reading.numeric().containsKey(name) && column instanceof StringColumn)
                && !reading.categorical().contains(name)
                && (encoding == null || encoding instanceof Encoding.Cycle);
        return treatment.fill(name, isNumber) != null;
    }

    /** Fails unless there is something to learn from and something to predict. */
    void requireComplete() {
        if (targets.isEmpty()) {
            throw new IllegalStateException(
                    "The table has no label yet: choose the column to predict with label(…) for classes or target(…) for numbers");
        }
        if (features().isEmpty()) {
            throw new IllegalStateException("The table has no column left as a feature besides \"%s\": %s"
                    .formatted(
                            Names.list(targets),
                            Separator.hint(columns).isEmpty() ? "add columns to it" : Separator.hint(columns)));
        }
        List<String> readable = new ArrayList<>(features());
        readable.addAll(labelled ? targets : List.of());
        requireUsed("categorical", reading.categorical(), readable, "features");
        requireUsed("numeric", reading.numeric().keySet(), used(), "columns chosen");
        List<String> numbers = new ArrayList<>(features());
        numbers.addAll(labelled ? List.of() : targets);
        requireUsed("standardize", treatment.scaling().named().keySet(), numbers, "features and numeric targets");
        for (Map.Entry<String, Set<String>> named : treatment.namedFeatures().entrySet()) {
            requireUsed(named.getKey(), named.getValue(), features(), "features");
        }
        for (String name : reading.numeric().keySet()) {
            if (reading.categorical().contains(name)) {
                throw new IllegalArgumentException(
                        "\"%s\" is named in numeric(…) and in categorical(…): choose one of the two"
                                .formatted(Names.shorten(name)));
            }
        }
    }

    private static void requireUsed(String method, Set<String> names, List<String> used, String what) {
        for (String name : names) {
            if (!used.contains(name)) {
                throw new IllegalArgumentException(
                        "%s: \"%s\" is not among the %s (%s): add it to features(…), or leave it out of %s(…)"
                                .formatted(method, Names.shorten(name), what, Names.list(used), method));
            }
        }
    }

    private static void requireKnown(String method, List<String> columns, Iterable<String> names) {
        for (String name : names) {
            if (!columns.contains(name)) {
                String separator = Separator.hint(columns);
                throw new IllegalArgumentException("%s: the table has no column \"%s\"; %s"
                        .formatted(
                                method,
                                Names.shorten(name),
                                separator.isEmpty() ? Names.hint(name, columns) : separator));
            }
        }
    }

    private static void requireOnce(String method, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        "%s: \"%s\" is named twice; once is enough".formatted(method, Names.shorten(name)));
            }
        }
    }
}
