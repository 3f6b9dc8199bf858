package org.cellwise.kernel.protocol;

import io.github.spencerpark.jupyter.channels.IOPubChannel;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.publish.PublishStatus;
import java.security.GeneralSecurityException;
import java.util.concurrent.CountDownLatch;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** The five channels to Jupyter, each with a thread that blocks until there is something to do. */
public final class KernelConnection extends JupyterConnection {

    private static final int LARGEST_BEAT = 1 << 10; // bytes
    private static final int LAST_WORDS_MILLIS = 200; // how long closing sockets may take to deliver

    private final KernelConnectionProperties address;
    private final ZMQ.Context context = ZMQ.context(1);
    private final RequestChannel shellRequests;
    private final RequestChannel controlRequests;
    private final Publisher publisher;
    private final Questions questions;
    private final CellOutput output;
    private final CountDownLatch closed = new CountDownLatch(1);

    public KernelConnection(KernelConnectionProperties address, CellOutput output) throws GeneralSecurityException {
        super(address);
        this.address = address;
        this.output = output;
        shellRequests = new RequestChannel(context, signer(), false, this);
        controlRequests = new RequestChannel(context, signer(), true, this);
        publisher = new Publisher(context, signer());
        questions = new Questions(context, signer());
    }

    private HMACGenerator signer() throws GeneralSecurityException {
        return address.createHMACGenerator(); // one a channel, as it is locked while it signs
    }

    @Override
    public void connect() {
        publisher.bind(address);
        questions.bind(address);
        publisher.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
        controlRequests.bind(address);
        shellRequests.bind(address);
    }

    /** Shows life from now on; call early, as Jupyter soon gives up on a kernel without a heartbeat. */
    public void beatHeart() {
        ZMQ.Socket heart = context.socket(SocketType.REP);
        heart.setMaxMsgSize(LARGEST_BEAT);
        heart.bind(address.getTransport() + "://" + address.getIp() + ":" + address.getHbPort());
        Thread thread = new Thread(
                () -> {
                    while (true) {
                        heart.send(heart.recv());
                    }
                },
                "heartbeat");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public IOPubChannel getIOPub() {
        return publisher;
    }

    CellReplies repliesTo(RequestChannel channel, MessageContext request) {
        return new CellReplies(channel, questions, publisher, request, output);
    }

    public void abortWaitingCells() {
        shellRequests.abortWaitingCells();
    }

    /** Lets the last messages out, then lets {@link #waitUntilClose} return. */
    @Override
    public void close() {
        try {
            Thread.sleep(LAST_WORDS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closed.countDown();
    }

    @Override
    public void waitUntilClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
