package org.cellwise.kernel.protocol;

import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishStatus;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.cellwise.kernel.socket.Listener;

/** The five channels to Jupyter. */
public final class KernelConnection {

    private static final int LARGEST_BEAT = 1 << 10; // bytes
    private static final int LAST_WORDS_MILLIS = 200; // how long they may take to be delivered

    private final KernelConnectionProperties address;
    private final RequestChannel shell;
    private final RequestChannel control;
    private final Publisher publisher;
    private final Questions questions;
    private final CellOutput output;
    private final Map<MessageType<?>, Handler<?>> handlers = new ConcurrentHashMap<>();
    private volatile CellReplies last;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Answers requests of one type. */
    public interface Handler<T> {
        void handle(CellReplies replies, Message<T> request) throws Exception;
    }

    public KernelConnection(KernelConnectionProperties address, CellOutput output) throws GeneralSecurityException {
        this.address = address;
        this.output = output;
        shell = new RequestChannel(signer(), this);
        control = new RequestChannel(signer(), this);
        publisher = new Publisher(signer());
        questions = new Questions(signer());
    }

    private Signer signer() throws GeneralSecurityException {
        return new Signer(
                address.getSignatureScheme(), address.getKey()); // one a channel, as it is locked while it signs
    }

    public <T> void setHandler(MessageType<T> type, Handler<T> handler) {
        handlers.put(type, handler);
    }

    @SuppressWarnings("unchecked")
    <T> Handler<T> handler(MessageType<T> type) {
        return (Handler<T>) handlers.get(type);
    }

    /** Takes requests from now on. */
    public void connect() throws IOException {
        String transport = address.getTransport();
        String place = address.getIp();
        publisher.bind(transport, place, address.getIopubPort());
        questions.bind(transport, place, address.getStdinPort());
        publisher.publish(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
        control.bind(transport, place, address.getControlPort(), "control requests");
        shell.bind(transport, place, address.getShellPort(), "shell requests");
    }

    /** Shows life from now on; call early, as Jupyter soon gives up on a kernel without a heartbeat. */
    public void beatHeart() throws IOException {
        new Listener(Listener.Kind.REP, LARGEST_BEAT, frames -> {})
                .bind(address.getTransport(), address.getIp(), address.getHbPort());
    }

    public Publisher publisher() {
        return publisher;
    }

    CellReplies repliesTo(RequestChannel channel, MessageContext request) {
        CellReplies replies = new CellReplies(channel, questions, publisher, request, output);
        if (channel == shell) {
            last = replies;
        }
        return replies;
    }

    /** To the request that the shell channel answered last, or answers now. */
    public CellReplies lastReplies() {
        return last;
    }

    /** Does this on the thread of the shell channel once no request waits there. */
    public void whenIdle(Runnable work) {
        shell.whenIdle(work);
    }

    public void abortWaitingCells() {
        shell.abortWaitingCells();
    }

    public void close() {
        closed.countDown();
    }

    /** Lets out what is still to be said when the process ends. */
    public void sayLastWords(CellOutput output) {
        output.flush();
        try {
            Thread.sleep(LAST_WORDS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void waitUntilClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
