package org.cellwise.kernel.protocol;

import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.logging.Logger;
import org.cellwise.kernel.heap.HeapReserve;
import org.cellwise.kernel.socket.Listener;

/** Reads requests and answers them one after the other. */
final class RequestChannel {

    static final int LARGEST = 64 << 20; // bytes

    private static final Logger LOG = Logger.getLogger("Jupyter");
    private static final int MOST_WAITING = 1000; // requests; who sends more has to wait

    private final Listener listener =
            new Listener(Listener.Kind.ROUTER, LARGEST, frames -> HeapReserve.secured(() -> hear(frames)));
    private final Queue<Message<?>> waiting = new ArrayDeque<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final Signer signer;
    private final KernelConnection connection;
    private int toAbort; // of those that wait

    RequestChannel(Signer signer, KernelConnection connection) {
        this.signer = signer;
        this.connection = connection;
    }

    void bind(String transport, String place, int port, String name) throws IOException {
        listener.bind(transport, place, port);
        new Thread(this::answerAll, name).start();
    }

    private void hear(List<byte[]> frames) {
        try {
            add(WireMessage.read(frames, signer));
        } catch (WireMessage.UnreadableException e) {
            LOG.warning("A request was ignored: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void send(Message<?> message) {
        listener.send(WireMessage.write(message.getIdentities(), message, signer));
    }

    private synchronized void add(Message<?> request) throws InterruptedException {
        while (waiting.size() >= MOST_WAITING) {
            wait();
        }
        waiting.add(request);
        notifyAll();
    }

    /** Does this once no request waits. */
    synchronized void whenIdle(Runnable work) {
        later.add(work);
        notifyAll();
    }

    private synchronized Runnable next() throws InterruptedException {
        while (waiting.isEmpty() && later.isEmpty()) {
            wait();
        }
        notifyAll();
        Message<?> request = waiting.poll();
        return request == null ? later.remove() : () -> answer(request);
    }

    /** Refuses the cells that are already waiting behind this one, as Jupyter wants it after a failed cell. */
    synchronized void abortWaitingCells() {
        toAbort = waiting.size();
    }

    private void answerAll() {
        while (true) {
            try {
                next().run();
            } catch (InterruptedException e) {
                continue; // nobody interrupts this thread
            } catch (Throwable e) { // the thread has to live
                if (e instanceof OutOfMemoryError) {
                    HeapReserve.give();
                }
            }
        }
    }

    private void answer(Message<?> request) {
        CellReplies replies = connection.repliesTo(this, request);
        boolean abort = toAbort-- > 0;
        if (abort && request.getHeader().getType() == MessageType.EXECUTE_REQUEST) {
            replies.setBusyDeferIdle();
            replies.reply(MessageType.EXECUTE_REPLY, Map.of("status", "aborted"));
            replies.resolveDeferrals();
        } else {
            answer(request, replies);
        }
    }

    private static void refuse(Message<?> request, CellReplies replies, Throwable thrown) {
        String reply = request.getHeader().getType().getName().replace("_request", "_reply");
        String message = thrown.getMessage() == null ? "" : thrown.getMessage();
        Map<String, Object> content = Map.of(
                "status",
                "error",
                "ename",
                thrown.getClass().getSimpleName(),
                "evalue",
                message,
                "traceback",
                List.of());
        replies.reply(MessageType.getType(reply), content);
    }

    private <T> void answer(Message<T> request, CellReplies replies) {
        KernelConnection.Handler<T> handler =
                connection.handler(request.getHeader().getType());
        if (handler == null) {
            return; // a request this kernel does not know: Jupyter's rule is to stay silent
        }
        try {
            handler.handle(replies, request);
        } catch (Throwable e) { // an Error in one request must not end the kernel
            LOG.warning(request.getHeader().getType().getName() + " failed: " + e);
            HeapReserve.secured(() -> refuse(request, replies, e));
        } finally {
            HeapReserve.secured(replies::resolveDeferrals);
        }
        if (replies.isMarkedForShutdown()) {
            connection.close();
        }
    }
}
