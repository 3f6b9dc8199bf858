// What a reader can set, and small helpers for elements of the page.

function element(kind, properties, parent) {
  var made = Object.assign(document.createElement(kind), properties);
  if (parent) { parent.appendChild(made); }
  return made;
}

function labelled(words, input, parent, check) {
  var label = element("label", {className: check ? "check" : ""}, parent);
  if (check) { label.appendChild(input); label.append(words); } else { label.append(words); label.appendChild(input); }
  return input;
}

function numberField(words, value, step, parent, set) {
  var input = element("input", {type: "number", min: 0, step: step, value: value});
  labelled(words, input, parent);
  input.onchange = function () {
    var number = input.value === "" ? NaN : +input.value;
    if (!(number >= 0)) { input.value = value; return; }
    value = number;
    set(number);
  };
  return input;
}

function choice(words, options, chosen, parent, set) {
  var select = element("select", {});
  options.forEach(function (name, i) { element("option", {value: i, textContent: name, selected: i === chosen}, select); });
  labelled(words, select, parent);
  select.onchange = function () { set(+select.value); };
  return select;
}

// as people read numbers, with three digits that count
function short(x) {
  if (!isFinite(x)) { return String(x); }
  if (x === 0) { return "0"; }
  var size = Math.abs(x);
  return size >= 1e5 || size < 1e-3 ? x.toExponential(1) : String(+x.toPrecision(3));
}

var CLASS_COLORS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f", "#f0e442"];

function channels(color) {
  return [1, 3, 5].map(function (i) { return parseInt(color.slice(i, i + 2), 16); });
}

function mix(from, to, share) {
  return from.map(function (c, i) { return Math.round(c + (to[i] - c) * share); });
}

// the colours of the page as it is now, light or dark
function colorsOf(root) {
  var style = getComputedStyle(root), colors = {};
  ["ground", "panel", "ink", "faint", "grid", "pos", "neg", "zero"].forEach(function (name) {
    var hex = style.getPropertyValue("--" + name).trim();
    colors[name] = hex.length === 4 ? "#" + hex[1] + hex[1] + hex[2] + hex[2] + hex[3] + hex[3] : hex;
  });
  return colors;
}

// a canvas as sharp as the screen, sized anew at each drawing
function canvasIn(parent, words) {
  var canvas = element("canvas", {}, parent);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", words);
  canvas.begin = function (height) {
    var density = window.devicePixelRatio || 1, width = canvas.clientWidth || 300;
    if (canvas.width !== Math.round(width * density) || canvas.height !== Math.round(height * density)) {
      canvas.width = Math.round(width * density);
      canvas.height = Math.round(height * density);
      canvas.style.height = height + "px";
    }
    var g = canvas.getContext("2d");
    g.setTransform(density, 0, 0, density, 0, 0);
    g.clearRect(0, 0, width, height);
    g.font = "12px Helvetica,Arial,sans-serif";
    g.across = width;
    return g;
  };
  return canvas;
}

function fitted(g, text, width) {
  if (g.measureText(text).width <= width) { return text; }
  while (text.length > 1 && g.measureText(text + "…").width > width) { text = text.slice(0, -1); }
  return text + "…";
}
