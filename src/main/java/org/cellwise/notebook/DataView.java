package org.cellwise.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.data.ImageGrid;
import org.cellwise.chart.plot.ImagePixels;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.Schema;
import org.cellwise.data.column.Column;
import org.cellwise.data.column.Columns;
import org.cellwise.data.column.DatasetColumns;
import org.cellwise.data.column.Unit;
import org.cellwise.data.table.TableView;
import org.cellwise.text.DecimalCells;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** Rows to learn from, as people read them: images as such, others as a table with features by name and the label. */
final class DataView {
    static final int SHOWN = 10;
    private static final int IMAGES = 16;
    private static final int FEATURES = 20;
    private static final int DIGITS = 6;

    private DataView() {}

    /** The first rows of a dataset as its cell shows them. */
    static MimeBundle of(Dataset data) {
        boolean images = ImagePixels.shape(data.inputShape()).isPresent();
        return of(data, images ? IMAGES : SHOWN);
    }

    /** So many rows of a dataset, at most. */
    static MimeBundle of(Dataset data, int count) {
        if (ImagePixels.shape(data.inputShape()).isPresent()) {
            MimeBundle images = MimeBundle.picture(ImageGrid.of(data, count).picture());
            return MimeBundle.drawing(ImageGrid.of(data, count).picture(), "", data + "\n" + images.plain());
        }
        if (count < 1) {
            throw new IllegalArgumentException("show expects 1 row or more, but got " + count);
        }
        int[] rows = IntStream.range(0, Math.min(count, data.size())).toArray();
        Columns columns = DatasetColumns.of(data.rows(rows));
        int targets = data.schema().hasPositions()
                ? 0
                : data.isClassification() ? 1 : data.outputNames().size();
        List<Column> shown = shown(columns, targets);
        TableView view = view(data.size(), columns.size(), shown);
        String more = rows.length < data.size() ? ", the first " + rows.length + " rows shown" : "";
        String left = shown.size() < columns.size() ? ", %s of %s columns".formatted(shown.size(), columns.size()) : "";
        return bundle(view, data + more + left);
    }

    // the first features, and what is to be predicted
    private static List<Column> shown(Columns columns, int targets) {
        int features = columns.size() - targets;
        return IntStream.range(0, columns.size())
                .filter(i -> i < FEATURES || i >= features && i < features + FEATURES)
                .mapToObj(columns::column)
                .toList();
    }

    private static TableView view(int rows, int all, List<Column> columns) {
        int count = columns.isEmpty() ? 0 : columns.get(0).size();
        List<TableView.Column> header = columns.stream()
                .map(column -> new TableView.Column(
                        Names.shorten(column.name()), column.type(), 0, column instanceof Column.Numbers))
                .toList();
        List<List<String>> texts = columns.stream().map(DataView::texts).toList();
        List<List<String>> cells = IntStream.range(0, count)
                .mapToObj(row -> texts.stream().map(column -> column.get(row)).toList())
                .toList();
        return new TableView(rows, all, header, cells);
    }

    private static List<String> texts(Column column) {
        List<String> texts = IntStream.range(0, column.size())
                .mapToObj(row -> column instanceof Column.Numbers numbers
                        ? Numbers.significant(numbers.values()[row], DIGITS)
                        : Names.shorten(column.text(row)))
                .toList();
        return column instanceof Column.Numbers ? DecimalCells.aligned(texts) : texts;
    }

    /** The first rows of a batch, in numbers as the network reads them. */
    static MimeBundle of(Batch batch) {
        Schema schema = batch.schema();
        int width = schema.inputShape().elements();
        int count = Math.min(SHOWN, batch.count());
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < Math.min(FEATURES, width); i++) {
            columns.add(numbers(schema.inputNames().get(i), batch.features(), width, i, count));
        }
        addTargets(batch, count, columns);
        if (batch.weights() != null && schema.positions() == 1) {
            columns.add(numbers("weight", batch.weights(), 1, 0, count));
        }
        String more = count < batch.count() ? ", the first " + count + " rows shown" : "";
        String left = width > FEATURES ? ", the first %s of %s features".formatted(FEATURES, width) : "";
        return bundle(
                view(batch.count(), columns.size(), columns), batch + ", as the network reads them" + more + left);
    }

    private static void addTargets(Batch batch, int count, List<Column> columns) {
        Schema schema = batch.schema();
        if (schema.hasPositions()) {
            return;
        }
        if (schema.classification()) {
            int[] classes = IntStream.range(0, count)
                    .map(row -> (int) batch.targets()[row])
                    .toArray();
            columns.add(new Column.Texts("label", "class", classes, schema.outputNames()));
            return;
        }
        int outputs = schema.targetWidth();
        for (int k = 0; k < Math.min(FEATURES, outputs); k++) {
            columns.add(numbers(schema.outputNames().get(k), batch.targets(), outputs, k, count));
        }
    }

    private static Column numbers(String name, float[] from, int width, int at, int count) {
        double[] values = new double[count];
        Arrays.setAll(values, row -> from[row * width + at]);
        return new Column.Numbers(name, "number", Unit.NUMBER, values);
    }

    private static MimeBundle bundle(TableView view, String note) {
        String text = view.toString();
        return MimeBundle.html(
                HtmlTable.of(view, note),
                note + text.substring(text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n')));
    }
}
