package org.cellwise.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cellwise.kernel.magic.MagicSyntax;

/** A notebook without Jupyter: cells run one after the other in this process. */
final class CellSession {

    private final List<String> notes = new ArrayList<>();
    private final Evaluator evaluator = new Evaluator(KernelSettings.from(Map.of()), notes::add);
    private final ErrorReport errors = new ErrorReport(evaluator);
    private final MagicSyntax syntax = new MagicSyntax(name -> false);
    private int cell;

    CellSession() {
        evaluator.start();
    }

    /** Runs a cell that works; returns the value of its last expression. */
    Object run(String code) {
        try {
            return evaluate(code);
        } catch (Exception e) {
            throw new AssertionError(String.join("\n", report(e).lines()) + "\nin\n" + code, e);
        }
    }

    /** Runs a cell that fails; returns what the user sees. */
    ErrorReport.Report fails(String code) {
        try {
            evaluate(code);
        } catch (Exception e) {
            return report(e);
        }
        throw new AssertionError("this cell was to fail: " + code);
    }

    private Object evaluate(String code) throws Exception {
        notes.clear();
        cell++;
        evaluator.cells().beginCell();
        try {
            return evaluator.eval(CellSource.of(cell, code, syntax.toJava(code)));
        } finally {
            evaluator.cells().endCell();
        }
    }

    private ErrorReport.Report report(Exception e) {
        ErrorReport.Report report = errors.of(e, cell);
        List<String> plain = report.lines().stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .toList();
        return new ErrorReport.Report(report.name(), report.message(), plain);
    }

    /** What the last cell said besides its results, a line each. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    int cell() {
        return cell;
    }
}
