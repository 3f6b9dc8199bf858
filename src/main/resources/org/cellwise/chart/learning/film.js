(function (id, film) {
  // a notebook may run this before it shows the pictures
  function start(patience) {
    var root = document.querySelector('[id="' + id + '"]:not([data-on])');
    if (root) { root.setAttribute("data-on", ""); play(root); }
    else if (patience > 0) { setTimeout(function () { start(patience - 1); }, 100); }
  }
  function text(image) {
    var bytes = atob(image.src.split(",")[1]);
    return new TextDecoder().decode(Uint8Array.from(bytes, function (c) { return c.charCodeAt(0); }));
  }
  function valueAt(values, moment) {
    while (values[moment] === 0) { moment--; }
    return values[moment];
  }
  function draw(still, changes, moment) {
    var elements = still.split("><");
    for (var i = 0; i < changes.length; i++) {
      var parts = changes[i][1];
      if (changes[i][0] < 0) { return valueAt(parts[0][1], moment); }
      var pieces = elements[changes[i][0]].split('"');
      for (var j = 0; j < parts.length; j++) {
        var value = valueAt(parts[j][1], moment);
        if (parts[j][0] < 0) { pieces = [value]; } else { pieces[parts[j][0]] = value; }
      }
      elements[changes[i][0]] = pieces.join('"');
    }
    return elements.join("><");
  }
  function play(root) {
    var last = film.labels.length - 1, timer = null;
    var places = Array.prototype.slice.call(root.children);
    var stills = places.map(function (place) { return text(place.firstChild); });
    var bar = document.createElement("div");
    var button = document.createElement("button");
    var slider = document.createElement("input");
    var label = document.createElement("span");
    slider.type = "range"; slider.min = 0; slider.max = last; slider.value = last; slider.style.width = "300px";
    slider.setAttribute("aria-label", "moment of training");
    button.style.cssText = "width:100px;white-space:nowrap";
    bar.style.cssText = "display:flex;align-items:center;gap:12px;margin:4px 0;font:13px Helvetica,Arial,sans-serif";
    bar.appendChild(button); bar.appendChild(slider); bar.appendChild(label);
    root.insertBefore(bar, root.firstChild);
    function show() {
      var moment = +slider.value;
      for (var i = 0; i < places.length; i++) { places[i].innerHTML = draw(stills[i], film.strips[i], moment); }
      label.textContent = film.labels[moment];
      slider.setAttribute("aria-valuetext", film.labels[moment]);
    }
    function stop() { clearInterval(timer); timer = null; button.textContent = "▶ play"; }
    function step() {
      if (!document.body.contains(root)) { stop(); return; }
      if (+slider.value >= last) { stop(); return; }
      slider.value = +slider.value + 1;
      show();
    }
    button.onclick = function () {
      if (timer) { stop(); return; }
      if (+slider.value >= last) { slider.value = 0; show(); }
      button.textContent = "❚❚ pause";
      timer = setInterval(step, Math.max(80, Math.min(400, 6000 / (last + 1))));
    };
    slider.oninput = function () { stop(); show(); };
    stop(); show();
  }
  start(100);
})
