package org.cellwise.kernel.install;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A Python wheel that holds the kernel's folder, for {@code pip install}: its files go where Jupyter looks for kernels. It
 * has no Python in it. The form: https://packaging.python.org/en/latest/specifications/binary-distribution-format.
 */
final class Wheel {
    private static final String NAME = "cellwise_kernel";
    private static final String KERNEL = ".data/data/share/jupyter/kernels/cellwise/";

    private final String version;
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private Wheel(String version) {
        this.version = version;
    }

    /** With the kernel of a jar. */
    static Wheel of(Path jar, String projectVersion) throws IOException {
        Wheel wheel = new Wheel(pythons(projectVersion));
        wheel.add(KERNEL + KernelSpec.FILE, KernelSpec.portable().text());
        wheel.files.put(NAME + "-" + wheel.version + KERNEL + Installer.JAR, Files.readAllBytes(jar));
        Logo.files().forEach((name, logo) -> wheel.files.put(NAME + "-" + wheel.version + KERNEL + name, logo));
        wheel.add(".dist-info/METADATA", """
                Metadata-Version: 2.1
                Name: cellwise-kernel
                Version: %s
                Summary: Neural networks in Java notebooks: the Jupyter kernel "Java (Cellwise)"; needs a JDK 17 or newer
                License: Apache-2.0
                """.formatted(wheel.version));
        wheel.add(".dist-info/WHEEL", """
                Wheel-Version: 1.0
                Generator: cellwise
                Root-Is-Purelib: true
                Tag: py3-none-any
                """);
        return wheel;
    }

    /** As Python counts: {@code 0.1.0.dev0} for {@code 0.1.0-SNAPSHOT}. */
    static String pythons(String version) {
        return version.replace("-SNAPSHOT", ".dev0");
    }

    String fileName() {
        return NAME + "-" + version + "-py3-none-any.whl";
    }

    private void add(String path, String text) {
        files.put(NAME + "-" + version + path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes it into a folder. Returns the file. */
    Path write(Path folder) throws IOException {
        String record = NAME + "-" + version + ".dist-info/RECORD";
        StringBuilder sums = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                put(zip, file.getKey(), file.getValue());
                sums.append("%s,sha256=%s,%s\n".formatted(file.getKey(), sum(file.getValue()), file.getValue().length));
            }
            put(zip, record, sums.append(record).append(",,\n").toString().getBytes(StandardCharsets.UTF_8));
        }
        Files.createDirectories(folder);
        return Files.write(folder.resolve(fileName()), bytes.toByteArray());
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(2000, 1, 1, 0, 0)); // the same wheel from the same files
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static String sum(byte[] content) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
