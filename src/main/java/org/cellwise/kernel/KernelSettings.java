package org.cellwise.kernel;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellwise.kernel.magic.CommandLine;

/**
 * What the environment variables that IJava documents say.
 *
 * @param compilerOptions options for javac ({@code IJAVA_COMPILER_OPTS}, split like a command line)
 * @param classPath absolute paths that cells can use from the start ({@code IJAVA_CLASSPATH}, globs expanded)
 * @param startupScripts source texts that run before the first cell ({@code IJAVA_STARTUP_SCRIPTS_PATH}, then
 *     {@code IJAVA_STARTUP_SCRIPT})
 * @param timeLimit how long one statement may run ({@code IJAVA_TIMEOUT}); zero for no limit
 */
record KernelSettings(
        List<String> compilerOptions, List<String> classPath, List<String> startupScripts, Duration timeLimit) {

    private static final Pattern TIME_LIMIT = Pattern.compile("(-?\\d+)\\s*([A-Za-z]+)?");

    static KernelSettings from(Map<String, String> environment) {
        List<String> scripts = new ArrayList<>();
        for (String file : expandGlobs(environment.get("IJAVA_STARTUP_SCRIPTS_PATH"))) {
            scripts.add(read(Path.of(file)));
        }
        String script = environment.getOrDefault("IJAVA_STARTUP_SCRIPT", "");
        if (!script.isBlank()) {
            scripts.add(script);
        }
        return new KernelSettings(
                CommandLine.words(environment.getOrDefault("IJAVA_COMPILER_OPTS", "")),
                expandGlobs(environment.get("IJAVA_CLASSPATH")),
                scripts,
                parseTimeLimit(environment.getOrDefault("IJAVA_TIMEOUT", "")));
    }

    /** Absolute paths of everything that a list of globs, separated like a class path, matches. */
    static List<String> expandGlobs(String globs) {
        List<String> paths = new ArrayList<>();
        if (globs != null) {
            for (String glob : globs.split(Pattern.quote(File.pathSeparator))) {
                if (!glob.isBlank()) {
                    paths.addAll(CommandLine.matchingPaths(glob));
                }
            }
        }
        return paths;
    }

    private static Duration parseTimeLimit(String text) {
        if (text.isBlank()) {
            return Duration.ZERO;
        }
        Matcher matcher = TIME_LIMIT.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "IJAVA_TIMEOUT expects a number and a unit, for example 30 SECONDS, but is " + text
                            + ": correct it in the kernel's kernel.json");
        }
        String unit =
                matcher.group(2) == null ? "MILLISECONDS" : matcher.group(2).toUpperCase(Locale.ROOT);
        long millis = TimeUnit.valueOf(unit).toMillis(Long.parseLong(matcher.group(1)));
        return Duration.ofMillis(Math.max(0, millis));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the startup script " + file + ": " + e.getMessage(), e);
        }
    }
}
