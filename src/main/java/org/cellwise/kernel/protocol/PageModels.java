package org.cellwise.kernel.protocol;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.reflect.TypeToken;
import io.github.spencerpark.jupyter.kernel.comm.Comm;
import io.github.spencerpark.jupyter.kernel.comm.CommManager;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.comm.CommCloseCommand;
import io.github.spencerpark.jupyter.messages.comm.CommMsgCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cellwise.notebook.WidgetHost;

/** Widgets of the page, by way of comms, in the words of ipywidgets. */
public final class PageModels {

    private static final String TARGET = "jupyter.widget";
    private static final String PROTOCOL = "2.1.0";
    private static final Gson GSON = new Gson();
    private static final TypeToken<Map<String, Object>> STATE = new TypeToken<>() {};

    private PageModels() {}

    public static WidgetHost.Model open(
            CommManager comms, Map<String, Object> state, Consumer<Map<String, Object>> heard) {
        return comms.openComm(TARGET, (manager, id, target, message) -> {
            PageModel model = new PageModel(manager, id, new LinkedHashMap<>(state), heard);
            message.getNonNullMetadata().put("version", PROTOCOL);
            JsonObject data = message.getContent().getData();
            data.add("state", GSON.toJsonTree(state));
            data.add("buffer_paths", new JsonArray());
            return model;
        });
    }

    /**
     * Lets a page show what code prints that hears of a model in the output area of that model: of its own accord a page
     * shows it nowhere. What was printed for the value before goes.
     */
    public static void withOutput(CommManager comms, Message<CommMsgCommand> message, Runnable work) {
        CommMsgCommand content = message.getContent();
        String method = method(content.getData());
        if (!(comms.getCommByID(content.getCommID()) instanceof PageModel model)
                || model.output == null
                || method.equals("request_state")) {
            work.run();
            return;
        }
        String request = message.getHeader().getId();
        model.output.update(
                method.equals("update") ? Map.of("outputs", List.of(), "msg_id", request) : Map.of("msg_id", request));
        try {
            work.run();
        } finally {
            model.output.update(Map.of("msg_id", ""));
        }
    }

    private static String method(JsonObject data) {
        return data.get("method") instanceof JsonPrimitive method ? method.getAsString() : "";
    }

    private static final class PageModel extends Comm implements WidgetHost.Model {
        private final Map<String, Object> state;
        private final Consumer<Map<String, Object>> heard;
        private WidgetHost.Model output; // null when there is none
        private boolean loadedAgain;

        PageModel(CommManager comms, String id, Map<String, Object> state, Consumer<Map<String, Object>> heard) {
            super(comms, id, TARGET);
            this.state = state;
            this.heard = heard;
        }

        @Override
        public String id() {
            return getID();
        }

        @Override
        public void update(Map<String, Object> changed) {
            state.putAll(changed);
            tell(changed);
        }

        @Override
        public void showIn(WidgetHost.Model area) {
            output = area;
        }

        @Override
        public boolean wasLoadedAgain() {
            return loadedAgain;
        }

        private void tell(Map<String, Object> told) {
            JsonObject data = new JsonObject();
            data.addProperty("method", "update");
            data.add("state", GSON.toJsonTree(told));
            data.add("buffer_paths", new JsonArray());
            send(data);
        }

        @Override
        protected void onMessage(Message<CommMsgCommand> message) {
            JsonObject data = message.getContent().getData();
            switch (method(data)) {
                case "update" -> {
                    Map<String, Object> changed = GSON.fromJson(data.get("state"), STATE.getType());
                    state.putAll(changed);
                    heard.accept(changed);
                }
                case "custom" -> heard.accept(GSON.fromJson(data.get("content"), STATE.getType()));
                case "request_state" -> {
                    loadedAgain = true;
                    tell(state);
                }
                default -> {
                    // of a later version: it may be left out
                }
            }
        }

        @Override
        protected void onClose(Message<CommCloseCommand> message, boolean sending) {
            // the object behind it may be shown again, by a model of its own
        }
    }
}
