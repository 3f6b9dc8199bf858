package org.cellwise.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;

/** pandas and scikit-learn, in the Python that the system property {@code python} names. */
final class PandasProcess implements AutoCloseable {
    private static final String SCRIPT = "src/jmh/python/table_peer.py";

    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;

    PandasProcess(Path file) throws IOException {
        process = start(file.toString());
        questions = process.outputWriter();
        answers = process.inputReader();
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(python(), SCRIPT));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("OMP_NUM_THREADS"); // empty here, which numexpr takes for no number
        return builder.start();
    }

    static String python() {
        String chosen = System.getProperty("python", "");
        return chosen.isEmpty() ? "/usr/bin/python3" : chosen;
    }

    /** Waits until something is done. */
    void ask(String what) {
        try {
            questions.write(what + "\n");
            questions.flush();
            if (!"done".equals(answers.readLine())) {
                throw new IllegalStateException(what + " was not done");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From the start of a process to a first batch. */
    static void batch(Path file) throws IOException, InterruptedException {
        if (start(file.toString(), "batch").waitFor() != 0) {
            throw new IllegalStateException("pandas made no batch");
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
