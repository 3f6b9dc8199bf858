package org.cellwise.kernel;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.cellwise.kernel.CellSource.Piece;

/**
 * Runs cells, piece by piece in JShell. A cell is judged whole: what a piece lacks may be declared further down in its
 * cell, and is then declared first.
 */
final class Evaluator {
    private final KernelSettings settings;
    private final Consumer<String> notes;
    private final CellThread cells;
    private final CellExecution execution;
    private JShell shell;
    private SourceCodeAnalysis analysis;
    private CellVariables variables;
    private CellResults results;
    private CellImports imports;
    private Rehearsal rehearsal;
    private CellPlaces places;
    private VisibleNames names;
    private int depth; // of eval(...) within cells

    /** @param notes hears, in a line each, what a cell did besides what it says */
    Evaluator(KernelSettings settings, Consumer<String> notes) {
        this.settings = settings;
        this.notes = notes;
        CellExecution[] made = new CellExecution[1]; // the execution and its thread need each other
        cells = new CellThread(settings.timeLimit(), thread -> made[0].force(thread));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        made[0] = new CellExecution(cells); // sets the context class loader to the one of cells
        execution = made[0];
        cells.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        Thread.currentThread().setContextClassLoader(before);
    }

    /** Starts JShell and runs the imports every cell can rely on. Call once, before all that follows. */
    void start() {
        List<String> options = new ArrayList<>(settings.compilerOptions());
        options.add("-g"); // names of local variables, for the messages of null pointers
        shell = JShell.builder()
                .executionEngine(new Provider(execution), Map.of())
                .compilerOptions(options.toArray(String[]::new))
                .build();
        settings.classPath().forEach(this::addToClasspath);
        execution.rearm();
        for (String line : CellImports.STARTUP) {
            shell.eval(line);
        }
        analysis = shell.sourceCodeAnalysis(); // now, because its index is of the class path as it stands
        variables = new CellVariables(shell, execution, notes);
        imports = new CellImports(shell, notes);
        rehearsal = new Rehearsal(analysis);
        results = new CellResults(shell, variables);
        names = new VisibleNames(shell, variables, execution);
        places = new CellPlaces(shell, execution.classes());
    }

    void addToClasspath(String path) {
        shell.addToClasspath(path);
        LibraryPath.add(path);
    }

    JShell shell() {
        return shell;
    }

    ClassLoader loader() {
        return execution.loader();
    }

    SourceCodeAnalysis analysis() {
        return analysis;
    }

    CellThread cells() {
        return cells;
    }

    CellVariables variables() {
        return variables;
    }

    VisibleNames names() {
        return names;
    }

    CellPlaces places() {
        return places;
    }

    /**
     * Runs all of a cell.
     *
     * @return the value of its last piece when that is an expression, otherwise null
     * @throws SnippetException when a piece does not compile or throws
     * @throws CellInterruptedException when it was stopped
     */
    Object eval(CellSource cell) throws SnippetException, CellInterruptedException {
        Run run = new Run(cell);
        results.declareThoseIn(cell.java());
        depth++;
        try {
            return run.all();
        } finally {
            depth--;
            if (depth == 0) {
                results.take(run.temporary);
            }
        }
    }

    /** One run of one cell. */
    private final class Run {
        private final CellSource cell;
        private final List<Piece> pieces;
        private final Set<Piece> declared = new HashSet<>(); // before their turn
        private final List<VarSnippet> temporary = new ArrayList<>();
        private final List<Snippet> overwritten = new ArrayList<>(); // by declarations that do not compile
        private final List<SnippetEvent> waiting = new ArrayList<>(); // declarations that lack something

        Run(CellSource cell) {
            this.cell = cell;
            pieces = cell.pieces(analysis);
        }

        Object all() throws SnippetException, CellInterruptedException {
            try {
                return each();
            } catch (SnippetException e) {
                overwritten.forEach(this::bringBack);
                throw e;
            }
        }

