package org.cellwise.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.common.Load;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishError;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteResult;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import io.github.spencerpark.jupyter.messages.request.InterruptRequest;
import io.github.spencerpark.jupyter.messages.request.KernelInfoRequest;
import io.github.spencerpark.jupyter.messages.request.ShutdownRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.cellwise.kernel.magic.ClasspathMagics;
import org.cellwise.kernel.magic.KnownMagics;
import org.cellwise.kernel.magic.MagicSyntax;
import org.cellwise.kernel.magic.MavenMagics;
import org.cellwise.kernel.magic.NamespaceMagics;
import org.cellwise.kernel.magic.TimeMagics;
import org.cellwise.kernel.protocol.CellInput;
import org.cellwise.kernel.protocol.CellOutput;
import org.cellwise.kernel.protocol.CellReplies;
import org.cellwise.kernel.protocol.KernelConnection;
import org.cellwise.notebook.Bridge;

/** The kernel: answers Jupyter's requests with the help of JShell. */
public final class CellwiseKernel extends BaseKernel {

    private static volatile CellwiseKernel running; // cells reach their kernel through static functions only

    private final Evaluator evaluator;
    private final FutureTask<Void> start;
    private final KnownMagics magics = new KnownMagics();
    private final MagicSyntax syntax = new MagicSyntax(magics::isLineMagic);
    private final CodeAssist assist;
    private final ErrorReport errors;
    private final CellOutput output;
    private final CellInput input = new CellInput();
    private final CellIo io = new CellIo();
    private KernelConnection connection;

    CellwiseKernel(KernelSettings settings, CellOutput output) {
        this.output = output;
        evaluator = new Evaluator(settings, note -> System.err.println(note));
        assist = new CodeAssist(evaluator, syntax, magics);
        errors = new ErrorReport(evaluator);
        new ClasspathMagics(evaluator::addToClasspath).register(magics);
        new MavenMagics(evaluator::addToClasspath).register(magics);
        new TimeMagics(this::evalRaw).register(magics);
        new NamespaceMagics(new Namespace()).register(magics);
        magics.registerLineMagic("trace", arguments -> trace());
        magics.registerMagics(new Load(List.of(".jsh", ".jshell", ".java", ".ijava"), this::evalRaw));
        start = new FutureTask<>(() -> start(settings.startupScripts()));
    }

    private Void start(List<String> scripts) throws Exception {
        Bridge.install(); // so that tables and charts show themselves before the library is first called
        evaluator.start();
        Bridge.warmUp();
        for (String script : scripts) {
            evaluator.eval(CellSource.of(0, script, syntax.toJava(script)));
        }
        return null;
    }

    private Void trace() {
        String trace = errors.trace();
        System.out.println(trace == null ? "No cell has thrown an exception yet." : trace.stripTrailing());
        return null;
    }

    /** The kernel of this process, or null when this is not a kernel's process. */
    public static CellwiseKernel getKernelInstance() {
        return running;
    }

