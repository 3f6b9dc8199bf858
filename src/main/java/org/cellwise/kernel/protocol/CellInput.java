package org.cellwise.kernel.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code System.in} of cells: asks the notebook for a line when a cell reads and nothing is left of the last one. What a
 * thread from an earlier cell has asked is withdrawn when a cell begins.
 */
public final class CellInput extends InputStream {

    private volatile CellReplies cell;
    private volatile int cells; // since the start
    private byte[] line = new byte[0];
    private int position;
    private int lineOf; // the cell

    /** @param request the cell to ask for; null when its front end takes no questions */
    public void attach(CellReplies request) { // without the lock: a thread may hold it for ever
        CellReplies before = cell;
        cells++;
        cell = request;
        if (before != null) {
            before.withdrawQuestion();
        }
    }

    @Override
    public synchronized int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (available() == 0) {
            ask();
        }
        int count = Math.min(length, line.length - position);
        System.arraycopy(line, position, into, offset, count);
        position += count;
        return count;
    }

    private void ask() throws IOException {
        int asking = cells;
        CellReplies request = cell;
        if (request == null) {
            throw new IOException("This front end does not answer questions: a cell cannot read System.in here");
        }
        byte[] answer = request.readFromStdIn().getBytes(StandardCharsets.UTF_8);
        if (asking != cells) {
            throw new IOException("Another cell has begun before the answer came");
        }
        line = answer;
        lineOf = asking;
        position = 0;
    }

    @Override
    public synchronized int available() {
        return lineOf == cells ? line.length - position : 0;
    }
}
