package org.cellwise.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.cellwise.chart.picture.Picture;
import org.junit.jupiter.api.Test;

/** The bridge against IJava's own base classes, which our bundled kernel stands on too. */
class BridgeTest {
    private final FakeKernel fake = new FakeKernel();
    private final Kernel kernel = ReflectedKernel.of("IJava", fake).orElseThrow();
    private final AtomicInteger drawn = new AtomicInteger();
    private final Picture picture = Picture.draw("A picture", "of nothing", 40, 30, canvas -> drawn.incrementAndGet());

    @Test
    void aValueOfOursShowsItselfAsLastExpression() {
        assertThat(Bridge.install(kernel)).isTrue();
        DisplayData data = fake.getRenderer().render(picture);
        assertThat(FakeKernel.text(data, "text/html")).startsWith("<img src=\"data:image/svg+xml;base64,");
        assertThat(FakeKernel.text(data, "text/plain")).isEqualTo("A picture: of nothing");
    }

    @Test
    void installingTwiceIsInstallingOnce() {
        Bridge.install(kernel);
        fake.getRenderer().render(picture);
        int once = drawn.getAndSet(0);
        Bridge.install(ReflectedKernel.of("IJava", fake).orElseThrow());
        fake.getRenderer().render(picture);
        assertThat(drawn).hasValue(once);
    }

    @Test
    void whatIsNotOursLooksAsBefore() {
        DisplayData before = new FakeKernel().getRenderer().render(List.of(1, 2));
        Bridge.install(kernel);
        DisplayData after = fake.getRenderer().render(List.of(1, 2));
        assertThat(FakeKernel.text(after, "text/plain")).isEqualTo(FakeKernel.text(before, "text/plain"));
        assertThat(FakeKernel.text(fake.getRenderer().render("text"), "text/plain"))
                .isEqualTo("text");
        assertThat(after.hasDataForType(MIMEType.TEXT_HTML)).isFalse();
    }

    @Test
    void aMatrixOfTheUsersIsAHeatMap() {
        Bridge.install(kernel);
        DisplayData data = fake.getRenderer().render(new double[][] {{1, -1}});
        assertThat(FakeKernel.text(data, "image/png")).startsWith("iVBOR");
        assertThat(FakeKernel.text(data, "text/plain")).contains("1 x 2");
    }

    @Test
    void anErrorWhileDrawingBecomesTextInsteadOfTheEndOfTheKernel() {
        Bridge.install(kernel);
        Picture broken = Picture.draw("Broken", "", 10, 10, canvas -> {
            throw new NoClassDefFoundError("sun.awt.X11FontManager");
        });
        DisplayData data = fake.getRenderer().render(broken);
        assertThat(FakeKernel.text(data, "text/plain"))
                .contains("Picture could not be drawn")
                .contains("X11FontManager")
                .contains("fonts-dejavu-core");
    }

    @Test
    void aDisplayIsShownOnceAndThenUpdatedInPlace() {
        KernelDisplay display = new KernelDisplay(kernel, "id-1");
        assertThat(display.show(MimeBundle.text("one"))).isTrue();
        assertThat(display.show(MimeBundle.text("two"))).isTrue();
        assertThat(display.show(MimeBundle.text("three"))).isTrue();
        assertThat(fake.displayed).hasSize(1);
        assertThat(fake.displayed.get(0).getDisplayId()).isEqualTo("id-1");
        assertThat(fake.updated)
                .extracting(data -> FakeKernel.text(data, "text/plain"))
                .containsExactly("two", "three");
        assertThat(fake.updated).allMatch(data -> "id-1".equals(data.getDisplayId()));
    }

    @Test
    void thePictureOfABundleKeepsItsMetadata() throws Exception {
        Map<String, String> data = Map.of("image/png", "AAAA", "text/plain", "a chart");
        new KernelDisplay(kernel, "id")
                .show(new MimeBundle(data, Map.of("image/png", Map.of("width", 640, "height", 360))));
        var metadata = DisplayData.class.getDeclaredField("metadata");
        metadata.setAccessible(true);
        assertThat(metadata.get(fake.displayed.get(0)))
                .hasToString("{image/png=" + Map.of("width", 640, "height", 360) + "}");
    }

    @Test
    void theInterruptFlagIsPutAsideWhileSendingAndSetAgainAfter() {
        Thread.currentThread().interrupt();
        new KernelDisplay(kernel, "id").show(MimeBundle.text("one"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(fake.interruptedWhileSending).containsExactly(false);
    }

    @Test
    void aFailingSocketIsAnAnswerAndNotAnException() {
        fake.failure = new IllegalStateException("closed");
        assertThat(new KernelDisplay(kernel, "id").show(MimeBundle.text("one"))).isFalse();
    }

    @Test
    void afterItsCellADisplayKnowsThatNobodySees() {
        KernelDisplay display = new KernelDisplay(kernel, "id");
        fake.endCell();
        assertThat(display.show(MimeBundle.text("late"))).isFalse();
    }

    @Test
    void withoutAKernelNothingHappens() {
        assertThat(Bridge.install()).isFalse();
        Notebook.show(picture, null, "text");
        assertThat(LiveDisplay.open().show(MimeBundle.text("nobody sees this"))).isFalse();
        assertThat(drawn).hasValue(0);
    }

    @Test
    void whatIsNoKernelIsNotTakenForOne() {
        assertThat(ReflectedKernel.of("IJava", "a text")).isEmpty();
        assertThat(ReflectedKernel.of("IJava", new BaseKernel())).isEmpty();
    }

    /** Has a kernel's name and nothing else of it. */
    private static final class BaseKernel {}
}
