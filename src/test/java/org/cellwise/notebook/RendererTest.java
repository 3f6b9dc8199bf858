package org.cellwise.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.*;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cellwise.chart.picture.Picture;
import org.cellwise.network.Matrix;
import org.cellwise.network.Summary;
import org.cellwise.tensor.Shape;
import org.cellwise.train.state.Histories;
import org.cellwise.train.state.History;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChartBuilder;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class RendererTest {
    @Test
    void aDrawingIsAnImageInHtmlWithItsWords() {
        Picture picture = Picture.draw("A \"quoted\" title", "<b>", 64, 32, canvas -> {});
        MimeBundle bundle = render(picture);
        assertThat(bundle.data()).containsOnlyKeys("text/html", "image/png", "text/plain");
        String html = bundle.data().get("text/html");
        assertThat(html)
                .contains("width=\"64\" height=\"32\"")
                .contains("alt=\"A &quot;quoted&quot; title: &lt;b&gt;\"")
                .doesNotContain("<script")
                .doesNotContain("style=");
        String svg = html.substring(html.indexOf("base64,") + 7, html.indexOf("\" width"));
        assertThat(new String(Base64.getDecoder().decode(svg), StandardCharsets.UTF_8))
                .isEqualTo(picture.svg());
    }

    @Test
    void anInteractiveDrawingIsInThePageItself() {
        Picture picture = Picture.draw("P", "", 10, 10, canvas -> canvas.noted("note", () -> {}))
                .interactive();
        assertThat(render(picture).data().get("text/html"))
                .startsWith("<div class=\"tex2jax_ignore mathjax_ignore\"><svg") // MathJax would read its text
                .endsWith("</svg></div>")
                .contains("<title>note</title>");
    }

    @Test
    void aChartIsAPngOfTwiceTheSizeThatSaysHowLargeItIs() {
        var chart = new XYChartBuilder().width(300).height(200).title("Mine").build();
        chart.addSeries("one", new double[] {1, 2}, new double[] {3, 4});
        MimeBundle bundle = render(chart);
        assertThat(bundle.data()).containsOnlyKeys("image/png", "text/plain");
        assertThat(bundle.metadata().get("image/png"))
                .containsEntry("width", 300)
                .containsEntry("height", 200)
                .hasEntrySatisfying("alt", words -> assertThat(words).asString().contains("Mine"));
        byte[] png = Base64.getDecoder().decode(bundle.data().get("image/png"));
        assertThat(png[19]).isEqualTo((byte) (600 & 0xff)); // the width in a PNG's header
    }

    @Test
    void aHistoryIsItsLossChart() {
        MimeBundle bundle = render(Histories.of(new double[] {1, 0.5}, new double[] {1.1, 0.7}));
        assertThat(bundle.data()).containsKey("image/png");
        assertThat(bundle.plain()).contains("2 epochs").contains("training loss from 1 to 0.5");
        assertThat(render(new History()).data()).containsOnlyKeys("text/plain");
    }

    @Test
    void weightsImagesAndMatricesArePictures() {
        Matrix weights = new Matrix("dense_1", List.of("x"), List.of("u"), new double[][] {{0.5}});
        assertThat(render(weights).plain()).isEqualTo("dense_1 weights: 1 x 1, all 0.5");
        assertThat(render(new double[][] {{1, 2}}).data()).containsKey("image/png");
        BufferedImage image = new BufferedImage(5, 4, BufferedImage.TYPE_INT_RGB);
        assertThat(render(image).metadata().get("image/png")).containsEntry("width", 160);
    }

    @Test
    void whatIsNotOursIsNobodysHere() {
        assertThat(Renderer.render("text")).isEmpty();
        assertThat(Renderer.render(java.util.Optional.of(1))).isEmpty();
        assertThat(Renderer.render(null)).isEmpty();
    }

    @Test
    void rowsThatAreNoMatrixAreWritten() {
        assertThat(render(new double[][] {{1}, {1, 2}}).data())
                .containsOnly(Map.entry("text/plain", "[[1.0], [1.0, 2.0]]"));
        assertThat(render(new double[][] {null, {1}}).plain()).isEqualTo("[null, [1.0]]");
        assertThat(render(new double[0][]).plain()).isEqualTo("[]");
    }

    @Test
    void fewNumbersAreWrittenAndManyAreDrawn() {
        assertThat(render(new double[] {0.5, -1}).data()).containsOnly(Map.entry("text/plain", "[0.5, -1.0]"));
        double[] many = new double[100_000];
        many[7] = 3;
        many[8] = Double.NaN;
        MimeBundle bundle = render(many);
        assertThat(bundle.data().get("text/html"))
                .startsWith("<img")
                .contains("from 0 to 3")
                .contains("1 not finite");
        assertThat(bundle.data().get("text/html").length()).isLessThan(60_000);
        assertThat(bundle.plain()).hasSizeLessThan(1_100).startsWith("[0.0, 0.0");
    }

    @Test
    void tinyImagesAreEnlargedAndHugeOnesMadeToFit() throws IOException {
        BufferedImage tiny = new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB);
        tiny.setRGB(7, 3, 0x0072b2);
        BufferedImage shown = png(render(tiny));
        assertThat(shown.getWidth()).isEqualTo(160);
        assertThat(shown.getRGB(141, 61) & 0xffffff).isEqualTo(0x0072b2);
        assertThat(shown.getRGB(139, 61) & 0xffffff).isZero();
        MimeBundle huge = render(new BufferedImage(5000, 2500, BufferedImage.TYPE_INT_ARGB));
        assertThat(huge.metadata().get("image/png")).containsEntry("width", 640).containsEntry("height", 320);
        assertThat(png(huge).getWidth()).isEqualTo(1280);
        assertThat(png(render(new BufferedImage(800, 10, BufferedImage.TYPE_BYTE_GRAY)))
                        .getWidth())
                .isEqualTo(800);
        assertThat(png(render(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB)))
                        .getWidth())
                .isEqualTo(300);
    }

    private static BufferedImage png(MimeBundle bundle) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(
                Base64.getDecoder().decode(bundle.data().get("image/png"))));
    }

    @Test
    void aTableIsPlainHtmlWithItsTextEscaped() {
        Table table = Table.create(
                "t",
                StringColumn.create("<script>", new String[] {"a & b", "\"q\"", null}),
                DoubleColumn.create("mass", new double[] {1.5, Double.NaN, 3}));
        MimeBundle bundle = render(table);
        String html = bundle.data().get("text/html");
        assertThat(html.replace("align=\"left\" style=\"text-align:left\"", "align=\"left\"")) // which may be stripped
                .contains("&lt;script&gt;")
                .contains("a &amp; b")
                .contains("&quot;q&quot;")
                .contains("1 missing")
                .contains("<td align=\"right\">1.5</td>")
                .contains("3 rows x 2 columns")
                .doesNotContain("<script>")
                .doesNotContain("style=");
        assertThat(bundle.plain()).contains("mass");
    }

    @Test
    void aColumnIsATableOfOne() {
        MimeBundle bundle = render(DoubleColumn.create("mass", new double[] {1.5}));
        assertThat(bundle.data().get("text/html")).contains("mass").contains("1 row x 1 column");
    }

    @Test
    void aSummaryIsATableWithTotals() {
        Summary summary = new Summary(
                Shape.of(3),
                List.of(
                        new Summary.Row("dense_1", Shape.of(4), 12_345, true),
                        new Summary.Row("dense_2", Shape.of(2), 10, false)));
        String html = render(summary).data().get("text/html");
        assertThat(html)
                .contains("frozen")
                .contains("<th align=\"right\">12,355</th><th align=\"left\" style=\"text-align:left\">12,345</th>")
                .contains("49 kB of weights");
    }

    @Test
    void aNetworkIsItsDrawingWithItsTableBelow() {
        MimeBundle bundle = render(network(inputs("x", "y"), dense(3), sigmoid(), dense(1)));
        assertThat(bundle.data()).containsOnlyKeys("text/html", "image/png", "text/plain");
        assertThat(bundle.data().get("text/html"))
                .startsWith("<img src=\"data:image/svg+xml;base64,")
                .contains("alt=\"Network 2-3-1: ")
                .contains("<td align=\"left\" style=\"text-align:left\">dense_1</td>")
                .endsWith("52 bytes of weights</small></div>");
        assertThat(bundle.plain()).contains("dense_1").contains("13 parameters");
        assertThat(bundle.metadata().get("image/png")).containsEntry("width", 640);
    }

    @Test
    void aBundleAlwaysHasText() {
        assertThatThrownBy(() -> new MimeBundle(Map.of("text/html", "<p>"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text/plain");
    }

    private static MimeBundle render(Object value) {
        return Renderer.render(value).orElseThrow();
    }

    // Jupyter's pages and nbconvert's know $…$, \\(…\\), \\[…\\] and \\begin{…}, each within a text of one piece
    @Test
    void nothingInATableIsTakenForAFormula() {
        Table prices = Table.create(
                "$x$ \\(y\\)",
                StringColumn.create("price in $", "$5", "\\[6$\\]", "\\begin{equation}"),
                DoubleColumn.create("$$", 1, 2, 3));
        String table = render(prices).data().get("text/html");
        String summary = render(network(inputs("$a$"), layer("\\(b\\)", x -> x), dense(outputs("$c", "d$")))
                        .summary())
                .data()
                .get("text/html");
        for (String html : List.of(table, summary)) {
            assertThat(html).contains("<span>\\</span>");
            assertThat(html.replace("<span>$</span>", "")
                            .replace("<span>\\</span>", "")
                            .replaceAll("<[^>]*>", ""))
                    .doesNotContain("$")
                    .doesNotContain("\\");
        }
        assertThat(table).contains("price in <span>$</span>").contains("<span>\\</span>begin{equation}");
    }

    @Test
    void namesOfAnyKindAreValidXmlInDrawings() throws Exception {
        String nasty = "a\u0000b\ud800c\u000b<&>\"'\u202e$";
        String svg = draw(network(inputs(nasty, "y"), dense(outputs(nasty, "n"))))
                .interactive()
                .svg();
        assertThat(svg).contains("&lt;&amp;&gt;").doesNotContain("\u0000").doesNotContain("\u202e");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
