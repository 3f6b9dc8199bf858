package org.cellwise.kernel.redefine;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cellwise.kernel.redefine.SnippetClassFile.Member;

/**
 * The methods of one snippet. Callers, and lambdas that live on in variables, are linked to a class of calls without
 * bodies; the bodies stand in a class of their own, which is exchanged when the method is edited.
 */
public final class CellMethods {

    private static final String SELF = "org/cellwise/kernel/redefine/CellMethods";
    private static final String FIELD = "methods";

    private record Call(Lookup caller, String name, MethodType type, MutableCallSite site) {
        void link(Class<?> bodies) throws ReflectiveOperationException {
            site.setTarget(caller.findStatic(bodies, name, type));
        }
    }

    private final List<Call> calls = new ArrayList<>();
    private Class<?> bodies;

    CellMethods(Class<?> bodies) {
        this.bodies = bodies;
    }

    /** Makes this what the class of {@link #classOfCalls} calls. */
    void bind(Class<?> callers) throws ReflectiveOperationException {
        callers.getDeclaredField(FIELD).set(null, this);
    }

    /** From now on calls run the methods of this class. */
    synchronized void exchange(Class<?> bodies) throws ReflectiveOperationException {
        this.bodies = bodies;
        for (Call call : calls) {
            call.link(bodies);
        }
        MutableCallSite.syncAll(calls.stream().map(Call::site).toArray(MutableCallSite[]::new));
    }

    private synchronized CallSite call(Lookup caller, String name, MethodType type)
            throws ReflectiveOperationException {
        Call call = new Call(caller, name, type, new MutableCallSite(type));
        call.link(bodies);
        calls.add(call);
        return call.site();
    }

    /** Called by the JVM when a cell first calls a method of another snippet. */
    public static CallSite link(Lookup caller, String name, MethodType type) throws Throwable {
        CellMethods methods = (CellMethods) caller.lookupClass().getField(FIELD).get(null);
        return methods.call(caller, name, type);
    }

    /** A class file with these static methods: each hands its arguments on through {@link #link}. */
    static byte[] classOfCalls(String name, Set<Member> methods) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Constants constants = new Constants();
        try (DataOutputStream out = new DataOutputStream(body)) {
            out.writeShort(0x0001 | 0x0020); // public: the JVM reads the field by reflection
            out.writeShort(constants.type(name));
            out.writeShort(constants.type("java/lang/Object"));
            out.writeShort(0); // interfaces
            out.writeShort(1);
            out.writeShort(0x0001 | 0x0008);
            out.writeShort(constants.text(FIELD));
            out.writeShort(constants.text("L" + SELF + ";"));
            out.writeShort(0);
            out.writeShort(methods.size());
            for (Member method : methods) {
                writeCall(out, constants, method);
            }
            out.writeShort(1);
            out.writeShort(constants.text("BootstrapMethods"));
            out.writeInt(6);
            out.writeShort(1);
            out.writeShort(constants.handle(
                    SELF,
                    "link",
                    MethodType.methodType(CallSite.class, Lookup.class, String.class, MethodType.class)
                            .toMethodDescriptorString()));
            out.writeShort(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return constants.before(body.toByteArray());
    }

    private static void writeCall(DataOutputStream out, Constants constants, Member method) throws IOException {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        int slots = 0;
        for (String type : MethodDescriptors.parameters(method.descriptor())) {
            code.write(MethodDescriptors.load(type));
            code.write(slots);
            slots += MethodDescriptors.slots(type);
        }
        String result = MethodDescriptors.result(method.descriptor());
        int call = constants.dynamic(method.name(), method.descriptor());
        code.writeBytes(new byte[] {(byte) 0xba, (byte) (call >> 8), (byte) call, 0, 0});
        code.write(MethodDescriptors.giveBack(result));
        out.writeShort(0x0001 | 0x0008);
        out.writeShort(constants.text(method.name()));
        out.writeShort(constants.text(method.descriptor()));
        out.writeShort(1);
        out.writeShort(constants.text("Code"));
        out.writeInt(12 + code.size());
        out.writeShort(Math.max(slots, 2));
        out.writeShort(slots);
        out.writeInt(code.size());
        out.write(code.toByteArray());
        out.writeShort(0);
        out.writeShort(0);
    }

    /** The constants of a class file under construction. */
    private static final class Constants {
        private final List<byte[]> all = new ArrayList<>();

        private interface Writing {
            void to(DataOutputStream out) throws IOException;
        }

        private int add(Writing constant) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                constant.to(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            all.add(bytes.toByteArray());
            return all.size();
        }

        private int pair(int tag, int first, int second) {
            return add(out -> {
                out.writeByte(tag);
                out.writeShort(first);
                out.writeShort(second);
            });
        }

        int text(String text) {
            return add(out -> {
                out.writeByte(1);
                out.writeUTF(text);
            });
        }

        int type(String name) {
            int text = text(name);
            return add(out -> {
                out.writeByte(7);
                out.writeShort(text);
            });
        }

        int handle(String owner, String name, String descriptor) {
            int method = pair(10, type(owner), pair(12, text(name), text(descriptor)));
            return add(out -> {
                out.writeByte(15);
                out.writeByte(6); // a static method
                out.writeShort(method);
            });
        }

        int dynamic(String name, String descriptor) {
            return pair(18, 0, pair(12, text(name), text(descriptor)));
        }

        byte[] before(byte[] body) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(file)) {
                out.writeInt(0xcafebabe);
                out.writeInt(55); // Java 11, which knows all that is used here
                out.writeShort(all.size() + 1);
                for (byte[] constant : all) {
                    out.write(constant);
                }
                out.write(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return file.toByteArray();
        }
    }
}
