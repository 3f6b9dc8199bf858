package org.cellwise.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.cellwise.data.encode.BagEncoder;
import org.cellwise.data.encode.Categories;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.CyclicEncoder;
import org.cellwise.data.encode.DateEncoder;
import org.cellwise.data.encode.DatePart;
import org.cellwise.data.encode.GroupedEncoder;
import org.cellwise.data.encode.IndexEncoder;
import org.cellwise.data.encode.NumericEncoder;
import org.cellwise.data.encode.OneHotEncoder;
import org.cellwise.data.encode.OrdinalEncoder;
import org.cellwise.data.encode.Scaler;
import org.cellwise.data.encode.TextPieces;
import org.cellwise.text.Names;

/** How a column becomes inputs, where its type does not say it. */
sealed interface Encoding {
    /** The call that chooses it. */
    String method();

    /** Reads the column as what this encodes. */
    RawColumn read(ColumnReader reader);

    /** Fits an encoder on training rows, none of which misses a value. */
    ColumnEncoder fit(RawColumn column, Scaler.Fit scaling, int... rows);

    /** This with what was chosen for the same column after it: the later one, unless the two go together. */
    default Encoding and(Encoding later) {
        return later;
    }

    /** Whether its inputs can be scaled. */
    default boolean isScaled() {
        return false;
    }

    /** As numbers; by type. */
    record Plain() implements Encoding {
        @Override
        public String method() {
            return "features";
        }

        @Override
        public RawColumn read(ColumnReader reader) {
            return reader.feature();
        }

        @Override
        public ColumnEncoder fit(RawColumn column, Scaler.Fit scaling, int... rows) {
            if (column instanceof RawColumn.Numbers numbers) {
                return new NumericEncoder(column.name(), numbers.scaler(rows, scaling));
            }
            return new OneHotEncoder(column.name(), ((RawColumn.Categories) column).categories());
        }

        @Override
        public boolean isScaled() {
            return true;
        }
    }

    /** One input for each category, however many there are. */
    record OneHot() implements Encoding {
        @Override
        public String method() {
            return "oneHot";
        }

        @Override
        public RawColumn read(ColumnReader reader) {
            return reader.chosenCategories();
        }

        @Override
        public ColumnEncoder fit(RawColumn column, Scaler.Fit scaling, int... rows) {
            return new OneHotEncoder(column.name(), ((RawColumn.Categories) column).categories());
        }
    }

    /**
     * One number for each category: its place.
     *
     * @param order of the categories; empty for that of the alphabet or of their numbers
     * @param graded whether a place says more or less, and is scaled
     */
    record Places(List<String> order, boolean graded) implements Encoding {
        @Override
        public String method() {
            return graded ? "ordinal" : "index";
        }

        @Override
        public RawColumn read(ColumnReader reader) {
            RawColumn.Categories read = reader.chosenCategories();
            for (String category : read.categories()) {
                if (!order.isEmpty() && !order.contains(category)) {
                    throw new IllegalArgumentException(
                            "ordinal: \"%s\" has the category \"%s\", which is not in the order given; %s"
                                    .formatted(read.name(), Names.shorten(category), Names.hint(category, order)));
                }
            }
            return order.isEmpty() ? read : new RawColumn.Categories(read.name(), read.values(), order);
        }

        @Override
        public ColumnEncoder fit(RawColumn column, Scaler.Fit scaling, int... rows) {
            Categories categories = new Categories(((RawColumn.Categories) column).categories());
            double[] places = Arrays.stream(rows)
                    .mapToDouble(row -> categories.position((String) column.value(row), 0))
                    .toArray();
            return new OrdinalEncoder(column.name(), categories, graded ? scaling.fit(places) : Scaler.NONE);
        }

        @Override
        public boolean isScaled() {
            return graded;
        }
    }

    /** The mean target of each category; {@link FeatureFit} fits it, which knows the targets. */
    record MeanTarget() implements Encoding {
        @Override
        public String method() {
            return "meanTarget";
        }

        @Override
        public RawColumn read(ColumnReader reader) {
            return reader.chosenCategories();
        }

