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
        put(words, "loss", progress.loss());
        words.put("message", progress.message());
        return words;
    }

    static Map<String, Object> of(History.Epoch epoch) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("number", epoch.number());
        put(words, "loss", epoch.loss());
        put(words, "validation_loss", epoch.validationLoss());
        words.put("metrics", finite(epoch.metrics()));
        words.put("validation_metrics", finite(epoch.validationMetrics()));
        put(words, "rate", epoch.learningRate());
        put(words, "seconds", epoch.seconds());
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

    private static void put(Map<String, Object> words, String name, double value) {
        if (Double.isFinite(value)) {
            words.put(name, value);
        }
    }

    private static Map<String, Object> finite(Map<String, Double> values) {
        Map<String, Object> finite = new LinkedHashMap<>();
        values.forEach((name, value) -> put(finite, name, value));
        return finite;
    }

    private static Map<String, Double> numbers(Fields fields) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        fields.values().keySet().forEach(name -> numbers.put(name, fields.number(name)));
        return numbers;
    }

    Fields fields() {
        return new Fields("What task " + task + " says", words);
    }

    /** A number; NaN where none was told. */
    double number(String name) {
        return fields().has(name) ? fields().number(name) : Double.NaN;
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
