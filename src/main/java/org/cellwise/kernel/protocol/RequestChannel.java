package org.cellwise.kernel.protocol;

import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.zeromq.ZMQ;

/** Reads requests and answers them one after the other; waits for the next one without basekernel's 50 ms of sleep. */
final class RequestChannel extends ShellChannel {

    private static final Logger LOG = Logger.getLogger("Jupyter");

    static final long LARGEST_FRAME = 64L << 20; // bytes; memory for it is taken before the signature is checked

    private final ZMQ.Context context;
    private final KernelConnection connection;
    private final boolean control;
    private final Deque<Message<?>> waiting = new ArrayDeque<>();
    private ZMQ.Poller poller;
    private int toAbort; // of those that wait

    RequestChannel(ZMQ.Context context, HMACGenerator signer, boolean control, KernelConnection connection) {
        super(context, signer, control, connection);
        setMaxMsgSize(LARGEST_FRAME);
        this.context = context;
        this.control = control;
        this.connection = connection;
    }

    @Override
    public void bind(KernelConnectionProperties address) {
        int port = control ? address.getControlPort() : address.getShellPort();
        bind(formatAddress(address.getTransport(), address.getIp(), port));
        new Thread(this::answerAll, control ? "control requests" : "shell requests").start();
    }

    @Override
    public synchronized Message<?> readMessage() {
        return WireMessage.read(this, hmacGenerator);
    }

    /** Refuses the cells that are already waiting behind this one, as Jupyter wants it after a failed cell. */
    void abortWaitingCells() {
        while (poller.poll(0) > 0) {
            try {
                waiting.add(readMessage());
            } catch (WireMessage.UnreadableException e) {
                LOG.warning("A request was ignored: " + e.getMessage());
            }
        }
        toAbort = waiting.size();
    }

    private void answerAll() {
        poller = context.poller(1);
        poller.register(this, ZMQ.Poller.POLLIN);
        while (true) {
            try {
                answerNext();
            } catch (Throwable e) { // a full heap can hit this loop too, and the thread has to live
                recover(e);
            }
        }
    }

    private void recover(Throwable thrown) {
        try {
            while (hasReceiveMore()) {
                recv(); // the rest of the message, which would be taken for the next one
            }
            LOG.warning("A request was ignored: " + thrown.getMessage());
        } catch (Throwable e) {
            return; // there is no memory even for that
        }
    }

    private void answerNext() {
        if (waiting.isEmpty()) {
            poller.poll(-1);
            waiting.add(readMessage());
        }
        Message<?> request = waiting.remove();
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
        ShellHandler<T> handler = connection.getHandler(request.getHeader().getType());
        if (handler == null) {
            return; // a request this kernel does not know: Jupyter's rule is to stay silent
        }
        try {
            handler.handle(replies, request);
        } catch (Throwable e) { // an Error in one request must not end the kernel
            LOG.warning(request.getHeader().getType().getName() + " failed: " + e);
            refuse(request, replies, e);
        } finally {
            replies.resolveDeferrals();
        }
        if (replies.isMarkedForShutdown()) {
            connection.close();
        }
    }
}