        /** JShell forgets a declaration whose new form does not compile. */
        private void bringBack(Snippet old) {
            boolean lost = shell.snippets()
                    .noneMatch(one -> isNamedAs(one, old) && shell.status(one).isDefined());
            if (lost) {
                List<SnippetEvent> events = shell.eval(old.source());
                places.add(events.get(0).snippet(), places.of(old));
                execution.classes().define();
                variables.settle(events);
            }
        }

        private static boolean isNamedAs(Snippet one, Snippet other) {
            return one instanceof TypeDeclSnippet type
                            && other instanceof TypeDeclSnippet old
                            && type.name().equals(old.name())
                    || one instanceof MethodSnippet method
                            && other instanceof MethodSnippet former
                            && method.name().equals(former.name())
                            && method.parameterTypes().equals(former.parameterTypes());
        }

        private Object each() throws SnippetException, CellInterruptedException {
            Object value = null;
            for (int i = 0; i < pieces.size(); i++) {
                value = null;
                if (!declared.contains(pieces.get(i))) {
                    cells.checkInterrupt();
                    value = one(i);
                }
            }
            for (SnippetEvent event : waiting) {
                if (!shell.status(event.snippet()).isDefined()) {
                    throw lacking(event);
                }
            }
            return value;
        }

        /** What a declaration lacks, as the compiler says it. */
        private SnippetException lacking(SnippetEvent event) throws SnippetException {
            tryOut(
                    Rehearsal.ofMember(event.snippet().source()),
                    places.of(event.snippet()).offset());
            return new SnippetException(event, null);
        }

        /** What is wrong with a declaration of this cell where a piece does not find it; else the failure itself. */
        private SnippetException cause(SnippetException failure) throws SnippetException {
            Set<String> missing = shell.diagnostics(failure.event().snippet())
                    .map(CompilerMessages::missingName)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            for (SnippetEvent event : waiting) {
                if (!shell.status(event.snippet()).isDefined()
                        && missing.contains(((DeclarationSnippet) event.snippet()).name())) {
                    return lacking(event);
                }
            }
            return failure;
        }

        private Object one(int index) throws SnippetException, CellInterruptedException {
            Piece piece = pieces.get(index);
            if (waiting.stream().anyMatch(event -> shell.status(event.snippet()) != Snippet.Status.VALID)
                    && !isDeclaration(piece)) {
                declareRest(index + 1);
            }
            try {
                return run(piece);
            } catch (SnippetException e) {
                if (e.compiled()) {
                    throw e;
                }
                if (!declareRest(index + 1)) {
                    throw cause(e);
                }
                return again(piece);
            }
        }

        private Object again(Piece piece) throws SnippetException, CellInterruptedException {
            try {
                return run(piece);
            } catch (SnippetException e) {
                throw e.compiled() ? e : cause(e);
            }
        }

        /** Declares what is declared from here on; returns whether that was anything. */
        private boolean declareRest(int from) throws SnippetException, CellInterruptedException {
            boolean any = false;
            for (Piece piece : pieces.subList(Math.min(from, pieces.size()), pieces.size())) {
                if (!declared.contains(piece) && isDeclaration(piece)) {
                    any |= declare(piece);
                }
            }
            return any;
        }

        /** Before its turn; what does not compile yet is left for its turn. */
        private boolean declare(Piece piece) throws SnippetException, CellInterruptedException {
            try {
                run(piece);
                declared.add(piece);
                return true;
            } catch (SnippetException e) {
                if (e.compiled()) {
                    throw e;
                }
                return false;
            }
        }

        private boolean isDeclaration(Piece piece) {
            return analysis.sourceToSnippets(piece.text()).stream().allMatch(snippet -> switch (snippet.kind()) {
                case IMPORT, METHOD, TYPE_DECL -> true;
                default -> false;
            });
        }

