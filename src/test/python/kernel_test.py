"""The bundled kernel as Jupyter sees it."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
import unittest

import jupyter_kernel_test
import kernel_under_test
import zmq
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager
from jupyter_client.session import Session

jupyter_kernel_test.TIMEOUT = 120
PATIENCE = int(os.environ.get("PATIENCE", "120"))  # seconds; only a broken kernel takes that long


def start(**environment):
    manager = KernelManager(kernel_name=kernel_under_test.NAME)
    manager.start_kernel(env={**os.environ, **environment})
    client = manager.client()
    client.start_channels()
    deadline = time.time() + PATIENCE
    while True:
        try:
            client.wait_for_ready(timeout=PATIENCE)
            return manager, client
        except RuntimeError:  # no heartbeat yet, on a busy machine
            if time.time() > deadline or not manager.is_alive():
                raise


class JupytersOwnTests(jupyter_kernel_test.KernelTests):
    """Debian's python3-jupyter-kernel-test."""

    kernel_name = kernel_under_test.NAME
    language_name = "Java"
    file_extension = ".jshell"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    completion_samples = [{"text": "Math.sq", "matches": {"sqrt("}}]
    complete_code_samples = ["1", 'System.out.println("a");', "void f(int i) {\n    i++;\n}", "int n = 1; n"]
    incomplete_code_samples = ["for (;;) {", "int f() {\n    return", "List.of(1,"]
    invalid_code_samples = ["))", "int 3x = ;"]
    code_generate_error = "throw new RuntimeException();"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + "b"', "result": "ab"},
        {"code": "int x = 3; x", "result": "3"},
    ]
    code_display_data = [{"code": 'display("<b>x</b>", "text/html");', "mime": "text/plain"}]
    code_inspect_sample = "Math.max"

    @classmethod
    def setUpClass(cls):
        cls.km, cls.kc = start()

    def get_non_kernel_info_reply(self, timeout=None):
        return super().get_non_kernel_info_reply(timeout=timeout or PATIENCE)


class KernelCase(unittest.TestCase):
    """A kernel of its own, and ways to talk to it."""

    @classmethod
    def setUpClass(cls):
        cls.manager, cls.client = start(**cls.settings())

    @classmethod
    def settings(cls):
        return {}

    @classmethod
    def tearDownClass(cls):
        cls.client.stop_channels()
        cls.manager.shutdown_kernel()

    def send(self, code, **options):
        return self.client.execute(code, allow_stdin=False, **options)

    def answer(self, request):
        """The reply's content, and what was published for the request up to idle."""
        while True:
            reply = self.client.get_shell_msg(timeout=PATIENCE)
            if reply["parent_header"].get("msg_id") == request:
                break
        published = []
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") == request:
                published.append(message)
                if message["content"].get("execution_state") == "idle":
                    return reply["content"], published

    def run_cell(self, code):
        return self.answer(self.send(code))

    def value(self, code):
        reply, published = self.run_cell(code)
        self.assertEqual(reply["status"], "ok", reply)
        results = [m["content"]["data"]["text/plain"] for m in published if m["msg_type"] == "execute_result"]
        return results[0] if results else None

    def text(self, published, name="stdout"):
        return "".join(
            m["content"]["text"] for m in published if m["msg_type"] == "stream" and m["content"]["name"] == name
        )

    def wait_for_text(self, request, text):
        """Until the request has printed this, in one message or in several."""
        printed = ""
        while text not in printed:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") == request:
                printed += message["content"].get("text", "")

    def interrupted(self, code, presses=1):
        """Sends a cell that first prints 'begun', presses stop, and returns its answer."""
        return self.pressed('System.out.println("begun"); ' + code, presses)

    def pressed(self, code, presses=1):
        """Sends a cell, presses stop when it has printed 'begun', and returns its answer."""
        request = self.send(code)
        self.wait_for_text(request, "begun")
        for _ in range(presses):
            self.manager.interrupt_kernel()
        return self.answer(request)


