// The page: controls, pictures, and the loop that trains between two frames.

var FRAME = 12; // milliseconds of a frame that are spent on training

function play(root, spec) {
  var training = new Training(spec), playing = false, chosen = null, row = 0, changed = [], dirty = true, drag = null, drawn = 0;
  var first = spec.inputs.length === 1 ? [0] : [0, 1], map = new DecisionMap(training, first), drawing = new NetworkDrawing(training);
  root.playground = {training: training, frames: function () { return drawn; }, cell: function () { return cellCode(training); }};

  var bar = element("div", {className: "bar"}, root);
  var button = element("button", {className: "main", type: "button", textContent: "▶ play"}, bar);
  button.onclick = function () { playing ? stop("paused") : begin(); };
  function single(words, run) {
    element("button", {type: "button", textContent: words}, bar).onclick = function () { stop(); check(run()); tell(); };
  }
  single("one step", function () { return training.step(); });
  single("one epoch", function () { return training.epoch(); });
  element("button", {type: "button", textContent: "back to the start"}, bar).onclick = function () {
    stop();
    restart();
    tell("back to the start");
  };
  numberField("learning rate", training.rate, "any", bar, function (v) { if (v > 0) { training.rate = v; note("learning rate"); } });
  numberField("L2 penalty", training.l2, "any", bar, function (v) { training.l2 = v; note("L2 penalty"); });
  numberField("weight decay", training.decay, "any", bar, function (v) { training.decay = v; note("weight decay"); });
  numberField("noise", 0, "any", bar, function (v) { training.noise = v; note("noise"); });

  var state = element("p", {className: "state"}, root), live = element("p", {className: "unseen"}, root);
  live.setAttribute("aria-live", "polite");
  var columns = element("div", {className: "columns"}, root);
  var left = element("section", {className: "wide"}, columns), right = element("section", {}, columns);

  element("h3", {textContent: "Network"}, left);
  var net = canvasIn(left, "The network: what each unit says over the map, and the weights as lines, blue above 0 and orange below");
  element("p", {className: "faint", textContent: "Press a line and drag up or down to change its weight, or choose it below."}, left);
  var units = element("div", {className: "bar"}, left);
  var picker = element("div", {className: "bar"}, left);
  element("h3", {textContent: "One row on its way"}, left);
  var rowField = numberField("row (0 to " + (training.train.count - 1) + ")", 0, 1, left, function (v) {
    row = Math.min(training.train.count - 1, Math.floor(v));
    rowField.value = row;
    dirty = true;
  });
  rowField.max = training.train.count - 1;
  var path = element("div", {className: "row"}, left);

  element("h3", {textContent: "What the network says"}, right);
  if (spec.inputs.length > 2) {
    var axes = element("div", {className: "bar"}, right), names = spec.inputs.map(function (i) { return i.name; });
    [0, 1].forEach(function (a) {
      choice(a ? "upwards" : "to the right", names, a, axes, function (v) { map.axes[a] = v; dirty = true; });
    });
  }
  var ground = canvasIn(right, "What the network says over " + (map.axes.length > 1 ? "two features" : "the feature") + ", with the rows as points");
  element("p", {className: "faint", textContent: legend()}, right);
  var features = element("div", {}, right);
  spec.inputs.slice(0, 24).forEach(function (input, i) {
    var box = element("input", {type: "checkbox", checked: true});
    labelled(input.name, box, features, true).onchange = function () { training.off[i] = !box.checked; note("feature " + input.name); };
  });
  element("h3", {textContent: "Loss"}, right);
  var losses = canvasIn(right, "Loss by epoch, of training rows and of rows held out");
  element("p", {className: "faint", textContent: training.held ? "solid: training rows; dashed: held out" : "training rows"}, right);

  element("h3", {textContent: "Back to Java"}, root);
  var back = element("div", {className: "bar"}, root);
  var code = element("textarea", {readOnly: true, hidden: true, spellcheck: false}, root);
  code.setAttribute("aria-label", "a cell that makes this network again");
  element("button", {type: "button", textContent: "write a cell"}, back).onclick = function () {
    code.hidden = false;
    code.value = cellCode(training);
    code.focus();
    code.select();
  };
  element("button", {type: "button", textContent: "copy it"}, back).onclick = function () {
    code.hidden = false;
    code.value = cellCode(training);
    code.select();
    var copied = navigator.clipboard ? navigator.clipboard.writeText(code.value) : Promise.reject();
    copied.then(function () { tell("copied"); }, function () { tell(document.execCommand("copy") ? "copied" : "press Ctrl+C to copy"); });
  };
  element("p", {className: "faint", textContent: "Numbers are float32, computed as Cellwise's plain loops do (-Dcellwise.math=plain), in the same"
    + " order and on rows shuffled alike: as long as nothing is changed here, trainer.receipt().weights() is the same after as many"
    + " epochs of fit. exp and log round to the same float32 as Java's; noise and new units are drawn by the page alone."}, root);

  function legend() {
    if (map.axes.length === 1) { return "lines: what the network puts out; points: the targets of the rows"; }
    return (spec.kind === "classes" || spec.kind === "two_classes"
      ? spec.outputs.slice(0, 8).map(function (name, i) { return ["blue", "orange", "green", "pink", "amber", "sky", "grey", "yellow"][i] + ": " + name; }).join(", ")
      : "of " + spec.outputs[0] + ": blue above 0, orange below") + (training.held ? "; held-out rows are rings" : "");
  }

  function note(what) {
    if (changed.indexOf(what) < 0) { changed.push(what); }
    dirty = true;
  }

  function restart() {
    training = new Training(spec);
    root.playground.training = training;
    map = new DecisionMap(training, map.axes);
    drawing = new NetworkDrawing(training);
    chosen = null;
    changed = [];
    Array.prototype.forEach.call(features.querySelectorAll("input"), function (box) { box.checked = true; });
    [training.rate, training.l2, training.decay, 0].forEach(function (v, i) { bar.querySelectorAll("input")[i].value = v; });
    controls();
    dirty = true;
  }

  function begin() { playing = true; button.textContent = "❚❚ pause"; }
  function stop(words) {
    playing = false;
    button.textContent = "▶ play";
    dirty = true;
    if (words) { tell(words); }
  }

  function check(mean) {
    dirty = true;
    if (isFinite(mean)) { return true; }
    training.rescue();
    stop();
    note("diverged");
    warning = "Loss or weights were no longer finite: the weights are back at the beginning of the epoch. Try a learning rate ten times smaller.";
    tell(warning);
    return false;
  }
  var warning = "";

  // said to those who do not see it, once a press
  function tell(words) {
    var last = training.history[training.history.length - 1];
    live.textContent = (words ? words + "; " : "") + "epoch " + training.epochs + (last ? ", loss " + short(last.loss) : "");
  }

  function controls() {
    units.textContent = "";
    columnsOf(training).slice(1, -1).forEach(function (column) {
      var box = element("span", {}, units);
      box.append(column.name + " ");
      function by(count, words) {
        var b = element("button", {type: "button", textContent: count > 0 ? "+" : "−"}, box);
        b.setAttribute("aria-label", words + column.name);
        b.disabled = column.units + count < 1 || column.units + count > 128;
        b.onclick = function () {
          training.resize(column.dense, column.units + count);
          chosen = null;
          note("units");
          controls();
          tell(column.name + " has " + training.layers[column.dense].units + " units");
          units.querySelectorAll("button")[count > 0 ? 1 : 0].focus();
        };
      }
      by(-1, "remove a unit of ");
      element("b", {textContent: " " + column.units + " "}, box);
      by(1, "add a unit to ");
    });
    pick();
  }

  // the fields for one weight: its layer, where it comes from and goes to, and its value
  function pick() {
    picker.textContent = "";
    var dense = columnsOf(training).slice(1), c = 0;
    if (chosen) { dense.forEach(function (column, i) { if (column.dense === chosen.layer) { c = i; } }); } else { chosen = {layer: dense[0].dense, index: 0}; }
    var layer = training.layers[chosen.layer];
    choice("weight of", dense.map(function (d) { return d.name; }), c, picker, function (v) { chosen = {layer: dense[v].dense, index: 0}; release(); pick(); });
    numberField("from input", Math.floor(chosen.index / layer.units) + 1, 1, picker, function (v) {
      select(Math.min(layer.inputs, Math.max(1, Math.floor(v))) - 1, chosen.index % layer.units);
    });
    numberField("to unit", chosen.index % layer.units + 1, 1, picker, function (v) {
      select(Math.floor(chosen.index / layer.units), Math.min(layer.units, Math.max(1, Math.floor(v))) - 1);
    });
    function select(i, j) { chosen = {layer: chosen.layer, index: i * layer.units + j}; release(); pick(); }
    var slider = element("input", {type: "range", min: -5, max: 5, step: 0.01});
    slider.oninput = function () { weight(+slider.value); };
    labelled("its value", slider, picker);
    picker.slider = slider;
    picker.number = element("output", {}, picker);
    var hold = element("input", {type: "checkbox", checked: !!training.hold});
    labelled("hold it", hold, picker, true).onchange = function () { training.hold = hold.checked ? chosen : null; note("weight held"); };
    dirty = true;
  }
  function release() { training.hold = null; dirty = true; }
  function weight(value) {
    training.layers[chosen.layer].weight[chosen.index] = value;
    note("weight moved");
  }

  net.onpointerdown = function (event) {
    var found = drawing.near(event.offsetX, event.offsetY);
    if (!found) { return; }
    chosen = found;
    pick();
    drag = {y: event.clientY, value: training.layers[chosen.layer].weight[chosen.index], before: training.hold};
    training.hold = chosen;
    net.setPointerCapture(event.pointerId);
    event.preventDefault();
  };
  net.onpointermove = function (event) { if (drag) { weight(drag.value + (drag.y - event.clientY) / 40); } };
  net.onpointerup = net.onpointercancel = function () {
    if (!drag) { return; }
    training.hold = drag.before ? chosen : null;
    drag = null;
    dirty = true;
  };
  // a finger on a line moves its weight, beside the lines the page
  net.addEventListener("touchstart", function (event) { if (drag) { event.preventDefault(); } }, {passive: false});

  function draw() {
    var colors = colorsOf(root), last = training.history[training.history.length - 1];
    map.sweep(map.axes.length === 1 ? 120 : playing ? 24 : 60);
    map.draw(ground, colors, row);
    drawing.draw(net, map, colors, chosen);
    drawLoss(losses, training.history, colors);
    state.textContent = "";
    [["epoch", training.epochs + (training.next ? " + " + training.next + " rows" : "")], ["loss", last ? short(last.loss) : "–"],
      ["held out", last && isFinite(last.held) ? short(last.held) : "–"], ["weights", playing ? "…" : training.receipt()]].forEach(function (pair) {
      state.append(pair[0] + " ");
      element("b", {textContent: pair[1]}, state);
      state.append("   ");
    });
    state.append(warning || (changed.length ? "changed here: " + changed.join(", ") : "as in Java, seed " + spec.seed + ", data " + spec.receipt.data));
    var value = training.layers[chosen.layer].weight[chosen.index];
    picker.slider.value = value;
    picker.slider.setAttribute("aria-valuetext", short(value));
    picker.number.textContent = short(value);
    path.textContent = "";
    followed(training, row, chosen).forEach(function (line) {
      var p = element("p", {}, path);
      element("b", {textContent: line[0] + ": "}, p);
      p.append(line[1]);
    });
    drawn++;
  }

  function frame() {
    if (!document.body.contains(root)) { return; }
    if (playing) {
      var until = performance.now() + FRAME;
      do { warning = ""; if (!check(training.step())) { break; } } while (performance.now() < until);
    }
    if (dirty) { dirty = false; draw(); }
    requestAnimationFrame(frame);
  }
  controls();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () { dirty = true; });
  window.addEventListener("resize", function () { dirty = true; });
  frame();
}
