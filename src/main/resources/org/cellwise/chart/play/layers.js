// What layers and losses compute, forward and backward, in the order of operations of Cellwise's Java.
// x (rows, in), y (rows, out), W (in, out), each in one Float32Array; storing into one rounds.

var SHORT = 4096, BLOCK = 256; // longer sums are made of blocks, added with what rounding left out (Kahan, 1965)

// runs product(from, to, target), which adds to the target, over 0 … length - 1
function summed(length, limit, target, size, product) {
  if (length <= limit) { product(0, length, target); return; }
  var part = new Float32Array(size), lost = new Float32Array(size);
  for (var from = 0; from < length; from += BLOCK) {
    product(from, Math.min(length, from + BLOCK), part);
    for (var i = 0; i < size; i++) {
      var added = round(part[i] - lost[i]), before = target[i], after = round(before + added);
      var error = round(round(after - before) - added);
      target[i] = after;
      lost[i] = error - error === 0 ? error : 0;
      part[i] = 0;
    }
  }
}

function denseForward(layer, x, rows, y) {
  var inputs = layer.inputs, units = layer.units, w = layer.weight, b = layer.bias;
  for (var row = 0; row < rows; row++) {
    for (var j = 0; j < units; j++) { y[row * units + j] = b ? b[j] : 0; }
  }
  summed(inputs, SHORT, y, rows * units, function (from, to, target) {
    for (var row = 0; row < rows; row++) {
      var at = row * units;
      for (var i = from; i < to; i++) {
        var factor = x[row * inputs + i], wAt = i * units;
        for (var j = 0; j < units; j++) { target[at + j] = target[at + j] + round(factor * w[wAt + j]); }
      }
    }
  });
}

// adds to the gradients of weight and bias, and writes that of the inputs where it is asked for
function denseBackward(layer, x, rows, dy, dx) {
  var inputs = layer.inputs, units = layer.units, w = layer.weight;
  if (dx) {
    dx.fill(0, 0, rows * inputs);
    summed(units, SHORT, dx, rows * inputs, function (from, to, target) {
      for (var row = 0; row < rows; row++) {
        for (var i = 0; i < inputs; i++) {
          var sum = target[row * inputs + i], wAt = i * units;
          for (var j = from; j < to; j++) { sum = round(sum + round(dy[row * units + j] * w[wAt + j])); }
          target[row * inputs + i] = sum;
        }
      }
    });
  }
  summed(rows, SHORT, layer.weightSlope, inputs * units, function (from, to, target) {
    for (var row = from; row < to; row++) {
      for (var i = 0; i < inputs; i++) {
        var factor = x[row * inputs + i], at = i * units;
        for (var j = 0; j < units; j++) { target[at + j] = target[at + j] + round(factor * dy[row * units + j]); }
      }
    }
  });
  if (layer.bias) {
    summed(rows, BLOCK, layer.biasSlope, units, function (from, to, target) {
      for (var row = from; row < to; row++) {
        for (var j = 0; j < units; j++) { target[j] = target[j] + dy[row * units + j]; }
      }
    });
  }
}

// the sum of some floats, by blocks in double precision where they are many
function sumOf(x, from, count) {
  if (count <= 1024) {
    var sum = 0;
    for (var i = from; i < from + count; i++) { sum = round(sum + x[i]); }
    return sum;
  }
  var total = 0;
  for (var at = 0; at < count; at += 1024) { total += sumOf(x, from + at, Math.min(1024, count - at)); }
  return round(total);
}

function largestOf(x, from, count) {
  var largest = -Infinity;
  for (var i = from; i < from + count; i++) { largest = Math.max(largest, x[i]); }
  return largest;
}

// functions of one number: value(x, layer) and slope(x, y, layer); times the gradient from above in the order of Java.
// merged is the slope as it is where a dense layer ends in the function.
var ROOT_HALF = round(Math.sqrt(0.5)), DENSITY = round(1 / Math.sqrt(2 * Math.PI));
var GELU_ROOT = round(Math.sqrt(2 / Math.PI)), GELU_CUBIC = round(0.044715), GELU_CUBIC3 = round(3 * GELU_CUBIC);
var NEAR = round(0.02), SIXTH = round(1 / 6), THIRD = round(1 / 3);
function geluInner(x) { return tanh(round(GELU_ROOT * round(x + round(round(round(GELU_CUBIC * x) * x) * x)))); }
function geluShare(x) { return round(0.5 * round(1 + erf(round(x * ROOT_HALF)))); }
function reluSlope(y) { return y > 0 ? 1 : y === 0 ? 0 : NaN; }