class Cells(KernelCase):
    def test_every_reply_carries_a_status(self):
        for request in (self.client.kernel_info, self.client.history, self.client.comm_info):
            message_id = request()
            reply = self.client.get_shell_msg(timeout=PATIENCE)
            while reply["parent_header"].get("msg_id") != message_id:
                reply = self.client.get_shell_msg(timeout=PATIENCE)
            self.assertEqual(reply["content"]["status"], "ok")
        self.assertEqual(self.run_cell("1")[0]["status"], "ok")
        self.assertEqual(self.run_cell("1 / 0")[0]["status"], "error")

    def test_interrupt_lets_a_cell_that_looks_finish_normally(self):
        self.run_cell(
            'int count() { System.out.println("begun"); int n = 0; while (!Thread.interrupted()) n++; '
            'System.out.println("after"); return n + 1; }'
        )
        reply, published = self.pressed("int counted = count();")  # begins within the statement that looks
        self.assertEqual(reply["status"], "ok", reply)
        self.assertIn("after", self.text(published))
        self.assertEqual(self.value("counted > 0"), "true")

    def test_interrupt_between_statements_ends_the_cell(self):
        reply, _ = self.interrupted(
            "void spin() { while (!Thread.interrupted()) {} } spin(); int reached = 1;"
        )
        self.assertEqual(reply["ename"], "Interrupted")
        self.assertEqual(self.run_cell("reached")[0]["status"], "error")

    def test_interrupt_wakes_a_sleeping_cell(self):
        reply, _ = self.interrupted("Thread.sleep(1_000_000);")
        self.assertEqual(reply["ename"], "Interrupted")
        self.assertEqual(self.value("1 + 1"), "2")

    def test_interrupt_ends_an_endless_loop_and_keeps_variables(self):
        self.run_cell("int kept = 5;")
        reply, _ = self.interrupted("while (true) {}", presses=2)
        self.assertEqual(reply["ename"], "Interrupted")
        self.assertEqual(self.value("kept"), "5")
        self.assertEqual(self.value("int sum = 0; for (int i = 0; i < 1000; i++) sum += i; sum"), "499500")

    def test_cells_waiting_behind_an_error_are_aborted(self):
        failing = self.send("Thread.sleep(500); throw new RuntimeException();")
        waiting = self.send("int never = 1;")
        self.assertEqual(self.answer(failing)[0]["status"], "error")
        self.assertEqual(self.answer(waiting)[0]["status"], "aborted")
        self.assertEqual(self.value("2"), "2")

    def test_variables_methods_and_classes_can_be_redefined(self):
        reply, published = self.run_cell('int v = 1; int v = 2; String v = "three"; v')
        self.assertEqual(reply["status"], "ok")
        self.assertEqual([m for m in published if m["msg_type"] == "stream"], [])
        self.run_cell("int f() { return 1; } class A { int a = f(); }")
        self.run_cell("int f() { return 2; }")
        self.assertEqual(self.value("new A().a"), "2")
        self.run_cell('class A { String b = "new"; }')
        self.assertEqual(self.value("new A().b"), "new")

    def test_an_exception_says_where_in_the_cell(self):
        reply, published = self.run_cell("int a = 0;\n\n// why\nint b = 1;\nSystem.out.println(\n    b / a);")
        self.assertEqual((reply["ename"], reply["evalue"]), ("ArithmeticException", "/ by zero"))
        shown = "\n".join(reply["traceback"])
        self.assertTrue(reply["traceback"][0].endswith("/ by zero\x1b[0m"), shown)
        self.assertRegex(shown, r"--> .*\| System.out.println\(|--> .*b / a")
        self.assertNotIn("jdk.jshell", shown)
        self.assertNotIn("org.cellwise.kernel", shown)
        self.assertEqual(published[-2]["msg_type"], "error")

    def test_a_compile_error_is_underlined(self):
        reply, _ = self.run_cell("int fine = 1;\nint wrong = fin + 1;")
        shown = "\n".join(reply["traceback"])
        self.assertEqual(reply["ename"], "CompilationError")
        self.assertIn("cannot find symbol: variable fin", reply["evalue"])
        self.assertIn("  2 | int wrong = fin + 1;", shown)
        line, carets = [l for l in reply["traceback"] if "wrong" in l or "^" in l]
        self.assertEqual(line.index("fin +"), carets.index("\x1b"))
        self.assertEqual(carets.count("^"), 3)
        self.assertEqual(self.value("fine"), "1")

    def test_a_split_in_place_of_a_part_is_told_what_to_do(self):
        self.run_cell("var parts = org.cellwise.Cellwise.moons(20, 0.1, org.cellwise.Cellwise.seed(1)).split(0.5);")
        reply, _ = self.run_cell("org.cellwise.Cellwise.balancedWeights(parts)")
        self.assertEqual(reply["ename"], "CompilationError")
        self.assertIn("choose a part, as in split.train() or split.test()", reply["evalue"])

    def test_variables_that_a_failed_cell_left_null_are_named(self):
        self.run_cell('int[] neverSet = new int[Integer.parseInt("x")];')
        reply, _ = self.run_cell('String other = "null";\nint first = other.length() + neverSet[0];')
        self.assertEqual(reply["ename"], "NullPointerException")
        shown = "\n".join(reply["traceback"])
        self.assertIn("neverSet is null: run the cell that sets it", shown)
        self.assertNotIn("other is null", shown)
        self.assertNotIn("first is null", shown)

    def test_a_variable_that_cannot_be_shown_hides_no_error(self):
        self.run_cell('class Shy { public String toString() { throw new IllegalStateException("no"); } }')
        self.run_cell("var shy = new Shy();\nString unset = null;")
        reply, _ = self.run_cell("shy.equals(unset.length())")
        self.assertEqual(reply["ename"], "NullPointerException")
        self.assertIn("unset is null", "\n".join(reply["traceback"]))

    def test_an_edited_class_is_told_and_all_else_stays(self):
        self.run_cell('class Shape { int n = 1; } var shape = new Shape(); var area = shape.n; String label = "a";')
        reply, published = self.run_cell("// edited\nimport java.util.zip.*;\nclass Shape { int n = 2; }")
        self.assertEqual(reply["status"], "ok", reply)
        self.assertIn("shape is empty now", self.text(published, "stderr"))
        self.assertEqual(self.value('area + label'), "1a")

    def test_who_lists_variables_and_reset_forgets_them(self):
        self.run_cell("double[][] grid = new double[3][4]; java.util.List<String> words = java.util.List.of(\"a\");")
        _, published = self.run_cell("%who")
        self.assertRegex(self.text(published), r"grid +double\[\]\[\] +3 x 4\n")
        self.assertRegex(self.text(published), r"words +List<String> +1 element\n")
        _, published = self.run_cell("%who double[][]")
        self.assertNotIn("words", self.text(published))

    def test_time_runs_code_in_the_scope_of_the_cells(self):
        reply, published = self.run_cell('%time var timed = "a b".length();\n')
        self.assertEqual(reply["status"], "ok", reply)
        self.assertRegex(self.text(published), r"Time: [0-9.]+ (µs|ms|s), ")
        self.assertEqual(self.value("timed"), "3")
        self.assertEqual(self.value("%time timed + 1"), "4")
        self.assertEqual(self.value("%%time\nint more = 2;\nmore + timed"), "5")
        _, published = self.run_cell("%timeit Math.sqrt(timed)")
        self.assertRegex(self.text(published), r"[0-9.]+ (ns|µs) ± [0-9.]+ (ns|µs) each \(7 runs of [0-9,]+\)")
        reply, _ = self.run_cell("%%time\nint fine = 1;\nunknown(fine)")
        self.assertIn("cannot find symbol: method unknown(int)", reply["evalue"])
        self.assertIn("  3 | unknown(fine)", "\n".join(reply["traceback"]))

    def test_env_reads_the_environment_and_says_that_it_cannot_be_set(self):
        self.assertEqual(self.value("%env PATH") is None, True)
        reply, _ = self.run_cell("%env PATH=x")
        self.assertIn("kernel.json", reply["evalue"])

    def test_exceptions_of_threads_are_shown_with_their_line(self):
        _, published = self.run_cell(
            'var thread = new Thread(() -> {\n    throw new IllegalStateException("in a thread");\n});\n'
            "thread.start();\nthread.join();\nThread.sleep(300);"
        )
        self.assertIn("IllegalStateException: \x1b[0min a thread", self.text(published, "stderr"))
        self.assertRegex(self.text(published, "stderr"), r"in cell \d+, line 2")

    def test_a_long_text_is_a_value_like_any_other(self):
        text = "x" * 50_000
        self.assertEqual(self.value(f'"{text}".length()'), "50000")
        self.client.complete(f'"{text}".len', len(text) + 6)
        while True:
            reply = self.client.get_shell_msg(timeout=PATIENCE)
            if reply["msg_type"] == "complete_reply":
                break
        self.assertIn("length()", reply["content"]["matches"])

    def test_a_frame_that_claims_gigabytes_is_refused(self):
        port = self.manager.get_connection_info()["shell_port"]
        before = int(self.value("Runtime.getRuntime().totalMemory()"))
        for _ in range(4):
            with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as stranger:
                stranger.sendall(b"\xff" + bytes(8) + b"\x7f\x03\x00NULL" + bytes(48))
                stranger.sendall(b"\x04\x29\x05READY\x0bSocket-Type\x00\x00\x00\x06DEALER\x08Identity\x00\x00\x00\x00")
                stranger.sendall(b"\x02" + (1_900_000_000).to_bytes(8, "big") + b"abc")
                stranger.settimeout(PATIENCE)
                while stranger.recv(4096):
                    pass  # until the kernel hangs up
        after = int(self.value("Runtime.getRuntime().totalMemory()"))
        self.assertLess(after - before, 1_000_000_000)

    def test_ten_thousand_lines_arrive_in_order_and_in_few_messages(self):
        reply, published = self.run_cell("for (int i = 0; i < 10_000; i++) System.out.println(i);")
        self.assertEqual(reply["status"], "ok")
        self.assertEqual(self.text(published), "".join("%d\n" % i for i in range(10_000)))
        self.assertLess(len(published), 1000)

    def test_text_and_displays_keep_their_order(self):
        _, published = self.run_cell(
            'System.out.print("a"); display("b"); System.out.print("cü😀"); System.err.print("d"); display("e"); "f"'
        )
        seen = []
        for message in published:
            content = message["content"]
            if message["msg_type"] in ("stream", "display_data", "execute_result"):
                seen.append(content.get("text") or content["data"]["text/plain"])
        self.assertEqual(seen, ["a", "b", "cü😀", "d", "e", "f"])

    def test_a_renderer_that_throws_an_error_leaves_the_kernel_alive(self):
        self.run_cell(
            "class Odd { public String toString() { return \"an odd one\"; } }\n"
            "getKernelInstance().getRenderer().createRegistration(Odd.class)"
            ".register((odd, context) -> { throw new NoClassDefFoundError(\"fonts\"); });"
        )
        shown = self.value("new Odd()")
        self.assertIn("an odd one", shown)
        self.assertIn("NoClassDefFoundError: fonts", shown)
        self.assertEqual(self.value("3"), "3")

    def test_tables_show_themselves_before_any_call_into_the_library(self):
        _, published = self.run_cell(
            'tech.tablesaw.api.Table.create("birds").addColumns(tech.tablesaw.api.StringColumn.create("name", "a<b"))'
        )
        shown = [m["content"]["data"] for m in published if m["msg_type"] == "execute_result"]
        self.assertIn("<table", shown[0]["text/html"])
        self.assertIn("a&lt;b", shown[0]["text/html"])

    def test_an_error_in_a_cell_leaves_the_kernel_alive(self):
        reply, _ = self.run_cell("int down(int n) { return down(n + 1); } down(0)")
        self.assertEqual(reply["ename"], "StackOverflowError")
        self.assertLess(len(reply["traceback"]), 40)
        self.assertEqual(self.value("4"), "4")

    def test_magics_survive_an_import_of_awt(self):
        self.run_cell("import java.awt.*;")
        with tempfile.TemporaryDirectory(suffix=" with space") as folder:
            self.assertEqual(self.value('var added = %%classpath "%s"\nadded' % folder), "[%s]" % folder)
        reply, _ = self.run_cell("%clsspath /")
        self.assertIn("%classpath", reply["evalue"])

    def test_eval_runs_in_the_scope_of_the_notebook(self):
        self.run_cell("int outer = 20;")
        self.assertEqual(self.value('eval("int inner = outer + 1; inner + 1")'), "22")
        self.assertEqual(self.value("inner"), "21")

    def test_cells_read_lines_that_the_user_types(self):
        request = self.client.execute("new Scanner(System.in).nextLine()", allow_stdin=True)
        self.client.get_stdin_msg(timeout=PATIENCE)
        self.client.input("grüße")
        _, published = self.answer(request)
        results = [m for m in published if m["msg_type"] == "execute_result"]
        self.assertEqual(results[0]["content"]["data"]["text/plain"], "grüße")

    def test_a_thread_that_waits_for_input_holds_no_later_cell_up(self):
        with tempfile.TemporaryDirectory() as folder:
            asked = os.path.join(folder, "asked")
            request = self.client.execute(
                "var reader = new Thread(() -> { try { System.in.read(); } catch (java.io.IOException e) "
                "{ System.out.println(e.getMessage()); } }); reader.start(); "
                f'while (!new java.io.File("{asked}").exists()) Thread.sleep(10);',
                allow_stdin=True,
            )
            self.client.get_stdin_msg(timeout=PATIENCE)
            open(asked, "w").close()
            self.answer(request)
        self.assertEqual(self.value("1 + 2"), "3")
        self.run_cell("reader.join();")
        request = self.client.execute("new Scanner(System.in).nextLine()", allow_stdin=True)
        self.client.get_stdin_msg(timeout=PATIENCE)
        self.client.input("later")
        self.assertEqual(self.answer(request)[0]["status"], "ok")

    def test_trace_shows_all_frames_of_the_last_error(self):
        self.run_cell('Integer.parseInt("no number")')
        _, published = self.run_cell("%trace")
        self.assertIn('NumberFormatException: For input string: "no number"', self.text(published))
        self.assertIn("at java.base/java.lang.Integer.parseInt", self.text(published))

    def test_expressions_of_a_front_end_are_answered(self):
        reply, _ = self.answer(
            self.send("int seven = 7;", user_expressions={"double": "seven * 2", "wrong": "nothing"})
        )
        self.assertEqual(reply["user_expressions"]["double"]["data"]["text/plain"], "14")
        self.assertEqual(reply["user_expressions"]["wrong"]["status"], "error")

    def test_the_history_of_the_session_can_be_recalled(self):
        self.run_cell("int recalled = 1;")
        self.run_cell("int recalled = 2;")
        for options, expected in (
            ({"hist_access_type": "tail", "n": 1}, ["int recalled = 2;"]),
            ({"hist_access_type": "search", "pattern": "int recall*", "n": 5}, ["int recalled = 1;", "int recalled = 2;"]),
        ):
            request = self.client.history(**options)
            reply = self.client.get_shell_msg(timeout=PATIENCE)
            while reply["parent_header"].get("msg_id") != request:
                reply = self.client.get_shell_msg(timeout=PATIENCE)
            self.assertEqual([code for _, _, code in reply["content"]["history"]], expected)

    def completions(self, code):
        request = self.client.complete(code, len(code))
        reply = self.client.get_shell_msg(timeout=PATIENCE)
        while reply["parent_header"].get("msg_id") != request:
            reply = self.client.get_shell_msg(timeout=PATIENCE)
        return reply["content"]

    def explained(self, code):
        request = self.client.inspect(code, len(code))
        reply = self.client.get_shell_msg(timeout=PATIENCE)
        while reply["parent_header"].get("msg_id") != request:
            reply = self.client.get_shell_msg(timeout=PATIENCE)
        return reply["content"]["data"]

    def test_columns_layers_and_files_are_completed_within_quotes(self):
        self.run_cell("import static org.cellwise.Cellwise.*; import tech.tablesaw.api.*;")
        self.run_cell(
            'var owls = Table.create(DoubleColumn.create("wing_mm"), DoubleColumn.create("weight_g"), '
            'StringColumn.create("kind"));'
            'var nest = network(inputs("x"), dense(2), relu(), dense(1));'
        )
        found = self.completions('dataset(owls).features("kind", "w')
        self.assertEqual(found["matches"], ["wing_mm", "weight_g"])
        self.assertEqual(self.completions('nest.weights("dense_')["matches"], ["dense_1", "dense_2"])
        self.assertIn("src/", self.completions('readCsv("sr')["matches"])

    def test_completions_say_what_they_are(self):
        typed = self.completions("Math.sq")["metadata"]["_jupyter_types_experimental"]
        self.assertIn(("sqrt(", "function"), [(one["text"], one["type"]) for one in typed])

    def test_our_own_functions_are_completed_those_that_fit_first(self):
        self.run_cell("import static org.cellwise.Cellwise.*;")
        self.assertIn("dense(", self.completions("var layer = den")["matches"])
        matches = self.completions("network(inputs(2), s")["matches"]
        self.assertLess(matches.index("sigmoid()"), matches.index("save("))
        self.assertEqual(self.completions("network(inputs(2), s")["cursor_start"], 19)

    def test_our_own_functions_are_explained_from_their_javadoc(self):
        self.run_cell("import static org.cellwise.Cellwise.*;")
        for code in ("dense", "dense(", "var layer = dense"):
            with self.subTest(code):
                data = self.explained(code)
                self.assertIn("dense(int", data["text/plain"])
                self.assertRegex(data["text/plain"], "units")
                self.assertIn("<b>", data["text/html"])
                self.assertNotIn("{@code", data["text/plain"] + data["text/html"])
        reply, published = self.run_cell('help("trainer")')
        self.assertEqual(reply["status"], "ok")

    def test_text_printed_right_before_an_exit_arrives(self):
        manager, client = start()
        case = KernelCase()
        case.manager, case.client = manager, client
        try:
            request = case.send('System.out.print("last "); System.out.println("words"); System.exit(0);')
            case.wait_for_text(request, "last words")
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)

    def test_a_cell_of_shell_commands(self):
        reply, published = self.run_cell('%%bash\necho "hello $((6 * 7))"; echo oops >&2')
        self.assertEqual(reply["status"], "ok", reply)
        self.assertEqual(self.text(published), "hello 42\n")
        self.assertEqual(self.text(published, "stderr"), "oops\n")
        reply, _ = self.run_cell("%%bash\nexit 3")
        self.assertIn("exit code 3", reply["evalue"])

    def test_output_can_be_cleared(self):
        _, published = self.run_cell('System.out.print("a"); clearOutput(true); System.out.print("b");')
        kinds = [m["msg_type"] for m in published if m["msg_type"] in ("stream", "clear_output")]
        self.assertEqual(kinds, ["stream", "clear_output", "stream"])

    def test_a_silent_cell_shows_nothing(self):
        _, published = self.answer(self.send("1 + 1", silent=True))
        self.assertEqual({m["msg_type"] for m in published}, {"status"})


