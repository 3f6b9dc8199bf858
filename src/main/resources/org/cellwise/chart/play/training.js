// A network with its optimizer and its rows, as they were in Java when the page was made, and a step of training.

function floatsOf(base64) {
  var text = atob(base64), bytes = new Uint8Array(text.length);
  for (var i = 0; i < text.length; i++) { bytes[i] = text.charCodeAt(i); }
  return new Float32Array(bytes.buffer);
}

function rowsOf(part, width, targetWidth) {
  return part && {
    count: part.rows,
    features: floatsOf(part.features),
    targets: floatsOf(part.targets),
    weights: part.weights ? floatsOf(part.weights) : null,
    width: width,
    targetWidth: targetWidth
  };
}

// settings as floats, as Java holds them
function rounded(described) {
  var copy = Object.assign({}, described);
  ["alpha", "scale", "threshold", "smoothing", "delta", "weight0", "weight1"].forEach(function (name) {
    if (typeof copy[name] === "number") { copy[name] = round(copy[name]); }
  });
  return copy;
}

function Training(spec) {
  var all = floatsOf(spec.weights), slots = spec.slots.map(floatsOf), at = 0, width = spec.inputs.length;
  function take(size) {
    var taken = {values: all.slice(at, at + size), slots: slots.map(function (s) { return s.slice(at, at + size); })};
    at += size;
    return taken;
  }
  this.spec = spec;
  this.layers = spec.layers.map(function (described) {
    var layer = rounded(described);
    layer.inputs = width;
    if (layer.kind === "dense") {
      var w = take(width * layer.units), b = layer.biased ? take(layer.units) : null;
      layer.weight = w.values;
      layer.weightSlots = w.slots;
      layer.bias = b && b.values;
      layer.biasSlots = b && b.slots;
      makeSlopes(layer);
      width = layer.units;
    } else {
      layer.units = width;
    }
    return layer;
  });
  this.outputs = width;
  this.train = rowsOf(spec.train, spec.inputs.length, spec.targetWidth);
  this.held = rowsOf(spec.held, spec.inputs.length, spec.targetWidth);
  this.loss = rounded(spec.loss);
  this.loss.weights = spec.loss.weights ? new Float32Array(spec.loss.weights) : null;
  this.rate = spec.rate;
  this.l1 = spec.l1;
  this.l2 = spec.l2;
  this.decay = spec.optimizer.decay;
  this.noise = 0;
  this.off = spec.inputs.map(function () { return false; });
  this.hold = null; // one weight that stays: {layer, index}
  this.updates = spec.updates;
  this.epochs = spec.epochs;
  this.random = new Random(spec.order[0], spec.order[1]);
  this.other = new Random(spec.order[1], spec.order[0]); // for what Java's training does not draw
  this.order = new Int32Array(this.train.count);
  this.next = 0; // row of the order that the next batch begins with
  this.lossSum = 0;
  this.weightSum = 0;
  this.history = [];
  this.tape = {};
}

function makeSlopes(layer) {
  layer.weightSlope = new Float32Array(layer.weight.length);
  layer.biasSlope = layer.bias && new Float32Array(layer.bias.length);
}

// runs so many rows; the tape then holds the outputs of each layer in tape.values, the inputs first
Training.prototype.forward = function (x, rows, tape) {
  if (!tape.values || tape.rows < rows || tape.layers !== this.layers || tape.width !== this.sizes()) {
    tape.values = [null].concat(this.layers.map(function (layer) { return new Float32Array(rows * layer.units); }));
    tape.slopes = null;
    tape.rows = rows;
    tape.layers = this.layers;
    tape.width = this.sizes();
  }
  tape.values[0] = x;
  for (var i = 0; i < this.layers.length; i++) {
    var run = this.layers[i].kind === "dense" ? denseForward : activationForward;
    run(this.layers[i], tape.values[i], rows, tape.values[i + 1]);
  }
  return tape.values[this.layers.length];
};

// tells networks of other units apart
Training.prototype.sizes = function () {
  return this.layers.map(function (layer) { return layer.units; }).join();
};