var FUNCTIONS = {
  relu: {
    value: function (x, s) { return Math.max(round(x - s.threshold), 0); },
    back: function (dy, x, y) { return round(dy * reluSlope(y)); },
    merged: function (dy, y) { return round(dy * reluSlope(y)); }
  },
  sigmoid: {
    value: function (x) { return sigmoid(x); },
    back: function (dy, x, y) { return round(round(dy * y) * round(1 - y)); },
    merged: function (dy, y) { return round(dy * round(y * round(1 - y))); }
  },
  tanh: {
    value: function (x) { return tanh(x); },
    back: function (dy, x, y) { return round(dy * round(1 - round(y * y))); },
    merged: function (dy, y) { return round(dy * round(1 - round(y * y))); }
  },
  leaky_relu: {
    value: function (x, s) { return x > 0 ? x : round(s.alpha * x); },
    back: function (dy, x, y, s) { return x > 0 ? dy : round(s.alpha * dy); }
  },
  elu: {
    value: function (x, s) {
      if (x > 0) { return round(s.scale * x); }
      var less = Math.abs(x) < NEAR ? round(x * round(1 + round(x * round(0.5 + round(x * SIXTH))))) : round(round(exp(x)) - 1);
      return round(s.scale * round(s.alpha * less));
    },
    back: function (dy, x, y, s) { return round(dy * (y > 0 ? s.scale : round(y + round(s.scale * s.alpha)))); }
  },
  gelu: {
    value: function (x) { return round(x * geluShare(x)); },
    back: function (dy, x) {
      var density = round(exp(round(-0.5 * round(x * x))));
      return round(dy * round(geluShare(x) + round(DENSITY * round(x * density))));
    }
  },
  gelu_tanh: {
    value: function (x) { return round(round(0.5 * x) * round(1 + geluInner(x))); },
    back: function (dy, x) {
      var t = geluInner(x), inner = round(GELU_ROOT * round(1 + round(round(GELU_CUBIC3 * x) * x)));
      return round(round(dy * 0.5) * round(round(1 + t) + round(round(x * round(1 - round(t * t))) * inner)));
    }
  },
  silu: {
    value: function (x) { return round(x * sigmoid(x)); },
    back: function (dy, x) {
      var s = sigmoid(x);
      return round(round(dy * s) * round(1 + round(x * round(1 - s))));
    }
  },
  softplus: {
    value: function (x) {
      var e = round(exp(-Math.abs(x)));
      var rest = e < NEAR ? round(e * round(1 - round(e * round(0.5 - round(e * THIRD))))) : round(log(round(1 + e)));
      return round(Math.max(x, 0) + rest);
    },
    back: function (dy, x) { return round(dy * sigmoid(x)); }
  },
  straight_through_step: {
    value: function (x, s) { return x > s.threshold ? 1 : x <= s.threshold ? 0 : NaN; },
    back: function (dy, x, y, s) { return Math.abs(round(x - s.threshold)) <= 1 ? dy : 0; }
  }
};

function activationForward(layer, x, rows, y) {
  var units = layer.units, kind = layer.kind;
  if (kind !== "softmax" && kind !== "log_softmax") {
    var value = FUNCTIONS[kind].value;
    for (var i = 0; i < rows * units; i++) { y[i] = value(x[i], layer); }
    return;
  }
  for (var row = 0; row < rows; row++) {
    var from = row * units, to = from + units, largest = largestOf(x, from, units), j;
    for (j = from; j < to; j++) { y[j] = exp(round(x[j] - largest)); }
    var total = sumOf(y, from, units);
    if (kind === "softmax") {
      var share = round(1 / total);
      for (j = from; j < to; j++) { y[j] = y[j] * share; }
    } else {
      var logTotal = log(total);
      for (j = from; j < to; j++) { y[j] = round(x[j] - largest) - logTotal; }
    }
  }
}

// the gradient dy of the outputs becomes dx, that of the inputs; both may be the same array where the layer is merged
function activationBackward(layer, x, y, rows, dy, dx) {
  var units = layer.units, kind = layer.kind, i;
  if (kind !== "softmax" && kind !== "log_softmax") {
    var f = FUNCTIONS[kind];
    if (layer.merged) {
      for (i = 0; i < rows * units; i++) { dx[i] = f.merged(dy[i], y[i]); }
    } else {
      for (i = 0; i < rows * units; i++) { dx[i] = 0 + f.back(dy[i], x[i], y[i], layer); }
    }
    return;
  }
  var products = new Float32Array(units);
  for (var row = 0; row < rows; row++) {
    var from = row * units;
    if (kind === "softmax") {
      for (i = 0; i < units; i++) { products[i] = y[from + i] * dy[from + i]; }
      var dot = sumOf(products, 0, units);
      for (i = from; i < from + units; i++) { dx[i] = 0 + round(y[i] * round(dy[i] - dot)); }
    } else {
      var total = sumOf(dy, from, units);
      for (i = from; i < from + units; i++) { dx[i] = 0 + round(dy[i] - round(round(exp(y[i])) * total)); }
    }
  }
}

