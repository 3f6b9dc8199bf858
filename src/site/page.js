// Search over SECTIONS, a list of [page, anchor, page's title, section's title, text]; the list of pages, open where there
// is room for it; pictures that a narrow page shrinks, as large as they are when pressed. Without this script everything
// else works.
(function () {
  "use strict";
  var pages = document.querySelector("nav.pages details");
  var wide = window.matchMedia("(min-width: 62rem)");
  function unfold() { pages.open = wide.matches; }
  wide.addEventListener("change", unfold);
  unfold();

  var pictures = Array.prototype.filter.call(document.querySelectorAll("main img"), function (picture) {
    return !picture.closest(".output_subarea td, a");
  });
  function press(event) {
    var key = event.type === "keydown";
    var picture = event.currentTarget;
    if (!picture.matches(".shrunk, .whole") || key && event.key !== "Enter" && event.key !== " ") { return; }
    event.preventDefault();
    picture.setAttribute("aria-pressed", picture.classList.toggle("whole"));
  }
  function measure() {
    pictures.forEach(function (picture) {
      var own = Number(picture.getAttribute("width")) || picture.naturalWidth;
      if (picture.classList.contains("whole")) { return; }
      var shrunk = picture.clientWidth > 0 && picture.clientWidth < own - 1;
      picture.classList.toggle("shrunk", shrunk);
      if (shrunk) {
        picture.tabIndex = 0;
        picture.setAttribute("role", "button");
        picture.setAttribute("aria-pressed", "false");
        picture.title = "Press to see it as large as it is";
      } else {
        ["tabindex", "role", "aria-pressed", "title"].forEach(function (name) { picture.removeAttribute(name); });
      }
    });
  }
  pictures.forEach(function (picture) {
    picture.addEventListener("click", press);
    picture.addEventListener("keydown", press);
  });
  window.addEventListener("load", measure);
  window.addEventListener("resize", measure);
  document.addEventListener("input", measure); // a film shows another picture

  var form = document.querySelector("header form");
  var input = form.querySelector("input");
  var box = document.getElementById("found");
  var root = form.dataset.root;

  function plain(text) { return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, ""); }

  var sections = (window.SECTIONS || []).map(function (s) {
    return { url: s[0] + (s[1] ? "#" + s[1] : ""), page: s[2], title: s[3], text: s[4],
      inTitle: plain(s[2] + " " + s[3]), inText: plain(s[4]) };
  });

  // every word must be there, at the beginning of a word; words in titles count more
  function score(section, words) {
    var sum = 0;
    for (var i = 0; i < words.length; i++) {
      var begins = new RegExp("(^|[^a-z0-9])" + words[i].replace(/[^a-z0-9_]/g, "\\$&"), "g");
      var title = (section.inTitle.match(begins) || []).length;
      var text = (section.inText.match(begins) || []).length;
      if (!title && !text) { return 0; }
      sum += 10 * Math.min(title, 2) + Math.min(text, 5);
    }
    return sum;
  }

  function around(section, word) {
    var at = Math.max(0, section.inText.indexOf(word) - 50);
    return (at ? "…" : "") + section.text.slice(at, at + 150) + (at + 150 < section.text.length ? "…" : "");
  }

  function element(name, text) {
    var made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  function search() {
    var words = plain(input.value).split(/[^a-z0-9_]+/).filter(Boolean);
    box.hidden = !words.length;
    box.textContent = "";
    if (!words.length) { return; }
    var found = sections.map(function (s) { return { section: s, score: score(s, words) }; })
      .filter(function (f) { return f.score; })
      .sort(function (a, b) { return b.score - a.score; })
      .slice(0, 20);
    found.forEach(function (f) {
      var link = element("a", f.section.title === f.section.page ? f.section.page : f.section.page + ": " + f.section.title);
      link.href = root + f.section.url;
      link.setAttribute("role", "option");
      link.appendChild(element("small", around(f.section, words[0])));
      box.appendChild(link);
    });
    if (!found.length) { box.appendChild(element("p", "Nothing has all these words")); }
  }

  var asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    input.value = asked;
    search();
  }
  input.addEventListener("input", search);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var first = box.querySelector("a");
    if (first) { first.click(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { box.hidden = true; }
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      input.focus();
    }
  });
  document.addEventListener("click", function (event) {
    if (!box.contains(event.target) && event.target !== input || event.target.tagName === "A") { box.hidden = true; }
  });
})();