class Settings(KernelCase):
    """What IJava's environment variables say."""

    @classmethod
    def settings(cls):
        cls.folder = tempfile.TemporaryDirectory(suffix=" with space")
        script = os.path.join(cls.folder.name, "first.jshell")
        with open(script, "w") as file:
            file.write("import java.awt.geom.*;\nint fromFile = 40;")
        return {
            "IJAVA_STARTUP_SCRIPTS_PATH": script,
            "IJAVA_STARTUP_SCRIPT": "int fromText = fromFile + 1;",
            "IJAVA_COMPILER_OPTS": "-parameters",
            "IJAVA_CLASSPATH": cls.folder.name,
            "IJAVA_TIMEOUT": "3 seconds",
        }

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.folder.cleanup()

    def test_startup_scripts_run_before_the_first_cell(self):
        self.assertEqual(self.value("fromText + 1"), "42")
        self.assertEqual(self.value("new Point2D.Double(1, 2).getX()"), "1.0")

    def test_compiler_options_reach_the_compiler(self):
        self.run_cell("class Named { void f(int birds) {} }")
        self.assertEqual(
            self.value('Named.class.getDeclaredMethod("f", int.class).getParameters()[0].getName()'), "birds"
        )

    def test_a_time_limit_ends_a_statement(self):
        reply, _ = self.run_cell("while (true);")
        self.assertIn("3", reply["evalue"])
        self.assertEqual(self.value("2"), "2")


