package org.cellwise.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.doctor;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    private Path folder;

    @Test
    void tellsWhatAReportNeeds() {
        Map<String, String> lines = doctor().lines();
        assertThat(lines.get("Cellwise")).matches("\\d+\\.\\d+.*, from .*classes.*");
        assertThat(lines.get("Kernel")).startsWith("none");
        assertThat(lines.get("Java")).contains(Runtime.version().toString(), System.getProperty("java.home"));
        assertThat(lines.get("System")).contains(System.getProperty("os.arch"), "processor");
        assertThat(lines.get("Heap")).matches(".* [MG]B in use of .*-Xmx.*");
        assertThat(lines.get("Fonts")).matches("\\d+ families.*");
        assertThat(lines.get("Libraries")).matches("XChart \\d.*, tablesaw \\d.*");
        assertThat(lines.get("Class path")).isEqualTo("no library is there twice");
        assertThat(lines.get("Folders")).contains(Path.of("").toAbsolutePath().toString());
        assertThat(lines.values()).noneMatch(line -> line.contains("could not be found out"));
        assertThat(doctor().toString().lines()).hasSameSizeAs(lines.entrySet());
    }

    @Test
    void tellsOfTheVectorApiAndHowToGetIt() {
        boolean there = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        String before = System.getProperty("cellwise.math");
        System.clearProperty("cellwise.math");
        try {
            assertThat(doctor().lines().get("Vector API"))
                    .matches(there ? "on: .*|off: this processor.*" : "off: start Java with --add-modules=.*");
            System.setProperty("cellwise.math", "plain");
            assertThat(doctor().lines().get("Vector API")).startsWith("plain").contains("cellwise.math is plain");
            System.setProperty("cellwise.math", "nonsense");
            assertThat(doctor().lines().get("Vector API"))
                    .startsWith("could not be found out")
                    .contains("nonsense");
        } finally {
            if (before == null) {
                System.clearProperty("cellwise.math");
            } else {
                System.setProperty("cellwise.math", before);
            }
        }
    }

    @Test
    void namesALibraryThatIsThereTwice() throws IOException {
        Path copy = folder.resolve("tech/tablesaw/api/Table.class");
        Files.createDirectories(copy.getParent());
        Files.createFile(copy);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader cells = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(cells);
            assertThat(doctor().lines().get("Class path"))
                    .startsWith("tablesaw is there twice, in ")
                    .contains(folder.toString(), "tablesaw-core")
                    .doesNotContain("XChart");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void numbersAreTheSameUnderEveryLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(doctor().toString()).matches("(?s)[\\x00-\\x7f]*");
            assertThat(doctor().lines().get("Language")).startsWith("ar_EG");
        } finally {
            Locale.setDefault(before);
        }
    }
}
