package org.cellwise.kernel.protocol;

import io.github.spencerpark.jupyter.messages.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cellwise.kernel.socket.Listener;

/** Tells all front ends what happens, from any thread. */
public final class Publisher {

    private static final int LARGEST = 1 << 10; // bytes; front ends send nothing but what they want to hear

    private final Listener listener = new Listener(Listener.Kind.PUB, LARGEST, frames -> {});
    private final Signer signer;

    Publisher(Signer signer) {
        this.signer = signer;
    }

    void bind(String transport, String place, int port) throws IOException {
        listener.bind(transport, place, port);
    }

    public void publish(Message<?> message) {
        byte[] topic = message.getHeader().getType().getName().getBytes(StandardCharsets.UTF_8);
        listener.send(WireMessage.write(List.of(topic), message, signer));
    }
}
