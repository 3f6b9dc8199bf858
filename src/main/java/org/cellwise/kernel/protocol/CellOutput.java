package org.cellwise.kernel.protocol;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What cells print, gathered into few messages: the notebook server drops those past about 1,000 a second. Text is sent
 * every {@value #DELAY_MILLIS} ms, when much has gathered, and before anything else that a cell publishes. What other
 * threads print after the end of a cell goes to that last cell.
 */
public final class CellOutput {

    private static final int DELAY_MILLIS = 50;
    private static final int LARGE = 1 << 16; // characters
    private static final int MANY = 16; // changes between the streams

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "printed text");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Piece> pieces = new ArrayList<>();
    private final PrintStream terminal;
    private ShellReplyEnvironment cell;
    private boolean scheduled;

    private record Piece(StreamType stream, StringBuilder text) {}

    /** @param terminal takes what is printed before the first cell */
    public CellOutput(PrintStream terminal) {
        this.terminal = terminal;
    }

    public PrintStream open(StreamType stream) {
        return new PrintStream(new Pipe(stream), false, StandardCharsets.UTF_8);
    }

    /** From now on text belongs to this request. */
    public synchronized void attach(ShellReplyEnvironment request) {
        flush();
        cell = request;
    }

    public synchronized void flush() {
        for (Piece piece : pieces) {
            String text = piece.text().toString();
            if (cell == null) {
                terminal.print(text);
            } else {
                cell.publish(new PublishStream(piece.stream(), text));
            }
        }
        pieces.clear();
    }

    private synchronized void append(StreamType stream, CharSequence text) {
        Piece piece = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
        if (pieces.size() > MANY) { // the order between the streams is worth less than that all text arrives
            piece = pieces.get(pieces.size() - (piece.stream() == stream ? 1 : 2));
        }
        if (piece == null || piece.stream() != stream) {
            piece = new Piece(stream, new StringBuilder());
            pieces.add(piece);
        }
        piece.text().append(text);
        if (piece.text().length() > LARGE) {
            flush();
        } else if (!scheduled) {
            timer.schedule(this::flushOnTime, DELAY_MILLIS, TimeUnit.MILLISECONDS);
            scheduled = true;
        }
    }

    private synchronized void flushOnTime() {
        scheduled = false;
        flush();
    }

    /** Bytes to characters; a character whose bytes come in two calls stays whole. */
    private final class Pipe extends OutputStream {
        private final StreamType stream;
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] rest = new byte[0];

        Pipe(StreamType stream) {
            this.stream = stream;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            ByteBuffer in = ByteBuffer.allocate(rest.length + length)
                    .put(rest)
                    .put(bytes, offset, length)
                    .flip();
            CharBuffer out = CharBuffer.allocate(in.remaining());
            decoder.decode(in, out, false);
            rest = new byte[in.remaining()];
            in.get(rest);
            append(stream, out.flip());
        }
    }
}
