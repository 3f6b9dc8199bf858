// The map of decisions over two features (or the curve over one), and the curves of the loss.

// what outputs say: [class or -1, strength from 0 to 1 or a number]
function verdict(spec, y, at, width) {
  var logits = spec.scale === "logits", i;
  if (spec.kind === "numbers" || spec.kind === "open" || spec.kind === "answers") { return [-1, y[at]]; }
  if (width === 1) {
    var yes = logits ? 1 / (1 + Math.exp(-y[at])) : Math.min(1, Math.max(0, y[at]));
    return yes > 0.5 ? [1, yes] : [0, 1 - yes];
  }
  var best = 0, sum = 0, power = logits || spec.scale === "log_distribution";
  for (i = 1; i < width; i++) { if (y[at + i] > y[at + best]) { best = i; } }
  for (i = 0; i < width; i++) { sum += power ? Math.exp(y[at + i] - y[at + best]) : Math.max(0, y[at + i]); }
  return [best, power ? 1 / sum : sum > 0 ? y[at + best] / sum : 1 / width];
}

function labelOf(training, data, row) {
  var wide = data.targetWidth, from = row * wide, best = 0;
  if (training.spec.kind === "numbers" || training.spec.kind === "open" || training.spec.kind === "answers") { return -1; }
  if (wide === 1) { return data.targets[from]; }
  for (var i = 1; i < wide; i++) { if (data.targets[from + i] > data.targets[from + best]) { best = i; } }
  return best;
}

function DecisionMap(training, axes) {
  this.training = training;
  this.axes = axes; // two features, or one
  this.tape = {};
  this.means = training.spec.inputs.map(function (input, i) {
    var sum = 0, data = training.train;
    for (var r = 0; r < data.count; r++) { sum += data.features[r * data.width + i]; }
    return sum / data.count;
  });
}

DecisionMap.prototype.range = function (feature) {
  var data = this.training.train, low = Infinity, high = -Infinity;
  for (var r = 0; r < data.count; r++) {
    low = Math.min(low, data.features[r * data.width + feature]);
    high = Math.max(high, data.features[r * data.width + feature]);
  }
  var room = 0.08 * (high - low) || 1;
  return [low - room, high + room];
};

// runs the network on a grid of so many cells a side; the tape then holds what each unit says there
DecisionMap.prototype.sweep = function (cells) {
  var training = this.training, width = training.train.width, flat = this.axes.length === 1;
  var rows = flat ? cells : cells * cells, x = this.x && this.x.length === rows * width ? this.x : new Float32Array(rows * width);
  var ranges = this.axes.map(this.range, this);
  for (var r = 0; r < rows; r++) {
    for (var i = 0; i < width; i++) { x[r * width + i] = training.off[i] ? 0 : this.means[i]; }
    var places = [(r % cells + 0.5) / cells, 1 - (Math.floor(r / cells) + 0.5) / cells];
    for (var a = 0; a < this.axes.length; a++) {
      if (!training.off[this.axes[a]]) { x[r * width + this.axes[a]] = ranges[a][0] + places[a] * (ranges[a][1] - ranges[a][0]); }
    }
  }
  this.x = x;
  this.cells = cells;
  this.ranges = ranges;
  this.rows = rows;
  training.forward(x, rows, this.tape);
};

// a unit's values (or what the network says, for layer -1) as an image of one pixel a cell
DecisionMap.prototype.image = function (layer, unit, colors) {
  var cells = this.cells, image = document.createElement("canvas"), spec = this.training.spec;
  image.width = cells;
  image.height = cells;
  var g = image.getContext("2d"), pixels = g.createImageData(cells, cells), width = this.training.outputs;
  var at = layer < 0 ? this.tape.values.length - 1 : layer, values = this.tape.values[at];
  var stride = layer < 0 ? width : layer === 0 ? spec.inputs.length : this.training.layers[layer - 1].units, size = 1e-9, i;
  for (i = 0; i < this.rows; i++) { size = Math.max(size, Math.abs(values[i * stride + unit])); }
  var zero = channels(colors.zero), pos = channels(colors.pos), neg = channels(colors.neg);
  for (i = 0; i < this.rows; i++) {
    var color, said = layer < 0 ? verdict(spec, values, i * width, width) : [-1];
    if (said[0] >= 0) {
      var chance = width === 1 ? 0.5 : 1 / width;
      color = mix(zero, channels(CLASS_COLORS[said[0] % 8]), 0.15 + 0.45 * (said[1] - chance) / (1 - chance));
    } else {
      var v = values[i * stride + unit] / size;
      color = mix(zero, v > 0 ? pos : neg, Math.min(1, Math.abs(v)) * 0.8);
    }
    pixels.data.set(color.concat(255), 4 * i);
  }
  g.putImageData(pixels, 0, 0);
  return image;
};

