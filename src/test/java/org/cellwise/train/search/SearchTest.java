package org.cellwise.train.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.accuracy;
import static org.cellwise.Cellwise.blobs;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.epochs;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.outputs;
import static org.cellwise.Cellwise.seed;
import static org.cellwise.Cellwise.sgd;
import static org.cellwise.Cellwise.trainer;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.cellwise.chart.learning.SearchChart;
import org.cellwise.data.Folds;
import org.cellwise.notebook.Renderer;
import org.junit.jupiter.api.Test;

class SearchTest {
    private final Folds folds = blobs(60, 3, 0.6, seed(2)).folds(2);
    private final Search search = Search.of(
            folds,
            (fold, s) -> trainer(
                    network(inputs(fold), dense(outputs(fold))),
                    crossEntropy(),
                    sgd(s.number("rate")).momentum(0.99)),
            accuracy());

    @Test
    void triesEachCombinationOfAGrid() {
        SearchResult result =
                search.choose("rate", 1e-4, 0.1).choose("unused", "a", "b", "c").grid(epochs(4));
        assertThat(result.trials()).hasSize(6).isSortedAccordingTo((a, b) -> Double.compare(a.loss(), b.loss()));
        assertThat(result.best().number("rate")).isEqualTo(0.1);
        assertThat(result.trials().get(0).result().names()).containsExactly("loss", "accuracy");
        assertThat(result.toString())
                .startsWith("6 trials; nothing asked for \"unused\", so that it changes nothing")
                .contains(
                        "; 2 were trained, the others differ only in what was not asked for; best: rate 0.1, unused a")
                .contains("accuracy");
        assertThat(Renderer.render(result).orElseThrow().data().get("text/html"))
                .contains("<img", "unused");
        assertThat(SearchChart.of(result).picture().svg()).contains("unused", "rate 0.1", "loss");
    }

    @Test
    void trainsOnlyWhatDiffersInWhatIsAskedFor() {
        AtomicInteger trained = new AtomicInteger();
        Search branches = Search.of(folds, (fold, s) -> {
            trained.incrementAndGet();
            double momentum = s.text("kind").equals("heavy") ? s.number("momentum") : 0;
            return trainer(network(inputs(fold), dense(outputs(fold))), crossEntropy(), sgd(0.1).momentum(momentum));
        });
        SearchResult result = branches.choose("kind", "plain", "heavy")
                .choose("momentum", 0.5, 0.9)
                .grid(epochs(2));
        assertThat(trained).hasValue(3 * 2); // plain once, heavy twice, two folds each
        assertThat(result.unread()).isEmpty();
        assertThat(result.toString()).startsWith("4 trials; 3 were trained, the others differ only");
        assertThat(result.trials().stream().filter(SearchResult.Trial::repeats)).hasSize(1);
        SearchResult all = Search.of(folds, (fold, s) -> {
                    s.values();
                    return trainer(network(inputs(fold), dense(outputs(fold))), crossEntropy(), sgd(0.1));
                })
                .choose("a", 1, 2)
                .grid(epochs(1));
        assertThat(all.toString()).startsWith("2 trials; best: a 1");
        SearchResult none = Search.of(
                        folds,
                        (fold, s) -> trainer(network(inputs(fold), dense(outputs(fold))), crossEntropy(), sgd(0.1)))
                .between("rate", 0.1, 0.2)
                .halving(3, epochs(3), seed(1));
        assertThat(none.toString()).contains("nothing asked for \"rate\"", "2 were trained");
    }

    @Test
    void triesAtRandomTheSameForTheSameSeed() {
        Search open = search.logBetween("rate", 1e-4, 1).between("dropout", 0, 0.5);
        SearchResult one = open.random(5, epochs(2), seed(3));
        assertThat(one.trials()).hasSize(5);
        assertThat(open.random(5, epochs(2), seed(3)).table()).isEqualTo(one.table());
        assertThat(one.trials()).allSatisfy(trial -> {
            assertThat(trial.setting().number("rate")).isBetween(1e-4, 1.0);
            assertThat(trial.setting().number("dropout")).isBetween(0.0, 0.5);
        });
        assertThat(search.choose("rate", 0.1, 0.2).random(9, epochs(1), seed(1)).trials())
                .hasSize(2); // no more there are
    }

    @Test
    void halvesManyToOne() {
        SearchResult result = search.logBetween("rate", 1e-4, 1).halving(9, epochs(9), seed(5));
        assertThat(result.trials().stream().map(SearchResult.Trial::epochs).toList())
                .containsExactlyElementsOf(List.of(9, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1));
        List<Setting> third = result.trials().subList(4, 7).stream()
                .map(SearchResult.Trial::setting)
                .toList();
        assertThat(result.trials().subList(1, 4).stream().map(SearchResult.Trial::setting))
                .containsExactlyInAnyOrderElementsOf(third);
    }

    @Test
    void goesOnWhereOneDiverges() {
        SearchResult result = search.choose("rate", 0.1, 3e38).grid(epochs(20));
        assertThat(result.best().number("rate")).isEqualTo(0.1);
        assertThat(result.toString()).contains("diverged");
    }

    @Test
    void refusesWhatCannotBeSearched() {
        assertThatThrownBy(() -> search.grid(epochs(1))).hasMessageContaining("something to search over");
        assertThatThrownBy(() -> search.between("rate", 0, 1).grid(epochs(1))).hasMessageContaining("choose(\"rate\"");
        assertThatThrownBy(() -> search.logBetween("rate", 0, 1)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> search.choose("rate", 1).choose("rate", 2)).hasMessageContaining("already");
        Search misspelt = Search.of(folds, (fold, s) -> {
            s.number("rat");
            return null;
        });
        assertThatThrownBy(() -> misspelt.choose("rate", 1).grid(epochs(1)))
                .hasMessageContaining("did you mean \"rate\"");
    }
}