Training.prototype.backward = function (tape, rows, slopes) {
  var above = slopes;
  for (var i = this.layers.length - 1; i >= 0; i--) {
    var layer = this.layers[i], below = i > 0 ? tape.slopes[i - 1] : null;
    if (layer.kind === "dense") {
      denseBackward(layer, tape.values[i], rows, above, below);
    } else if (below) {
      activationBackward(layer, tape.values[i], tape.values[i + 1], rows, above, below);
    }
    above = below;
  }
};

// copies rows, in the order given from a place on, into the tape: without features that are off, with noise if asked for
Training.prototype.gather = function (data, order, from, count, tape, noise) {
  var width = data.width, wide = data.targetWidth;
  if (!tape.x || tape.x.length < count * width) { tape.x = new Float32Array(count * width); }
  if (!tape.t || tape.t.length < count * wide) { tape.t = new Float32Array(count * wide); }
  if (data.weights && (!tape.w || tape.w.length < count)) { tape.w = new Float32Array(count); }
  for (var r = 0; r < count; r++) {
    var row = order ? order[from + r] : from + r;
    for (var i = 0; i < width; i++) {
      var x = this.off[i] ? 0 : data.features[row * width + i];
      tape.x[r * width + i] = noise > 0 && !this.off[i] ? x + noise * this.other.nextGaussian() : x;
    }
    for (var j = 0; j < wide; j++) { tape.t[r * wide + j] = data.targets[row * wide + j]; }
    if (data.weights) { tape.w[r] = data.weights[row]; }
  }
  return data.weights ? tape.w : null;
};

// one batch: the weights move; its mean loss, which is not finite where training cannot go on
Training.prototype.step = function () {
  if (this.next === 0) { this.beginEpoch(); }
  var rows = Math.min(this.spec.batch, this.train.count - this.next), tape = this.tape;
  var weights = this.gather(this.train, this.order, this.next, rows, tape, this.noise);
  var p = this.forward(tape.x, rows, tape);
  if (!tape.slopes) {
    tape.slopes = this.layers.map(function (layer) { return new Float32Array(tape.rows * layer.units); });
    tape.losses = new Float32Array(tape.rows);
  }
  var slopes = tape.slopes[this.layers.length - 1];
  var sums = lossOf(this.loss, p, tape.t, weights, rows, this.outputs, tape.losses, slopes);
  var mean = sums[1] === 0 ? 0 : round(sums[0] / sums[1]);
  if (!isFinite(mean)) { return mean; }
  if (sums[1] > 0) {
    this.backward(tape, rows, slopes);
    this.move(1 / sums[1]);
    if (!this.isFinite()) { return NaN; }
  }
  this.lossSum += sums[0];
  this.weightSum += sums[1];
  this.next += rows;
  if (this.next >= this.train.count) { this.endEpoch(); }
  return mean;
};

Training.prototype.epoch = function () {
  var mean;
  do { mean = this.step(); } while (this.next > 0 && isFinite(mean));
  return mean;
};

Training.prototype.beginEpoch = function () {
  this.saved = this.weights();
  for (var i = 0; i < this.order.length; i++) { this.order[i] = i; }
  this.random.shuffle(this.order);
  this.lossSum = 0;
  this.weightSum = 0;
};

Training.prototype.endEpoch = function () {
  this.next = 0;
  this.epochs++;
  this.history.push({
    epoch: this.epochs,
    loss: this.weightSum === 0 ? NaN : this.lossSum / this.weightSum,
    held: this.held ? this.evaluate(this.held) : NaN
  });
};

// the mean loss of rows
Training.prototype.evaluate = function (data) {
  var tape = this.measuring || (this.measuring = {}), sum = 0, all = 0, at = 0;
  while (at < data.count) {
    var rows = Math.min(256, data.count - at);
    var weights = this.gather(data, null, at, rows, tape, 0), p = this.forward(tape.x, rows, tape);
    tape.losses = tape.losses || new Float32Array(256);
    var sums = lossOf(this.loss, p, tape.t, weights, rows, this.outputs, tape.losses, null);
    sum += sums[0];
    all += sums[1];
    at += rows;
  }
  return sum / all;
};

