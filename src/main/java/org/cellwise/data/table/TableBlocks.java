package org.cellwise.data.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.Schema;
import org.cellwise.data.stream.Blocks;
import org.cellwise.math.Compute;
import org.cellwise.network.Preparation;
import tech.tablesaw.api.Table;

/** Rows of files in blocks, encoded as a recipe says that was fitted on a sample of them. */
final class TableBlocks implements Blocks {
    /** A file whose rows can be read block by block. Several threads may read at once. */
    interface Part {
        Path file();

        /** How many blocks there are. */
        int count();

        /** How many rows a block has. */
        int rows(int block);

        /** The columns of these names of a block, of the same types as in the sample. */
        Table read(int block, Collection<String> names);

        /** Where a block stands, in front of what is wrong with its rows. */
        default IllegalArgumentException wrong(int block, IllegalArgumentException e) {
            long before = IntStream.range(0, block).mapToLong(this::rows).sum();
            return new IllegalArgumentException(
                    "%s, rows %s to %s: %s".formatted(file(), before, before + rows(block) - 1, e.getMessage()), e);
        }
    }

    private final List<? extends Part> files;
    private final int[] firsts; // number of the first block of each file, and of all
    private final Recipe recipe;
    private final FittedRecipe fitted;
    private final Schema schema;
    private final Preparation preparation;
    private final int[] counts;

    private TableBlocks(List<? extends Part> files, Table sample, Recipe recipe) {
        this.files = files;
        firsts = new int[files.size() + 1];
        for (int f = 0; f < files.size(); f++) {
            firsts[f + 1] = firsts[f] + files.get(f).count();
        }
        TableRows rows = TableRows.read(sample, recipe);
        fitted = FittedRecipe.fit(rows, rows.kept(), recipe);
        if (!fitted.crossFitted().isEmpty()) {
            throw new IllegalArgumentException(
                    "meanTarget(%s) would tell training rows what is to be predicted, as files in parts are encoded: use categorical or index(…) in its place"
                            .formatted(String.join(", ", fitted.crossFitted().keySet())));
        }
        Dataset data = fitted.encode(rows, rows.kept(), false);
        schema = data.schema();
        preparation = data.preparation();
        List<String> categories = new ArrayList<>();
        for (List<RawColumn> columns : List.of(rows.features(), rows.targets())) {
            columns.stream()
                    .filter(RawColumn.Categories.class::isInstance)
                    .map(RawColumn::name)
                    .filter(name -> !recipe.treatment().encodings().containsKey(name))
                    .forEach(categories::add);
        }
        // as in the sample, so that a block of few rows is judged no other way
        this.recipe = recipe.withReading(recipe.reading().withCategorical(categories));
        counts = IntStream.range(0, firsts[files.size()])
                .parallel()
                .map(this::check)
                .toArray();
    }

    static TableBlocks of(List<? extends Part> files, Table sample, TableData data) {
        if (data.table() != sample) {
            throw new IllegalArgumentException(
                    "source expects what is made of the table that it hands over, such as table -> dataset(table).label(\"…\")");
        }
        if (!data.recipe().weights().isEmpty()) {
            throw new IllegalArgumentException(
                    "weights(\"%s\") is not read from files in parts: leave it out, or read the files whole"
                            .formatted(data.recipe().weights().get(0)));
        }
        return new TableBlocks(files, sample, data.recipe());
    }

    /** Reads a block to see that it can be encoded, and how many rows are left of it. */
    private int check(int block) {
        Dataset data = encoded(block);
        return data == null ? 0 : data.size();
    }

    /** The rows of a block; null if each misses something. */
    private Dataset encoded(int block) {
        int file = file(block);
        Part part = files.get(file);
        Table table = part.read(block - firsts[file], recipe.used());
        try {
            if (recipe.treatment().dropMissing() && TableRows.whole(table, recipe).length == 0) {
                return null;
            }
            TableRows rows = TableRows.read(table, recipe);
            return fitted.encode(rows, rows.kept(), false);
        } catch (IllegalArgumentException e) {
            throw part.wrong(block - firsts[file], e);
        }
    }

    private int file(int block) {
        int file = 0;
        while (firsts[file + 1] <= block) {
            file++;
        }
        return file;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Preparation preparation() {
        return preparation;
    }

    @Override
    public int count() {
        return counts.length;
    }

    @Override
    public int rows(int block) {
        return counts[block];
    }

    @Override
    public void read(int block, float[] features, float[] targets, int at) {
        if (counts[block] == 0) {
            return;
        }
        Dataset data = encoded(block);
        Batch batch = new Batch(schema, data.size());
        data.pass().fill(batch, 0, data.size(), Compute.of(1));
        int width = schema.inputShape().elements();
        int targetWidth = schema.targetWidth();
        System.arraycopy(batch.features(), 0, features, at * width, data.size() * width);
        System.arraycopy(batch.targets(), 0, targets, at * targetWidth, data.size() * targetWidth);
    }
}