class Protocol(KernelCase):
    """Messages that are none, on a connection of their own."""

    def setUp(self):
        self.session = Session(key=self.manager.session.key)
        self.socket = zmq.Context.instance().socket(zmq.DEALER)
        self.addCleanup(self.socket.close, 0)
        self.socket.connect("tcp://127.0.0.1:%d" % self.manager.get_connection_info()["shell_port"])

    def parts(self, kind="kernel_info_request", metadata=b"{}", content=b"{}"):
        header = json.dumps(self.session.msg_header(kind), default=str).encode()
        return [header, b"{}", metadata, content]

    def signed(self, parts):
        return [b"<IDS|MSG>", self.session.sign(parts), *parts]

    def reply(self, frames):
        self.socket.send_multipart(frames)
        self.assertTrue(self.socket.poll(PATIENCE * 1000), "no answer")
        return self.socket.recv_multipart()

    def assert_lives(self):
        header = json.loads(self.reply(self.signed(self.parts()))[2])
        self.assertEqual(header["msg_type"], "kernel_info_reply")

    def test_a_bad_message_costs_only_itself(self):
        good, deep = self.parts(), b'{"a":' * 200_000 + b"1" + b"}" * 200_000
        for name, frames in {
            "a wrong signature": [b"<IDS|MSG>", b"00", *good],
            "truncated": self.signed(good)[:4],
            "no delimiter": [b"x", b"y"],
            "empty": [b""],
            "many frames": [b"x"] * 5000,
            "deep metadata": self.signed(self.parts(metadata=deep)),
            "deep content": self.signed(self.parts("execute_request", content=deep)),
            "no JSON": self.signed(self.parts(content=b"{not JSON")),
            "a list for a header": self.signed([b"[]", b"{}", b"{}", b"{}"]),
            "no header": self.signed([b"null"] * 4),
            "an unknown type": self.signed(self.parts("frobnicate_request")),
        }.items():
            with self.subTest(name):
                self.socket.send_multipart(frames)
                self.assert_lives()
        self.assertEqual(self.value("1 + 1"), "2")

    def test_a_request_without_content_is_refused(self):
        for kind in ("execute_request", "complete_request", "inspect_request", "is_complete_request"):
            with self.subTest(kind):
                reply = self.reply(self.signed(self.parts(kind)))
                self.assertEqual(json.loads(reply[-1])["status"], "error")

    def test_two_front_ends_get_their_own_answers(self):
        other = BlockingKernelClient(connection_file=self.manager.connection_file)
        other.load_connection_file()
        other.start_channels()
        self.addCleanup(other.stop_channels)
        other.wait_for_ready(timeout=PATIENCE)
        first = self.send("Thread.sleep(300); 11")
        second = other.execute("22", allow_stdin=False)
        self.assertEqual(self.answer(first)[0]["status"], "ok")
        reply = other.get_shell_msg(timeout=PATIENCE)
        self.assertEqual((reply["parent_header"]["msg_id"], reply["content"]["status"]), (second, "ok"))

    def test_a_storm_of_interrupts_ends_one_cell(self):
        request = self.send('System.out.println("begun"); Thread.sleep(1_000_000);')
        self.wait_for_text(request, "begun")
        for _ in range(200):  # by the client's session: the manager's counts its messages from the start again
            self.client.control_channel.send(self.client.session.msg("interrupt_request"))
        self.assertEqual(self.answer(request)[0]["ename"], "Interrupted")
        for _ in range(200):
            self.client.get_control_msg(timeout=PATIENCE)
        self.assertEqual(self.value("44"), "44")


