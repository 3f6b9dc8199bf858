package org.cellwise.kernel.protocol;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Answers one request: its reply, and what is published for it, printed text always before what comes after it. */
public final class CellReplies extends ShellReplyEnvironment {

    private final RequestChannel channel;
    private final Questions questions;
    private final Publisher publisher;
    private final CellOutput output;
    private final Deque<Runnable> deferred = new ArrayDeque<>();
    private boolean deferring; // the next message

    CellReplies(
            RequestChannel channel,
            Questions questions,
            Publisher publisher,
            MessageContext request,
            CellOutput output) {
        super(null, null, null, request); // basekernel's sockets, which all that follows does without
        this.channel = channel;
        this.questions = questions;
        this.publisher = publisher;
        this.output = output;
    }

    @Override
    public void publish(Message<?> message) {
        act(() -> {
            if (!(message.getContent() instanceof PublishStream)) {
                output.flush();
            }
            publisher.publish(message);
        });
    }

    @Override
    public void reply(Message<?> message) {
        act(() -> channel.send(message));
    }

    private void act(Runnable action) {
        if (deferring) {
            deferring = false;
            deferred.push(action);
        } else {
            action.run();
        }
    }

    @Override
    public CellReplies defer() {
        deferring = true;
        return this;
    }

    @Override
    public void defer(Runnable action) {
        deferred.push(action);
    }

    @Override
    public void resolveDeferrals() {
        while (!deferred.isEmpty()) {
            deferred.peek().run();
            deferred.pop(); // afterwards, so that it can be tried again
        }
    }

    @Override
    public String readFromStdIn(String prompt, boolean password) {
        return questions.ask(getContext(), prompt, password);
    }

    void withdrawQuestion() {
        questions.withdraw();
    }

    /** Replies with content of our own, where basekernel's misses fields. */
    @SuppressWarnings("unchecked")
    public void reply(MessageType<?> type, Map<String, Object> content) {
        reply(new Message<>(getContext(), (MessageType<Object>) type, content));
    }
}