// moves the weights along the gradients times a factor, which are zero after
Training.prototype.move = function (factor) {
  var self = this, s = this.spec, scale = round(factor);
  var plain = !(this.l1 > 0 || this.l2 > 0) && !(s.clipValue > 0) && !(s.clipNorm > 0);
  this.updates++;
  if (!plain) {
    this.parts(function (w, g, slots, decays) {
      for (var i = 0; i < g.length; i++) {
        g[i] = factor === 1 ? g[i] : g[i] * scale;
        if (decays && (self.l1 > 0 || self.l2 > 0)) { g[i] = g[i] + round(self.l1 * Math.sign(w[i]) + self.l2 * w[i]); }
        if (s.clipValue > 0) { g[i] = Math.max(-round(s.clipValue), Math.min(round(s.clipValue), g[i])); }
      }
    });
    scale = 1;
    var norm = s.clipNorm > 0 ? this.norm() : 0;
    if (norm > s.clipNorm) { this.parts(function (w, g) { for (var i = 0; i < g.length; i++) { g[i] = g[i] * round(s.clipNorm / norm); } }); }
  }
  var held = this.hold && this.layers[this.hold.layer].weight, before = held && held[this.hold.index];
  var update = s.optimizer.kind === "adam" ? adam : sgd;
  this.parts(function (w, g, slots, decays) {
    for (var i = 0; scale !== 1 && i < g.length; i++) { g[i] = g[i] * scale; }
    update(s.optimizer, w, g, slots, self.rate, decays ? self.decay : 0, self.updates);
    g.fill(0);
  });
  if (held) { held[this.hold.index] = before; }
};

// calls with weights, gradients, what the optimizer remembers, and whether they decay: weights, then biases of each layer
Training.prototype.parts = function (use) {
  for (var i = 0; i < this.layers.length; i++) {
    var layer = this.layers[i];
    if (layer.kind !== "dense") { continue; }
    if (layer.frozen) {
      layer.weightSlope.fill(0);
      if (layer.bias) { layer.biasSlope.fill(0); }
      continue;
    }
    use(layer.weight, layer.weightSlope, layer.weightSlots, true);
    if (layer.bias) { use(layer.bias, layer.biasSlope, layer.biasSlots, this.spec.decayBiases); }
  }
};

Training.prototype.norm = function () {
  var sum = 0;
  this.parts(function (w, g) {
    var squares = 0;
    for (var i = 0; i < g.length; i++) { squares += g[i] * g[i]; }
    sum += squares;
  });
  return Math.sqrt(sum);
};

function sgd(s, w, g, slots, rateNow, decayHere) {
  var rate = round(rateNow), decay = round(decayHere), keep = round(s.momentum), v = slots[0], i;
  if (s.momentum === 0) {
    for (i = 0; i < w.length; i++) { w[i] = w[i] - round(rate * round(g[i] + round(decay * w[i]))); }
    return;
  }
  for (i = 0; i < w.length; i++) {
    var slope = round(g[i] + round(decay * w[i]));
    v[i] = round(keep * v[i]) + slope;
    w[i] = w[i] - round(rate * (s.nesterov ? round(slope + round(keep * v[i])) : v[i]));
  }
}

function power(base, exponent) {
  var result = 1, square = base;
  for (var left = exponent; left > 0; left = Math.floor(left / 2)) {
    result *= left % 2 === 1 ? square : 1;
    square *= square;
  }
  return result;
}

function adam(s, w, g, slots, rateNow, decayHere, step) {
  var mean = slots[0], square = slots[1];
  var keep1 = round(s.beta1), new1 = round(1 - s.beta1), keep2 = round(s.beta2), new2 = round(1 - s.beta2);
  var left = round(1 - rateNow * decayHere), rate = round(rateNow / (1 - power(s.beta1, step)));
  var root = round(1 / Math.sqrt(1 - power(s.beta2, step))), epsilon = round(s.epsilon);
  for (var i = 0; i < w.length; i++) {
    mean[i] = round(keep1 * mean[i]) + round(new1 * g[i]);
    square[i] = round(keep2 * square[i]) + round(round(new2 * g[i]) * g[i]);
    var under = round(round(round(Math.sqrt(square[i])) * root) + epsilon);
    w[i] = round(left * w[i]) - round(round(rate * mean[i]) / under);
  }
}

