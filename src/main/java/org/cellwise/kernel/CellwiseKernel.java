package org.cellwise.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.kernel.magic.common.Load;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.comm.CommMsgCommand;
import io.github.spencerpark.jupyter.messages.publish.PublishClearOutput;
import io.github.spencerpark.jupyter.messages.publish.PublishError;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteResult;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.cellwise.kernel.heap.HeapReserve;
import org.cellwise.kernel.heap.HeapWatch;
import org.cellwise.kernel.magic.ClasspathMagics;
import org.cellwise.kernel.magic.KnownMagics;
import org.cellwise.kernel.magic.MagicSyntax;
import org.cellwise.kernel.magic.MavenMagics;
import org.cellwise.kernel.magic.NamespaceMagics;
import org.cellwise.kernel.magic.ShellMagics;
import org.cellwise.kernel.magic.TimeMagics;
import org.cellwise.kernel.protocol.CellInput;
import org.cellwise.kernel.protocol.CellOutput;
import org.cellwise.kernel.protocol.CellReplies;
import org.cellwise.kernel.protocol.Comms;
import org.cellwise.kernel.protocol.KernelConnection;
import org.cellwise.kernel.protocol.PageModels;
import org.cellwise.notebook.Bridge;
import org.cellwise.notebook.WidgetHost;

/** The kernel: answers Jupyter's requests with the help of JShell. */
public final class CellwiseKernel extends BaseKernel implements WidgetHost {

    private static final int WARM_UPS = 40;

    private static volatile CellwiseKernel running; // cells reach their kernel through static functions only

    private final Evaluator evaluator;
    private final CompilerThread compiler;
    private final FutureTask<Void> start;
    private final KnownMagics magics = new KnownMagics();
    private final MagicSyntax syntax = new MagicSyntax(magics::isLineMagic);
    private final CodeAssist assist;
    private final ErrorReport errors;
    private final CellOutput output;
    private final CellInput input = new CellInput();
    private final CellIo io = new CellIo();
    private final History history = new History();
    private KernelConnection connection;

    CellwiseKernel(KernelSettings settings, CellOutput output) {
        super(StandardCharsets.UTF_8);
        this.output = output;
        evaluator = new Evaluator(settings, note -> System.err.println(note));
        compiler = new CompilerThread(evaluator.cells());
        assist = new CodeAssist(evaluator, syntax, magics);
        errors = new ErrorReport(evaluator);
        new ClasspathMagics(evaluator::addToClasspath).register(magics);
        new MavenMagics(evaluator::addToClasspath).register(magics);
        new TimeMagics(this::evalRaw).register(magics);
        new ShellMagics(settings.compilerOptions()).register(magics);
        new NamespaceMagics(new Namespace()).register(magics);
        magics.registerLineMagic("trace", arguments -> trace());
        magics.registerMagics(new Load(List.of(".jsh", ".jshell", ".java", ".ijava"), this::evalRaw));
        start = new FutureTask<>(() -> start(settings.startupScripts()));
    }

    private Void start(List<String> scripts) throws Exception {
        Bridge.install(); // so that tables and charts show themselves before the library is first called
        evaluator.start();
        HeapWatch.start(heap);
        Bridge.warmUp();
        for (String script : scripts) {
            evaluator.eval(CellSource.of(0, script, syntax.toJava(script)));
        }
        connection.whenIdle(() -> warmUp(WARM_UPS));
        return null;
    }

