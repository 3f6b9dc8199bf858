package org.cellwise.kernel.protocol;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** {@code System.in} of cells: asks the notebook for a line when a cell reads and nothing is left of the last one. */
public final class CellInput extends InputStream {

    private ShellReplyEnvironment cell;
    private byte[] line = new byte[0];
    private int position;

    /** @param request the cell to ask for; null when its front end takes no questions */
    public synchronized void attach(ShellReplyEnvironment request) {
        cell = request;
        line = new byte[0];
        position = 0;
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
        if (position == line.length) {
            if (cell == null) {
                throw new IOException("This front end does not answer questions: a cell cannot read System.in here");
            }
            line = cell.readFromStdIn().getBytes(StandardCharsets.UTF_8);
            position = 0;
        }
        int count = Math.min(length, line.length - position);
        System.arraycopy(line, position, into, offset, count);
        position += count;
        return count;
    }

    @Override
    public synchronized int available() {
        return line.length - position;
    }
}
