package org.cellwise.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.request.CompleteRequest;
import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import io.github.spencerpark.jupyter.messages.request.InspectRequest;
import io.github.spencerpark.jupyter.messages.request.InterruptRequest;
import io.github.spencerpark.jupyter.messages.request.IsCompleteRequest;
import io.github.spencerpark.jupyter.messages.request.KernelInfoRequest;
import io.github.spencerpark.jupyter.messages.request.ShutdownRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cellwise.kernel.protocol.CellReplies;
import org.cellwise.kernel.protocol.KernelConnection;

/** The requests that run no cell. */
final class OtherRequests {

    private static final Set<String> VERDICTS = Set.of("complete", "invalid", "unknown");

    private final CellwiseKernel kernel;
    private final History history;

    OtherRequests(CellwiseKernel kernel, History history) {
        this.kernel = kernel;
        this.history = history;
    }

    void register(KernelConnection connection) {
        connection.setHandler(MessageType.KERNEL_INFO_REQUEST, this::introduce);
        connection.setHandler(MessageType.COMPLETE_REQUEST, this::complete);
        connection.setHandler(MessageType.INSPECT_REQUEST, this::inspect);
        connection.setHandler(MessageType.IS_COMPLETE_REQUEST, this::judge);
        connection.setHandler(MessageType.HISTORY_REQUEST, this::recall);
        connection.setHandler(MessageType.INTERRUPT_REQUEST, this::interrupt);
        connection.setHandler(MessageType.SHUTDOWN_REQUEST, this::shutdown);
    }

    private void introduce(CellReplies replies, Message<KernelInfoRequest> message) {
        replies.setBusyDeferIdle();
        replies.reply(MessageType.KERNEL_INFO_REPLY, KernelInfo.reply());
    }

    private void complete(CellReplies replies, Message<CompleteRequest> message) throws Exception {
        replies.setBusyDeferIdle();
        CompleteRequest request = message.getContent();
        CodeAssist.Completion found = kernel.assist().complete(request.getCode(), request.getCursorPos());
        List<Map<String, Object>> typed = new ArrayList<>(); // as JupyterLab and VS Code show it
        for (CodeAssist.Option option : found.options()) {
            typed.add(Map.of("text", option.text(), "type", option.type(), "start", found.start(), "end", found.end()));
        }
        replies.reply(
                MessageType.COMPLETE_REPLY,
                Map.of(
                        "status",
                        "ok",
                        "matches",
                        found.options().stream().map(CodeAssist.Option::text).toList(),
                        "cursor_start",
                        found.start(),
                        "cursor_end",
                        found.end(),
                        "metadata",
                        Map.of("_jupyter_types_experimental", typed)));
    }

    private void inspect(CellReplies replies, Message<InspectRequest> message) throws Exception {
        replies.setBusyDeferIdle();
        InspectRequest request = message.getContent();
        DisplayData found = kernel.assist().inspect(request.getCode(), request.getCursorPos());
        replies.reply(
                MessageType.INSPECT_REPLY,
                Map.of(
                        "status",
                        "ok",
                        "found",
                        found != null,
                        "data",
                        found == null ? Map.of() : data(found),
                        "metadata",
                        Map.of()));
    }

    private static Map<String, Object> data(DisplayData found) {
        return Map.of(
                MIMEType.TEXT_PLAIN.toString(), found.getData(MIMEType.TEXT_PLAIN),
                MIMEType.TEXT_HTML.toString(), found.getData(MIMEType.TEXT_HTML));
    }

    private void judge(CellReplies replies, Message<IsCompleteRequest> message) {
        replies.setBusyDeferIdle();
        String verdict = kernel.isComplete(message.getContent().getCode());
        replies.reply(
                MessageType.IS_COMPLETE_REPLY,
                VERDICTS.contains(verdict)
                        ? Map.of("status", verdict)
                        : Map.of("status", "incomplete", "indent", verdict));
    }

    private void recall(CellReplies replies, Message<HistoryRequest> message) {
        replies.setBusyDeferIdle();
        replies.reply(MessageType.HISTORY_REPLY, Map.of("status", "ok", "history", history.of(message.getContent())));
    }

    private void interrupt(CellReplies replies, Message<InterruptRequest> message) {
        replies.setBusyDeferIdle();
        kernel.interrupt();
        replies.reply(MessageType.INTERRUPT_REPLY, Map.of("status", "ok"));
    }

    private void shutdown(CellReplies replies, Message<ShutdownRequest> message) {
        replies.setBusyDeferIdle();
        replies.reply(
                MessageType.SHUTDOWN_REPLY,
                Map.of("status", "ok", "restart", message.getContent().isRestart()));
        replies.markForShutdown();
    }
}
