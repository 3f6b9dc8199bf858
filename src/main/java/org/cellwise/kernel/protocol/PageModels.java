package org.cellwise.kernel.protocol;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import io.github.spencerpark.jupyter.kernel.comm.Comm;
import io.github.spencerpark.jupyter.kernel.comm.CommManager;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.comm.CommCloseCommand;
import io.github.spencerpark.jupyter.messages.comm.CommMsgCommand;
import java.util.LinkedHashMap;
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

    private static final class PageModel extends Comm implements WidgetHost.Model {
        private final Map<String, Object> state;
        private final Consumer<Map<String, Object>> heard;

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
            JsonElement method = data.get("method");
            switch (method == null ? "" : method.getAsString()) {
                case "update" -> {
                    Map<String, Object> changed = GSON.fromJson(data.get("state"), STATE.getType());
                    state.putAll(changed);
                    heard.accept(changed);
                }
                case "custom" -> heard.accept(GSON.fromJson(data.get("content"), STATE.getType()));
                case "request_state" -> tell(state); // a page that was loaded again
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
