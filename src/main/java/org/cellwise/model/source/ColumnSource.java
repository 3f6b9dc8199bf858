package org.cellwise.model.source;

import java.util.List;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.CyclicEncoder;
import org.cellwise.data.encode.FilledEncoder;
import org.cellwise.data.encode.GroupedEncoder;
import org.cellwise.data.encode.LinearScaler;
import org.cellwise.data.encode.LogScaler;
import org.cellwise.data.encode.NumericEncoder;
import org.cellwise.data.encode.OneHotEncoder;
import org.cellwise.data.encode.OrdinalEncoder;
import org.cellwise.data.encode.QuantileScaler;
import org.cellwise.data.encode.Scaler;
import org.cellwise.data.encode.TargetEncoder;
import org.cellwise.text.Names;

/** Encoders of columns as lines of Java, which write into {@code x} what a raw value becomes. */
final class ColumnSource {
    /** What to do about a preparation that cannot be written. */
    static final String ADVICE =
            "write the class for prepared rows, toJava(net, …).ofInputs(), or save the network with net.save(…)";

    private ColumnSource() {}

    /** The lines for one column. */
    static String of(ColumnEncoder encoder, String value, int at) {
        String column = JavaNames.text(encoder.column());
        if (encoder instanceof FilledEncoder filled) {
            String otherwise =
                    filled.value() instanceof String text ? JavaNames.text(text) : String.valueOf(filled.value());
            String flag = "        x[%s] = isMissing(%s) ? 1 : 0;\n"
                    .formatted(at + filled.encoder().width(), value);
            return of(filled.encoder(), "filled(" + value + ", " + otherwise + ")", at)
                    + (filled.flagged() ? flag : "");
        }
        if (encoder instanceof GroupedEncoder grouped) {
            String kept = JavaNames.list(grouped.kept().texts());
            String other = JavaNames.text(GroupedEncoder.OTHER);
            return of(grouped.encoder(), "grouped(" + value + ", " + kept + ", " + other + ")", at);
        }
        if (encoder instanceof NumericEncoder numeric) {
            return "        x[%s] = %s;\n"
                    .formatted(at, scaled(numeric.scaler(), "number(" + column + ", " + value + ")"));
        }
        if (encoder instanceof OneHotEncoder hot) {
            String place = category(column, value, hot.categories().texts());
            return "        x[%s] = 1;\n".formatted(at == 0 ? place : at + " + " + place);
        }
        if (encoder instanceof OrdinalEncoder ordinal) {
            String place = category(column, value, ordinal.categories().texts());
            return "        x[%s] = %s;\n".formatted(at, scaled(ordinal.scaler(), place));
        }
        if (encoder instanceof CyclicEncoder cyclic) {
            return "        circle(number(%s, %s) / %s, x, %s);\n".formatted(column, value, cyclic.period(), at);
        }
        if (encoder instanceof TargetEncoder target) {
            List<Double> means = target.means().stream().flatMap(List::stream).toList();
            return "        means(%s, %s, %s, new double[] {%s}, new double[] {%s}, x, %s);\n"
                    .formatted(
                            column,
                            value,
                            JavaNames.list(target.categories().texts()),
                            JavaNames.numbers(means),
                            JavaNames.numbers(target.overall()),
                            at);
        }
        throw new IllegalArgumentException("Java source has nothing for how \"%s\" is prepared (%s): %s"
                .formatted(Names.shorten(encoder.column()), Names.shorten(encoder.words()), ADVICE));
    }

    private static String category(String column, String value, List<String> categories) {
        return "category(" + column + ", " + value + ", " + JavaNames.list(categories) + ")";
    }

    /** From the unit of the table to that of the network. */
    static String scaled(Scaler scaler, String value) {
        if (scaler.equals(Scaler.NONE)) {
            return value;
        }
        if (scaler instanceof QuantileScaler quantiles) {
            return "share(" + value + ", " + JavaNames.numbers(quantiles.quantiles()) + ")";
        }
        LinearScaler linear = linear(scaler);
        String inner = scaler instanceof LogScaler ? "logarithm(" + value + ")" : value;
        return "(%s - %s) / %s".formatted(inner, signed(linear.shift()), linear.divisor());
    }

    /** From the unit of the network to that of the table. */
    static String unscaled(Scaler scaler, String value) {
        if (scaler.equals(Scaler.NONE)) {
            return value;
        }
        if (scaler instanceof QuantileScaler quantiles) {
            return "quantile(" + value + ", " + JavaNames.numbers(quantiles.quantiles()) + ")";
        }
        LinearScaler linear = linear(scaler);
        String inner = "%s * %s + %s".formatted(value, linear.divisor(), linear.shift());
        return scaler instanceof LogScaler ? "StrictMath.expm1(" + inner + ")" : inner;
    }

    private static String signed(double number) {
        return number < 0 ? "(" + number + ")" : String.valueOf(number);
    }

    private static LinearScaler linear(Scaler scaler) {
        if (scaler instanceof LinearScaler linear) {
            return linear;
        }
        throw new IllegalArgumentException("Java source has nothing for the scaler " + scaler.words() + ": " + ADVICE);
    }
}
