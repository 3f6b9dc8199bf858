package org.cellwise.kernel.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A kernel's folder, written beside its place and then moved there, so that a failure leaves the old one as it was. */
final class KernelFolder {

    private final Path target;
    private final Map<String, Path> copies = new LinkedHashMap<>();
    private final Map<String, byte[]> contents = new LinkedHashMap<>();

    KernelFolder(Path target, String spec) {
        this.target = target;
        contents.put(KernelSpec.FILE, spec.getBytes(StandardCharsets.UTF_8));
    }

    KernelFolder with(Path file, String name) {
        copies.put(name, file);
        return this;
    }

    KernelFolder with(Map<String, byte[]> files) {
        contents.putAll(files);
        return this;
    }

    /** Whether every file is already there as it would be written. */
    boolean isInPlace() throws IOException {
        for (Map.Entry<String, Path> copy : copies.entrySet()) {
            Path there = target.resolve(copy.getKey());
            if (!Files.isRegularFile(there) || Files.mismatch(there, copy.getValue()) >= 0) {
                return false;
            }
        }
        for (Map.Entry<String, byte[]> content : contents.entrySet()) {
            Path there = target.resolve(content.getKey());
            if (!Files.isRegularFile(there) || !Arrays.equals(Files.readAllBytes(there), content.getValue())) {
                return false;
            }
        }
        return true;
    }

    void write() throws IOException {
        Files.createDirectories(target.getParent());
        // not a temporary folder, which only its owner could read
        Path fresh = Files.createDirectory(
                target.resolveSibling(".cellwise-new-" + ProcessHandle.current().pid()));
        try {
            fill(fresh);
            replace(fresh);
        } finally {
            delete(fresh);
        }
    }

    private void fill(Path folder) throws IOException {
        for (Map.Entry<String, Path> copy : copies.entrySet()) {
            Files.copy(copy.getValue(), folder.resolve(copy.getKey()));
        }
        for (Map.Entry<String, byte[]> content : contents.entrySet()) {
            Files.write(folder.resolve(content.getKey()), content.getValue());
        }
    }

    private void replace(Path fresh) throws IOException {
        if (!Files.exists(target)) {
            Files.move(fresh, target);
            return;
        }
        Path old = Files.createTempDirectory(target.getParent(), ".cellwise-old");
        try {
            Path kept = old.resolve("kernel");
            Files.move(target, kept); // fails on Windows while the kernel runs, and then nothing has changed
            try {
                Files.move(fresh, target);
            } catch (IOException e) {
                Files.move(kept, target);
                throw e;
            }
        } finally {
            delete(old);
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
