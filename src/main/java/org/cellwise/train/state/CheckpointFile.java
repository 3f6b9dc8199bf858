package org.cellwise.train.state;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.cellwise.tensor.Parameters;
import org.cellwise.text.FileErrors;

/**
 * A training's state in a file: a mark, what it belongs to, {@link Snapshot}, {@link History}, the {@link Best} weights,
 * and a checksum. A file takes the place of an older one only when it is whole, and is believed only when its checksum is
 * right.
 */
final class CheckpointFile {
    private static final long MARK = 0x43454c4c57495345L; // CELLWISE
    private static final int VERSION = 2;

    private CheckpointFile() {}

    /**
     * Writes a checkpoint.
     *
     * @param owner what the state belongs to, which reading compares
     */
    static void write(Path file, Owner owner, Checkpoint checkpoint, Parameters parameters) {
        NewFile.replace(file, out -> write(out, owner, checkpoint, parameters));
    }

    private static void write(OutputStream target, Owner owner, Checkpoint checkpoint, Parameters parameters)
            throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(target, new CRC32());
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(checked, 1 << 16));
        out.writeLong(MARK);
        out.writeInt(VERSION);
        owner.write(out);
        checkpoint.snapshot().write(out, parameters);
        checkpoint.history().write(out);
        out.writeBoolean(checkpoint.best() != null);
        if (checkpoint.best() != null) {
            checkpoint.best().write(out, parameters);
        }
        out.flush();
        out.writeLong(checked.getChecksum().getValue());
        out.flush();
    }

    /** A checkpoint that is whole; it changes nothing. */
    static Checkpoint read(Path file, Owner owner, TrainingState state) {
        if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + " is no checkpoint that a trainer saved: it is no regular file");
        }
        // opened once: a save beside this puts another file under the name, and what is read must be what was checked
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long room = channel.size();
            check(file, channel, room);
            channel.position(0);
            return read(file, channel, room, owner, state);
        } catch (EOFException | DamagedException e) {
            throw damaged(file, e);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    private static Checkpoint read(Path file, FileChannel channel, long room, Owner owner, TrainingState state)
            throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
        in.skipNBytes(Long.BYTES + Integer.BYTES);
        Owner saved = Owner.read(in, room);
        String difference = saved.differenceTo(owner);
        if (difference != null) {
            throw new IllegalArgumentException(file + " belongs to a training of other layers or another optimizer: "
                    + difference + ". Build network and trainer as those that saved it; settings such as"
                    + " learningRate(…) can be changed after loading");
        }
        String frozen = saved.frozenOtherwise(owner);
        if (frozen != null) {
            throw new IllegalArgumentException(file + " " + frozen);
        }
        Parameters parameters = state.updater().parameters();
        int slots = state.updater().optimizer().slots();
        Snapshot snapshot = new Snapshot();
        snapshot.read(in, parameters, slots, room);
        History history = new History();
        history.read(in, room);
        Best best = in.readBoolean() ? Best.read(in, parameters, slots, room) : null;
        return new Checkpoint(state, snapshot, history, best, saved);
    }

    /** Refuses a file that is none of ours, is damaged, or is of another version, before anything in it is believed. */
    private static void check(Path file, FileChannel channel, long room) throws IOException {
        CheckedInputStream checked =
                new CheckedInputStream(new BufferedInputStream(Channels.newInputStream(channel)), new CRC32());
        DataInputStream in = new DataInputStream(checked);
        checkMark(file, in.readNBytes(Long.BYTES));
        int version = in.readInt();
        in.skipNBytes(Math.max(0, room - Long.BYTES - Integer.BYTES - Long.BYTES));
        long sum = checked.getChecksum().getValue();
        if (in.readLong() != sum || in.read() >= 0) {
            throw new DamagedException("another checksum");
        }
        if (version != VERSION) {
            throw new IllegalArgumentException(file + " was saved by another version of Cellwise (in format "
                    + version + ", where this one reads format " + VERSION
                    + "): load it with the version that saved it");
        }
    }

    private static void checkMark(Path file, byte... beginning) {
        byte[] mark = ByteBuffer.allocate(Long.BYTES).putLong(MARK).array();
        if (!Arrays.equals(beginning, Arrays.copyOf(mark, beginning.length))) {
            throw new IllegalArgumentException(file + " is no checkpoint that a trainer saved");
        }
    }

    private static IllegalArgumentException damaged(Path file, IOException cause) {
        return new IllegalArgumentException(
                file + " is damaged, or was not written to its end: nothing was restored", cause);
    }
}
