package org.cellwise.kernel.protocol;

import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.reply.InputReply;
import io.github.spencerpark.jupyter.messages.request.InputRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cellwise.kernel.socket.Listener;

/** Asks the user for a line of input. The stop button ends the wait for it. */
final class Questions {

    private static final int POLL_MILLIS = 50;

    private final Signer signer;
    private final Listener listener;
    private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(10);
    private volatile boolean cancelled;

    Questions(Signer signer) {
        this.signer = signer;
        listener = new Listener(Listener.Kind.ROUTER, RequestChannel.LARGEST, this::hear);
    }

    void bind(String transport, String place, int port) throws IOException {
        listener.bind(transport, place, port);
    }

    private void hear(List<byte[]> frames) {
        try {
            if (WireMessage.read(frames, signer).getContent() instanceof InputReply answer) {
                answers.offer(String.valueOf(answer.getValue()));
            }
        } catch (WireMessage.UnreadableException e) {
            return; // no answer
        }
    }

    /** The line that the user types, with its end; empty when the question is withdrawn. One at a time. */
    synchronized String ask(MessageContext request, String prompt, boolean password) {
        cancelled = false;
        answers.clear(); // the late answer to a question that was stopped
        Message<InputRequest> question =
                new Message<>(request, InputRequest.MESSAGE_TYPE, new InputRequest(prompt, password));
        listener.send(WireMessage.write(question.getIdentities(), question, signer));
        try {
            while (!cancelled) {
                String answer = answers.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (answer != null) {
                    return answer + System.lineSeparator();
                }
            }
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The question was stopped before its answer came", e);
        }
    }

    /** Lets whoever waits for an answer go. */
    void withdraw() {
        cancelled = true;
    }
}