// losses of one output: value and slope by the prediction, in double precision
function softplus(x) { return Math.max(x, 0) + Math.log1p(exp(-Math.abs(x))); }
function smoothed(t, s) { return round(round(round(1 - s.smoothing) * t) + round(s.smoothing / 2)); }

var LOSSES = {
  squared_error: {
    value: function (p, t) { var e = round(p - t); return e * e; },
    slope: function (p, t) { return round(2 * round(p - t)); }
  },
  absolute_error: {
    value: function (p, t) { return Math.abs(round(p - t)); },
    slope: function (p, t) { return Math.sign(round(p - t)); }
  },
  huber: {
    value: function (p, t, s) { var e = Math.abs(round(p - t)); return e <= s.delta ? e * e / 2 : s.delta * (e - s.delta / 2); },
    slope: function (p, t, s) { return Math.max(-s.delta, Math.min(s.delta, round(p - t))); }
  },
  binary_cross_entropy: {
    value: function (p, t, s) {
      var share = smoothed(t, s);
      return s.weight1 * share * softplus(-p) + s.weight0 * (1 - share) * softplus(p);
    },
    slope: function (p, t, s) {
      var share = smoothed(t, s), yes = 1 / (1 + exp(-p));
      return s.weight1 * share * (yes - 1) + s.weight0 * (1 - share) * yes;
    }
  }
};

// The losses of rows into losses; where slopes is given, also their slopes by the predictions, times what each row weighs.
// Returns [Σ wᵢ lᵢ, Σ wᵢ].
function lossOf(loss, p, targets, weights, rows, width, losses, slopes) {
  var sum = 0, all = 0;
  if (slopes) { slopes.fill(0, 0, rows * width); }
  for (var row = 0; row < rows; row++) {
    var weight = weights ? weights[row] : 1;
    var counts = loss.kind === "cross_entropy"
      ? crossEntropy(loss, p, targets, row, width, losses, slopes, weight)
      : outputLoss(loss, p, targets, row, width, losses, slopes, weight);
    sum += weight === 0 ? 0 : weight * losses[row];
    all += weight * counts;
  }
  return [sum, all];
}

function outputLoss(loss, p, targets, row, width, losses, slopes, weight) {
  var f = LOSSES[loss.kind], from = row * width, sum = 0, each = weight / width;
  for (var i = from; i < from + width; i++) {
    sum += f.value(p[i], targets[i], loss);
    if (slopes && weight !== 0) { slopes[i] = 0 + round(each * f.slope(p[i], targets[i], loss)); }
  }
  losses[row] = sum / width;
  return 1;
}

function crossEntropy(s, p, targets, row, width, losses, slopes, weight) {
  var from = row * width, largest = largestOf(p, from, width), powers = new Float32Array(width), i;
  for (i = 0; i < width; i++) { powers[i] = exp(round(p[from + i] - largest)); }
  var total = sumOf(powers, 0, width), logTotal = largest + log(total), loss = 0, sum, factor;
  var each = new Float32Array(width); // what each logit's share is subtracted from
  var label = s.indices ? targets[row] : -1, spread = round(s.smoothing / width), kept = round(1 - s.smoothing);
  function weightOf(c) { return s.weights ? s.weights[c] : 1; }
  if (s.indices) {
    var right = round(kept * weightOf(label));
    loss = right === 0 ? 0 : right * (logTotal - p[from + label]);
    sum = right;
    for (i = 0; s.smoothing > 0 && i < width; i++) {
      each[i] = spread * weightOf(i);
      loss += each[i] === 0 ? 0 : each[i] * (logTotal - p[from + i]);
      sum = round(sum + each[i]);
    }
  } else {
    sum = 0;
    for (i = 0; i < width; i++) {
      each[i] = weightOf(i) * round(round(kept * targets[from + i]) + spread);
      loss += each[i] === 0 ? 0 : each[i] * (logTotal - p[from + i]);
      sum += each[i];
    }
  }
  losses[row] = loss;
  if (slopes && weight !== 0) {
    factor = round(sum / total);
    for (i = 0; i < width; i++) {
      var slope = round(round(powers[i] * factor) - each[i]);
      if (i === label) { slope = round(slope - round(kept * weightOf(label))); }
      slopes[from + i] = 0 + round(weight * slope);
    }
  }
  return s.indices ? weightOf(label) : 1;
}
