package org.cellwise.notebook;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.cellwise.chart.picture.Headless;
import org.cellwise.math.FloatMath;
import org.cellwise.text.Numbers;

/**
 * What a report of a fault needs to say of the machine, in plain text: it shows itself as the last expression of a cell.
 *
 * @param lines what was found, under its name
 */
public record Doctor(Map<String, String> lines) {
    private static final String VECTORS = "jdk.incubator.vector";

    /** Classes of which there must be one each. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "Cellwise", "org/cellwise/Cellwise.class",
            "XChart", "org/knowm/xchart/XYChart.class",
            "tablesaw", "tech/tablesaw/api/Table.class");

    /** Of its own copy. */
    public Doctor {
        lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
    }

    /** Looks at the running program; what cannot be found out is said in its line. */
    public static Doctor examine() {
        Map<String, String> lines = new LinkedHashMap<>();
        put(lines, "Cellwise", () -> version() + ", from " + place(Doctor.class));
        put(lines, "Kernel", Doctor::kernel);
        put(lines, "Java", Doctor::java);
        put(lines, "System", Doctor::system);
        put(lines, "Heap", Doctor::heap);
        put(lines, "Vector API", Doctor::vectors);
        put(lines, "Fonts", Doctor::fonts);
        put(lines, "Libraries", () -> "XChart " + version("XChart") + ", tablesaw " + version("tablesaw"));
        put(lines, "Class path", Doctor::duplicates);
        put(lines, "Language", Doctor::language);
        put(lines, "Folders", Doctor::folders);
        return new Doctor(lines);
    }

    private static void put(Map<String, String> lines, String name, Callable<String> finding) {
        try {
            lines.put(name, finding.call());
        } catch (Exception | LinkageError failure) { // the report of a broken machine must not break
            lines.put(name, "could not be found out: " + failure);
        }
    }

    /** The version of this library. */
    public static String version() throws IOException {
        return version("Cellwise");
    }

    private static String version(String library) throws IOException {
        Properties versions = new Properties();
        try (InputStream file = Doctor.class.getResourceAsStream("versions.properties")) {
            versions.load(file);
        }
        return versions.getProperty(library);
    }

    private static String place(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private static String kernel() {
        return Kernel.running()
                .map(Kernel::name)
                .orElse("none; values do not show themselves here: open(value) does it");
    }

    private static String java() {
        return "%s, %s by %s, in %s"
                .formatted(
                        Runtime.version(),
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.vendor"),
                        System.getProperty("java.home"));
    }

    private static String system() {
        int processors = Runtime.getRuntime().availableProcessors();
        return "%s %s, %s, %s %s"
                .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"),
                        processors,
                        processors == 1 ? "processor" : "processors");
    }

    private static String heap() {
        Runtime runtime = Runtime.getRuntime();
        return "%s in use of at most %s; more by -Xmx among Java's options, such as -Xmx8g"
                .formatted(
                        Numbers.bytes(runtime.totalMemory() - runtime.freeMemory()),
                        Numbers.bytes(runtime.maxMemory()));
    }

    private static String vectors() {
        String family = FloatMath.best().description();
        String choice = System.getProperty("cellwise.math", "");
        if (!choice.isEmpty()) {
            return family + " (the property cellwise.math is " + choice + ")";
        }
        if (family.startsWith("Vector")) {
            return "on: " + family;
        }
        if (ModuleLayer.boot().findModule(VECTORS).isPresent()) {
            return "off: this processor has none of the instructions that make it faster than plain Java";
        }
        return "off: start Java with --add-modules=" + VECTORS + ", " + whereOptionsGo();
    }

    private static String whereOptionsGo() {
        return switch (Kernel.running().map(Kernel::name).orElse("")) {
            case "" -> "before the class or -jar; in JShell, jshell -R--add-modules=" + VECTORS;
            case "JJava" -> "as JJAVA_JVM_OPTS under env in its kernel.json";
            default -> "before -jar under argv in its kernel.json";
        };
    }

    private static String fonts() {
        Headless.prefer();
        String[] families = GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames(Locale.ROOT);
        String plain = new Font(Font.SANS_SERIF, Font.PLAIN, 12).getFontName(Locale.ROOT);
        return families.length == 0
                ? "none, so no chart can be drawn: on Debian or Ubuntu, apt-get install fontconfig fonts-dejavu-core"
                : families.length + " families, such as "
                        + Arrays.stream(families).limit(3).toList() + "; without serifs " + plain;
    }

    private static String duplicates() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (Map.Entry<String, String> library : LIBRARIES.entrySet()) {
            Set<String> places = places(library.getValue());
            if (places.size() > 1) {
                found.put(library.getKey(), String.join(" and ", places));
            }
        }
        return found.isEmpty()
                ? "no library is there twice"
                : found.entrySet().stream()
                        .map(twice -> twice.getKey() + " is there twice, in " + twice.getValue() + ": keep one")
                        .collect(Collectors.joining("; "));
    }

    // by the loaders of our classes and of the cell, which may differ
    private static Set<String> places(String file) throws IOException {
        Set<String> places = new LinkedHashSet<>();
        for (ClassLoader loader :
                List.of(Doctor.class.getClassLoader(), Thread.currentThread().getContextClassLoader())) {
            for (URL place : Collections.list(loader.getResources(file))) {
                places.add(place.toString().replaceFirst("^jar:", "").replaceFirst("!?/" + file + "$", ""));
            }
        }
        return places;
    }

    private static String language() {
        return "%s; text in files is %s, printed text %s"
                .formatted(
                        Locale.getDefault(),
                        Charset.defaultCharset(),
                        System.getProperty("stdout.encoding", System.getProperty("sun.jnu.encoding")));
    }

    private static String folders() {
        return "here %s, home %s, temporary %s"
                .formatted(
                        folder(""),
                        folder(System.getProperty("user.home")),
                        folder(System.getProperty("java.io.tmpdir")));
    }

    private static String folder(String name) {
        Path path = Path.of(name).toAbsolutePath();
        return path + (Files.isWritable(path) ? "" : " (not writable)");
    }

    /** A line for each finding, under one another. */
    @Override
    public String toString() {
        return lines.entrySet().stream()
                .map(line -> (line.getKey() + ":"
                        + " ".repeat(Math.max(1, 12 - line.getKey().length())) + line.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
