(function (id) {
  // a notebook may run this before it shows the tables
  function start(patience) {
    var root = document.querySelector('[id="' + id + '"]:not([data-on])');
    if (root) { root.setAttribute("data-on", ""); liven(root); }
    else if (patience > 0) { setTimeout(function () { start(patience - 1); }, 100); }
  }
  function number(text) {
    var plain = text.replace(/,/g, "").replace(/ .*$/, "");
    return plain !== "" && isFinite(plain) ? +plain : null;
  }
  function compare(a, b) {
    var x = number(a), y = number(b);
    if (a === "" || b === "") { return a === b ? 0 : a === "" ? 1 : -1; }
    return x !== null && y !== null ? x - y : a < b ? -1 : a > b ? 1 : 0;
  }
  function sort(table, column, sign) {
    var body = table.tBodies[0];
    var rows = Array.prototype.slice.call(body.rows);
    rows.sort(function (a, b) {
      return sign * compare(a.cells[column].textContent.trim(), b.cells[column].textContent.trim());
    });
    rows.forEach(function (row) { body.appendChild(row); });
  }
  function liven(root) {
    Array.prototype.forEach.call(root.querySelectorAll("table"), function (table) {
      Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
        var sign = 1;
        head.style.cursor = "pointer";
        head.title = "sort";
        head.onclick = function () { sort(table, column, sign); sign = -sign; };
      });
      if (table.tBodies[0].rows.length < 8) { return; }
      var filter = document.createElement("input");
      filter.placeholder = "filter";
      filter.style.cssText = "color:inherit;background:transparent;border:1px solid #888;padding:2px 4px;margin:4px 0";
      filter.setAttribute("aria-label", "show rows that contain this");
      filter.oninput = function () {
        var wanted = filter.value.toLowerCase();
        Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
          row.style.display = row.textContent.toLowerCase().indexOf(wanted) < 0 ? "none" : "";
        });
      };
      table.parentNode.insertBefore(filter, table);
    });
  }
  start(50);
})
