package org.cellwise.train.state;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cellwise.file.Fields;
import org.cellwise.file.FileFormatException;
import org.cellwise.file.Json;
import org.cellwise.file.TensorData;
import org.cellwise.file.TensorFile;
import org.cellwise.file.TensorWriter;
import org.cellwise.network.Network;
import org.cellwise.network.NetworkFile;
import org.cellwise.tensor.Parameters;

/**
 * A training's state in a file: that of the network, as {@link NetworkFile} has it, with the rest as arrays and as the text
 * {@code cellwise.training}: what it belongs to, {@link Snapshot}, {@link History}, and the {@link Best} weights. A file
 * takes the place of an older one only when it is whole, and is believed only when its checksum is right.
 */
final class CheckpointFile {
    private static final String TRAINING = NetworkFile.DESCRIPTION + ".training";
    private static final int VERSION = 1;

    private CheckpointFile() {}

    /**
     * Writes a checkpoint.
     *
     * @param owner what the state belongs to, which reading compares
     * @param network whose state it is, as it stands
     */
    static void write(Path file, Owner owner, Checkpoint checkpoint, Network network) {
        Parameters parameters = network.parameters();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", VERSION);
        all.put("owner", owner.describe());
        all.put("state", checkpoint.snapshot().describe(parameters));
        all.put("history", checkpoint.history().describe());
        List<TensorData> arrays = new ArrayList<>(checkpoint.snapshot().arrays("", NetworkFile.TRAINING, parameters));
        arrays.addAll(checkpoint.history().arrays());
        if (checkpoint.best() != null) {
            all.put("best", checkpoint.best().describe(parameters));
            arrays.addAll(checkpoint.best().arrays(parameters));
        }
        Map<String, String> texts = new LinkedHashMap<>();
        describe(network).ifPresent(text -> texts.put(NetworkFile.DESCRIPTION, text));
        texts.put(TRAINING, Json.write(all));
        TensorWriter.write(file, texts, arrays);
    }

    /** None of a network with layers, or scalers of its rows, that are a user's own: its trainer is built by code anyway. */
    private static Optional<String> describe(Network network) {
        try {
            return NetworkFile.ownLayer(network).isEmpty()
                    ? Optional.of(NetworkFile.describe(network))
                    : Optional.empty();
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** A checkpoint that is whole; it changes nothing. */
    static Checkpoint read(Path file, Owner owner, TrainingState state) {
        try (TensorFile arrays = open(file)) {
            return read(arrays, owner, state);
        }
    }

    private static TensorFile open(Path file) {
        try {
            TensorFile arrays = TensorFile.open(file);
            if (arrays.isChecked() && arrays.metadata().containsKey(TRAINING)) {
                return arrays;
            }
            arrays.close();
        } catch (FileFormatException e) {
            if (e.isDamage()) {
                throw new IllegalArgumentException(
                        file + " is damaged, or was not written to its end: nothing was restored", e);
            }
            throw new IllegalArgumentException(file + " is no checkpoint that a trainer saved: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                file + " is no checkpoint that a trainer saved, but arrays without the state of"
                        + " a training: a network that net.save(…) wrote comes back by network(…)");
    }

    private static Checkpoint read(TensorFile file, Owner owner, TrainingState state) {
        Fields saved =
                Json.readObject("The state in " + file.path(), file.metadata().get(TRAINING));
        long version = saved.whole("version");
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    file.path() + " was saved by another version of Cellwise (in format " + version
                            + ", where this one reads format " + VERSION + "): load it with the version that saved it");
        }
        Owner before = Owner.read(saved.objects("owner"));
        String difference = before.differenceTo(owner);
        if (difference != null) {
            throw new IllegalArgumentException(
                    file.path() + " belongs to a training of other layers or another optimizer: " + difference
                            + ". Build network and trainer as those that saved it; settings such as"
                            + " learningRate(…) can be changed after loading");
        }
        String frozen = before.frozenOtherwise(owner);
        if (frozen != null) {
            throw new IllegalArgumentException(file.path() + " " + frozen);
        }
        Parameters parameters = state.updater().parameters();
        int slots = state.updater().optimizer().slots();
        String description = file.metadata().get(NetworkFile.DESCRIPTION);
        return new Checkpoint(
                state,
                Snapshot.read(file, "", NetworkFile.TRAINING, saved.object("state"), parameters, slots),
                History.read(file, saved.object("history")),
                saved.has("best") ? Best.read(file, saved.object("best"), parameters, slots) : null,
                before,
                description == null ? null : NetworkFile.preparation(description));
    }
}
