package org.cellwise.kernel;

import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The cells of this session, for front ends that offer them again. */
final class History {

    private static final int KEPT = 1000;

    private final TreeMap<Integer, String> cells = new TreeMap<>(); // by their numbers

    synchronized void add(int number, String code) {
        cells.put(number, code);
        if (cells.size() > KEPT) {
            cells.pollFirstEntry();
        }
    }

    /** In Jupyter's form: session, number, code. */
    synchronized List<List<Object>> of(HistoryRequest request) {
        if (request instanceof HistoryRequest.Range range) {
            int stop = range.getStop() <= 0 ? Integer.MAX_VALUE : range.getStop();
            return listed(range.getStart() >= stop ? Map.of() : cells.subMap(Math.max(0, range.getStart()), stop));
        }
        if (request instanceof HistoryRequest.Search search) {
            return last(matching(search.getPattern(), search.filterUnique()), search.getMaxReturnLength());
        }
        return request instanceof HistoryRequest.Tail tail ? last(cells, tail.getMaxReturnLength()) : List.of();
    }

    private Map<Integer, String> matching(String glob, boolean unique) {
        Pattern pattern = Pattern.compile(
                ("\\Q" + glob + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), Pattern.DOTALL);
        Map<Integer, String> found = new LinkedHashMap<>();
        cells.forEach((number, code) -> {
            if (pattern.matcher(code).matches()) {
                if (unique) {
                    found.values().removeIf(code::equals);
                }
                found.put(number, code);
            }
        });
        return found;
    }

    private static List<List<Object>> last(Map<Integer, String> cells, int count) {
        List<List<Object>> all = listed(cells);
        return all.subList(Math.max(0, all.size() - (count <= 0 ? all.size() : count)), all.size());
    }

    private static List<List<Object>> listed(Map<Integer, String> cells) {
        List<List<Object>> listed = new ArrayList<>();
        cells.forEach((number, code) -> listed.add(List.of(0, number, code)));
        return listed;
    }
}
