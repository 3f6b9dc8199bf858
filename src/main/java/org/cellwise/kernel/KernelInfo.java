package org.cellwise.kernel;

import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.messages.Header;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the kernel says of itself. */
final class KernelInfo {

    private KernelInfo() {}

    static Map<String, Object> reply() {
        return Map.of(
                "status", "ok",
                "protocol_version", Header.PROTOCOL_VERISON,
                "implementation", "cellwise",
                "implementation_version", version(),
                "language_info", language(),
                "banner", banner(),
                "help_links", List.of(Map.of("text", "Java API", "url", api())));
    }

    static LanguageInfo language() {
        return new LanguageInfo.Builder("Java")
                .version(Runtime.version().toString())
                .mimetype("text/x-java")
                .fileExtension(".jshell")
                .pygments("java")
                .codemirror("text/x-java")
                .build();
    }

    static String banner() {
        return "Cellwise " + version() + " on Java " + Runtime.version();
    }

    private static String api() {
        return "https://docs.oracle.com/en/java/javase/" + Runtime.version().feature() + "/docs/api/";
    }

    /** Of the jar; {@code dev} when run from class files. */
    static String version() {
        return Objects.requireNonNullElse(KernelInfo.class.getPackage().getImplementationVersion(), "dev");
    }
}