        @Override
        public ColumnEncoder fit(RawColumn column, Scaler.Fit scaling, int... rows) {
            throw new IllegalStateException("The mean target is fitted together with the targets");
        }
    }

    /**
     * Parts of dates.
     *
     * @param parts with scalers to be fitted
     */
    record Dates(List<DateEncoder.Part> parts) implements Encoding {
        static Dates of(boolean cyclic, String... names) {
            return new Dates(Arrays.stream(names)
                    .map(name -> new DateEncoder.Part(DatePart.of(name), cyclic, Scaler.NONE))
                    .toList());
        }

        @Override
        public String method() {
            return parts.stream().allMatch(DateEncoder.Part::cyclic) ? "cyclic" : "date";
        }

        @Override
        public RawColumn read(ColumnReader reader) {
            return reader.dates();
        }

        @Override
        public ColumnEncoder fit(RawColumn column, Scaler.Fit scaling, int... rows) {
            return DateEncoder.fit(
                    column.name(), Arrays.stream(rows).mapToObj(column::value).toList(), parts, scaling);
        }

        /** Numbers and places on a circle of one date go together. */
        @Override
        public Encoding and(Encoding later) {
            if (!(later instanceof Dates more)) {
                return later;
            }
            List<DateEncoder.Part> all = new ArrayList<>(parts);
            more.parts.stream().filter(part -> !all.contains(part)).forEach(all::add);
            return new Dates(all);
        }

        @Override
        public boolean isScaled() {
            return true;
        }
    }

    /** A place on a circle. */
    record Cycle(double period) implements Encoding {
        @Override
        public String method() {
            return "cyclic";
        }

        @Override
        public RawColumn read(ColumnReader reader) {
            return reader.numberFeature();
        }

        @Override
        public ColumnEncoder fit(RawColumn column, Scaler.Fit scaling, int... rows) {
            return new CyclicEncoder(column.name(), period);
        }
    }

    /**
     * Indices of pieces of texts.
     *
     * @param pieces null for byte pairs, to be learned
     * @param vocabulary how many pieces at most
     * @param length how many indices a text becomes
     */
    record Indices(TextPieces pieces, int vocabulary, int length) implements Encoding {
        @Override
        public String method() {
            return pieces == null ? "bytePairs" : pieces.unit();
        }

        @Override
        public RawColumn read(ColumnReader reader) {
            return reader.words();
        }

        @Override
        public ColumnEncoder fit(RawColumn column, Scaler.Fit scaling, int... rows) {
            Collection<String> texts = texts(column, rows);
            TextPieces cut = pieces != null ? pieces : TextPieces.bytePairs(texts, vocabulary);
            return IndexEncoder.fit(column.name(), texts, cut, vocabulary, length);
        }
    }

    /**
     * A bag of words.
     *
     * @param vocabulary how many words at most
     * @param weighted whether by TF-IDF
     */
    record Bag(int vocabulary, boolean weighted) implements Encoding {
        @Override
        public String method() {
            return weighted ? "tfidf" : "bagOfWords";
        }

        @Override
        public RawColumn read(ColumnReader reader) {
            return reader.words();
        }

        @Override
        public ColumnEncoder fit(RawColumn column, Scaler.Fit scaling, int... rows) {
            return BagEncoder.fit(column.name(), texts(column, rows), vocabulary, weighted);
        }
    }

    private static List<String> texts(RawColumn column, int... rows) {
        return Arrays.stream(rows).mapToObj(row -> (String) column.value(row)).toList();
    }

    /** Encodes categories with those that are in few training rows as one. */
    static ColumnEncoder grouped(
            Encoding encoding, RawColumn.Categories column, int fewest, Scaler.Fit scaling, int... rows) {
        RawColumn.Categories joined = column.joined(fewest, rows);
        List<String> kept = joined.categories().stream()
                .filter(category -> column.categories().contains(category))
                .toList();
        return new GroupedEncoder(encoding.fit(joined, scaling, rows), new Categories(kept));
    }
}
