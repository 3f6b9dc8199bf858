package org.cellwise.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.Schema;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.ColumnSums;
import org.cellwise.data.encode.Moments;
import org.cellwise.data.encode.Scaler;
import org.cellwise.data.encode.Scalers;
import org.cellwise.data.table.DistantRecipe;
import org.cellwise.text.Names;

/** Rows of Spark with encoders that were fitted on them, or on others of the same columns; the rows stay where they are. */
public final class SparkRows {
    private final Dataset<Row> selected; // the columns that matter, in order
    private final RowForm form;
    private final DistantRecipe recipe;
    private final RowCoder coder;
    private final boolean strict;
    private final Map<Integer, DealtRows> dealt = new HashMap<>(); // by the number of shards

    private SparkRows(Dataset<Row> selected, RowForm form, DistantRecipe recipe, RowCoder coder, boolean strict) {
        this.selected = selected;
        this.form = form;
        this.recipe = recipe;
        this.coder = coder;
        this.strict = strict;
    }

    static SparkRows fit(Dataset<Row> selected, DistantRecipe recipe, RowForm form, boolean strict) {
        boolean drops = recipe.dropMissing();
        JavaRDD<Row> rows = selected.toJavaRDD();
        Sums sums = SparkSessions.run(() -> rows.mapPartitionsWithIndex(
                        (partition, some) ->
                                List.of(Sums.of(form, drops, partition, some)).iterator(),
                        false)
                .treeReduce(Sums::merge, 2));
        if (sums.rows() == 0 && sums.bad().count() == 0) {
            throw new IllegalArgumentException(
                    "There are no rows: were they read from the right place, or filtered too much?");
        }
        if (strict && sums.bad().count() > 0) {
            throw strictly(sums.bad());
        }
        if (sums.rows() == sums.missing()) {
            throw new IllegalArgumentException(
                    sums.rows() == 0
                            ? "None of %s could be read: %s"
                                    .formatted(
                                            Names.count(sums.bad().count(), "row"),
                                            String.join("; ", sums.bad().first()))
                            : recipe.missing(sums.missing(), sums.rows(), sums.columns(form)));
        }
        DistantRecipe.Fitted fitted = recipe.fit(
                sums.columns(form),
                (column, shares) -> quantiles(
                        rows, form, column, sums.columns(form).get(column).present(), shares));
        requireTold(selected, fitted, sums.columns(form));
        return new SparkRows(selected, form, recipe, RowCoder.of(fitted), strict);
    }

    /** Refuses columns that nothing scales where float32 makes most of their different values equal. */
    private static void requireTold(Dataset<Row> selected, DistantRecipe.Fitted fitted, Map<String, ColumnSums> sums) {
        List<String> names = new ArrayList<>();
        for (ColumnEncoder column : fitted.encoder().encoders()) {
            boolean same = column.inputNames().get(0).equals(column.column()) && column.scaler(0) == Scaler.NONE;
            if (same && sums.get(column.column()).moments() != null) {
                names.add(column.column());
            }
        }
        for (int t = 0; t < fitted.encoder().targets().size(); t++) {
            if (fitted.encoder().targets().get(t) == Scaler.NONE) {
                names.add(fitted.targets().get(t));
            }
        }
        List<Column> counts = new ArrayList<>();
        for (String name : names) {
            Column column = selected.col("`" + name.replace("`", "``") + "`");
            counts.add(functions.approx_count_distinct(column));
            counts.add(functions.approx_count_distinct(column.cast("float")));
        }
        Row row = counts.isEmpty()
                ? null
                : SparkSessions.run(
                        () -> selected.select(counts.toArray(new Column[0])).head());
        for (int i = 0; i < names.size(); i++) {
            if (row.getLong(2 * i) >= 2 * row.getLong(2 * i + 1)) {
                Moments moments = sums.get(names.get(i)).moments();
                throw new IllegalArgumentException(
                        "\"%s\" has differences too small for the float32 numbers of a network, from %s to %s: add %s, which takes the mean away"
                                .formatted(
                                        Names.shorten(names.get(i)),
                                        moments.min(),
                                        moments.max(),
                                        fitted.targets().contains(names.get(i))
                                                ? "standardizeTargets()"
                                                : "standardize()"));
            }
        }
    }

