package org.cellwise.kernel.magic;

import io.github.spencerpark.jupyter.kernel.magic.registry.CellMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.LineMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Basekernel's magics, which can also say what they are called. */
public final class KnownMagics extends Magics {

    private final Set<String> lines = new TreeSet<>();
    private final Set<String> cells = new TreeSet<>();

    @Override
    public void registerLineMagic(String name, LineMagicFunction<?> magic) {
        super.registerLineMagic(name, magic);
        lines.add(name);
    }

    @Override
    public void registerCellMagic(String name, CellMagicFunction<?> magic) {
        super.registerCellMagic(name, magic);
        cells.add(name);
    }

    @Override
    public <T> T applyLineMagic(String name, List<String> arguments) throws Exception {
        check(lines, "%", name);
        return super.applyLineMagic(name, arguments);
    }

    @Override
    public <T> T applyCellMagic(String name, List<String> arguments, String body) throws Exception {
        check(cells, "%%", name);
        return super.applyCellMagic(name, arguments, body);
    }

    private static void check(Set<String> names, String prefix, String name) {
        if (!names.contains(name)) {
            String known = prefix + String.join(", " + prefix, names);
            throw new IllegalArgumentException("there is no such magic; this kernel knows " + known);
        }
    }

    public boolean isLineMagic(String name) {
        return lines.contains(name);
    }

    public Set<String> lineNames() {
        return Set.copyOf(lines);
    }

    public Set<String> cellNames() {
        return Set.copyOf(cells);
    }
}
