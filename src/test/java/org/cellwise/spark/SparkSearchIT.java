package org.cellwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.*;

import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.cellwise.data.Folds;
import org.cellwise.data.Split;
import org.cellwise.train.Trainer;
import org.cellwise.train.search.Setting;
import org.junit.jupiter.api.Test;

class SparkSearchIT {
    private static final SparkSession SPARK = Sessions.of("local[2]");

    private static Folds folds() {
        return dataset(penguins())
                .dropMissing()
                .standardize()
                .features("island", "bill_length_mm", "flipper_length_mm")
                .label("species")
                .folds(2);
    }

    private static Trainer trainer(Split fold, Setting s) {
        return org.cellwise.Cellwise.trainer(
                        network(inputs(fold), dense(s.whole("units")), relu(), dense(outputs(fold))),
                        crossEntropy(),
                        adam(s.number("rate")))
                .metrics(accuracy());
    }

    @Test
    void isTheSearchOnThreads() {
        var here = search(folds(), SparkSearchIT::trainer)
                .choose("units", 4, 8)
                .choose("rate", 0.01, 1e30)
                .choose("unused", 1, 2)
                .grid(epochs(3));
        var there = SparkFunctions.search(SPARK, folds(), SparkSearchIT::trainer)
                .choose("units", 4, 8)
                .choose("rate", 0.01, 1e30)
                .choose("unused", 1, 2)
                .grid(epochs(3));
        assertThat(there.toString()).isEqualTo(here.toString()).contains("diverged", "4 were trained");
        assertThat(there.trials()).isEqualTo(here.trials());
    }

    @Test
    void soAreFoldsOfNumbersWithWeights() {
        Folds folds = dataset(penguins())
                .dropMissing()
                .standardize()
                .weights("flipper_length_mm")
                .features("bill_length_mm", "bill_depth_mm")
                .target("body_mass_g")
                .standardizeTargets()
                .folds(3);
        FoldRecipe recipe = fold -> org.cellwise.Cellwise.trainer(
                network(inputs(fold), dense(outputs(fold))), meanSquaredError(), adam(0.1));
        assertThat(SparkFunctions.crossValidate(SPARK, folds, recipe, epochs(3).patience(1)))
                .isEqualTo(crossValidate(folds, recipe, epochs(3).patience(1)));
    }

    @Test
    void aMistakeInTheRecipeIsSaidAsOnThreads() {
        SearchRecipe wrong = (fold, s) -> trainer(fold, new Setting(Map.of("units", s.number("x"))));
        assertThatThrownBy(() -> SparkFunctions.search(SPARK, folds(), wrong)
                        .choose("y", 1)
                        .grid(epochs(1)))
                .hasMessageContaining("Nothing called \"x\" is searched over");
        FoldRecipe late = fold -> {
            throw new IllegalArgumentException("no such thing");
        };
        assertThatThrownBy(() -> SparkFunctions.crossValidate(SPARK, folds(), late, epochs(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such thing");
        List<String> held = new LinkedList<>();
        Object unwritable = new Object();
        FoldRecipe heavy = fold -> {
            held.add(unwritable.toString());
            return null;
        };
        assertThatThrownBy(() -> SparkFunctions.crossValidate(SPARK, folds(), heavy, epochs(1)))
                .hasMessageContaining("cannot go to other machines");
    }
}
