package org.cellwise.chart.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.*;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cellwise.chart.Nets;
import org.cellwise.chart.Svg;
import org.cellwise.chart.network.NetworkDrawing;
import org.cellwise.chart.network.Overlay;
import org.cellwise.data.Dataset;
import org.cellwise.data.ToyData;
import org.cellwise.math.Seed;
import org.cellwise.network.Network;
import org.cellwise.train.Recording;
import org.cellwise.train.Trainer;
import org.cellwise.train.state.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmTest {
    private static Recording recorded(int epochs) {
        Network net = Nets.textbook();
        Trainer trainer = new Trainer(net, meanSquaredError(), sgd(0.5));
        Recording recording = Recording.of(trainer);
        trainer.fit(Dataset.of(new double[][] {{0, 1, 1}, {1, 0, 1}}, new double[][] {{0, 1}, {1, 0}}), epochs(epochs));
        return recording;
    }

    @Test
    void theLastMomentStandsStillWithoutScripts() {
        Recording recording = recorded(10);
        Film film = film(recording);
        List<String> stills = stills(film.html());
        assertThat(stills).hasSize(3);
        assertThat(new Svg(stills.get(0)).texts()).contains("m₁", "a", "b");
        assertThat(stills.get(0)).isEqualTo(film.still().svg());
        assertThat(stills.get(1)).contains("Loss by epoch");
        assertThat(stills.get(2)).contains("Weights");
        assertThat(film.toString())
                .isEqualTo("Film of training in 11 moments, from epoch 0 to 10: network, loss, weights");
        assertThat(film.html()).startsWith("<div id=\"film-").contains("before training", "after epoch 10, loss 0.");
    }

    @Test
    void twoTrainingsStandSideBySideAfterAsManyEpochs() {
        Dataset moons = moons(60, 0.2, seed(1));
        Trainer trunk = trainer(
                        network(seed(1), inputs("x", "y"), dense(4), relu(), dense(2)), crossEntropy(), sgd(0.5))
                .quiet();
        Recording left = recording(trunk);
        trunk.fit(moons, 3);
        Trainer branch = trunk.withoutUnits("dense_1", 1);
        Recording right = recording(branch);
        trunk.fit(moons, 4);
        branch.fit(moons, 2);
        Film film = film(left, right, moons);
        List<String> stills = stills(film.html());
        assertThat(stills).hasSize(4);
        assertThat(film.toString())
                .isEqualTo(
                        "Film of two trainings side by side in 8 moments, from epoch 0 to 7: network, loss, boundary,"
                                + " weights");
        assertThat(film.html())
                .contains("after epoch 7, loss %s and %s"
                        .formatted(
                                significant(trunk.history().last().loss()),
                                significant(branch.history().last().loss())));
        assertThat(new Svg(stills.get(0)).texts()).filteredOn("m₃"::equals).hasSize(2);
        assertThat(new Svg(stills.get(0)).texts()).filteredOn("m₄"::equals).hasSize(1);
        assertThat(film.still().width()).isEqualTo(972);
    }

    private static String significant(double value) {
        return org.cellwise.text.Numbers.significant(value, 3);
    }

    @Test
    void otherMomentsAreToldByWhatIsDifferent() {
        Recording recording = recorded(5);
        String html = film(recording).html();
        Network net = recording.network();
        String last = stills(html).get(0);
        List<String> before = new Svg(
                        NetworkDrawing.of(net, recording.moments().get(0).values(), Overlay.NONE)
                                .picture()
                                .svg())
                .texts();
        List<String> changed = before.stream()
                .filter(text -> text.startsWith("w") && !last.contains(">" + text + "<"))
                .toList();
        assertThat(changed).isNotEmpty().allSatisfy(text -> assertThat(html).contains(text));
        assertThat(html.length()).isLessThan(70_000);
    }

    @Test
    void ofManyMomentsAFewAreShownAndTheSizeIsBounded() {
        Film film = film(recorded(500));
        assertThat(film.html().length()).isLessThan(1_000_000);
        assertThat(film.toString()).contains("from epoch 0 to 500");
        int moments = count(film.html(), "after epoch ") + 1;
        assertThat(moments).isBetween(30, 48);
    }

    @Test
    void withTwoFeaturesTheBoundaryMoves() {
        Dataset moons = ToyData.moons(200, 0.1, new Seed(1));
        Network net = network(seed(2), inputs("x", "y"), dense(8), tanh(), dense(2));
        Trainer trainer = new Trainer(net, crossEntropy(), adam(0.05));
        Recording recording = Recording.of(trainer);
        float[] before = net.parameters().values().clone();
        trainer.fit(moons, epochs(40));
        float[] after = net.parameters().values().clone();
        Film film = film(recording, moons);
        assertThat(stills(film.html())).hasSize(4).anyMatch(svg -> svg.contains("Decision boundary"));
        assertThat(film.html().length()).isLessThan(1_000_000);
        assertThat(net.parameters().values()).isEqualTo(after).isNotEqualTo(before);
    }

    @Test
    void largerNetworksAreSmallEnoughAsWell() {
        Network net = network(inputs(64), dense(32), relu(), dense(10));
        Trainer trainer = new Trainer(net, meanSquaredError(), adam(0.01));
        Recording recording = Recording.of(trainer);
        double[][] rows = IntStream.range(0, 8)
                .mapToObj(i ->
                        IntStream.range(0, 64).mapToDouble(j -> (i * j) % 5).toArray())
                .toArray(double[][]::new);
        trainer.fit(Dataset.of(rows, new double[8][10]), epochs(40));
        assertThat(film(recording).html().length()).isLessThan(600_000);
    }

    @Test
    void namesInAScriptCloseNoTag() {
        Network net = network(inputs("</script><b>"), dense(outputs("]]>", "<!--")));
        Trainer trainer = new Trainer(net, meanSquaredError(), sgd(0.1));
        Recording recording = Recording.of(trainer);
        trainer.fit(Dataset.of(new double[][] {{1}}, new double[][] {{1, 2}}), epochs(2));
        String html = film(recording).html();
        assertThat(count(html, "</script>")).isEqualTo(1);
        assertThat(html).doesNotContain("<b>").doesNotContain("<!--");
    }

    @Test
    void aFilmOfNoTrainingIsOneMoment() {
        Recording recording = Recording.of(new Trainer(Nets.textbook(), meanSquaredError(), sgd(0.5)));
        Film film = film(recording);
        assertThat(film.toString()).contains("in 1 moment, at epoch 0:");
        assertThat(stills(film.html())).hasSize(2);
    }

    @Test
    void afterARewindRestoreOrLoadTheFilmIsThatOfWhatRemains(@TempDir Path folder) {
        Dataset data = Dataset.of(new double[][] {{0, 1, 1}, {1, 0, 1}}, new double[][] {{0, 1}, {1, 0}});
        Trainer trainer = new Trainer(Nets.textbook(), meanSquaredError(), sgd(0.5));
        Recording recording = Recording.of(trainer);
        trainer.fit(data, epochs(3));
        Checkpoint third = trainer.checkpoint();
        trainer.save(folder.resolve("third"));
        trainer.fit(data, epochs(5));
        trainer.rewind(6);
        assertFilm(recording, 6);
        trainer.restore(third);
        assertFilm(recording, 3);
        trainer.fit(data, epochs(4));
        assertFilm(recording, 7);
        trainer.load(folder.resolve("third"));
        assertFilm(recording, 3);
        trainer.fit(data, epochs(2));
        assertFilm(recording, 5);
    }

    private static void assertFilm(Recording recording, int epochs) {
        Film film = film(recording);
        assertThat(film.toString()).contains(" to " + epochs + ":");
        assertThat(histograms(recording).title()).endsWith(" to " + epochs);
        float[] now = recording.network().parameters().values();
        assertThat(film.still().svg())
                .isEqualTo(NetworkDrawing.of(recording.network(), now, Overlay.NONE)
                        .widest(widest(recording))
                        .picture()
                        .svg());
    }

    private static double widest(Recording recording) {
        return recording.moments().stream()
                .mapToDouble(moment -> NetworkDrawing.of(recording.network(), moment.values(), Overlay.NONE)
                        .limit())
                .max()
                .orElseThrow();
    }

    private static List<String> stills(String html) {
        Matcher images =
                Pattern.compile("src=\"data:image/svg\\+xml;base64,([^\"]*)\"").matcher(html);
        return images.results()
                .map(image -> new String(Base64.getDecoder().decode(image.group(1)), StandardCharsets.UTF_8))
                .filter(text -> text.startsWith("<svg"))
                .toList();
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
