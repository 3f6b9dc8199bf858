package org.cellwise.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs in a process of their own, on the same Java and class path. */
final class JavaProcess {
    private JavaProcess() {}

    /**
     * Runs a program from its start to its end.
     *
     * @throws IllegalStateException if it ends otherwise than with 0
     */
    static void run(Class<?> program, String... arguments) throws IOException, InterruptedException {
        run(List.of(), ProcessBuilder.Redirect.DISCARD, program, arguments);
    }

    /** As {@link #run(Class, String...)}, with options for Java, and with the output going somewhere. */
    static void run(List<String> options, ProcessBuilder.Redirect output, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(program.getSimpleName() + " " + List.of(arguments) + " failed");
        }
    }
}
