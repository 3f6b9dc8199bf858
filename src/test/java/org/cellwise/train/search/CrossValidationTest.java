package org.cellwise.train.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.accuracy;
import static org.cellwise.Cellwise.adam;
import static org.cellwise.Cellwise.blobs;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.crossValidate;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.epochs;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.meanAbsoluteError;
import static org.cellwise.Cellwise.meanSquaredError;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.outputs;
import static org.cellwise.Cellwise.rSquared;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.seed;
import static org.cellwise.Cellwise.trainer;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cellwise.chart.learning.FoldChart;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.notebook.Renderer;
import org.cellwise.train.*;
import org.junit.jupiter.api.Test;

class CrossValidationTest {
    private final Dataset data = blobs(90, 3, 0.7, seed(4));

    private static final Function<Split, Trainer> BUILD =
            fold -> trainer(network(inputs(fold), dense(6), relu(), dense(outputs(fold))), crossEntropy(), adam(0.02));

    @Test
    void measuresEachFoldAsATrainerAloneWould() {
        CrossValidation result = crossValidate(data.folds(3).standardize(), BUILD, epochs(5), accuracy());
        assertThat(result.names()).containsExactly("loss", "accuracy");
        for (int fold = 0; fold < 3; fold++) {
            Split split = data.folds(3).standardize().get(fold);
            Trainer alone = BUILD.apply(split);
            alone.fit(split, epochs(5));
            assertThat(result.folds().get(fold)).isEqualTo(alone.evaluate(split.test(), accuracy()));
        }
    }

    @Test
    void saysMeanAndSpread() {
        CrossValidation result =
                new CrossValidation(List.of(Map.of("loss", 1.0), Map.of("loss", 2.0), Map.of("loss", 4.5)));
        assertThat(result.mean("loss")).isEqualTo(2.5);
        assertThat(result.deviation("loss")).isCloseTo(1.8028, within(1e-4));
        assertThat(result).hasToString("""
                        Cross-validation over 3 folds: loss 2.5 ± 1.8
                             fold   loss
                                1      1
                                2      2
                                3    4.5
                             mean    2.5
                        deviation  1.803""");
        assertThat(Renderer.render(result).orElseThrow().data().get("text/html"))
                .contains("<img", "deviation");
        assertThat(FoldChart.of(result).picture().interactive().svg()).contains("fold 3: 4.5", "loss");
        assertThatThrownBy(() -> result.mean("los")).hasMessageContaining("did you mean \"loss\"");
    }

    @Test
    void refusesANetworkThatHasSeenAnotherFold() {
        Trainer one = BUILD.apply(data.folds(3).get(0));
        assertThatThrownBy(() -> crossValidate(data.folds(3), fold -> one, epochs(1)))
                .hasMessageContaining("a new network for each fold");
        assertThatThrownBy(() -> crossValidate(data.folds(3), fold -> null, epochs(1)))
                .hasMessageContaining("expects a trainer for each fold, but got null");
    }

    @Test
    void saysThatASingleRowHasNoRSquared() {
        Dataset line = Dataset.of(new double[][] {{0}, {1}, {2}, {3}}, new double[] {0, 1.1, 2, 2.9});
        Function<Split, Trainer> build =
                fold -> trainer(network(inputs(fold), dense(outputs(fold))), meanSquaredError(), adam(0.05));
        CrossValidation each = crossValidate(line.folds(4), build, epochs(3), rSquared(), meanAbsoluteError());
        assertThat(each.values("R²")).containsOnly(Double.NaN);
        assertThat(each.toString())
                .contains("R² undefined ± undefined")
                .contains("R² is undefined where a fold holds out too few rows")
                .contains("meanAbsoluteError()");
        assertThat(each.mean("mean absolute error")).isFinite();
        assertThat(Renderer.render(each).orElseThrow().data().get("text/html")).contains("<img", "undefined");
        CrossValidation pairs = crossValidate(line.folds(2), build, epochs(3), rSquared());
        assertThat(pairs.values("R²")).doesNotContain(Double.NaN);
        assertThat(pairs.toString()).doesNotContain("undefined");
    }
}
