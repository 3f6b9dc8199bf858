package org.cellwise.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import org.cellwise.kernel.CellSource.Place;
import org.cellwise.kernel.redefine.SnippetClasses;

/** Finds the line of the cell that a frame of a stack trace stands for. */
final class CellPlaces {

    private final SourceCodeAnalysis analysis;
    private final SnippetClasses classes;
    private final Map<Integer, Snippet> snippets =
            new ConcurrentHashMap<>(); // by the number that JShell gives to a key
    private final Map<Integer, Place> places = new ConcurrentHashMap<>();

    /**
     * A line of a cell.
     *
     * @param number the first is 1
     */
    record CellLine(CellSource source, int number) {}

    CellPlaces(JShell shell, SnippetClasses classes) {
        this.classes = classes;
        analysis = shell.sourceCodeAnalysis();
    }

    void add(Snippet snippet, Place place) {
        try {
            int number = Integer.parseInt(snippet.id());
            snippets.put(number, snippet);
            places.put(number, place);
        } catch (NumberFormatException e) {
            return; // it was rejected and has no class
        }
    }

    /** Where a snippet stands; null for those of the start. */
    Place of(Snippet snippet) {
        return places.get(Integer.valueOf(snippet.id()));
    }

    /** The line of a frame; null when it is none of a cell, or of code that was edited since. */
    CellLine line(StackTraceElement frame) {
        SnippetClasses.Line line = classes.line(frame);
        if (line == null) {
            return null;
        }
        for (Snippet snippet : wrappedIn(line.wrapper())) {
            SnippetWrapper wrapper = analysis.wrapper(snippet);
            int position = position(wrapper, line.number());
            if (position < 0) {
                position =
                        position(wrapper, line.number() + 1); // a variable's value stands below its made-up declaration
            }
            if (position >= 0) {
                Place place = places.get(Integer.valueOf(snippet.id()));
                CellSource source = place.source();
                return new CellLine(source, CodeExcerpt.lineAt(source.java(), place.offset() + position));
            }
        }
        return null;
    }

    /** The snippets of {@code REPL.$JShell$12B}, or of the overloads in {@code REPL.$JShell$12_14}. */
    private List<Snippet> wrappedIn(String wrapper) {
        List<Snippet> found = new ArrayList<>();
        for (String number : wrapper.substring(wrapper.lastIndexOf('$') + 1).split("_")) {
            Snippet snippet = snippets.get(Integer.valueOf(number.replaceAll("\\D", "")));
            if (snippet != null && analysis.wrapper(snippet).fullClassName().equals(wrapper)) {
                found.add(snippet);
            }
        }
        return found;
    }

    /** The first position in the snippet's source that the line of its wrapping class holds; -1 for none. */
    private static int position(SnippetWrapper wrapper, int line) {
        String wrapped = wrapper.wrapped();
        int at = 0;
        for (int i = 1; i < line; i++) {
            at = wrapped.indexOf('\n', at) + 1;
        }
        int end = wrapped.indexOf('\n', at) < 0 ? wrapped.length() : wrapped.indexOf('\n', at);
        for (int i = at; i < end; i++) {
            int position = wrapper.wrappedToSourcePosition(i);
            if (!Character.isWhitespace(wrapped.charAt(i))
                    && position >= 0
                    && position < wrapper.source().length()
                    && wrapped.charAt(i) == wrapper.source().charAt(position)
                    && isSamePlace(wrapper, i, position, end)) {
                return position;
            }
        }
        return -1;
    }

    /** Overloads share a class: the way back leads to the first of them, whatever the position. */
    private static boolean isSamePlace(SnippetWrapper wrapper, int wrapped, int source, int lineEnd) {
        return wrapper.sourceToWrappedPosition(source) == wrapped
                || wrapper.source().startsWith(wrapper.wrapped().substring(wrapped, lineEnd), source);
    }
}
