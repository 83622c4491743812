(function () {
  "use strict";
  var body = document.body, site = window.ANSINH_SITE;
  var box = document.getElementById("find"), list = document.getElementById("found");
  var told = document.getElementById("found-many");
  if (!site || !box) { return; }
  document.documentElement.classList.add("finds");
  var root = body.dataset.root, language = body.dataset.language, at = site.languages.indexOf(language);
  var most = 30, texts = null;

  // Letters alone: no tone marks, no horns and hats, d for đ, small for capital.
  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  }

  function found(terms) {
    texts = texts || site.entries.map(function (entry) { return fold(entry[2].concat(entry[3]).join(" ")); });
    return site.entries.filter(function (entry, which) {
      return terms.every(function (term) { return texts[which].indexOf(term) >= 0; });
    });
  }

  function show() {
    var terms = fold(box.value).split(/\s+/).filter(Boolean), hits = terms.length ? found(terms) : [];
    list.textContent = "";
    hits.slice(0, most).forEach(function (entry) {
      var item = document.createElement("li"), link = document.createElement("a"), kind = document.createElement("span");
      link.href = root + language + "/" + entry[1];
      link.textContent = entry[2][at] || entry[2][0];
      kind.textContent = site.kinds[entry[0]][at];
      kind.className = "found-kind";
      item.append(link, " ", kind);
      list.append(item);
    });
    list.hidden = !hits.length;
    told.textContent = !terms.length ? "" : hits.length ? told.dataset.many.replace("{n}", hits.length) : told.dataset.none;
  }

  // Down from the box into what was found, up and down in it, Escape out of it.
  function move(event) {
    var links = Array.prototype.slice.call(list.querySelectorAll("a")), here = links.indexOf(document.activeElement);
    if (event.key === "Escape") { box.value = ""; show(); box.focus(); return; }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp" || !links.length) { return; }
    event.preventDefault();
    var next = here + (event.key === "ArrowDown" ? 1 : -1);
    if (next < 0) { box.focus(); } else if (next < links.length) { links[next].focus(); }
  }

  box.addEventListener("input", show);
  box.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && !list.hidden) { list.querySelector("a").click(); } else { move(event); }
  });
  list.addEventListener("keydown", move);
  show();
})();