    /** While the user still types the first cell. */
    private void warmUp(int left) {
        evaluator.warmUp(left);
        if (left > 1) {
            connection.whenIdle(() -> warmUp(left - 1));
        }
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
    void run(KernelConnection connection) throws IOException {
        this.connection = connection;
        running = this;
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> System.err.println(errors.uncaught(thread, thrown)));
        handleRequests();
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
        Object value = compiler.call(() -> evalRaw(code));
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

    private void handleRequests() {
        connection.setHandler(MessageType.EXECUTE_REQUEST, this::execute);
        new OtherRequests(this, history).register(connection);
        Comms comms = new Comms(connection.publisher());
        commManager = comms;
        connection.setHandler(MessageType.COMM_OPEN_COMMAND, commManager::handleCommOpenCommand);
        connection.setHandler(MessageType.COMM_MSG_COMMAND, this::hear);
        connection.setHandler(MessageType.COMM_CLOSE_COMMAND, commManager::handleCommCloseCommand);
        connection.setHandler(MessageType.COMM_INFO_REQUEST, comms::list);
    }

    private void execute(CellReplies replies, Message<ExecuteRequest> message) {
        ExecuteRequest request = message.getContent();
        boolean counts = !request.isSilent();
        int count = counts ? executionCount.getAndIncrement() : executionCount.get();
        replies.setBusyDeferIdle();
        if (counts) {
            replies.publish(new PublishExecuteInput(request.getCode(), count));
            history.add(count, request.getCode());
        }
        begin(replies, message, request.isStdinEnabled());
        boolean reserved = HeapReserve.take();
        Map<String, Object> reply;
        try {
            start.get();
            DisplayData result = eval(request.getCode());
            if (result != null && counts) {
                replies.publish(new PublishExecuteResult(count, result));
            }
            reply = Map.of(
                    "status",
                    "ok",
                    "execution_count",
                    count,
                    "user_expressions",
                    values(request.getUserExpr()),
                    "payload",
                    List.of());
            if (evaluator.cells().wasInterrupted()) {
                connection.abortWaitingCells();
            }
        } catch (Throwable e) { // an Error of one cell must not end the kernel
            reply = HeapWatch.withRoom(e, reserved, heap, () -> fail(replies, e, count));
            if (request.shouldStopOnError()) {
                connection.abortWaitingCells();
            }
        } finally {
            end();
        }
        Map<String, Object> content = reply;
        HeapReserve.secured(() -> replies.reply(MessageType.EXECUTE_REPLY, content));
    }

    /** From now on what code prints, shows and asks goes to this request. */
    private void begin(CellReplies replies, MessageContext request, boolean asks) {
        commManager.setMessageContext(request);
        output.attach(replies);
        input.attach(asks ? replies : null);
        io.attach(replies);
        evaluator.cells().beginCell();
    }

    private void end() {
        evaluator.cells().endCell();
        HeapReserve.secured(output::flush);
    }

    /** A part of a page speaks, for example a slider that was moved: code that listens runs as a cell does. */
    private void hear(CellReplies replies, Message<CommMsgCommand> message) {
        commManager.setMessageContext(message);
        PageModels.withOutput(
                commManager,
                message,
                () -> runAsCell(replies, message, () -> commManager.handleCommMsgCommand(replies, message)));
    }

    @Override
    public Model open(Map<String, Object> state, Consumer<Map<String, Object>> heard) {
        return PageModels.open(commManager, state, heard);
    }

    @Override
    public void whenIdle(Runnable work) {
        CellReplies replies = connection.lastReplies();
        connection.whenIdle(() -> runAsCell(replies, replies.getContext(), work));
    }

    void clearOutput(boolean wait) {
        connection.lastReplies().publish(wait ? PublishClearOutput.BEFORE_NEXT_OUTPUT : PublishClearOutput.NOW);
    }

    private void runAsCell(CellReplies replies, MessageContext request, Runnable work) {
        begin(replies, request, false);
        try {
            evaluator.cells().call(() -> {
                work.run();
                return null;
            });
        } catch (Throwable e) {
            System.err.println(
                    String.join(System.lineSeparator(), errors.of(e, 0).lines()));
        } finally {
            end();
        }
    }

    /** What a front end wants to know after a cell, by its names for it. */
    private Map<String, Object> values(Map<String, String> expressions) {
        Map<String, Object> values = new TreeMap<>();
        if (expressions != null) {
            expressions.forEach((name, code) -> values.put(name, value(code)));
        }
        return values;
    }

    private Map<String, Object> value(String code) {
        try {
            DisplayData data = eval(code);
            String text = data == null ? "" : String.valueOf(data.getData(MIMEType.TEXT_PLAIN));
            return Map.of("status", "ok", "data", Map.of("text/plain", text), "metadata", Map.of());
        } catch (Exception e) {
            ErrorReport.Report report = errors.of(e, 0);
            return Map.of(
                    "status", "error", "ename", report.name(), "evalue", report.message(), "traceback", report.lines());
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

    @Override
    public void interrupt() {
        evaluator.cells().interrupt();
    }

    /** Once the kernel has started. */
    CodeAssist assist() throws InterruptedException, ExecutionException {
        start.get();
        return assist;
    }

    @Override
    public ReplacementOptions complete(String code, int cursor) throws Exception {
        return assist().complete(code, cursor).replacements();
    }

    @Override
    public DisplayData inspect(String code, int cursor, boolean detail) throws Exception {
        return assist().inspect(code, cursor);
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

    private final HeapWatch.Cells heap = new HeapWatch.Cells() {
        @Override
        public int begun() {
            return evaluator.cells().begun();
        }

        @Override
        public void stop(String why) {
            evaluator.cells().stop(why);
        }

        @Override
        public Optional<String> emptyLargest() {
            return evaluator.variables().emptyLargest();
        }
    };

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
        CellIo() {
            super(StandardCharsets.UTF_8);
        }

        void attach(ShellReplyEnvironment cell) {
            setEnv(cell);
        }
    }
}
