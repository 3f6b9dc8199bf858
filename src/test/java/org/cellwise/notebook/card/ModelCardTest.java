package org.cellwise.notebook.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellwise.data.Split;
import org.cellwise.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A page about a network, from its file alone. */
class ModelCardTest {
    @TempDir
    private Path folder;

    @Test
    void tellsWhatIsInTheFile() throws IOException {
        Table table = Table.create(
                DoubleColumn.create("a<b>&", 1, 2, 3, 4, 5, 6, 7, 8),
                StringColumn.create("kind", "x", "y", "x", "y", "x", "y", "x", "y"),
                StringColumn.create("class", "<script>", "no", "<script>", "no", "<script>", "no", "<script>", "no"));
        Split split = dataset(table).standardize().label("class").split(0.75, seed(1));
        Network net = network(inputs(split), dense(4), tanh(), dense(outputs(split)));
        trainer(net, crossEntropy(), adam(0.01)).fit(split, epochs(4));
        net.freeze("dense_1").save(folder.resolve("net.safetensors").toString());
        Path page = modelCard(
                folder.resolve("net.safetensors").toString(),
                folder.resolve("net.html").toString());
        String html = Files.readString(page);
        assertThat(html)
                .contains("<title>net.safetensors</title>")
                .contains("a&lt;b&gt;&amp;")
                .contains("standardised: (value - ")
                .contains("logits of the classes &lt;script&gt;, no")
                .contains("<td>frozen</td>")
                .contains("<td>training loss</td>")
                .contains("<td>optimizer</td><td>Adam</td>")
                .contains("data:image/svg+xml;base64,")
                .contains("data:image/png;base64,")
                .contains("prefers-color-scheme: dark")
                .doesNotContain("<script")
                .doesNotContain("http://")
                .doesNotContain("https://");
    }

    @Test
    void ofANetworkThatKnowsNothing() throws IOException {
        network(inputs(2), dense(1)).save(folder.resolve("bare.safetensors").toString());
        modelCard(
                folder.resolve("bare.safetensors").toString(),
                folder.resolve("bare.html").toString());
        assertThat(Files.readString(folder.resolve("bare.html")))
                .contains("It was not trained.")
                .contains("It does not say what data it was trained on. Inputs: x1, x2.");
    }
}