class Ipc(unittest.TestCase):
    """Unix domain sockets in place of TCP, as Colab starts kernels."""

    def test_all_channels_work(self):
        with tempfile.TemporaryDirectory() as folder:
            manager = KernelManager(
                kernel_name=kernel_under_test.NAME, transport="ipc", ip=os.path.join(folder, "a kernel")
            )
            manager.start_kernel()
            case = KernelCase()
            case.manager, case.client = manager, manager.client()
            try:
                case.client.start_channels()
                case.client.wait_for_ready(timeout=PATIENCE)
                self.assertTrue(any(stat.S_ISSOCK(os.stat(f.path).st_mode) for f in os.scandir(folder)))
                self.assertEqual(case.value("6 * 7"), "42")
                reply, _ = case.interrupted("Thread.sleep(1_000_000);")
                self.assertEqual(reply["ename"], "Interrupted")
                request = case.client.execute("new Scanner(System.in).nextLine()", allow_stdin=True)
                case.client.get_stdin_msg(timeout=PATIENCE)
                case.client.input("typed")
                self.assertEqual(case.answer(request)[0]["status"], "ok")
                self.assertTrue(case.client.is_alive())
            finally:
                case.client.stop_channels()
                manager.shutdown_kernel()
            self.assertEqual(os.listdir(folder), [], "the sockets' files are gone")


