"""Widgets as a front end of ipywidgets sees them, message by message."""

import unittest

import kernel_test

VIEW = "application/vnd.jupyter.widget-view+json"


class Widgets(kernel_test.KernelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kernel_test.KernelCase.run_cell(cls("run_cell"), "import static org.cellwise.Cellwise.*;")

    def opened(self, published):
        """States of the models that were made, by their ids."""
        for message in published:
            if message["msg_type"] == "comm_open":
                self.assertEqual(message["content"]["target_name"], "jupyter.widget")
                self.assertEqual(message["metadata"]["version"].split(".")[0], "2")
        return {
            m["content"]["comm_id"]: m["content"]["data"]["state"] for m in published if m["msg_type"] == "comm_open"
        }

    def tell(self, model, data):
        """Sends what a page sends; returns what the kernel published for it."""
        message = self.client.session.msg("comm_msg", {"comm_id": model, "data": data})
        self.client.shell_channel.send(message)
        published = []
        while True:
            heard = self.client.get_iopub_msg(timeout=kernel_test.PATIENCE)
            if heard["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                published.append(heard)
                if heard["content"].get("execution_state") == "idle":
                    return published

    def move(self, model, **state):
        return self.tell(model, {"method": "update", "state": state, "buffer_paths": []})

    def kind(self, models, name):
        return next(model for model, state in models.items() if state["_model_name"] == name)

    def test_a_slider_moves_what_is_below_it(self):
        reply, published = self.run_cell('interact(range(0, 10), v -> "at " + v);')
        self.assertEqual(reply["status"], "ok", reply)
        models = self.opened(published)
        slider = self.kind(models, "FloatSliderModel")
        self.assertEqual((models[slider]["min"], models[slider]["max"], models[slider]["value"]), (0, 10, 5))
        self.assertIn(models[slider]["layout"].replace("IPY_MODEL_", ""), models)
        shown = [m["content"] for m in published if m["msg_type"] == "display_data"]
        whole = shown[0]["data"][VIEW]["model_id"]
        row, area = (child.replace("IPY_MODEL_", "") for child in models[whole]["children"])
        self.assertEqual(models[row]["children"], ["IPY_MODEL_" + slider])
        self.assertEqual(models[area]["_model_name"], "OutputModel")
        self.assertIn("5", shown[0]["data"]["text/plain"])
        self.assertEqual(shown[1]["data"]["text/plain"], "at 5.0")
        place = shown[1]["transient"]["display_id"]
        moved = [m["content"] for m in self.move(slider, value=7.5) if m["msg_type"] == "update_display_data"]
        self.assertEqual(moved[0]["data"]["text/plain"], "at 7.5")
        self.assertEqual(moved[0]["transient"]["display_id"], place)
        self.tell(row, {"method": "request_state"})  # a page that was loaded again has lost the display
        states = [m["content"]["data"]["state"] for m in self.move(slider, value=8) if m["msg_type"] == "comm_msg"]
        shown = [state["outputs"][0]["data"]["text/plain"] for state in states if state.get("outputs")]
        self.assertEqual(shown, ["at 8.0"])

    def test_values_are_read_and_set_by_cells(self):
        _, published = self.run_cell('var bird = choice("bird", "owl", "wren"); bird')
        model = self.kind(self.opened(published), "DropdownModel")
        self.assertEqual(self.value("bird.value()"), "owl")
        self.move(model, index=1)
        self.assertEqual(self.value("bird.value()"), "wren")
        _, published = self.run_cell('bird.set("owl");')
        told = [m["content"]["data"] for m in published if m["msg_type"] == "comm_msg"]
        self.assertEqual(told[0]["state"], {"index": 0})
        reply, _ = self.run_cell('bird.set("olw");')
        self.assertIn('did you mean "owl"', reply["evalue"])

    def test_text_and_boxes(self):
        _, published = self.run_cell('var name = textField("name", "Ada"); var log = checkbox("log", true); row(name, log)')
        models = self.opened(published)
        self.move(self.kind(models, "TextModel"), value="Grace")
        self.move(self.kind(models, "CheckboxModel"), value=False)
        self.assertEqual(self.value('name.value() + log.value()'), "Gracefalse")

    def test_a_button_acts_and_what_it_prints_and_throws_is_shown(self):
        _, published = self.run_cell(
            'int pressed = 0; button("Press", () -> { pressed++; System.out.println("pressed " + pressed); '
            'if (pressed == 2) throw new IllegalStateException("twice"); })'
        )
        button = self.kind(self.opened(published), "ButtonModel")
        click = {"method": "custom", "content": {"event": "click"}}
        first = self.tell(button, click)
        self.assertIn("pressed 1", self.text(first))
        states = [m["content"]["data"]["state"] for m in first if m["msg_type"] == "comm_msg"]
        self.assertEqual(states, [{"msg_id": first[0]["parent_header"]["msg_id"]}, {"msg_id": ""}])
        kinds = [m["msg_type"] for m in first]
        self.assertLess(kinds.index("comm_msg"), kinds.index("stream"))
        self.assertLess(kinds.index("stream"), len(kinds) - 1 - kinds[::-1].index("comm_msg"))
        self.assertIn("twice", self.text(self.tell(button, click), "stderr"))
        self.assertEqual(self.value("pressed"), "2")

    def test_a_page_that_is_loaded_again_gets_all_states(self):
        _, published = self.run_cell('var pace = slider("pace", range(0, 1), 0.25); pace')
        model = self.kind(self.opened(published), "FloatSliderModel")
        self.move(model, value=0.5)
        told = [m["content"]["data"] for m in self.tell(model, {"method": "request_state"}) if m["msg_type"] == "comm_msg"]
        self.assertEqual(told[0]["state"]["value"], 0.5)
        self.assertEqual(told[0]["state"]["_model_name"], "FloatSliderModel")
        request = self.client.comm_info("jupyter.widget")
        reply = self.client.get_shell_msg(timeout=kernel_test.PATIENCE)
        while reply["parent_header"].get("msg_id") != request:
            reply = self.client.get_shell_msg(timeout=kernel_test.PATIENCE)
        self.assertEqual(reply["content"]["status"], "ok")  # or JupyterLab does not believe it
        self.assertIn(model, reply["content"]["comms"])

    def test_the_training_panel_plays_pauses_and_steps(self):
        self.run_cell(
            "double[][] in = new double[64][2], out = new double[64][1];"
            "for (int i = 0; i < 64; i++) { in[i][0] = i % 7; in[i][1] = i % 3; out[i][0] = i % 2; }"
            'var net = network(inputs("x", "y"), dense(4), relu(), dense(1));'
            "var trainer = trainer(net, meanSquaredError(), sgd(0.01));"
        )
        reply, published = self.run_cell("trainingPanel(trainer, dataset(in, out));")
        self.assertEqual(reply["status"], "ok", reply)
        models = self.opened(published)
        buttons = {s["description"]: m for m, s in models.items() if s["_model_name"] == "ButtonModel"}
        click = {"method": "custom", "content": {"event": "click"}}
        shown = self.tell(buttons["One epoch"], click)
        self.assertEqual(self.value("trainer.history().size()"), "1")
        self.assertIn("<img", [m for m in shown if m["msg_type"] == "update_display_data"][0]["content"]["data"]["text/html"])
        self.tell(buttons["Play"], click)
        while int(self.value("trainer.history().size()")) < 3:
            pass  # cells run between its epochs
        self.move(self.kind(models, "FloatLogSliderModel"), value=0.001)
        self.tell(buttons["Pause"], click)
        epochs = self.value("trainer.history().size()")
        self.assertEqual(self.value("trainer.history().size()"), epochs)
        self.assertEqual(self.value("Math.round(1e6 * trainer.step().rate())"), "1000")


if __name__ == "__main__":
    unittest.main()
