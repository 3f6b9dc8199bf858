package org.cellwise.kernel.protocol;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.KernelTimestamp;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.adapters.HeaderAdapter;
import io.github.spencerpark.jupyter.messages.adapters.HistoryRequestAdapter;
import io.github.spencerpark.jupyter.messages.adapters.KernelTimestampAdapter;
import io.github.spencerpark.jupyter.messages.adapters.MessageTypeAdapter;
import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Messages of Jupyter from frames and as frames. Of what a stranger sent, nothing is parsed. */
final class WireMessage {

    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int PARTS = 5; // signature, header, parent header, metadata, content
    private static final int DEEPEST = 200; // levels of JSON, which is parsed recursively
    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(KernelTimestamp.class, KernelTimestampAdapter.INSTANCE)
            .registerTypeAdapter(Header.class, HeaderAdapter.INSTANCE)
            .registerTypeAdapter(MessageType.class, MessageTypeAdapter.INSTANCE)
            .registerTypeAdapter(HistoryRequest.class, HistoryRequestAdapter.INSTANCE)
            .create();

    private WireMessage() {}

    /** What came is no message of Jupyter's, or not from somebody who knows the key. */
    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    /** @throws UnreadableException for what is no message of somebody who knows the key */
    static Message<?> read(List<byte[]> frames, Signer signer) {
        int start = 0;
        while (start < frames.size() && !Arrays.equals(frames.get(start), DELIMITER)) {
            start++;
        }
        if (start + PARTS >= frames.size()) {
            throw new UnreadableException("a message of " + frames.size() + " frames is incomplete");
        }
        List<byte[]> parts = frames.subList(start + 2, start + 1 + PARTS);
        if (!MessageDigest.isEqual(signer.sign(parts).getBytes(StandardCharsets.UTF_8), frames.get(start + 1))) {
            throw new UnreadableException("a message has a wrong signature");
        }
        parts.forEach(WireMessage::checkDepth);
        List<byte[]> identities = List.copyOf(frames.subList(0, start));
        List<byte[]> blobs = List.copyOf(frames.subList(start + 1 + PARTS, frames.size()));
        try {
            return message(identities, parts, blobs);
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException | NullPointerException e) {
            throw new UnreadableException("a message is no JSON as Jupyter writes it: " + e.getMessage());
        }
    }

    /** @param envelope the frames in front: to whom it goes, or what it is about */
    static List<byte[]> write(List<byte[]> envelope, Message<?> message, Signer signer) {
        List<byte[]> parts = new ArrayList<>();
        for (Object part : new Object[] {
            message.getHeader(), message.getParentHeader(), message.getMetadata(), message.getContent()
        }) {
            parts.add((part == null ? "{}" : GSON.toJson(part)).getBytes(StandardCharsets.UTF_8));
        }
        List<byte[]> frames = new ArrayList<>(envelope);
        frames.add(DELIMITER);
        frames.add(signer.sign(parts).getBytes(StandardCharsets.US_ASCII));
        frames.addAll(parts);
        frames.addAll(message.getBlobs() == null ? List.of() : message.getBlobs());
        return frames;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Message<?> message(List<byte[]> identities, List<byte[]> parts, List<byte[]> blobs) {
        Header<?> header = GSON.fromJson(text(parts.get(0)), Header.class);
        String parent = text(parts.get(1)).strip();
        Header<?> parentHeader = parent.matches("\\{\\s*}|null|") ? null : GSON.fromJson(parent, Header.class);
        Map<String, Object> metadata =
                GSON.fromJson(text(parts.get(2)), new TypeToken<Map<String, Object>>() {}.getType());
        Object content = GSON.fromJson(text(parts.get(3)), header.getType().getContentType());
        return new Message(identities, header, parentHeader, metadata, content, blobs);
    }

    private static void checkDepth(byte[] json) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length; i++) {
            byte c = json[i];
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
            if (depth > DEEPEST) {
                throw new UnreadableException("a message is nested more than " + DEEPEST + " levels deep");
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
