package org.cellwise.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.NumericEncoder;
import org.cellwise.data.encode.Scaler;
import org.cellwise.text.Names;

/** Scales numbers of a split that nothing has scaled yet, by what is fitted on its training part. */
final class Rescaling {
    private final Dataset train;
    private final Scaler.Fit fit;

    private Rescaling(Dataset train, Scaler.Fit fit) {
        this.train = train;
        this.fit = fit;
    }

    /** All features that are numbers, or the features and numeric targets of these names. */
    static Split of(Split split, Scaler.Fit fit, String... names) {
        Rescaling scaling = new Rescaling(split.train(), fit);
        Set<String> chosen = names.length == 0 ? scaling.all() : new LinkedHashSet<>(List.of(names));
        Scaler[] inputs = scaling.inputs(chosen);
        Scaler[] outputs = scaling.outputs(chosen);
        if (!chosen.isEmpty()) {
            throw new IllegalArgumentException("There is no feature or numeric target \"%s\" to scale: %s"
                    .formatted(
                            Names.shorten(chosen.iterator().next()),
                            Names.hint(chosen.iterator().next(), scaling.scalable())));
        }
        RowEncoder encoder = scaling.encoder(inputs, outputs);
        Dataset train = split.train().scaled(encoder, inputs, outputs);
        Dataset test = split.test().scaled(encoder, inputs, outputs);
        return split.hasValidation()
                ? new Split(train, split.validation().scaled(encoder, inputs, outputs), test)
                : Split.of(train, test);
    }

    private Set<String> all() {
        Set<String> all = new LinkedHashSet<>();
        for (ColumnEncoder column : train.columns()) {
            if (column instanceof NumericEncoder numeric && numeric.scaler().equals(Scaler.NONE)) {
                all.add(numeric.column());
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "No feature is a number that is not scaled yet (%s)".formatted(Names.list(train.inputNames())));
        }
        return all;
    }

    private List<String> scalable() {
        List<String> names = new ArrayList<>(train.inputNames());
        names.addAll(train.isClassification() ? List.of() : train.outputNames());
        return names;
    }

    /** Takes the names of features out of those chosen. */
    private Scaler[] inputs(Set<String> chosen) {
        Scaler[] scalers = new Scaler[train.inputNames().size()];
        Arrays.fill(scalers, Scaler.NONE);
        int at = 0;
        for (ColumnEncoder column : train.columns()) {
            if (chosen.remove(column.column())) {
                boolean free = column instanceof NumericEncoder numeric
                        && numeric.scaler().equals(Scaler.NONE);
                scalers[at] = fitted(column.column(), free, values(false, at));
            }
            at += column.width();
        }
        return scalers;
    }

    private Scaler[] outputs(Set<String> chosen) {
        int count = train.preparation().targets().size();
        Scaler[] scalers = new Scaler[count];
        Arrays.fill(scalers, Scaler.NONE);
        for (int i = 0; i < count; i++) {
            if (chosen.remove(train.outputNames().get(i))) {
                boolean free = train.preparation().targets().get(i).equals(Scaler.NONE);
                scalers[i] = fitted(train.outputNames().get(i), free, values(true, i));
            }
        }
        return scalers;
    }

    private Scaler fitted(String name, boolean free, double... values) {
        if (!free) {
            throw new IllegalArgumentException(
                    "\"%s\" is scaled already, or is no number: scale it once, and leave categories as they are"
                            .formatted(Names.shorten(name)));
        }
        try {
            return fit.fit(values);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"%s\": %s".formatted(Names.shorten(name), e.getMessage()), e);
        }
    }

    /** All training values of a feature or target; those of positions that do not count aside. */
    private double[] values(boolean target, int index) {
        if (!target) {
            return IntStream.range(0, train.size())
                    .mapToDouble(row -> train.features(row)[index])
                    .toArray();
        }
        int outputs = train.outputNames().size();
        return IntStream.range(0, train.size())
                .mapToObj(train::target)
                .flatMapToDouble(row -> IntStream.range(0, row.length)
                        .filter(i -> i % outputs == index)
                        .mapToDouble(i -> row[i]))
                .filter(Double::isFinite)
                .toArray();
    }

    private RowEncoder encoder(Scaler[] inputs, Scaler... outputs) {
        RowEncoder before = train.preparation();
        List<ColumnEncoder> columns = new ArrayList<>();
        int at = 0;
        for (ColumnEncoder column : before.encoders()) {
            columns.add(inputs[at].equals(Scaler.NONE) ? column : new NumericEncoder(column.column(), inputs[at]));
            at += column.width();
        }
        List<Scaler> targets = new ArrayList<>();
        for (int i = 0; i < outputs.length; i++) {
            targets.add(outputs[i].equals(Scaler.NONE) ? before.targets().get(i) : outputs[i]);
        }
        return new RowEncoder(columns, targets, before.neighbours(), before.example());
    }
}
