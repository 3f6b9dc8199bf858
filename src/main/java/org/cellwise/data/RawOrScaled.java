package org.cellwise.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.FilledEncoder;
import org.cellwise.data.encode.MinMaxScaler;
import org.cellwise.data.encode.NumericEncoder;
import org.cellwise.data.encode.QuantileScaler;
import org.cellwise.data.encode.Scaler;

/**
 * Tells numbers of a table from numbers that a network sees, where both could be meant. Numbers of a table are few digits
 * long and near the training rows once they are scaled; scaled ones are long, and near the training rows as they are.
 */
final class RawOrScaled {
    private static final double FAR = 10; // a scaled number beyond this is as good as never seen in training
    private static final double APART = 30; // difference of squared distances; e^-15 as likely for normal numbers
    private static final MathContext DIGITS = new MathContext(6); // that survive being a float
    private static final int MANY = 99;

    private final Scaler[] scalers; // of each input; null where it is no scaled number of the table

    /** Of numbers that these scale. */
    RawOrScaled(List<Scaler> scalers) {
        this.scalers = scalers.stream()
                .map(scaler -> Scaler.NONE.equals(scaler) ? null : scaler)
                .toArray(Scaler[]::new);
    }

    /** Of the inputs that columns become. */
    static RawOrScaled of(List<ColumnEncoder> encoders) {
        return new RawOrScaled(encoders.stream()
                .flatMap(column -> IntStream.range(0, column.width())
                        .mapToObj(i -> isNumber(column) ? column.scaler(i) : Scaler.NONE))
                .toList());
    }

    /** Whether a scaled number lies beyond all that training may have seen. */
    static boolean isFar(Scaler scaler, double scaled) {
        return !Scaler.NONE.equals(scaler) && !(square(scaler, scaled) <= FAR * FAR);
    }

    private static boolean isNumber(ColumnEncoder column) {
        return column instanceof NumericEncoder
                || column instanceof FilledEncoder filled && filled.encoder() instanceof NumericEncoder;
    }

    /** Whether numbers that are given for inputs are raw ones. */
    boolean isRaw(double... inputs) {
        return decide(inputs, true);
    }

    /** Whether numbers that are given for raw ones, at the place of each input, are scaled already; NaN for unknown. */
    boolean isScaled(double... raw) {
        return decide(raw, false);
    }

    private boolean decide(double[] numbers, boolean raw) {
        double apart = 0;
        int count = 0;
        int far = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (scalers[i] == null || Double.isNaN(numbers[i])) {
                continue;
            }
            double asRaw = scaled(scalers[i], numbers[i]);
            double wrong = raw ? numbers[i] : asRaw;
            double right = raw ? asRaw : numbers[i];
            far += Math.abs(wrong) > FAR && Math.abs(right) <= FAR ? 1 : 0;
            apart += square(scalers[i], wrong) - square(scalers[i], right);
            count++;
        }
        if (count == 0 || far < count && !(apart > APART)) {
            return false;
        }
        int votes = votes(numbers) * (raw ? 1 : -1);
        return votes > count / 2 || far == count && votes >= 0;
    }

    /** How many numbers are shorter than what they would stand for, less those that are longer. */
    private int votes(double... numbers) {
        int votes = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (scalers[i] != null && !Double.isNaN(numbers[i])) {
                votes += Integer.signum(digits(scalers[i].unscale(numbers[i])) - digits(numbers[i]));
            }
        }
        return votes;
    }

    private static int digits(double number) {
        return Double.isFinite(number)
                ? new BigDecimal(number).round(DIGITS).stripTrailingZeros().precision()
                : MANY;
    }

    /** Infinite where there is no such number in the table. */
    static double scaled(Scaler scaler, double value) {
        try {
            return scaler.scale(value);
        } catch (IllegalArgumentException noSuchValue) {
            return Double.POSITIVE_INFINITY;
        }
    }

    /** Squared distance from the middle of the training rows, in deviations. */
    private static double square(Scaler scaler, double value) {
        boolean bounded = scaler instanceof MinMaxScaler || scaler instanceof QuantileScaler;
        return bounded
                ? 12 * (value - 0.5) * (value - 0.5)
                : value * value; // evenly spread from 0 to 1: variance 1 / 12
    }
}
