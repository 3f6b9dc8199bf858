package org.cellwise.kernel.protocol;

import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import java.util.Map;

/** Answers one request: its reply, and what is published for it, printed text always before what comes after it. */
public final class CellReplies extends ShellReplyEnvironment {

    private final Questions questions;
    private final CellOutput output;

    CellReplies(
            ShellChannel shell, Questions questions, JupyterSocket iopub, MessageContext request, CellOutput output) {
        super(shell, questions, iopub, request);
        this.questions = questions;
        this.output = output;
    }

    @Override
    public void publish(Message<?> message) {
        if (!(message.getContent() instanceof PublishStream)) {
            output.flush();
        }
        super.publish(message);
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
