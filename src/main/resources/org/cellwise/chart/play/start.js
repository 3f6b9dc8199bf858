// A notebook may run this before it shows the picture that stands still.
function start(id, spec, patience) {
  var root = document.querySelector('[id="' + id + '"]:not([data-on])');
  if (root) {
    root.setAttribute("data-on", "");
    if (!document.getElementById("cellwise-playground-style")) {
      element("style", {id: "cellwise-playground-style", textContent: STYLE}, document.head);
    }
    root.textContent = "";
    play(root, spec);
  } else if (patience > 0) {
    setTimeout(function () { start(id, spec, patience - 1); }, 100);
  }
}