        private Object run(Piece piece) throws SnippetException, CellInterruptedException {
            for (Rehearsal.Trial trial : rehearsal.of(piece.text(), this::declaredTypes)) {
                tryOut(trial, piece.offset());
            }
            List<SnippetEvent> events = new ArrayList<>(shell.eval(piece.text()));
            execution.checkLost();
            events.addAll(imports.resolveAmbiguity(events));
            execution.classes().define();
            Object value = null;
            SnippetException failure = null;
            CellInterruptedException stopped = null;
            boolean rejected = events.get(0).status() == Snippet.Status.REJECTED;
            for (SnippetEvent event : events) {
                if (rejected && event.status() == Snippet.Status.OVERWRITTEN) {
                    overwritten.add(event.snippet());
                }
                Object result = takeResult(event);
                if (event.causeSnippet() == null) {
                    Snippet snippet = event.snippet();
                    int start = Math.max(0, piece.text().indexOf(snippet.source()));
                    places.add(snippet, new CellSource.Place(cell, piece.offset() + start));
                    if (snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                            && event.status().isDefined()) {
                        temporary.add((VarSnippet) snippet);
                    }
                    value = isShown(snippet) && event.exception() == null && !(result instanceof PrintStream)
                            ? result // but not of System.out.printf(…), which has said all
                            : null;
                    if (result instanceof CellInterruptedException e && event.exception() != null) {
                        stopped = e;
                    } else if (event.exception() != null || event.status() == Snippet.Status.REJECTED) {
                        failure = failure == null ? new SnippetException(event, (Throwable) result) : failure;
                    } else if (event.status() != Snippet.Status.VALID) {
                        waiting.add(event);
                    }
                }
            }
            rehearsal.heard(events);
            variables.settle(events);
            if (stopped != null) {
                execution.rearm();
                throw stopped;
            }
            if (failure != null) {
                throw failure;
            }
            return value;
        }

        /** Throws what the compiler says of it. */
        private void tryOut(Rehearsal.Trial trial, int offset) throws SnippetException {
            SnippetEvent tried = shell.eval(trial.source()).get(0);
            if (tried.status() == Snippet.Status.REJECTED
                    && !shell.diagnostics(tried.snippet()).allMatch(Rehearsal::isOfTrial)
                    && shell.diagnostics(tried.snippet())
                            .allMatch(one -> Rehearsal.isOfTrial(one) || !Rehearsal.isOwnFault(one))) {
                places.add(tried.snippet(), new CellSource.Place(cell, offset - trial.shift()));
                throw new SnippetException(tried, null);
            }
            takeResult(tried);
        }

        private Set<String> declaredTypes() {
            return pieces.stream()
                    .flatMap(piece -> analysis.sourceToSnippets(piece.text()).stream())
                    .filter(TypeDeclSnippet.class::isInstance)
                    .map(snippet -> ((TypeDeclSnippet) snippet).name())
                    .collect(Collectors.toSet());
        }

        private Object takeResult(SnippetEvent event) {
            if (event.exception() instanceof UnresolvedReferenceException) {
                return event.exception();
            }
            String key = event.exception() == null
                    ? event.value()
                    : event.exception().getMessage();
            return key == null ? null : execution.takeResult(key);
        }

        private static boolean isShown(Snippet snippet) {
            return switch (snippet.subKind()) {
                case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> true;
                default -> false;
            };
        }
    }

    /** Takes a statement that does nothing the way of all cells, so that Java compiles the compiler before the first one. */
    void warmUp(int number) {
        String code = "if (false) { var a" + number + " = List.of(" + number + "); }";
        try {
            new Run(CellSource.of(0, code, code)).all();
        } catch (SnippetException | CellInterruptedException e) {
            throw new IllegalStateException("A statement that does nothing failed", e);
        }
    }

    /** Forgets what cells have declared; imports stay. */
    void reset() {
        results.clear();
        variables.reset();
        rehearsal = new Rehearsal(analysis);
    }

    /** Names that a declaration uses and that are declared nowhere. */
    List<String> missing(DeclarationSnippet snippet) {
        return shell.unresolvedDependencies(snippet).toList();
    }

    private record Provider(LocalExecutionControl execution) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "cellwise";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return execution;
        }
    }
}
