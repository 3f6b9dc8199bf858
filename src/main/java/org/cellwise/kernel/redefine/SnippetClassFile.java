package org.cellwise.kernel.redefine;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A class file that JShell compiled, read as far as it takes to exchange the code behind its members. */
final class SnippetClassFile {

    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int FIELD_REFERENCE = 9;
    private static final int METHOD_REFERENCE = 10;
    private static final int PUBLIC = 0x0001;
    private static final int STATIC = 0x0008;
    private static final int SYNTHETIC = 0x1000;

    private static final Pattern WRAPPER = Pattern.compile("REPL/\\$JShell\\$\\w+");

    private final byte[] bytes;
    private final ByteBuffer in;
    private final int[] constants; // the place of each constant's tag
    private final int afterConstants;
    private final List<Member> fields = new ArrayList<>();
    private final List<Member> methods = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>(); // places of all line numbers

    /** A static member that other snippets can see, as the JVM describes it. */
    record Member(String name, String descriptor) implements Comparable<Member> {
        @Override
        public int compareTo(Member other) {
            return (name + descriptor).compareTo(other.name + other.descriptor);
        }
    }

    SnippetClassFile(byte[] bytes) {
        this.bytes = bytes;
        in = ByteBuffer.wrap(bytes);
        constants = new int[in.getShort(8) & 0xffff];
        in.position(10);
        for (int i = 1; i < constants.length; i++) {
            constants[i] = in.position();
            int tag = in.get();
            skip(sizeOf(tag));
            i += tag == 5 || tag == 6 ? 1 : 0; // long and double count twice
        }
        afterConstants = in.position();
        skip(6); // access, this, super
        skip(2 * unsigned());
        readMembers(fields);
        readMembers(methods);
        methods.removeIf(method -> method.name().equals("do_it$"));
    }

    private int sizeOf(int tag) {
        return switch (tag) {
            case UTF8 -> 2 + (in.getShort(in.position()) & 0xffff);
            case CLASS, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 5, 6 -> 8;
            default -> 4;
        };
    }

    private void readMembers(List<Member> visible) {
        for (int left = unsigned(); left > 0; left--) {
            int access = unsigned();
            Member member = new Member(text(unsigned()), text(unsigned()));
            if ((access & (PUBLIC | STATIC | SYNTHETIC)) == (PUBLIC | STATIC)) {
                visible.add(member);
            }
            readAttributes();
        }
    }

    private void readAttributes() {
        for (int left = unsigned(); left > 0; left--) {
            String name = text(unsigned());
            int end = in.getInt() + in.position();
            if (name.equals("Code")) {
                skip(4); // stack, locals
                skip(in.getInt());
                skip(8 * unsigned()); // exception handlers
                readAttributes();
            } else if (name.equals("LineNumberTable")) {
                for (int entries = unsigned(); entries > 0; entries--) {
                    skip(2);
                    lines.add(in.position());
                    skip(2);
                }
            }
            in.position(end);
        }
    }

    private int unsigned() {
        return in.getShort() & 0xffff;
    }

    private void skip(int count) {
        in.position(in.position() + count);
    }

    private String text(int constant) {
        int length = in.getShort(constants[constant] + 1) & 0xffff;
        return new String(bytes, constants[constant] + 3, length, StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return bytes;
    }

    Set<Member> methods() {
        return new TreeSet<>(methods);
    }

    /** What other snippets know of this class. */
    Set<Member> shared() {
        Set<Member> shared = methods();
        shared.addAll(fields);
        return shared;
    }

    /** Names of the wrapping classes that the code or its types mention. */
    Set<String> wrappers() {
        Set<String> names = new TreeSet<>();
        for (int i = 1; i < constants.length; i++) {
            if (constants[i] > 0 && bytes[constants[i]] == UTF8) {
                Matcher wrapper = WRAPPER.matcher(text(i));
                while (wrapper.find()) {
                    names.add(wrapper.group().replace('/', '.'));
                }
            }
        }
        return names;
    }

    /** All line numbers in the order of the code: the same places in every class file with {@link #sameCode}. */
    int[] lines() {
        return lines.stream().mapToInt(place -> in.getShort(place) & 0xffff).toArray();
    }

    /** Whether the two differ in line numbers at most. */
    boolean sameCode(SnippetClassFile other) {
        return lines.equals(other.lines) && Arrays.equals(withoutLines(), other.withoutLines());
    }

    private byte[] withoutLines() {
        byte[] copy = bytes.clone();
        for (int place : lines) {
            copy[place] = 0;
            copy[place + 1] = 0;
        }
        return copy;
    }

    /**
     * The class under another name. References to {@code shared} members stay with the class of the old name.
     *
     * @param wrapper the old name, with slashes; names of classes nested in it change with it
     */
    byte[] renamed(String wrapper, String name, Set<Member> shared) {
        ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length + 200);
        try (DataOutputStream out = new DataOutputStream(result)) {
            int old = constants.length; // the appended constants: the old name, and the class of the old name
            out.write(bytes, 0, 8);
            out.writeShort(constants.length + 2);
            for (int i = 1; i < constants.length; i++) {
                if (constants[i] > 0) {
                    writeConstant(out, i, wrapper, name, shared, old + 1);
                }
            }
            out.writeByte(UTF8);
            out.writeUTF(wrapper);
            out.writeByte(CLASS);
            out.writeShort(old);
            out.write(bytes, afterConstants, bytes.length - afterConstants);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result.toByteArray();
    }

    private void writeConstant(
            DataOutputStream out, int index, String wrapper, String name, Set<Member> shared, int oldClass)
            throws IOException {
        int at = constants[index];
        int tag = bytes[at];
        if (tag == UTF8 && text(index).contains(wrapper)) {
            out.writeByte(UTF8);
            out.writeUTF(SnippetClasses.rename(text(index), wrapper, name));
        } else if ((tag == FIELD_REFERENCE || tag == METHOD_REFERENCE) && isShared(at, wrapper, shared)) {
            out.writeByte(tag);
            out.writeShort(oldClass);
            out.write(bytes, at + 3, 2);
        } else {
            in.position(at + 1);
            out.write(bytes, at, 1 + sizeOf(tag));
        }
    }

    private boolean isShared(int reference, String wrapper, Set<Member> shared) {
        int owner = in.getShort(reference + 1) & 0xffff;
        int pair = constants[in.getShort(reference + 3) & 0xffff];
        Member member = new Member(text(in.getShort(pair + 1) & 0xffff), text(in.getShort(pair + 3) & 0xffff));
        return text(in.getShort(constants[owner] + 1) & 0xffff).equals(wrapper) && shared.contains(member);
    }
}
