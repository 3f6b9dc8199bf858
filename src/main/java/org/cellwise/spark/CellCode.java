package org.cellwise.spark;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassVisitor;
import org.apache.xbean.asm9.Handle;
import org.apache.xbean.asm9.MethodVisitor;
import org.apache.xbean.asm9.Opcodes;

/**
 * What the code of a notebook's cell uses. JShell makes a class of each snippet, whose variables are static fields: on
 * another machine these would be 0 or null without a word, so a function that uses one is refused.
 */
final class CellCode {
    private static final String CELLS = "REPL/";

    private CellCode() {}

    /** Whether a class, by its name with slashes, is one that JShell made. */
    static boolean isOfCell(String type) {
        return type.startsWith(CELLS);
    }

    /** @throws IllegalArgumentException if a method, or those of its class that it calls, use what is of other cells */
    static void check(byte[] code, String type, String method) {
        ClassReader reader = new ClassReader(code);
        Set<String> seen = new HashSet<>();
        Deque<String> left = new ArrayDeque<>();
        left.add(method);
        while (!left.isEmpty()) {
            String name = left.remove();
            if (seen.add(name)) {
                reader.accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String other, String descriptor, String signature, String[] thrown) {
                                return other.equals(name) ? new Uses(type, left) : null;
                            }
                        },
                        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            }
        }
    }

    private static final class Uses extends MethodVisitor {
        private final String type;
        private final Deque<String> called;

        Uses(String type, Deque<String> called) {
            super(Opcodes.ASM9);
            this.type = type;
            this.called = called;
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            if (isOfCell(owner)) {
                throw refused(
                        "the variable \"" + name + "\" of a cell",
                        "write its value into the function, or let it be one of the settings");
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.equals(type)) {
                called.add(name);
            } else if (isOfCell(owner)) {
                throw refused(
                        "the method or class \"" + name + "\" of another cell", "write its code into the function");
            }
        }

        @Override
        public void visitTypeInsn(int opcode, String other) {
            if (isOfCell(other)) {
                throw refused("a class of a cell", "do without it");
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            for (Object argument : arguments) {
                if (argument instanceof Handle handle) {
                    visitMethodInsn(Opcodes.INVOKESTATIC, handle.getOwner(), handle.getName(), handle.getDesc(), false);
                }
            }
        }

        private static IllegalArgumentException refused(String what, String advice) {
            return new IllegalArgumentException(
                    "The function uses " + what + ", which other machines do not have: " + advice);
        }
    }
}
