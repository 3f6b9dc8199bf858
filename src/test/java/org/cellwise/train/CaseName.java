package org.cellwise.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words and numbers of a reference case's name: {@code sgd_lr0.1_nesterov0.9} or {@code adam lr 0.01, batch 16}. */
public final class CaseName {
    private static final Pattern SETTING = Pattern.compile("([a-z][a-z_ ]*?)[_ ]?(\\d[-\\d.e]*)(?=[_, ]|$)");

    private final String name;
    private final Map<String, Double> settings = new LinkedHashMap<>();
    private final String words;

    private CaseName(String name, String words, String text) {
        this.name = name;
        this.words = words;
        Matcher matcher = SETTING.matcher(text);
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() > end + 2) {
                throw new IllegalArgumentException("Cannot read the case name " + name);
            }
            settings.put(matcher.group(1).replace('_', ' '), Double.parseDouble(matcher.group(2)));
            end = matcher.end();
        }
        if (end < text.length()) {
            throw new IllegalArgumentException("Cannot read the case name " + name);
        }
    }

    /** Of {@code word_setting1_setting2…}, or with spaces: the first word, and settings as names with numbers. */
    public static CaseName of(String name) {
        Matcher first = Pattern.compile("([a-z]+)[_ ](.*)").matcher(name);
        if (!first.matches()) {
            throw new IllegalArgumentException("Cannot read the case name " + name);
        }
        return new CaseName(name, first.group(1), first.group(2));
    }

    public String word() {
        return words;
    }

    /** A setting's number, or the default; each setting must be asked for before {@link #done}. */
    public double take(String setting, double standard) {
        Double value = settings.remove(setting);
        return value == null ? standard : value;
    }

    /** Fails if the name has a setting that was not asked for. */
    public void done() {
        Set<String> left = settings.keySet();
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("Unknown settings " + left + " in the case name " + name);
        }
    }
}
