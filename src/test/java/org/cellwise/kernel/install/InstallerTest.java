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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