// all weights in Java's order, one after the other
Training.prototype.weights = function () {
  var parts = [], size = 0;
  this.layers.forEach(function (layer) {
    if (layer.kind === "dense") { parts.push(layer.weight); if (layer.bias) { parts.push(layer.bias); } }
  });
  parts.forEach(function (part) { size += part.length; });
  var all = new Float32Array(size), at = 0;
  parts.forEach(function (part) { all.set(part, at); at += part.length; });
  return all;
};

Training.prototype.isFinite = function () {
  return this.layers.every(function (layer) {
    return layer.kind !== "dense" || layer.weight.every(isFinite) && (!layer.bias || layer.bias.every(isFinite));
  });
};

// after weights that are no longer finite: those of the beginning of the epoch, with nothing remembered
Training.prototype.rescue = function () {
  var at = 0, all = this.saved;
  this.layers.forEach(function (layer) {
    if (layer.kind !== "dense") { return; }
    layer.weight.set(all.subarray(at, at += layer.weight.length));
    if (layer.bias) { layer.bias.set(all.subarray(at, at += layer.bias.length)); }
    layer.weightSlots.concat(layer.biasSlots || []).forEach(function (slot) { slot.fill(0); });
    makeSlopes(layer);
  });
  this.updates = 0;
  this.next = 0;
};

// the hash that trainer.receipt() shows of weights
Training.prototype.receipt = function () {
  var all = this.weights(), view = new DataView(new ArrayBuffer(4 * all.length));
  for (var i = 0; i < all.length; i++) { view.setFloat32(4 * i, all[i]); }
  return sha256(new Uint8Array(view.buffer)).slice(0, 12);
};

// -- units added and removed

Training.prototype.nextDense = function (index) {
  for (var i = index + 1; i < this.layers.length; i++) { if (this.layers[i].kind === "dense") { return i; } }
  return -1;
};

// a layer is given so many units, the last ones new or gone; what remains keeps its weights
Training.prototype.resize = function (index, units) {
  var layer = this.layers[index], after = this.nextDense(index), self = this, before = layer.units;
  function matrix(old, rows, columns, newRows, newColumns, fresh) {
    var grown = new Float32Array(newRows * newColumns);
    for (var i = 0; i < newRows; i++) {
      for (var j = 0; j < newColumns; j++) {
        grown[i * newColumns + j] = i < rows && j < columns ? old[i * columns + j] : fresh();
      }
    }
    return grown;
  }
  function none() { return 0; }
  function fresh(inputs, outputs) {
    var limit = Math.sqrt(6 / (inputs + outputs));
    return function () { return limit * (2 * self.other.nextDouble() - 1); };
  }
  function all(part, rows, columns, newRows, newColumns) {
    part.weight = matrix(part.weight, rows, columns, newRows, newColumns, fresh(newRows, newColumns));
    part.weightSlots = part.weightSlots.map(function (s) { return matrix(s, rows, columns, newRows, newColumns, none); });
  }
  all(layer, layer.inputs, before, layer.inputs, units);
  if (layer.bias) {
    layer.bias = matrix(layer.bias, 1, before, 1, units, none);
    layer.biasSlots = layer.biasSlots.map(function (s) { return matrix(s, 1, before, 1, units, none); });
  }
  all(this.layers[after], before, this.layers[after].units, units, this.layers[after].units);
  layer.units = units;
  for (var i = index + 1; i <= after; i++) {
    this.layers[i].inputs = units;
    if (i < after) { this.layers[i].units = units; }
  }
  makeSlopes(layer);
  makeSlopes(this.layers[after]);
  this.hold = null;
  this.tape = {};
  this.saved = this.weights();
};
