package org.cellwise.kernel.protocol;

import io.github.spencerpark.jupyter.channels.StdinChannel;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.reply.InputReply;
import io.github.spencerpark.jupyter.messages.request.InputRequest;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.zeromq.ZMQ;

/** Asks the user for a line of input, on a thread of its own so that the stop button can end the wait for it. */
final class Questions extends StdinChannel {

    private static final int POLL_MILLIS = 50;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "questions");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean cancelled;

    Questions(ZMQ.Context context, HMACGenerator signer) {
        super(context, signer);
        setMaxMsgSize(RequestChannel.LARGEST_FRAME);
    }

    @Override
    public synchronized Message<?> readMessage() {
        return WireMessage.read(this, hmacGenerator);
    }

    /** Null for what is no answer. */
    private InputReply readAnswer() {
        try {
            return readMessage().getContent() instanceof InputReply answer ? answer : null;
        } catch (WireMessage.UnreadableException e) {
            return null;
        }
    }

    @Override
    public String getInput(MessageContext request, String prompt, boolean password) {
        cancelled = false;
        Callable<String> question = () -> ask(request, prompt, password);
        Future<String> answer = thread.submit(question);
        try {
            return answer.get();
        } catch (InterruptedException e) {
            cancelled = true;
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The question was stopped before its answer came", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Could not ask for input: " + e.getCause(), e.getCause());
        }
    }

    /** Lets whoever waits for an answer go. */
    void withdraw() {
        cancelled = true;
    }

    private String ask(MessageContext request, String prompt, boolean password) {
        while ((getEvents() & ZMQ.Poller.POLLIN) != 0) {
            readAnswer(); // the late answer to a question that was stopped
        }
        sendMessage(new Message<>(request, InputRequest.MESSAGE_TYPE, new InputRequest(prompt, password)));
        while (!cancelled) {
            if ((getEvents() & ZMQ.Poller.POLLIN) != 0) {
                InputReply answer = readAnswer();
                if (answer != null) {
                    return answer.getValue() + System.lineSeparator();
                }
            } else {
                sleep();
            }
        }
        return "";
    }

    private void sleep() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            cancelled = true;
        }
    }
}
