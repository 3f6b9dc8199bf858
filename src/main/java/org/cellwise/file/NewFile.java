package org.cellwise.file;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.cellwise.text.FileErrors;

/**
 * Writes a file that takes the place of an older one only when it is whole and on the disk. It is written beside it under
 * a name of its own, so that several may write at once; a link stays and its target is replaced; permissions stay.
 */
public final class NewFile {
    private static final int MAXIMUM_LINKS = 40;

    /** Writes what the file is to hold. */
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    private NewFile() {}

    /**
     * Writes a file, or replaces it.
     *
     * @throws UncheckedIOException if it cannot be written; then the older one is as it was
     */
    public static void replace(Path file, Content content) {
        try {
            write(target(file.toAbsolutePath()), content);
        } catch (IOException e) {
            throw FileErrors.writing(file, e);
        }
    }

    /** Where links lead to. */
    private static Path target(Path file) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MAXIMUM_LINKS) {
                throw new IOException("its links lead in a circle");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is no regular file: name another");
        }
        return target;
    }

    private static void write(Path target, Content content) throws IOException {
        Path folder = target.getParent();
        Path part = folder.resolve(".cellwise-" + UUID.randomUUID() + ".part");
        Set<PosixFilePermission> permissions = permissions(target);
        boolean moved = false;
        try {
            try (FileChannel channel = create(part, permissions)) {
                content.write(Channels.newOutputStream(channel));
                channel.force(true);
            }
            if (permissions != null) {
                Files.setPosixFilePermissions(part, permissions); // those that the process masks are missing
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            moved = true;
        } finally {
            if (!moved) {
                Files.deleteIfExists(part);
            }
        }
        force(folder);
    }

    private static FileChannel create(Path part, Set<PosixFilePermission> permissions) throws IOException {
        FileAttribute<?>[] attributes = permissions == null
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
        return FileChannel.open(part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
    }

    /** Those of the file that is to be replaced; null where there is none, or the file system knows none. */
    private static Set<PosixFilePermission> permissions(Path target) throws IOException {
        boolean known =
                Files.exists(target) && Files.getFileAttributeView(target, PosixFileAttributeView.class) != null;
        return known ? Files.getPosixFilePermissions(target) : null;
    }

    /** So that the new name is on the disk too; not every system can. */
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // the file itself is whole
        }
    }
}