class Life(unittest.TestCase):
    def test_the_kernel_ends_when_its_parent_dies(self):
        script = (
            "import os, sys, time\n"
            "from jupyter_client.manager import KernelManager\n"
            f"manager = KernelManager(kernel_name='{kernel_under_test.NAME}')\n"
            "manager.start_kernel()\n"
            "print(manager.provisioner.pid, flush=True)\n"
            "time.sleep(1000)\n"
        )
        parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        kernel = int(parent.stdout.readline())
        time.sleep(3)
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
        parent.stdout.close()
        deadline = time.time() + PATIENCE
        while self.runs(kernel):
            self.assertLess(time.time(), deadline, "the kernel outlived its parent")
            time.sleep(0.1)

    @staticmethod
    def runs(process):
        try:
            with open("/proc/%d/stat" % process) as stat:
                return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
        except OSError:
            return False


class LongCompile(KernelCase):
    """In a kernel of its own: later Java versions cannot stop a compiler, so that what follows would wait for it."""

    def test_a_long_compile_can_be_stopped(self):
        self.run_cell("int before = 3;")
        line = "int m%d() { return List.of(1, 2).stream().map(x -> x + 1).filter(x -> x > 1).toList().size(); }\n"
        request = self.send("class Long {\n" + "".join(line % i for i in range(9000)) + "}")
        time.sleep(2)
        began = time.time()
        self.manager.interrupt_kernel()
        self.manager.interrupt_kernel()
        reply, _ = self.answer(request)
        self.assertLess(time.time() - began, 10)
        self.assertEqual(reply["ename"], "Interrupted")
        if "the compiler is still busy" not in reply["evalue"]:  # Java versions that can stop a thread
            self.assertEqual(self.value("before"), "3")


if __name__ == "__main__":
    unittest.main()
