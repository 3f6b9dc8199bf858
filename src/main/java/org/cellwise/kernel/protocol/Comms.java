package org.cellwise.kernel.protocol;

import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.comm.Comm;
import io.github.spencerpark.jupyter.kernel.comm.CommFactory;
import io.github.spencerpark.jupyter.kernel.comm.CommManager;
import io.github.spencerpark.jupyter.messages.ContentType;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.comm.CommCloseCommand;
import io.github.spencerpark.jupyter.messages.comm.CommMsgCommand;
import io.github.spencerpark.jupyter.messages.comm.CommOpenCommand;
import io.github.spencerpark.jupyter.messages.request.CommInfoRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Basekernel's comms, which are talks between a part of a page and the kernel, by way of our own sockets. */
public final class Comms extends CommManager {

    private final Publisher publisher;

    public Comms(Publisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public <T extends Comm> T openComm(String target, CommFactory<T> factory) {
        String id = UUID.randomUUID().toString();
        Message<CommOpenCommand> message = message(new CommOpenCommand(id, target, new JsonObject()), null, null);
        T comm = factory.produce(this, id, target, message); // which may fill it in
        registerComm(comm);
        publisher.publish(message);
        return comm;
    }

    @Override
    public void messageComm(String id, JsonObject data, Map<String, Object> metadata, List<byte[]> blobs) {
        publisher.publish(message(new CommMsgCommand(id, data), metadata, blobs));
    }

    @Override
    public void closeComm(Comm comm) {
        publisher.publish(message(new CommCloseCommand(comm.getID(), new JsonObject()), null, null));
        unregisterComm(comm.getID());
    }

    /** With a status, which basekernel leaves out: without one JupyterLab takes the answer for a failure. */
    public void list(CellReplies replies, Message<CommInfoRequest> message) {
        replies.setBusyDeferIdle();
        String wanted = message.getContent().getTargetName();
        Map<String, Object> open = new TreeMap<>();
        for (Comm comm : this) {
            if (wanted == null || wanted.equals(comm.getTargetName())) {
                open.put(comm.getID(), Map.of("target_name", comm.getTargetName()));
            }
        }
        replies.reply(MessageType.COMM_INFO_REPLY, Map.of("status", "ok", "comms", open));
    }

    private <T extends ContentType<T>> Message<T> message(T content, Map<String, Object> metadata, List<byte[]> blobs) {
        return new Message<>(context, content.getType(), content, blobs, metadata);
    }
}
