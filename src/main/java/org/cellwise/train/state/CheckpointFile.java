package org.cellwise.train.state;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.cellwise.text.FileErrors;

/**
 * A training's state in a file: a mark, what it belongs to, {@link Snapshot}, {@link History}, and a checksum. A file
 * takes the place of an older one only when it is whole, and is believed only when its checksum is right.
 */
public final class CheckpointFile {
    private static final long MARK = 0x43454c4c57495345L; // CELLWISE
    private static final int VERSION = 1;

    private CheckpointFile() {}

    /**
     * Writes a checkpoint.
     *
     * @param owner what the state belongs to, which reading compares
     */
    public static void write(Path file, String owner, Snapshot snapshot, History history) {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            try (CheckedOutputStream checked = new CheckedOutputStream(
                            new BufferedOutputStream(Files.newOutputStream(part)), new CRC32());
                    DataOutputStream out = new DataOutputStream(checked)) {
                out.writeLong(MARK);
                out.writeInt(VERSION);
                out.writeUTF(owner);
                snapshot.write(out);
                history.write(out);
                out.writeLong(checked.getChecksum().getValue());
            }
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            part.toFile().delete();
            throw FileErrors.writing(file, e);
        }
    }

    /** Fills a snapshot and a history that are dropped if this fails. */
    static void read(Path file, String owner, Snapshot snapshot, History history) {
        try (CheckedInputStream checked =
                        new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), new CRC32());
                DataInputStream in = new DataInputStream(checked)) {
            if (in.readLong() != MARK || in.readInt() != VERSION) {
                throw new IllegalArgumentException(file + " is no checkpoint that a trainer saved");
            }
            String other = in.readUTF();
            if (!other.equals(owner)) {
                throw new IllegalArgumentException(
                        file + " belongs to a training of other layers or another optimizer: " + other
                                + "; this trainer has " + owner);
            }
            snapshot.read(in);
            history.read(in);
            long sum = checked.getChecksum().getValue();
            if (in.readLong() != sum || in.read() >= 0) {
                throw damaged(file, null);
            }
        } catch (EOFException | UTFDataFormatException e) {
            throw damaged(file, e);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    private static IllegalArgumentException damaged(Path file, IOException cause) {
        return new IllegalArgumentException(
                file + " is damaged, or was not written to its end: nothing was restored", cause);
    }
}
