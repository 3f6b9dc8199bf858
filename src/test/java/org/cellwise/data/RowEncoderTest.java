package org.cellwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.data.encode.FilledEncoder;
import org.cellwise.data.encode.NumericEncoder;
import org.cellwise.data.encode.OneHotEncoder;
import org.cellwise.data.encode.Scaler;
import org.cellwise.data.encode.StandardScaler;
import org.junit.jupiter.api.Test;

class RowEncoderTest {
    private final RowEncoder encoder = new RowEncoder(
            List.of(
                    new NumericEncoder("mass", new StandardScaler(4200, 800)),
                    new OneHotEncoder("island", List.of("Biscoe", "Dream")),
                    new NumericEncoder("length", new StandardScaler(44, 5.5))),
            List.of(new StandardScaler(1e5, 0.1)));

    @Test
    void comesBackFromItsDescription() {
        RowEncoder again = RowEncoder.of(read(encoder.describe()));
        assertThat(again).isEqualTo(encoder);
        assertThat(again.encode(3800, "Dream", 39.1)).containsExactly(encoder.encode(3800, "Dream", 39.1));
        assertThat(again.decode(0.3)).containsExactly(encoder.decode(0.3));
        assertThat(again.columns()).containsExactly("mass", "island", "length");
        assertThat(again.inputNames()).containsExactly("mass", "island=Biscoe", "island=Dream", "length");
    }

    @Test
    void refusesAHostileDescription() {
        Map<String, Object> description = new HashMap<>(read(encoder.describe()));
        assertRefused(Map.of(), "columns");
        assertRefused(with(description, "columns", List.of()), "1 to");
        assertRefused(with(description, "columns", "all"), "a list");
        assertRefused(with(description, "targets", List.of(Map.of("kind", "java.lang.Runtime"))), "java.lang.Runtime");
        assertRefused(with(description, "version", 2), "version");
        Map<String, Object> mass = new NumericEncoder("mass", Scaler.NONE).describe();
        assertRefused(with(description, "columns", List.of(mass, mass)), "there twice");
        Map<String, Object> wide = Map.of(
                "kind",
                "indices",
                "column",
                "t",
                "pieces",
                Map.of("unit", "words", "merges", List.of()),
                "vocabulary",
                List.of(),
                "length",
                2e9);
        assertRefused(with(description, "columns", List.of(wide)), "length");
        Map<String, Object> nested = mass;
        for (int i = 0; i < 100_000; i++) {
            nested = Map.of("kind", "filled", "value", 1.0, "flagged", false, "encoder", nested);
        }
        assertRefused(with(description, "columns", List.of(nested)), "within another one");
        assertRefused(
                with(description, "targets", List.of(Map.of("kind", "standard", "mean", 0.0, "deviation", 0.0))),
                "above 0 to divide by");
        assertRefused(with(description, "columns", Collections.nCopies(1 << 23, mass)), "a list of at most");
    }

    @Test
    void saysThatNoFileKeepsAScalerOfTheUsersOwn() {
        Scaler own = new Scaler() {
            @Override
            public double scale(double value) {
                return value / 2;
            }

            @Override
            public double unscale(double scaled) {
                return scaled * 2;
            }
        };
        RowEncoder halved = new RowEncoder(List.of(new NumericEncoder("x", own)), List.of());
        assertThatThrownBy(halved::describe)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("scale by standardize()");
    }

    @Test
    void noticesARowThatIsEncodedAlready() {
        assertThatThrownBy(() -> encoder.encode(encoder.encode(3800, "Dream", 39.1)))
                .hasMessageContaining("is it encoded already?");
        RowEncoder numbers = new RowEncoder(
                List.of(
                        new NumericEncoder("mass", new StandardScaler(4200, 80)),
                        new NumericEncoder("length", new StandardScaler(44, 3))),
                List.of());
        double[] encoded = numbers.encode(3800, 39.1);
        assertThatThrownBy(() -> numbers.encode(encoded)).hasMessageContaining("encoded already");
        assertThatThrownBy(() -> numbers.requireInputs(new double[] {3800, 39.1}))
                .hasMessageContaining("looks like a raw row");
        numbers.requireInputs(encoded);
        numbers.encode(4200, 0); // one odd value is no sign of a row that was encoded twice
        numbers.requireInputs(new double[] {-60, 0.5});
    }

    /** Raw flowers are only a few deviations away from ordinary inputs. */
    @Test
    void noticesSmallRawNumbersByTheirDigits() {
        RowEncoder iris = new RowEncoder(
                List.of(
                        new NumericEncoder("a", new StandardScaler(5.840833333333333, 0.812146931834929)),
                        new FilledEncoder(
                                new NumericEncoder("b", new StandardScaler(3.0516666666666667, 0.4473967913260989)),
                                3.0,
                                false),
                        new NumericEncoder("c", new StandardScaler(3.7633333333333336, 1.7636105642182525)),
                        new NumericEncoder("d", new StandardScaler(1.1933333333333331, 0.759575905065159))),
                List.of());
        double[] setosa = {5.1, 3.5, 1.4, 0.2};
        double[] virginica = {6.3, 3.3, 6.0, 2.5};
        double[] encoded = iris.encode(setosa);
        iris.requireInputs(encoded, iris.encode(virginica));
        iris.requireInputs(new double[] {3, -3, 3, -3}); // tried by hand
        assertThatThrownBy(() -> iris.requireInputs(setosa)).hasMessageContaining("looks like a raw row");
        assertThatThrownBy(() -> iris.requireInputs(setosa, virginica)).hasMessageContaining("looks like a raw row");
        assertThatThrownBy(() -> iris.encode(encoded)).hasMessageContaining("encoded already");
    }

    @Test
    void outliersAreNoRawRows() {
        RowEncoder income =
                new RowEncoder(List.of(new NumericEncoder("income", new StandardScaler(16.29, 169))), List.of());
        income.requireInputs(income.encode(3000));
        income.requireInputs(new double[] {(float) income.encode(3000)[0]});
    }

    private static Map<String, Object> with(Map<String, Object> description, String name, Object value) {
        Map<String, Object> changed = new HashMap<>(description);
        changed.put(name, value);
        return changed;
    }

    private static void assertRefused(Map<String, Object> description, String word) {
        assertThatThrownBy(() -> RowEncoder.of(description))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(word);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(Map<String, Object> description) {
        Gson gson = new Gson();
        return gson.fromJson(gson.toJson(description), Map.class);
    }
}
