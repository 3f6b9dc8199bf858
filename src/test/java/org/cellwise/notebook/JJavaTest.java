package org.cellwise.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.cellwise.chart.picture.Picture;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same bridge on JJava's classes, which have other names. */
class JJavaTest {
    private final FakeJJava fake = new FakeJJava();

    @AfterEach
    void stop() {
        fake.uninstallNotebookKernel();
    }

    @Test
    void jjavaFindsOurExtensionAndOurValuesShowThemselves() {
        var ours = ServiceLoader.load(Extension.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(extension -> extension.getClass().getPackageName().startsWith("org.cellwise"))
                .toList();
        assertThat(ours).hasSize(1);
        ours.get(0).install(fake);
        DisplayData data = fake.getRenderer().render(Picture.draw("P", "", 10, 10, canvas -> {}));
        assertThat(String.valueOf(data.getData(MIMEType.parse("text/html")))).startsWith("<img ");
    }

    @Test
    void theRunningKernelIsFoundAndShownIn() {
        fake.installNotebookKernel();
        assertThat(Bridge.install()).isTrue();
        Notebook.show(Picture.draw("P", "words", 10, 10, canvas -> {}), List.of(1), null);
        assertThat(fake.displayed)
                .extracting(data -> data.getData(MIMEType.TEXT_PLAIN))
                .containsExactly("P: words", "[1]", "null");
    }

    /** A kernel on JJava's base that keeps what it is to show. */
    private static final class FakeJJava extends BaseKernel {
        private final List<DisplayData> displayed = new ArrayList<>();

        FakeJJava() {
            super(
                    "fake",
                    "0",
                    new LanguageInfo("java", "17", "text/x-java", ".java", "java", "java", "script"),
                    List.of(),
                    null,
                    new JupyterIO(StandardCharsets.UTF_8),
                    new CommManager(),
                    new Renderer(),
                    null,
                    null,
                    false,
                    new StringStyler("", "", "", String::valueOf));
        }

        @Override
        public void display(DisplayData data) {
            displayed.add(data);
        }

        @Override
        protected void installNotebookKernel() {
            super.installNotebookKernel();
        }

        @Override
        protected void uninstallNotebookKernel() {
            super.uninstallNotebookKernel();
        }

        @Override
        public Object evalRaw(String code) {
            return null;
        }

        @Override
        public DisplayData inspect(String code, int at, boolean detail) {
            return null;
        }

        @Override
        public ReplacementOptions complete(String code, int at) {
            return null;
        }

        @Override
        public String isComplete(String code) {
            return IS_COMPLETE_YES;
        }
    }
}
