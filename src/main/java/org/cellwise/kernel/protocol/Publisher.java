package org.cellwise.kernel.protocol;

import io.github.spencerpark.jupyter.channels.IOPubChannel;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Message;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.zeromq.ZMQ;

/**
 * Sends what all threads publish from one thread of its own, because an interrupt that meets a thread inside the socket
 * would break the socket for good. The caller waits until its message is sent, whatever its interrupt flag says.
 */
final class Publisher extends IOPubChannel {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "publisher");
        thread.setDaemon(true);
        return thread;
    });

    Publisher(ZMQ.Context context, HMACGenerator signer) {
        super(context, signer);
        setMaxMsgSize(1 << 10); // front ends send it nothing but subscriptions
    }

    @Override
    public void sendMessage(Message<?> message) {
        Future<?> sent = thread.submit(() -> super.sendMessage(message));
        boolean interrupted = false;
        while (true) {
            try {
                sent.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                throw new IllegalStateException("Could not publish: " + e.getCause(), e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
