package org.cellwise.chart.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.cellwise.chart.Svg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChartBuilder;

class PictureTest {
    private static final Picture ONE_OF_EACH = Picture.draw("All shapes", "One of each", 200, 100, canvas -> {
        canvas.rectangle(0, 0, 50, 50, Style.fill("#d55e00").outlined("#000000", 1));
        canvas.circle(75, 25, 20, Style.fill("#0072b2").opacity(0.5));
        canvas.line(0, 60, 200, 60, Style.stroke("#009e73", 2).dashes());
        canvas.polyline(new double[] {0, 10, 20}, new double[] {90, 70, 90}, Style.stroke("#1f2430", 1.25));
        canvas.curve(100, 50, 120, 0, 140, 100, 160, 50, Style.stroke("#cc79a7", 3));
        canvas.noted(
                "the note",
                () -> canvas.text("a < b", 190, 90, TextStyle.size(14).ending().heavier()));
    });

    @Test
    void aDrawingIsSvgWithItsWordsInside() {
        Svg svg = new Svg(ONE_OF_EACH.svg());
        assertThat(svg.root().getAttribute("viewBox")).isEqualTo("0 0 200 100");
        assertThat(svg.all("title").get(0).getTextContent()).isEqualTo("All shapes");
        assertThat(svg.all("desc").get(0).getTextContent()).isEqualTo("One of each");
        assertThat(svg.texts()).containsExactly("a < b");
        assertThat(svg.all("line").get(0).getAttribute("stroke-dasharray")).isNotEmpty();
        assertThat(svg.all("polyline").get(0).getAttribute("stroke-width")).isEqualTo("1.25");
        assertThat(svg.all("circle").get(0).getAttribute("opacity")).isEqualTo("0.5");
        assertThat(svg.all("path")).hasSize(1);
    }

    @Test
    void notesAreThereForThoseWhoHover() {
        assertThat(new Svg(ONE_OF_EACH.svg()).all("title")).hasSize(1);
        assertThat(new Svg(ONE_OF_EACH.interactive().svg()).all("title").get(1).getTextContent())
                .isEqualTo("the note");
    }

    @Test
    void titleAndDescriptionAreEscaped() {
        String evil = "</title><script>alert('x')</script> \"q\" 🐧";
        Svg svg = new Svg(ONE_OF_EACH.described(evil, evil).svg());
        assertThat(svg.all("script")).isEmpty();
        assertThat(svg.all("title").get(0).getTextContent()).isEqualTo(evil);
        assertThat(svg.all("desc").get(0).getTextContent()).isEqualTo(evil);
    }

    @Test
    void aDrawingIsAlsoAnImageOfTwiceItsSizeInTheSameColours() throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(ONE_OF_EACH.png()));
        assertThat(image.getWidth()).isEqualTo(400);
        assertThat(image.getHeight()).isEqualTo(200);
        assertThat(new Color(image.getRGB(50, 50))).isEqualTo(Color.decode("#d55e00"));
        assertThat(new Color(image.getRGB(399, 0))).isEqualTo(Color.WHITE);
        assertThat(new Color(image.getRGB(150, 50))).isEqualTo(new Color(0x7fb8d8)); // half see-through
    }

    @Test
    void anImageKeepsEveryPixelAndColour() throws IOException {
        BufferedImage photo = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 64; i++) {
            photo.setRGB(i % 64, i / 64, i * 4099);
        }
        BufferedImage shown =
                ImageIO.read(new ByteArrayInputStream(Picture.of(photo).png()));
        assertThat(shown.getWidth()).isEqualTo(64);
        assertThat(shown.getRGB(0, 0, 64, 64, null, 0, 64)).isEqualTo(photo.getRGB(0, 0, 64, 64, null, 0, 64));
    }

    @Test
    void fewerColoursAreHardlyOthers() throws IOException {
        Picture gradient = Picture.draw("g", "", 300, 40, canvas -> {
            for (int i = 0; i < 300; i++) {
                canvas.rectangle(i, 0, 1, 40, Style.fill(Theme.diverging(i / 149.5 - 1)));
            }
        });
        BufferedImage exact = gradient.image(Theme.DENSITY);
        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(gradient.png()));
        int worst = 0;
        for (int x = 0; x < exact.getWidth(); x++) {
            Color a = new Color(exact.getRGB(x, 40));
            Color b = new Color(shown.getRGB(x, 40));
            worst = Math.max(worst, Math.abs(a.getRed() - b.getRed()));
            worst = Math.max(worst, Math.abs(a.getGreen() - b.getGreen()));
            worst = Math.max(worst, Math.abs(a.getBlue() - b.getBlue()));
        }
        assertThat(worst).isLessThanOrEqualTo(8);
    }

    @Test
    void aDrawingsFileIsHalfOfWhatItIsInAllItsColours() throws IOException {
        Picture lines = Picture.draw("Lines", "", 300, 200, canvas -> {
            for (int i = 0; i < 40; i++) {
                canvas.line(0, 5 * i, 300, 195 - 4 * i, Style.stroke(Theme.diverging(i / 20.0 - 1), 1 + i % 3));
                canvas.text("unit " + i, 7 * i, 5 * i, TextStyle.size(11));
            }
        });
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ImageIO.write(lines.image(Theme.DENSITY), "png", all);
        assertThat(lines.png()).hasSizeLessThan(all.size() / 2);
    }

    @Test
    void anyChartOfXChartsIsAPicture() {
        var chart = new XYChartBuilder().width(300).height(200).title("Mine").build();
        chart.addSeries("one", new double[] {1, 2}, new double[] {3, 4});
        Picture picture = Picture.from(chart).orElseThrow();
        assertThat(picture.title()).isEqualTo("Mine");
        assertThat(picture.description()).contains("one");
        assertThat(picture.image(2).getWidth()).isEqualTo(600);
        assertThat(picture.isVector()).isFalse();
        assertThatThrownBy(picture::svg)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Mine")
                .hasMessageContaining("png()");
    }

    @Test
    void whatIsNoPictureIsNone() {
        assertThat(Picture.from("text")).isEmpty();
        assertThat(Picture.from(42)).isEmpty();
    }

    @Test
    void picturesAreSavedByTheirEnding(@TempDir Path folder) throws IOException {
        ONE_OF_EACH.save(folder.resolve("a.svg"));
        ONE_OF_EACH.save(folder.resolve("a.PNG"));
        assertThat(Files.readString(folder.resolve("a.svg"))).isEqualTo(ONE_OF_EACH.svg());
        assertThat(Files.readAllBytes(folder.resolve("a.PNG"))).isEqualTo(ONE_OF_EACH.png());
        assertThatThrownBy(() -> ONE_OF_EACH.save(folder.resolve("a.gif"))).hasMessageContaining(".svg or .png");
    }

    @Test
    void aPictureWithoutSizeIsRefused() {
        assertThatThrownBy(() -> Picture.draw("t", "d", 0, 10, canvas -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 x 10");
    }

    @Test
    void whatNoFontHasIsOneSquareInAnImage() {
        Font font = Java2DCanvas.font(false, 12);
        assertThat(Fallback.shown("plain é", font)).isEqualTo("plain é");
        String missing = "\uDB80\uDC01"; // a private character
        assertThat(Fallback.shown("a" + missing + "b", font)).isEqualTo("a▫b");
    }
}
