package org.cellwise.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cellwise.chart.picture.Picture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplaySystem;

/** The displays of the kernel rapaio-jupyter-kernel as it is, and what we send to it. */
class RapaioTest {
    private static final Picture PICTURE = Picture.draw("P", "words", 10, 10, canvas -> {});

    private final List<DisplayData> shown = new ArrayList<>();
    private final List<DisplayData> replaced = new ArrayList<>();
    private boolean running = true;
    private final Kernel kernel = new RapaioKernel(shown::add, replaced::add, () -> running);

    @BeforeEach
    void install() {
        assertThat(Bridge.install(kernel)).isTrue();
    }

    @Test
    void theKernelFindsOurDisplaysAndOurValuesShowThemselves() {
        DisplayData data = DisplaySystem.inst().render(PICTURE);
        assertThat(data.data()).containsOnlyKeys("text/html", "image/png", "text/plain");
        assertThat(data.data().get("text/html")).asString().startsWith("<img ");
        assertThat(data.metadata().get("image/png")).asString().contains("width=10");
        assertThat(DisplaySystem.inst().render("html", PICTURE).data()).containsKey("text/html");
    }

    @Test
    void ourFormsComeBeforeTheKernelsOwn() {
        assertThat(DisplaySystem.inst()
                        .render(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB))
                        .metadata())
                .containsKey("image/png");
        assertThat(text(DisplaySystem.inst().render(List.of(1, 2)))).isEqualTo("[1, 2]");
        assertThat(text(DisplaySystem.inst().render(new int[] {1, 2}))).isEqualTo("[1, 2]");
        assertThat(text(DisplaySystem.inst().render(Map.of("k", 1)))).startsWith("1 row x 2 columns");
    }

    @Test
    void textsOfOursKeepTheirLinesAndEverythingElseIsTheKernels() {
        assertThat(DisplaySystem.inst().render(new Doctor(Map.of("a<b", "c"))).data())
                .containsOnly(Map.entry("text/plain", "a<b:         c"));
        assertThat(DisplaySystem.inst().render(Optional.of(7)).data()).containsOnlyKeys("text/html");
    }

    @Test
    void aDisplayIsShownOnceAndThenReplaced() {
        KernelDisplay display = new KernelDisplay(kernel, "id-1");
        assertThat(display.show(MimeBundle.text("one"))).isTrue();
        assertThat(display.show(MimeBundle.text("two"))).isTrue();
        assertThat(shown).extracting(RapaioTest::text).containsExactly("one");
        assertThat(replaced).extracting(RapaioTest::text).containsExactly("two");
        assertThat(shown.get(0).getDisplayId()).isEqualTo("id-1");
        assertThat(replaced.get(0).getDisplayId()).isEqualTo("id-1");
        running = false;
        assertThat(display.show(MimeBundle.text("late"))).isFalse();
    }

    @Test
    void withoutItsProgramNoKernelIsMade() {
        assertThat(RapaioKernel.running()).isEmpty();
        assertThat(Kernel.running()).isEmpty();
    }

    private static String text(DisplayData data) {
        return String.valueOf(data.data().get("text/plain"));
    }
}
