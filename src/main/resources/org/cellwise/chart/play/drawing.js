// The network: a column for each dense layer, each unit with what it says over the map, each line a weight.

var SHOWN = 8; // units of a column that are drawn

// columns of units: the inputs, then dense layers with what their activations make of them
function columnsOf(training) {
  var columns = [{name: "inputs", units: training.spec.inputs.length, values: 0, dense: -1}];
  training.layers.forEach(function (layer, i) {
    if (layer.kind === "dense") {
      columns.push({name: layer.name, units: layer.units, values: i + 1, dense: i});
    } else {
      columns[columns.length - 1].values = i + 1;
    }
  });
  return columns;
}

function NetworkDrawing(training) {
  this.training = training;
  this.lines = [];
}

NetworkDrawing.prototype.draw = function (canvas, map, colors, chosen) {
  var training = this.training, columns = columnsOf(training);
  var shown = columns.map(function (c) { return Math.min(c.units, SHOWN); });
  var pitch = 44, high = Math.max.apply(null, shown) * pitch + 44, g = canvas.begin(high), size = 30;
  var step = (g.across - 70) / Math.max(1, columns.length - 1);
  function place(c, u) { return [35 + c * step, 34 + (high - 60) / 2 + (u - (shown[c] - 1) / 2) * pitch]; }
  this.lines = [];
  for (var c = 1; c < columns.length; c++) {
    var layer = training.layers[columns[c].dense], most = 1e-9, i, j;
    for (i = 0; i < layer.weight.length; i++) { most = Math.max(most, Math.abs(layer.weight[i])); }
    for (i = 0; i < shown[c - 1]; i++) {
      for (j = 0; j < shown[c]; j++) {
        var index = i * layer.units + j, w = layer.weight[index], from = place(c - 1, i), to = place(c, j);
        var here = chosen && chosen.layer === columns[c].dense && chosen.index === index;
        g.beginPath(); g.moveTo(from[0] + size / 2, from[1]); g.lineTo(to[0] - size / 2, to[1]);
        g.lineWidth = here ? 5 : 0.5 + 3.5 * Math.abs(w) / most;
        g.strokeStyle = here ? "#e69f00" : w > 0 ? colors.pos : colors.neg;
        g.globalAlpha = here ? 1 : 0.25 + 0.65 * Math.abs(w) / most;
        g.stroke();
        this.lines.push({layer: columns[c].dense, index: index, from: [from[0] + size / 2, from[1]], to: [to[0] - size / 2, to[1]]});
      }
    }
  }
  g.globalAlpha = 1; g.lineWidth = 1;
  columns.forEach(function (column, c) {
    for (var u = 0; u < shown[c]; u++) {
      var at = place(c, u), off = c === 0 && training.off[u];
      if (map && map.axes.length === 2) {
        g.globalAlpha = off ? 0.2 : 1;
        g.drawImage(map.image(column.values, u, colors), at[0] - size / 2, at[1] - size / 2, size, size);
      } else { g.fillStyle = colors.panel; g.fillRect(at[0] - size / 2, at[1] - size / 2, size, size); }
      g.globalAlpha = 1;
      g.strokeStyle = colors.ink; g.strokeRect(at[0] - size / 2, at[1] - size / 2, size, size);
    }
    g.fillStyle = colors.ink; g.textAlign = "center";
    g.fillText(fitted(g, column.name, Math.max(60, step - 6)), Math.max(32, Math.min(g.across - 36, 35 + c * step)), 12);
    if (column.units > shown[c]) { g.fillText("+" + (column.units - shown[c]), 35 + c * step, high - 4); }
  });
};

// the line nearest to a place, if it is near
NetworkDrawing.prototype.near = function (x, y) {
  var best = null, least = 8;
  this.lines.forEach(function (line) {
    var dx = line.to[0] - line.from[0], dy = line.to[1] - line.from[1];
    var t = Math.max(0, Math.min(1, ((x - line.from[0]) * dx + (y - line.from[1]) * dy) / (dx * dx + dy * dy)));
    var distance = Math.hypot(x - line.from[0] - t * dx, y - line.from[1] - t * dy);
    if (distance < least) { least = distance; best = {layer: line.layer, index: line.index}; }
  });
  return best;
};

// a row on its way: what each layer makes of it, and one unit's sum written out
function followed(training, row, unit) {
  var tape = {}, spec = training.spec, lines = [], data = training.train;
  training.gather(data, null, row, 1, tape, 0);
  training.forward(tape.x, 1, tape);
  function some(values, count) {
    var parts = Array.prototype.slice.call(values, 0, Math.min(count, 8)).map(short);
    return parts.join(", ") + (count > 8 ? ", … (" + count + ")" : "");
  }
  lines.push(["row " + row, spec.inputs.slice(0, 8).map(function (input, i) {
    var x = tape.x[i];
    return input.name + " " + short(x) + (input.b && (input.a !== 0 || input.b !== 1) ? " (" + short(inUnit(input, x)) + ")" : "");
  }).join(", ") + (spec.inputs.length > 8 ? ", …" : "")]);
  training.layers.forEach(function (layer, i) {
    if (layer.kind === "dense" && unit && unit.layer === i) {
      var j = unit.index % layer.units, x = tape.values[i], terms = [];
      for (var k = 0; k < Math.min(6, layer.inputs); k++) { terms.push(short(layer.weight[k * layer.units + j]) + " × " + short(x[k])); }
      if (layer.inputs > 6) { terms.push("…"); }
      if (layer.bias) { terms.push(short(layer.bias[j])); }
      lines.push([layer.name + ", unit " + (j + 1), terms.join(" + ") + " = " + short(tape.values[i + 1][j])]);
    }
    lines.push([layer.name, some(tape.values[i + 1], layer.units)]);
  });
  var losses = new Float32Array(1), y = tape.values[training.layers.length];
  lossOf(training.loss, y, tape.t, null, 1, training.outputs, losses, null);
  var said = verdict(spec, y, 0, training.outputs), label = labelOf(training, data, row);
  lines.push(["says", said[0] >= 0 ? spec.outputs[said[0]] + " (" + short(100 * said[1]) + " %)" : some(y, training.outputs)]);
  lines.push(["target", label >= 0 ? spec.outputs[label] : some(tape.t, data.targetWidth)]);
  lines.push(["loss", short(losses[0])]);
  return lines;
}
