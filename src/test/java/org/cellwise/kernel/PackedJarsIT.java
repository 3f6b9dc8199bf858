package org.cellwise.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars as a user gets them. */
class PackedJarsIT {

    private static final String JARS = System.getProperty("kernel.jar").replace("-kernel.jar", "");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final long LARGEST_LIBRARY = 12_000_000; // bytes

    @TempDir
    private Path folder;

    @Test
    void theLibraryJarIsSmallAndEnoughForTablesAndCharts() throws IOException, InterruptedException {
        assertThat(Path.of(JARS + "-all.jar").toFile().length()).isLessThan(LARGEST_LIBRARY);
        String said = run(
                Map.of(),
                JAVA,
                "-Djava.awt.headless=true",
                "-cp",
                JARS + "-all.jar",
                "src/test/resources/kernel/AllJarCheck.java");
        assertThat(said).contains("all is well").doesNotContain("SLF4J");
    }

    @Test
    void theJarsSayWhatIsInThem() throws IOException {
        for (String jar : List.of("-all.jar", "-kernel.jar")) {
            try (ZipFile zip = new ZipFile(JARS + jar)) {
                List<String> names = zip.stream().map(ZipEntry::getName).toList();
                String licence =
                        new String(zip.getInputStream(zip.getEntry("LICENSE")).readAllBytes(), StandardCharsets.UTF_8);
                assertThat(licence.stripLeading()).startsWith("Apache License").contains("UNICODE");
                assertThat(names).contains("META-INF/THIRD-PARTY.txt", "META-INF/NOTICE.txt", "META-INF/LICENSE");
                assertThat(names)
                        .as("what a user may bring another version of")
                        .noneMatch(
                                name -> name.matches(
                                        "(com/google/(common|gson)|it/unimi|com/univocity|org/apache/commons|org/zeromq|zmq)/.*"));
            }
        }
    }

    @Test
    void theInstalledKernelRunsCells() throws IOException, InterruptedException {
        Path prefix = folder.resolve("a prefix");
        run(Map.of(), JAVA, "-jar", JARS + "-kernel.jar", "--install", "--no-checks", "--prefix", prefix.toString());
        Path kernel = prefix.resolve("share/jupyter/kernels/cellwise");
        assertThat(kernel.resolve("cellwise-start.jsa")).isNotEmptyFile();
        JsonObject spec = new Gson().fromJson(Files.readString(kernel.resolve("kernel.json")), JsonObject.class);
        String python = System.getProperty("python", "/usr/bin/python3");
        Map<String, String> command = Map.of("CELLWISE_KERNEL", spec.get("argv").toString());
        run(
                command,
                python,
                "-W",
                "ignore",
                "src/test/python/kernel_test.py",
                "Cells.test_text_and_displays_keep_their_order",
                "Cells.test_magics_survive_an_import_of_awt");
    }

    @Test
    void aJavaWithoutCompilerOrChartsIsSaidBeforeAnythingChanges() throws IOException, InterruptedException {
        Path runtime = folder.resolve("runtime");
        run(
                Map.of(),
                Path.of(JAVA).resolveSibling("jlink").toString(),
                "--add-modules",
                "java.base,java.logging",
                "--output",
                runtime.toString());
        Path prefix = folder.resolve("untouched");
        String said = fail(
                runtime.resolve("bin/java").toString(),
                "-jar",
                JARS + "-kernel.jar",
                "--install",
                "--prefix",
                prefix.toString());
        assertThat(said)
                .contains("Nothing was changed", "without the compiler", "fonts", "apt-get install")
                .doesNotContain("Exception");
        assertThat(prefix).doesNotExist();
    }

    private static String fail(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(1);
        return said;
    }

    private static String run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