function inUnit(input, x) { return input.b ? input.a + input.b * x : x; }

DecisionMap.prototype.draw = function (canvas, colors, followed) {
  var side = Math.min(canvas.clientWidth || 300, 420), g = canvas.begin(side), spec = this.training.spec, self = this;
  var left = 44, bottom = 34, size = side - bottom - 6, wide = g.across - left - 8;
  if (this.axes.length === 1) { this.drawCurve(g, left, 6, wide, size, colors); } else {
    g.imageSmoothingEnabled = true;
    g.drawImage(this.image(-1, 0, colors), left, 6, wide, size);
    this.points(g, function (x, y) {
      return [left + wide * (x - self.ranges[0][0]) / (self.ranges[0][1] - self.ranges[0][0]),
        6 + size * (1 - (y - self.ranges[1][0]) / (self.ranges[1][1] - self.ranges[1][0]))];
    }, colors, followed);
  }
  g.strokeStyle = colors.faint;
  g.strokeRect(left, 6, wide, size);
  g.fillStyle = colors.ink;
  var x = spec.inputs[this.axes[0]], low = short(inUnit(x, this.ranges[0][0])), high = short(inUnit(x, this.ranges[0][1]));
  g.textAlign = "left"; g.fillText(low, left, side - 14);
  g.textAlign = "right"; g.fillText(high, left + wide, side - 14);
  g.textAlign = "center"; g.fillText(fitted(g, x.name, wide - 110), left + wide / 2, side - 14);
  if (this.axes.length > 1) {
    var y = spec.inputs[this.axes[1]];
    g.textAlign = "right";
    g.fillText(short(inUnit(y, this.ranges[1][0])), left - 4, size + 6);
    g.fillText(short(inUnit(y, this.ranges[1][1])), left - 4, 16);
    g.save(); g.translate(14, 6 + size / 2); g.rotate(-Math.PI / 2); g.textAlign = "center";
    g.fillText(fitted(g, y.name, size - 60), 0, 0); g.restore();
  }
};

DecisionMap.prototype.points = function (g, place, colors, followed) {
  var training = this.training, axes = this.axes;
  [training.held, training.train].forEach(function (data) {
    if (!data) { return; }
    var every = Math.ceil(data.count / 500), low = Infinity, high = -Infinity, r;
    for (r = 0; r < data.count; r++) { low = Math.min(low, data.targets[r * data.targetWidth]); high = Math.max(high, data.targets[r * data.targetWidth]); }
    for (r = 0; r < data.count; r += every) {
      var at = place(data.features[r * data.width + axes[0]], data.features[r * data.width + axes[1]]), label = labelOf(training, data, r);
      var share = high > low ? 2 * (data.targets[r * data.targetWidth] - low) / (high - low) - 1 : 0;
      var color = label >= 0 ? CLASS_COLORS[label % 8]
        : "rgb(" + mix(channels(colors.zero), channels(share > 0 ? colors.pos : colors.neg), Math.abs(share)) + ")";
      g.beginPath();
      g.arc(at[0], at[1], data === training.train ? 3.5 : 3, 0, 7);
      if (data === training.train) { g.fillStyle = color; g.fill(); g.strokeStyle = colors.ground; g.lineWidth = 0.8; g.stroke(); } else {
        g.strokeStyle = color; g.lineWidth = 1.5; g.stroke();
      }
    }
  });
  var d = training.train, p = place(d.features[followed * d.width + axes[0]], d.features[followed * d.width + axes[1]]);
  g.beginPath(); g.arc(p[0], p[1], 7, 0, 7); g.strokeStyle = colors.ink; g.lineWidth = 2; g.stroke(); g.lineWidth = 1;
};

