// The network as it is, as a cell for a notebook.

var MANY = 3000; // numbers that a cell of Java still holds one by one

// a text of Java; what is not plain as \uXXXX
function quoted(text) {
  return "\"" + text.replace(/[^ !#-\[\]-~]/g, function (c) {
    return c === "\"" || c === "\\" ? "\\" + c : c === "\n" ? "\\n" : "\\u" + ("000" + c.charCodeAt(0).toString(16)).slice(-4);
  }) + "\"";
}

function camel(kind) { return kind.replace(/_([a-z])/g, function (all, c) { return c.toUpperCase(); }); }

function layerCode(layer, named) {
  if (layer.kind === "dense") {
    return "dense(" + (named ? "outputs(" + named.map(quoted).join(", ") + ")" : layer.units) + ")" + (layer.biased ? "" : ".noBias()");
  }
  if (layer.kind === "elu") { return layer.scale !== 1 ? "selu()" : "elu(" + plain(layer.alpha) + ")"; }
  var setting = layer.kind === "leaky_relu" ? layer.alpha : layer.kind === "relu" || layer.kind === "straight_through_step" ? layer.threshold : 0;
  return camel(layer.kind) + "(" + (setting === 0 ? "" : plain(setting)) + ")";
}

// a float in as many digits as tell it from its neighbours
function plain(x) { return String(+x.toPrecision(9)); }

function values(name, numbers) {
  if (numbers.length <= MANY) {
    return "net.setValues(" + quoted(name) + ", " + Array.prototype.map.call(numbers, plain).join(", ") + ");";
  }
  var bytes = new DataView(new ArrayBuffer(4 * numbers.length)), text = "", pieces = [];
  for (var i = 0; i < numbers.length; i++) { bytes.setFloat32(4 * i, numbers[i]); }
  for (i = 0; i < bytes.byteLength; i++) { text += String.fromCharCode(bytes.getUint8(i)); }
  text = btoa(text);
  for (i = 0; i < text.length; i += 30000) { pieces.push("\"" + text.slice(i, i + 30000) + "\""); }
  var held = name.replace(/\W/g, "_");
  return "var " + held + " = java.nio.ByteBuffer.wrap(java.util.Base64.getDecoder().decode(String.join(\"\", " + pieces.join(", ") + ")));\n"
    + "net.setValues(" + quoted(name) + ", java.util.stream.DoubleStream.generate(" + held + "::getFloat).limit(" + numbers.length + ").toArray());";
}

function lossCode(loss) {
  var names = {squared_error: "meanSquaredError()", absolute_error: "meanAbsoluteError()", cross_entropy: "crossEntropy()", binary_cross_entropy: "binaryCrossEntropy()"};
  var code = names[loss.kind] || "huber(" + plain(loss.delta) + ")";
  if (loss.smoothing > 0) { code += ".smoothing(" + plain(loss.smoothing) + ")"; }
  if (loss.weights) { code += ".classWeights(" + Array.prototype.map.call(loss.weights, plain).join(", ") + ")"; }
  if (loss.kind === "binary_cross_entropy" && (loss.weight0 !== 1 || loss.weight1 !== 1)) { code += ".classWeights(" + plain(loss.weight0) + ", " + plain(loss.weight1) + ")"; }
  return code;
}

function optimizerCode(training) {
  var o = training.spec.optimizer, code = (o.kind === "adam" ? "adam(" : "sgd(") + training.rate + ")";
  if (o.kind === "adam" && (o.beta1 !== 0.9 || o.beta2 !== 0.999)) { code += ".betas(" + o.beta1 + ", " + o.beta2 + ")"; }
  if (o.kind === "adam" && o.epsilon !== 1e-8) { code += ".epsilon(" + o.epsilon + ")"; }
  if (o.momentum > 0) { code += (o.nesterov ? ".nesterov(" : ".momentum(") + o.momentum + ")"; }
  if (training.decay > 0) { code += ".weightDecay(" + training.decay + ")"; }
  return code;
}

function cellCode(training) {
  var spec = training.spec, lines = ["// after " + training.epochs + " epochs, " + training.next + " rows into the next; weights " + training.receipt()];
  var last = training.layers.map(function (l) { return l.kind; }).lastIndexOf("dense"), names = spec.outputs.length === training.outputs ? spec.outputs : null;
  lines.push("var net = network(inputs(" + spec.inputs.map(function (i) { return quoted(i.name); }).join(", ") + "), "
    + training.layers.map(function (layer, i) { return layerCode(layer, i === last ? names : null); }).join(", ") + ");");
  training.layers.forEach(function (layer) {
    if (layer.kind !== "dense") { return; }
    lines.push(values(layer.name + ".weight", layer.weight));
    if (layer.bias) { lines.push(values(layer.name + ".bias", layer.bias)); }
  });
  var trainer = "var trainer = trainer(net, " + lossCode(training.loss) + ", " + optimizerCode(training) + ").batchSize(" + spec.batch + ").seed(seed(" + spec.seed + "L))";
  if (training.l1 > 0 || training.l2 > 0) { trainer += ".penalty(" + training.l1 + ", " + training.l2 + ")"; }
  if (spec.clipNorm > 0) { trainer += ".clipNorm(" + spec.clipNorm + ")"; }
  if (spec.clipValue > 0) { trainer += ".clipValue(" + spec.clipValue + ")"; }
  if (spec.decayBiases) { trainer += ".decayBiases()"; }
  lines.push(trainer + ";");
  training.layers.forEach(function (layer) { if (layer.frozen) { lines.push("net.freeze(" + quoted(layer.name) + ");"); } });
  return lines.join("\n");
}
