package org.cellwise.kernel.install;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A {@code kernel.json}: what Jupyter starts. */
final class KernelSpec {

    static final String FILE = "kernel.json";
    static final String RESOURCE_DIR = "{resource_dir}";
    private static final String VECTORS = "jdk.incubator.vector";
    private static final String MADE_BY = "cellwise"; // in the metadata of what we made
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** What a cell of IJava runs first; in braces, so that it leaves no variable. */
    private static final String WAKE = "{ org.cellwise.notebook.Bridge.install(); }";

    /** The kernels that Cellwise can be added to. */
    enum Host {
        IJAVA("ijava", "IJAVA_CLASSPATH", File.pathSeparator),
        JJAVA("jjava", "JJAVA_CLASSPATH", File.pathSeparator),
        RAPAIO("rapaio-jupyter-kernel", "RJK_CLASSPATH", ";");

        private final String jar;
        private final String classPath;
        private final String separator;

        Host(String jar, String classPath, String separator) {
            this.jar = jar;
            this.classPath = classPath;
            this.separator = separator;
        }

        /** Whether people may call it so. */
        boolean isCalled(String name) {
            return name().equalsIgnoreCase(name);
        }
    }

    private final JsonObject json;

    private KernelSpec(JsonObject json) {
        this.json = json;
    }

    /** @throws IOException with the name of the file and what is wrong in it */
    static KernelSpec read(Path file) throws IOException {
        JsonElement json;
        try {
            json = GSON.fromJson(Files.readString(file), JsonElement.class);
        } catch (JsonParseException | IOException e) {
            throw new IOException(file + " cannot be read as JSON: " + e.getMessage(), e);
        }
        if (!(json instanceof JsonObject spec)) {
            throw new IOException(file + " is no JSON object");
        }
        boolean texts = spec.get("argv") instanceof JsonArray argv
                && argv.size() > 0
                && StreamSupport.stream(argv.spliterator(), false).allMatch(KernelSpec::isText);
        if (!texts) {
            throw new IOException(file + " has no argv of texts");
        }
        return new KernelSpec(spec);
    }

    private static boolean isText(JsonElement json) {
        return json instanceof JsonPrimitive primitive && primitive.isString();
    }

    /** The bundled kernel's own. */
    static KernelSpec bundled(Path java, Path folder) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        if (Requirements.hasModule(VECTORS)) {
            command.add("--add-modules=" + VECTORS);
        }
        command.add("-Djava.awt.headless=true");
        command.addAll(StartArchive.options(folder));
        command.addAll(List.of("-jar", folder.resolve(Installer.JAR).toString(), "{connection_file}"));
        return bundled(command);
    }

    /** The same with the preview features of the Java that runs now. */
    KernelSpec withPreview() {
        JsonObject copy = json.deepCopy();
        List<String> command = new ArrayList<>(argv());
        command.add(1, "--enable-preview");
        copy.add("argv", GSON.toJsonTree(command));
        String options = "--enable-preview --release " + Runtime.version().feature();
        append(copy.getAsJsonObject("env"), "IJAVA_COMPILER_OPTS", " ", options);
        copy.addProperty("display_name", "Java (Cellwise, preview features)");
        return new KernelSpec(copy);
    }

    /** The bundled kernel's own for a folder that may lie anywhere, and for whichever Java is found by its name. */
    static KernelSpec portable() {
        return bundled(List.of(
                "java",
                "--add-modules=" + VECTORS,
                "-Djava.awt.headless=true",
                "-jar",
                RESOURCE_DIR + "/" + Installer.JAR,
                "{connection_file}"));
    }

    private static KernelSpec bundled(List<String> command) {
        JsonObject json = new JsonObject();
        json.add("argv", GSON.toJsonTree(command));
        json.addProperty("display_name", "Java (Cellwise)");
        json.addProperty("language", "java");
        json.addProperty("interrupt_mode", "message");
        json.add("env", new JsonObject());
        return new KernelSpec(json).signed();
    }

    /**
     * A copy with Cellwise on its class path.
     *
     * @param original folder of this one, which its argv may name
     * @param library the self-contained jar
     */
    KernelSpec sibling(Path original, Path library) {
        Host host = host().orElseThrow();
        JsonObject copy = json.deepCopy();
        JsonObject environment = copy.get("env") instanceof JsonObject env ? env : new JsonObject();
        copy.add("env", environment);
        append(environment, host.classPath, host.separator, path(library));
        if (host == Host.IJAVA) { // the others find out by themselves what is on the class path
            append(environment, "IJAVA_STARTUP_SCRIPT", "\n", WAKE);
        }
        List<String> command = new ArrayList<>(argv());
        if (host == Host.JJAVA) { // its launcher starts another Java, with these options
            append(environment, "JJAVA_JVM_OPTS", " ", "--add-modules=" + VECTORS);
        } else if (!hasVectors()) {
            command.add(1, "--add-modules=" + VECTORS);
        }
        command.replaceAll(word -> word.replace(RESOURCE_DIR, path(original)));
        copy.add("argv", GSON.toJsonTree(command));
        copy.addProperty("display_name", displayName() + " + Cellwise");
        return new KernelSpec(copy).signed();
    }

    /** With forward slashes on every system, as the kernels want it. */
    private static String path(Path path) {
        return path.toString().replace('\\', '/');
    }

    private static void append(JsonObject environment, String name, String separator, String value) {
        String before = isText(environment.get(name)) ? environment.get(name).getAsString() : "";
        environment.addProperty(name, before.isBlank() ? value : before + separator + value);
    }

    private KernelSpec signed() {
        JsonObject metadata = json.get("metadata") instanceof JsonObject there ? there : new JsonObject();
        metadata.addProperty(MADE_BY, true);
        json.add("metadata", metadata);
        return this;
    }

    boolean isOurs() {
        return json.get("metadata") instanceof JsonObject metadata && metadata.has(MADE_BY);
    }

    /** The kernel that it starts, if Cellwise can be added to it. */
    Optional<Host> host() {
        return isOurs()
                ? Optional.empty()
                : Arrays.stream(Host.values())
                        .filter(host -> mentions(host.jar))
                        .findFirst();
    }

    /** Whether the kernel runs with the fast loops, as far as its command tells. */
    boolean hasVectors() {
        return argv().toString().contains(VECTORS)
                || String.valueOf(json.get("env")).contains(VECTORS);
    }

    private boolean mentions(String jar) {
        return argv().stream().anyMatch(word -> {
            String file = word.toLowerCase(Locale.ROOT).replace('\\', '/');
            return file.endsWith(".jar")
                    && file.substring(file.lastIndexOf('/') + 1).startsWith(jar);
        });
    }

    List<String> argv() {
        List<String> words = new ArrayList<>();
        for (JsonElement word : json.getAsJsonArray("argv")) {
            words.add(word.getAsString());
        }
        return words;
    }

    String displayName() {
        return isText(json.get("display_name")) ? json.get("display_name").getAsString() : "Java";
    }

    String text() {
        return GSON.toJson(json) + "\n";
    }
}
