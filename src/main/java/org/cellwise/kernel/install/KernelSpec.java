package org.cellwise.kernel.install;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A {@code kernel.json}: what Jupyter starts. */
final class KernelSpec {

    static final String FILE = "kernel.json";
    static final String RESOURCE_DIR = "{resource_dir}";
    private static final String VECTORS = "jdk.incubator.vector";
    private static final String MADE_BY = "cellwise"; // in the metadata of what we made
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final JsonObject json;

    private KernelSpec(JsonObject json) {
        this.json = json;
    }

    static KernelSpec read(Path file) throws IOException {
        try {
            JsonObject json = GSON.fromJson(Files.readString(file), JsonObject.class);
            if (json != null && json.get("argv") instanceof JsonArray) {
                return new KernelSpec(json);
            }
        } catch (JsonParseException e) {
            throw new IOException(file + " is no JSON: " + e.getMessage(), e);
        }
        throw new IOException(file + " has no argv");
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
        JsonObject copy = json.deepCopy();
        JsonObject environment = copy.has("env") ? copy.getAsJsonObject("env") : new JsonObject();
        copy.add("env", environment);
        append(environment, isJJava() ? "JJAVA_CLASSPATH" : "IJAVA_CLASSPATH", File.pathSeparator, path(library));
        List<String> command = new ArrayList<>(argv());
        if (isJJava()) { // its launcher starts another Java, with these options
            append(environment, "JJAVA_JVM_OPTS", " ", "--add-modules=" + VECTORS);
        } else if (!command.toString().contains(VECTORS)) {
            command.add(1, "--add-modules=" + VECTORS);
        }
        command.replaceAll(word -> word.replace(RESOURCE_DIR, path(original)));
        copy.add("argv", GSON.toJsonTree(command));
        copy.addProperty("display_name", displayName() + " + Cellwise");
        return new KernelSpec(copy).signed();
    }

    /** With forward slashes on every system, as IJava and JJava want it. */
    private static String path(Path path) {
        return path.toString().replace('\\', '/');
    }

    private static void append(JsonObject environment, String name, String separator, String value) {
        String before = environment.has(name) ? environment.get(name).getAsString() : "";
        environment.addProperty(name, before.isBlank() ? value : before + separator + value);
    }

    private KernelSpec signed() {
        JsonObject metadata = json.has("metadata") ? json.getAsJsonObject("metadata") : new JsonObject();
        metadata.addProperty(MADE_BY, true);
        json.add("metadata", metadata);
        return this;
    }

    boolean isOurs() {
        return json.get("metadata") instanceof JsonObject metadata && metadata.has(MADE_BY);
    }

    boolean isJJava() {
        return mentions("jjava");
    }

    boolean isExtendable() {
        return !isOurs() && (mentions("ijava") || mentions("jjava"));
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
        return json.has("display_name") ? json.get("display_name").getAsString() : "Java";
    }

    String text() {
        return GSON.toJson(json) + "\n";
    }
}
