package org.cellwise.chart.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.*;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cellwise.data.Dataset;
import org.cellwise.data.ToyData;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.Workers;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a playground in a browser; {@code -Dchromium} names it. */
class PlaygroundBrowser {
    private static final String FIRST = """
            var root = document.querySelector(".cellwise-playground"), page = root.playground, training = page.training;
            function press(words) {
              Array.from(root.querySelectorAll("button")).find(function (b) { return b.textContent === words; }).click();
            }
            """;

    @TempDir
    Path folder;

    private static Trainer trainer() {
        Compute compute = new Compute(FloatMath.plain(), Workers.inline());
        Network net = new Network(
                new Seed(3),
                compute,
                Inputs.named(List.of("</script><b>x", "\"y\"")),
                List.of(dense(6), tanh(), dense(outputs("a", "<i>b"))));
        return new Trainer(net, crossEntropy(), adam(0.02)).seed(new Seed(11));
    }

    /** What a script says at the end of the page. */
    private String says(Playground playground, String script) throws Exception {
        Path page = folder.resolve("page.html");
        String html =
                "<!DOCTYPE html><meta charset=\"utf-8\"><body><script>var faults = ''; window.onerror = function (fault) {"
                        + " faults += fault; };</script>" + playground.html()
                        + "<script>setTimeout(function () {"
                        + "var said; try { said = (function () {" + FIRST + script
                        + "})(); } catch (e) { said = e.stack; }"
                        + "document.body.textContent = 'SAID ' + faults + said + ' END'; }, 500);</script>";
        Files.writeString(page, html);
        Path out = folder.resolve("out.txt");
        Process chromium = new ProcessBuilder(
                        System.getProperty("chromium", "chromium"),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--virtual-time-budget=4000",
                        "--dump-dom",
                        page.toUri().toString())
                .redirectErrorStream(false)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(out.toFile())
                .start();
        assertThat(chromium.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String dom = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(dom).contains("SAID ").contains(" END");
        return dom.substring(dom.indexOf("SAID ") + 5, dom.indexOf(" END"));
    }

    @Test
    void trainingShowsTheReceiptsOfJava() throws Exception {
        Trainer trainer = trainer();
        Dataset moons = ToyData.moons(200, 0.1, new Seed(1));
        Dataset data = moons.inputs("</script><b>x", "\"y\"").outputs("a", "<i>b");
        Playground playground = Playground.of(trainer, data, null);
        StringBuilder expected = new StringBuilder();
        int done = 0;
        for (int epochs : new int[] {1, 10, 100}) {
            trainer.fit(data, epochs - done);
            done = epochs;
            expected.append(trainer.receipt().weights()).append(' ');
        }
        String said = says(playground, """
                var receipts = "";
                for (var i = 1; i <= 100; i++) {
                  press("one epoch");
                  if (i === 1 || i === 10 || i === 100) { receipts += training.receipt() + " "; }
                }
                return receipts + root.querySelectorAll("b, i").length;
                """);
        assertThat(said).startsWith(expected).doesNotContain("Error");
    }

    @Test
    void weightsAreDraggedUnitsAddedAndACellWritten() throws Exception {
        Dataset data = ToyData.moons(100, 0.1, new Seed(1))
                .inputs("</script><b>x", "\"y\"")
                .outputs("a", "<i>b");
        String said = says(Playground.of(trainer(), data, null), """
                var slider = root.querySelector("input[type=range]"), before = training.weights();
                slider.value = 2.5;
                slider.oninput();
                var moved = training.weights().filter(function (w, i) { return w !== before[i]; });
                press("+");
                press("write a cell");
                var code = root.querySelector("textarea").value.split(String.fromCharCode(10));
                return (page.frames() > 0 ? "drawn " : "not drawn ") + moved.join() + "|" + training.sizes() + "|" + code[1];
                """);
        assertThat(said)
                .isEqualTo(
                        "drawn 2.5|7,7,2|var net = network(inputs(\"\\u003c/script\\u003e\\u003cb\\u003ex\", \"\\\"y\\\"\"), dense(7), tanh(), dense(outputs(\"a\", \"\\u003ci\\u003eb\")));"
                                .replace("\\u003c", "&lt;")
                                .replace("\\u003e", "&gt;"));
    }
}
