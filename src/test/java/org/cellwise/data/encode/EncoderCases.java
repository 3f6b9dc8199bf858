package org.cellwise.data.encode;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** One encoder of each kind and setting, with raw values that it takes. */
final class EncoderCases {
    private static final double[] NUMBERS = {1.5, 3, 3, 20, 0.1};
    private static final List<String> TEXTS = List.of("a low lowest", "new newer", "the lowest\twidest 😀", "");

    /** An encoder and values of its column. */
    record Case(String name, ColumnEncoder encoder, List<?> values) {
        @Override
        public String toString() {
            return name;
        }
    }

    private EncoderCases() {}

    static Stream<Case> all() {
        List<Double> numbers = List.of(1.5, -0.0, 7.0, 1e5);
        Categories sizes = new Categories(List.of("S", "M", "\"L\" <b>"));
        List<String> some = List.of("S", "\"L\" <b>");
        return Stream.of(
                new Case("as it is", new NumericEncoder("x", Scaler.NONE), numbers),
                new Case("standard", new NumericEncoder("x", StandardScaler.fit(NUMBERS)), numbers),
                new Case("min-max", new NumericEncoder("x", MinMaxScaler.fit(NUMBERS)), numbers),
                new Case("robust", new NumericEncoder("x", RobustScaler.fit(NUMBERS)), numbers),
                new Case("log", new NumericEncoder("x", LogScaler.fit(NUMBERS)), numbers),
                new Case("quantile", new NumericEncoder("x", QuantileScaler.fit(NUMBERS)), numbers),
                new Case("one-hot", new OneHotEncoder("size", sizes), some),
                new Case("ordinal", new OrdinalEncoder("size", sizes, Scaler.NONE), some),
                new Case("scaled ordinal", new OrdinalEncoder("size", sizes, new StandardScaler(1, 2)), some),
                new Case("cyclic", new CyclicEncoder("hour", 24), numbers),
                new Case(
                        "date",
                        DateEncoder.fit(
                                "day",
                                List.of(LocalDate.of(2020, 2, 29), LocalDate.of(1850, 1, 1)),
                                List.of(
                                        new DateEncoder.Part(DatePart.YEAR, false, Scaler.NONE),
                                        new DateEncoder.Part(DatePart.DAYS, false, Scaler.NONE),
                                        new DateEncoder.Part(DatePart.DAY_OF_YEAR, true, Scaler.NONE)),
                                StandardScaler::fit),
                        List.of(LocalDate.of(1899, 12, 31), "2024-03-01", LocalDateTime.of(2024, 3, 1, 12, 30))),
                new Case(
                        "target",
                        TargetEncoder.fit(
                                "size",
                                sizes,
                                new String[] {"S", "S", "M", "\"L\" <b>"},
                                new double[][] {{1}, {2}, {5}, {3.3}},
                                List.of("size mean")),
                        List.of("S", "M", "never seen")),
                new Case("characters", IndexEncoder.fit("t", TEXTS, TextPieces.CHARACTERS, 100, 6), TEXTS),
                new Case("words", IndexEncoder.fit("t", TEXTS, TextPieces.WORDS, 4, 3), TEXTS),
                new Case("byte pairs", IndexEncoder.fit("t", TEXTS, TextPieces.bytePairs(TEXTS, 8), 50, 9), TEXTS),
                new Case("bag", BagEncoder.fit("t", TEXTS, 5, false), TEXTS),
                new Case("tf-idf", BagEncoder.fit("t", TEXTS, 50, true), TEXTS),
                new Case(
                        "grouped",
                        new GroupedEncoder(
                                new OneHotEncoder("size", List.of("S", GroupedEncoder.OTHER)),
                                new Categories(List.of("S"))),
                        List.of("S", "XXL")),
                new Case(
                        "filled",
                        new FilledEncoder(new NumericEncoder("x", StandardScaler.fit(NUMBERS)), 3.25, false),
                        Arrays.asList(1.0, null, Double.NaN)),
                new Case(
                        "filled and flagged",
                        new FilledEncoder(
                                new GroupedEncoder(
                                        new OneHotEncoder("size", List.of("S", GroupedEncoder.OTHER)),
                                        new Categories(List.of("S"))),
                                "S",
                                true),
                        Arrays.asList("S", null, "XXL", " ")));
    }
}