    private static IllegalArgumentException strictly(BadRows bad) {
        return new IllegalArgumentException("%s cannot be read: %s; without strict() such rows are left out"
                .formatted(Names.count(bad.count(), "row"), String.join("; ", bad.first())));
    }

    /** Exact quantiles of a column, by a sort on the cluster; a few numbers come to the driver. */
    private static double[] quantiles(JavaRDD<Row> rows, RowForm form, String column, long count, double... shares) {
        Set<Long> places = new TreeSet<>();
        for (double share : shares) {
            Scalers.quantile(
                    place -> {
                        places.add(place);
                        return 0;
                    },
                    count,
                    share);
        }
        Set<Long> wanted = Set.copyOf(places);
        int index = form.index(column);
        Map<Long, Double> found = new HashMap<>();
        rows.flatMap(row -> form.number(row, index).iterator())
                .sortBy(value -> value, true, Math.max(1, rows.getNumPartitions()))
                .zipWithIndex()
                .filter(pair -> wanted.contains(pair._2()))
                .collect()
                .forEach(pair -> found.put(pair._2(), pair._1()));
        double[] quantiles = new double[shares.length];
        for (int i = 0; i < shares.length; i++) {
            quantiles[i] = Scalers.quantile(found::get, count, shares[i]);
        }
        return quantiles;
    }

    /** Other rows of the same columns with the same encoders. */
    SparkRows others(RowForm part) {
        return new SparkRows(selected, part, recipe, coder, strict);
    }

    /** What the rows look like to a network. */
    public Schema schema() {
        return coder.schema();
    }

    /** How raw rows become these; a network that is trained on them keeps it. */
    public RowEncoder preparation() {
        return coder.encoder();
    }

    /** How many rows there are; a pass over all of them, the first time. */
    public long count() {
        return deal(1).rows();
    }

    /** Which rows are left out since they cannot be read; a pass over all rows, the first time. */
    public BadRows bad() {
        return deal(1).bad();
    }

    RowCoder coder() {
        return coder;
    }

    SparkSession session() {
        return selected.sparkSession();
    }

    /** How the rows fall into so many shards. */
    DealtRows deal(int shards) {
        return dealt.computeIfAbsent(shards, this::pass);
    }

    private DealtRows pass(int shards) {
        DealtRows all = SparkSessions.run(() ->
                coded(rows -> List.of(DealtRows.of(rows, shards)).iterator()).treeReduce(DealtRows::merge, 2));
        if (strict && all.bad().count() > 0) {
            throw strictly(all.bad());
        }
        if (all.rows() == 0) {
            throw new IllegalArgumentException("No row is left of these%s"
                    .formatted(
                            all.bad().count() == 0
                                    ? ""
                                    : ": " + String.join("; ", all.bad().first())));
        }
        return all;
    }

    /**
     * The rows in blocks of numbers, each of one shard.
     *
     * @param added to the number of each shard, which tells several kinds of rows apart
     */
    JavaPairRDD<Integer, byte[]> blocks(int shards, int added) {
        return JavaPairRDD.fromJavaRDD(coded(rows -> new Blocks(rows, shards, added)));
    }

    /** What becomes of the rows of each partition. */
    private <T> JavaRDD<T> coded(FlatMapFunction<CodedRows, T> use) {
        RowForm ours = form;
        String text = coder.text();
        boolean drops = recipe.dropMissing();
        return selected.toJavaRDD()
                .mapPartitionsWithIndex(
                        (partition, some) -> use.call(new CodedRows(ours, RowCoder.of(text), drops, partition, some)),
                        false);
    }

    /** Which task computes a shard: neighbours go together. */
    static final class ByTask extends Partitioner {
        private static final long serialVersionUID = 1;
        private final int shards;
        private final int tasks;

        ByTask(int shards, int tasks) {
            this.shards = shards;
            this.tasks = tasks;
        }

        static int first(int task, int shards, int tasks) {
            return (int) ((long) task * shards / tasks);
        }

        @Override
        public int numPartitions() {
            return tasks;
        }

        @Override
        public int getPartition(Object key) {
            long shard = (Integer) key % shards;
            return (int) (((shard + 1) * tasks - 1) / shards); // the last whose first is no later
        }
    }

    @Override
    public String toString() {
        List<String> features = new ArrayList<>(schema().inputNames());
        return "Rows of Spark; %s to %s"
                .formatted(Names.count(features.size(), "input"), Names.list(schema().outputNames()));
    }
}
