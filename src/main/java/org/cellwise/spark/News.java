package org.cellwise.spark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cellwise.file.Fields;
import org.cellwise.file.Json;
import org.cellwise.train.Progress;
import org.cellwise.train.state.History;

/**
 * What a task tells the driver.
 *
 * @param kind what it is about
 * @param task who says it
 * @param words plain values
 * @param bytes a trainer's file; empty for none
 */
record News(Kind kind, int task, Map<String, Object> words, byte[] bytes) {
    enum Kind {
        /** Where the task listens to the others. */
        PLACE,
        /** A batch was learned from. */
        BATCH,
        /** An epoch has ended. */
        EPOCH,
        /** The state at a moment. */
        STATE,
        /** Training has ended, with the state. */
        END,
        /** An error that would come again. */
        FAILURE,
        /** The task is gone. */
        LOST
    }

    News(Kind kind, int task, Map<String, Object> words) {
        this(kind, task, words, new byte[0]);
    }

    static Map<String, Object> of(Progress progress) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("state", progress.state().name());
        words.put("epoch", progress.epoch());
        words.put("batch", progress.batch());
        words.put("batches", progress.batches());
        words.put("loss", String.valueOf(progress.loss()));
        words.put("message", progress.message());
        return words;
    }

    static Map<String, Object> of(History.Epoch epoch) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("number", epoch.number());
        words.put("loss", String.valueOf(epoch.loss()));
        words.put("validation_loss", String.valueOf(epoch.validationLoss()));
        words.put("metrics", texts(epoch.metrics()));
        words.put("validation_metrics", texts(epoch.validationMetrics()));
        words.put("rate", String.valueOf(epoch.learningRate()));
        words.put("seconds", String.valueOf(epoch.seconds()));
        return words;
    }

    History.Epoch epoch() {
        Fields fields = fields();
        return new History.Epoch(
                (int) fields.whole("number"),
                number("loss"),
                number("validation_loss"),
                numbers(fields.object("metrics")),
                numbers(fields.object("validation_metrics")),
                number("rate"),
                number("seconds"));
    }

    private static Map<String, Object> texts(Map<String, Double> values) {
        Map<String, Object> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }

    private static Map<String, Double> numbers(Fields fields) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        fields.values().keySet().forEach(name -> numbers.put(name, Double.valueOf(fields.text(name))));
        return numbers;
    }

    Fields fields() {
        return new Fields("What task " + task + " says", words);
    }

    /** A number that need not be finite, so that it travels as a text. */
    double number(String name) {
        return Double.parseDouble(fields().text(name));
    }

    ByteBuffer frame() {
        byte[] text = Json.write(words).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + Integer.BYTES + text.length + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) kind.ordinal())
                .putInt(text.length)
                .put(text)
                .put(bytes)
                .flip();
    }

    static News read(int task, ByteBuffer frame) {
        Kind kind = Kind.values()[frame.get()];
        byte[] text = new byte[Math.min(frame.remaining(), frame.getInt())];
        frame.get(text);
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        String json = new String(text, StandardCharsets.UTF_8);
        return new News(
                kind, task, Json.readObject("What task " + task + " says", json).values(), bytes);
    }
}
