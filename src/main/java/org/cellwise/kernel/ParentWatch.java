package org.cellwise.kernel;

import java.util.Map;
import java.util.Optional;

/** Ends the kernel when the Jupyter server that started it dies without saying so. */
final class ParentWatch {

    private ParentWatch() {}

    /** @param environment Jupyter sets {@code JPY_PARENT_PID} for kernels that are to end with it */
    static void start(Map<String, String> environment) {
        String parent = environment.get("JPY_PARENT_PID");
        if (parent != null) {
            process(parent)
                    .ifPresent(server ->
                            server.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        }
    }

    private static Optional<ProcessHandle> process(String id) {
        if (System.getProperty("os.name").startsWith("Windows")) {
            return ProcessHandle.current().parent(); // there the variable holds a handle, not an id
        }
        return id.matches("\\d{1,18}") ? ProcessHandle.of(Long.parseLong(id)) : Optional.empty();
    }
}