// over one feature: what the network puts out, and the targets of the rows
DecisionMap.prototype.drawCurve = function (g, left, top, wide, size, colors) {
  var y = this.tape.values[this.tape.values.length - 1], width = this.training.outputs, data = this.training.train, range = this.ranges[0];
  var low = Infinity, high = -Infinity, i, k;
  for (i = 0; i < this.rows * width; i++) { low = Math.min(low, y[i]); high = Math.max(high, y[i]); }
  for (i = 0; i < data.count * data.targetWidth; i++) { low = Math.min(low, data.targets[i]); high = Math.max(high, data.targets[i]); }
  var room = 0.05 * (high - low) || 1;
  low -= room; high += room;
  function up(v) { return top + size * (1 - (v - low) / (high - low)); }
  for (i = 0; i < data.count && data.targetWidth === width; i += Math.ceil(data.count / 500)) {
    for (k = 0; k < width; k++) {
      g.beginPath();
      g.arc(left + wide * (data.features[i * data.width + this.axes[0]] - range[0]) / (range[1] - range[0]), up(data.targets[i * width + k]), 3, 0, 7);
      g.fillStyle = CLASS_COLORS[(k + 1) % 8]; g.fill();
    }
  }
  for (k = 0; k < width; k++) {
    g.beginPath();
    for (i = 0; i < this.rows; i++) { g.lineTo(left + wide * (i + 0.5) / this.rows, up(y[i * width + k])); }
    g.strokeStyle = CLASS_COLORS[k % 8]; g.lineWidth = 2; g.stroke();
  }
  g.lineWidth = 1; g.fillStyle = colors.ink; g.textAlign = "right";
  g.fillText(short(high), left - 4, top + 10); g.fillText(short(low), left - 4, top + size);
};

function drawLoss(canvas, history, colors) {
  var g = canvas.begin(150), wide = g.across - 52, high = 116, most = 0, least = Infinity;
  history.forEach(function (e) {
    [e.loss, e.held].forEach(function (v) { if (isFinite(v)) { most = Math.max(most, v); least = Math.min(least, v); } });
  });
  g.strokeStyle = colors.grid; g.strokeRect(44, 6, wide, high);
  g.fillStyle = colors.ink;
  if (history.length === 0) { g.textAlign = "center"; g.fillText("press play: a point for each epoch", 44 + wide / 2, 66); return; }
  least = Math.min(least, 0.9 * most);
  g.textAlign = "right"; g.fillText(short(most), 40, 16); g.fillText(short(least), 40, 6 + high);
  g.textAlign = "left"; g.fillText("epoch " + history[0].epoch, 44, 138);
  g.textAlign = "right"; g.fillText(String(history[history.length - 1].epoch), 44 + wide, 138);
  ["held", "loss"].forEach(function (which) {
    g.beginPath();
    g.setLineDash(which === "held" ? [5, 3] : []);
    g.strokeStyle = which === "held" ? colors.neg : colors.pos;
    g.lineWidth = 2;
    var every = Math.max(1, Math.floor(history.length / 800));
    for (var i = 0; i < history.length; i += every) {
      if (!isFinite(history[i][which])) { continue; }
      g.lineTo(44 + wide * (history.length === 1 ? 0.5 : i / (history.length - 1)), 6 + high * (1 - (history[i][which] - least) / (most - least)));
    }
    g.stroke();
    if (history.length === 1 && isFinite(history[0][which])) { // a line of one point is not seen
      g.fillStyle = g.strokeStyle;
      g.fillRect(42 + wide / 2, 4 + high * (1 - (history[0][which] - least) / (most - least)), 4, 4);
    }
  });
  g.setLineDash([]); g.lineWidth = 1;
}
