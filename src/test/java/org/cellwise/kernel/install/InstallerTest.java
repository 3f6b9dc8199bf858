package org.cellwise.kernel.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallerTest {

    @TempDir
    private Path folder;

    private Path home;
    private Path jar;
    private Path kernels;
    private Machine machine;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void makeAComputer() throws IOException {
        home = Files.createDirectories(folder.resolve("a user's home"));
        Path built = Files.createDirectories(folder.resolve("built here"));
        jar = Files.writeString(built.resolve("cellwise-1-kernel.jar"), "no real jar");
        Files.writeString(built.resolve("cellwise-1-all.jar"), "the library");
        machine = new Machine("Linux", Map.of("PATH", ""), home);
        kernels = machine.userKernels();
    }

    @Test
    void installsAKernelWhoseCommandNamesFilesThatExist() throws IOException {
        run("--install", "--user");
        JsonObject spec = spec("cellwise");
        assertThat(spec.get("display_name").getAsString()).isEqualTo("Java (Cellwise)");
        assertThat(spec.get("interrupt_mode").getAsString()).isEqualTo("message");
        List<String> command =
                KernelSpec.read(kernels.resolve("cellwise/kernel.json")).argv();
        assertThat(Path.of(command.get(0))).isExecutable();
        assertThat(command).contains("--add-modules=jdk.incubator.vector").endsWith("{connection_file}");
        assertThat(Path.of(command.get(command.indexOf("-jar") + 1))).hasContent("no real jar");
        assertThat(kernels.resolve("cellwise/logo-64x64.png")).isNotEmptyFile();
    }

    @Test
    void aSecondKernelHasPreviewFeatures() throws IOException {
        run("--user");
        run("--user", "--preview");
        assertThat(names(kernels)).containsExactly("cellwise", "cellwise-preview");
        JsonObject spec = spec("cellwise-preview");
        assertThat(spec.get("argv").toString()).contains("\"--enable-preview\"");
        assertThat(spec.get("env").toString()).contains("--enable-preview --release");
        assertThat(spec.get("display_name").getAsString()).contains("preview features");
        run("--uninstall", "--user");
        assertThat(names(kernels)).isEmpty();
    }

    @Test
    void theSecondTimeChangesNothing() throws IOException {
        run("--user");
        Map<String, String> before = state();
        run("--user");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("nothing was changed");
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aNewerJarReplacesTheOldOneAndLeavesNothingElse() throws IOException {
        run("--user");
        Files.writeString(jar, "newer");
        run("--user");
        assertThat(kernels.resolve("cellwise").resolve(Installer.JAR)).hasContent("newer");
        assertThat(names(kernels)).containsExactly("cellwise");
    }

    @Test
    void uninstallRemovesOursAndNothingElse() throws IOException {
        write("ir", "{\"argv\": [\"R\"]}");
        write("cellwise-other", "{\"argv\": [\"not\", \"ours\"]}");
        run("--user");
        run("--uninstall", "--user");
        assertThat(names(kernels)).containsExactly("cellwise-other", "ir");
        run("--uninstall", "--user");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("nothing was changed");
    }

    @Test
    void extendsIJavaByASibling() throws IOException {
        write("java", """
                {"argv": ["java", "-Xmx1g", "-jar", "/opt/my java/ijava-1.3.0.jar", "{connection_file}"],
                 "display_name": "Java", "language": "java", "env": {"IJAVA_CLASSPATH": "/lib/a.jar"}}""");
        run("--extend", "java");
        JsonObject spec = spec("cellwise-java");
        Path library = kernels.resolve("cellwise-java/cellwise-all.jar");
        assertThat(library).hasContent("the library");
        assertThat(spec.getAsJsonObject("env").get("IJAVA_CLASSPATH").getAsString())
                .isEqualTo(
                        "/lib/a.jar" + File.pathSeparator + library.toString().replace('\\', '/'));
        assertThat(KernelSpec.read(kernels.resolve("cellwise-java/kernel.json")).argv())
                .containsExactly(
                        "java",
                        "--add-modules=jdk.incubator.vector",
                        "-Xmx1g",
                        "-jar",
                        "/opt/my java/ijava-1.3.0.jar",
                        "{connection_file}");
        assertThat(spec.get("display_name").getAsString()).isEqualTo("Java + Cellwise");
        assertThat(spec.getAsJsonObject("env").get("IJAVA_STARTUP_SCRIPT").getAsString())
                .isEqualTo("{ org.cellwise.notebook.Bridge.install(); }");
        Map<String, String> before = state();
        run("--extend");
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void extendsJJavaWhoseLauncherStartsAnotherJava() throws IOException {
        write("java", """
                {"argv": ["java", "-jar", "{resource_dir}/jjava-launcher.jar", "{resource_dir}/jjava.jar",
                 "{connection_file}"], "display_name": "Java (jjava)"}""");
        run("--extend");
        String original = kernels.resolve("java").toString().replace('\\', '/');
        assertThat(KernelSpec.read(kernels.resolve("cellwise-java/kernel.json")).argv())
                .containsExactly(
                        "java", "-jar", original + "/jjava-launcher.jar", original + "/jjava.jar", "{connection_file}");
        JsonObject environment = spec("cellwise-java").getAsJsonObject("env");
        assertThat(environment.get("JJAVA_JVM_OPTS").getAsString()).isEqualTo("--add-modules=jdk.incubator.vector");
        assertThat(environment.get("JJAVA_CLASSPATH").getAsString()).endsWith("cellwise-java/cellwise-all.jar");
    }

    @Test
    void aStartupScriptOfTheUsersRunsBeforeOurs() throws IOException {
        write("java", """
                {"argv": ["java", "-jar", "ijava-1.3.0.jar", "{connection_file}"],
                 "env": {"IJAVA_STARTUP_SCRIPT": "int a = 1;"}}""");
        run("--extend");
        assertThat(spec("cellwise-java")
                        .getAsJsonObject("env")
                        .get("IJAVA_STARTUP_SCRIPT")
                        .getAsString()
                        .lines())
                .containsExactly("int a = 1;", "{ org.cellwise.notebook.Bridge.install(); }");
    }

    @Test
    void extendsRapaiosKernelWhoseClassPathHasSemicolons() throws IOException {
        write("rapaio-jupyter-kernel", """
                {"argv": ["java", "-Xmx1g", "-jar", "/opt/rapaio-jupyter-kernel-3.0.1.jar", "{connection_file}"],
                 "display_name": "rapaio", "env": {"RJK_CLASSPATH": "/lib/a.jar", "RJK_TIMEOUT_MILLIS": "-1"}}""");
        run("--extend", "rapaio");
        JsonObject environment = spec("cellwise-rapaio-jupyter-kernel").getAsJsonObject("env");
        String library = kernels.resolve("cellwise-rapaio-jupyter-kernel/cellwise-all.jar")
                .toString()
                .replace('\\', '/');
        assertThat(environment.get("RJK_CLASSPATH").getAsString()).isEqualTo("/lib/a.jar;" + library);
        assertThat(environment.keySet()).containsExactlyInAnyOrder("RJK_CLASSPATH", "RJK_TIMEOUT_MILLIS");
        assertThat(KernelSpec.read(kernels.resolve("cellwise-rapaio-jupyter-kernel/kernel.json"))
                        .argv())
                .startsWith("java", "--add-modules=jdk.incubator.vector", "-Xmx1g");
    }

    @Test
    void theNameOfAFolderComesBeforeWhatAKernelIsCalled() throws IOException {
        write("first", "{\"argv\": [\"java\", \"-jar\", \"ijava-1.3.0.jar\"]}");
        write("ijava", "{\"argv\": [\"java\", \"-jar\", \"jjava.jar\"]}");
        run("--extend", "ijava");
        run("--extend", "JJava");
        assertThat(names(kernels)).containsExactly("cellwise-ijava", "first", "ijava");
        run("--extend", "IJava");
        assertThat(names(kernels)).containsExactly("cellwise-first", "cellwise-ijava", "first", "ijava");
    }

    @Test
    void spoiledKernelsOfOthersAreNamedAndLeftOut() throws IOException {
        List<String> spoiled = List.of(
                "",
                "{\"argv\": [",
                "[\"java\"]",
                "7",
                "{}",
                "{\"argv\": []}",
                "{\"argv\": [7]}",
                "{\"argv\": \"java\"}");
        for (int i = 0; i < spoiled.size(); i++) {
            write("a" + i, spoiled.get(i));
            write("cellwise-a" + i, spoiled.get(i));
        }
        Files.write(kernels.resolve("a0/kernel.json"), new byte[] {'{', (byte) 0xff, '}'});
        write("java", """
                {"argv": ["java", "-jar", "ijava-1.3.0.jar"], "display_name": 7, "env": [], "metadata": "none"}""");
        run("--extend", "java");
        assertThat(spec("cellwise-java").get("display_name").getAsString()).isEqualTo("Java + Cellwise");
        for (int i = 0; i < spoiled.size(); i++) {
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .contains("Left out: " + kernels.resolve("a" + i).resolve("kernel.json"));
        }
        run("--uninstall", "--user");
        assertThat(names(kernels)).contains("cellwise-a0", "java").doesNotContain("cellwise-java");
    }

    @Test
    void aWheelHoldsTheKernelsFolderWithItsSums() throws Exception {
        run("--wheel", folder.resolve("new").toString());
        Path wheel = folder.resolve("new/" + names(folder.resolve("new")).get(0));
        assertThat(wheel.getFileName().toString()).matches("cellwise_kernel-[0-9.]+(\\.dev0)?-py3-none-any\\.whl");
        String name = wheel.getFileName().toString().replace("-py3-none-any.whl", "");
        try (FileSystem zip = FileSystems.newFileSystem(wheel)) {
            Path kernel = zip.getPath(name + ".data/data/share/jupyter/kernels/cellwise");
            assertThat(kernel.resolve("cellwise-kernel.jar")).hasContent("no real jar");
            assertThat(KernelSpec.read(kernel.resolve("kernel.json")).argv())
                    .startsWith("java")
                    .containsSubsequence("-jar", "{resource_dir}/cellwise-kernel.jar", "{connection_file}");
            List<String> record = Files.readAllLines(zip.getPath(name + ".dist-info/RECORD"));
            assertThat(record).hasSize(7).last().isEqualTo(name + ".dist-info/RECORD,,");
            for (String line : record.subList(0, 6)) {
                String[] parts = line.split(",");
                byte[] content = Files.readAllBytes(zip.getPath(parts[0]));
                byte[] sum = MessageDigest.getInstance("SHA-256").digest(content);
                assertThat(parts[1])
                        .isEqualTo("sha256="
                                + Base64.getUrlEncoder().withoutPadding().encodeToString(sum));
                assertThat(parts[2]).isEqualTo(String.valueOf(content.length));
            }
        }
        assertThat(Wheel.pythons("1.2.0")).isEqualTo("1.2.0");
    }

    @Test
    void theDoctorNamesTheKernelsThatAreThere() throws IOException {
        write("java", "{\"argv\": [\"/opt/java\", \"-jar\", \"ijava-1.3.0.jar\"], \"display_name\": \"Java 9\"}");
        write("ir", "{\"argv\": [\"R\"]}");
        write("broken", "{");
        run("--user");
        Map<String, String> before = state();
        run("--doctor");
        assertThat(state()).isEqualTo(before);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("Vector API:", "Fonts:")
                .contains("Kernel in " + kernels.resolve("java") + ": Java 9, by /opt/java without the Vector API")
                .contains("Kernel in " + kernels.resolve("cellwise") + ": Java (Cellwise)")
                .contains("Left out: " + kernels.resolve("broken"))
                .doesNotContain("Kernel in " + kernels.resolve("ir"));
    }

    @Test
    void saysWhichKernelsThereAreWhenNoneCanBeExtended() throws IOException {
        write("ir", "{\"argv\": [\"R\"]}");
        assertThatThrownBy(() -> run("--extend", "java"))
                .isInstanceOf(InstallException.class)
                .hasMessageContaining("called java")
                .hasMessageContaining("ir");
    }

    @Test
    void missingThingsAreSaidBeforeAnythingChanges() {
        assertThatThrownBy(() -> new Installer(machine, jar, new PrintStream(said))
                        .run(Options.parse(List.of("--user"), machine)))
                .isInstanceOf(InstallException.class)
                .hasMessageContaining("Nothing was changed")
                .hasMessageContaining("jupyter")
                .hasMessageContaining("apt-get install");
        assertThat(kernels).doesNotExist();
    }

    @Test
    void withoutTheLibraryBesideItNothingIsExtended() throws IOException {
        write("java", "{\"argv\": [\"java\", \"-jar\", \"ijava-1.3.0.jar\", \"{connection_file}\"]}");
        Files.delete(jar.resolveSibling("cellwise-1-all.jar"));
        assertThatThrownBy(() -> run("--extend")).hasMessageContaining("cellwise-1-all.jar");
        assertThat(names(kernels)).containsExactly("java");
    }

    private void run(String... arguments) throws IOException {
        List<String> all = Stream.concat(Arrays.stream(arguments), Stream.of("--no-checks"))
                .toList();
        new Installer(machine, jar, new PrintStream(said, true, StandardCharsets.UTF_8))
                .run(Options.parse(all, machine));
    }

    private void write(String kernel, String json) throws IOException {
        Files.writeString(Files.createDirectories(kernels.resolve(kernel)).resolve("kernel.json"), json);
    }

    private JsonObject spec(String kernel) throws IOException {
        return new Gson().fromJson(Files.readString(kernels.resolve(kernel).resolve("kernel.json")), JsonObject.class);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Every file with its time and size. */
    private Map<String, String> state() throws IOException {
        Map<String, String> state = new TreeMap<>();
        try (Stream<Path> files = Files.walk(kernels)) {
            for (Path file : files.toList()) {
                state.put(file.toString(), Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
        }
        return state;
    }
}