    /** Takes over this process: its standard streams, and the requests of {@code connection}. */
    void run(KernelConnection connection) {
        this.connection = connection;
        running = this;
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> System.err.println(errors.uncaught(thread, thrown)));
        becomeHandlerForConnection(connection);
        Thread warmUp = new Thread(start, "start"); // while Jupyter still asks who we are
        warmUp.setDaemon(true);
        warmUp.start();
        connection.connect();
        connection.waitUntilClose();
        running = null;
    }

    /** Runs code, magics included, in the notebook's scope. Returns the value of its last expression, or null. */
    public Object evalRaw(String code) throws Exception {
        return evaluator.eval(CellSource.of(executionCount.get() - 1, code, syntax.toJava(code)));
    }

    @Override
    public DisplayData eval(String code) throws Exception {
        Object value = evalRaw(code);
        return value == null ? null : (DisplayData) evaluator.cells().call(() -> renderSafely(value));
    }

    /** Adds a jar or a folder of classes to what cells can use. */
    public void addToClasspath(String path) {
        evaluator.addToClasspath(path);
    }

    /** The magics of this kernel; more can be registered. */
    public Magics getMagics() {
        return magics;
    }

    /** Renders a value, in the given MIME types if there are any; never fails, whatever a renderer throws. */
    DisplayData renderSafely(Object value, String... mimeTypes) {
        return SafeRendering.render(getRenderer(), value, mimeTypes);
    }

    CellInput input() {
        return input;
    }

    @Override
    public void becomeHandlerForConnection(JupyterConnection connection) {
        super.becomeHandlerForConnection(connection);
        connection.setHandler(MessageType.EXECUTE_REQUEST, this::execute);
        connection.setHandler(MessageType.KERNEL_INFO_REQUEST, this::introduce);
        connection.setHandler(MessageType.HISTORY_REQUEST, this::noHistory);
        connection.setHandler(MessageType.INTERRUPT_REQUEST, this::interrupt);
        connection.setHandler(MessageType.SHUTDOWN_REQUEST, this::shutdown);
    }

    private void execute(ShellReplyEnvironment environment, Message<ExecuteRequest> message) {
        CellReplies replies = (CellReplies) environment;
        ExecuteRequest request = message.getContent();
        int count = request.isSilent() ? executionCount.get() : executionCount.getAndIncrement();
        commManager.setMessageContext(message);
        replies.setBusyDeferIdle();
        if (!request.isSilent()) {
            replies.publish(new PublishExecuteInput(request.getCode(), count));
        }
        output.attach(replies);
        input.attach(request.isStdinEnabled() ? replies : null);
        io.attach(replies);
        evaluator.cells().beginCell();
        Map<String, Object> reply;
        try {
            start.get();
            DisplayData result = eval(request.getCode());
            if (result != null && !request.isSilent()) {
                replies.publish(new PublishExecuteResult(count, result));
            }
            reply = Map.of(
                    "status", "ok", "execution_count", count, "user_expressions", Map.of(), "payload", List.of());
            if (evaluator.cells().wasInterrupted()) {
                connection.abortWaitingCells();
            }
        } catch (Throwable e) { // an Error of one cell must not end the kernel
            reply = failSafely(replies, e, count);
            if (request.shouldStopOnError()) {
                connection.abortWaitingCells();
            }
        } finally {
            evaluator.cells().endCell();
            output.flush();
        }
        replies.reply(MessageType.EXECUTE_REPLY, reply);
    }

    /** Where memory is short even an error cannot be told at length. */
    private Map<String, Object> failSafely(CellReplies replies, Throwable thrown, int count) {
        try {
            return fail(replies, thrown, count);
        } catch (OutOfMemoryError e) {
            return fail(replies, new OutOfMemoryError("the heap is full: set variables to null, see %who"), count);
        }
    }

    private Map<String, Object> fail(CellReplies replies, Throwable thrown, int count) {
        ErrorReport.Report report = errors.of(thrown, count);
        replies.publish(new PublishError(report.name(), report.message(), report.lines()));
        return Map.of(
                "status", "error",
                "execution_count", count,
                "ename", report.name(),
                "evalue", report.message(),
                "traceback", report.lines());
    }

    private void introduce(ShellReplyEnvironment environment, Message<KernelInfoRequest> message) {
        environment.setBusyDeferIdle();
        ((CellReplies) environment).reply(MessageType.KERNEL_INFO_REPLY, KernelInfo.reply());
    }

    /** Front ends keep their own history; a kernel that stays silent would leave them waiting. */
    private void noHistory(ShellReplyEnvironment environment, Message<HistoryRequest> message) {
        environment.setBusyDeferIdle();
        ((CellReplies) environment).reply(MessageType.HISTORY_REPLY, Map.of("status", "ok", "history", List.of()));
    }

    private void interrupt(ShellReplyEnvironment environment, Message<InterruptRequest> message) {
        environment.setBusyDeferIdle();
        interrupt();
        ((CellReplies) environment).reply(MessageType.INTERRUPT_REPLY, Map.of("status", "ok"));
    }

    private void shutdown(ShellReplyEnvironment environment, Message<ShutdownRequest> message) {
        boolean restart = message.getContent().isRestart();
        environment.setBusyDeferIdle();
        Map<String, Object> reply = Map.of("status", "ok", "restart", restart);
        ((CellReplies) environment).reply(MessageType.SHUTDOWN_REPLY, reply);
        environment.markForShutdown();
    }

    @Override
    public void interrupt() {
        evaluator.cells().interrupt();
    }

    @Override
    public ReplacementOptions complete(String code, int cursor) throws Exception {
        start.get();
        return assist.complete(code, cursor);
    }

    @Override
    public DisplayData inspect(String code, int cursor, boolean detail) throws Exception {
        start.get();
        return assist.inspect(code, cursor);
    }

    @Override
    public String isComplete(String code) {
        try {
            start.get();
        } catch (InterruptedException | ExecutionException e) {
            return IS_COMPLETE_MAYBE; // the first cell will say what is wrong
        }
        return assist.isComplete(code);
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return KernelInfo.language();
    }

    @Override
    public String getBanner() {
        return KernelInfo.banner();
    }

    @Override
    public void display(DisplayData data) {
        io.display.display(data);
    }

    @Override
    public JupyterIO getIO() {
        return io;
    }

    private final class Namespace implements NamespaceMagics.Names {
        @Override
        public List<NamespaceMagics.Variable> variables() {
            return evaluator.variables().listed();
        }

        @Override
        public void reset() {
            evaluator.reset();
        }
    }

    /** Basekernel's displays, attached to the running cell and, after it, still to the last one. */
    private static final class CellIo extends JupyterIO {
        void attach(ShellReplyEnvironment cell) {
            setEnv(cell);
        }
    }
}
