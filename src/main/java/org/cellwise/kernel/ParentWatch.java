package org.cellwise.kernel;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Ends the kernel when the Jupyter server that started it dies without saying so. */
final class ParentWatch {

    private ParentWatch() {}

    /** @param environment Jupyter sets {@code JPY_PARENT_PID} for kernels that are to end with it */
    static void start(Map<String, String> environment) {
        String parent = environment.getOrDefault("JPY_PARENT_PID", "");
        if (parent.matches("\\d{1,18}")) {
            process(parent)
                    .map(ProcessHandle::onExit)
                    .orElse(CompletableFuture.completedFuture(null)) // it has died while we started
                    .thenRun(() -> Runtime.getRuntime().halt(1));
        }
    }

    private static Optional<ProcessHandle> process(String id) {
        return System.getProperty("os.name").startsWith("Windows")
                ? ProcessHandle.current().parent() // there the variable holds a handle, not an id
                : ProcessHandle.of(Long.parseLong(id));
    }
}
