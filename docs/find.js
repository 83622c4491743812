// From disk the theme's own search can't run: a browser lets a page of a folder start no worker and fetch no file. A
// script it may load. So here is a plain search over the same index, for pages that are opened from disk alone.
(function () {
  "use strict";
  if (location.protocol !== "file:") { return; }
  var here = document.querySelector('script[src$="find.js"]').getAttribute("src").replace(/find\.js$/, "");
  var vietnamese = document.documentElement.lang === "vi";
  var words = vietnamese ? ["Tìm", "Không thấy"] : ["Search", "Nothing found"];
  var index = null, most = 12;

  // Letters alone: no tone marks, no horns and hats, d for đ, small for capital.
  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  }

  function plain(html) {
    return html.replace(/<[^>]*>/g, " ").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");
  }

  function ready(done) {
    if (index) { done(); return; }
    var script = document.createElement("script");
    script.src = here + "search/search_index.js";
    script.onload = function () {
      index = window.__index.docs.map(function (each) {
        return { to: each.location, title: plain(each.title), words: fold(plain(each.title + " " + each.text)) };
      });
      done();
    };
    document.head.append(script);
  }

  var form = document.createElement("div"), label = document.createElement("label"), box = document.createElement("input");
  var told = document.createElement("p"), list = document.createElement("ul");
  form.className = "find";
  form.setAttribute("role", "search");
  label.textContent = words[0];
  label.htmlFor = box.id = "find";
  box.type = "search";
  told.setAttribute("role", "status");
  form.append(label, box, told, list);

  function show() {
    var terms = fold(box.value).split(/\s+/).filter(Boolean);
    list.textContent = told.textContent = "";
    if (!terms.length) { return; }
    var hits = index.filter(function (each) {
      return terms.every(function (term) { return each.words.indexOf(term) >= 0; });
    });
    hits.sort(function (one, other) { return weight(other, terms) - weight(one, terms); });
    hits.slice(0, most).forEach(function (each) {
      var item = document.createElement("li"), link = document.createElement("a");
      link.href = here + each.to;
      link.textContent = each.title;
      item.append(link);
      list.append(item);
    });
    told.textContent = hits.length ? "" : words[1];
  }

  // A heading that has the words comes before a text that has them.
  function weight(each, terms) {
    var title = fold(each.title);
    return terms.filter(function (term) { return title.indexOf(term) >= 0; }).length;
  }

  box.addEventListener("input", function () { ready(show); });
  box.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { box.value = ""; ready(show); }
    if (event.key === "Enter" && list.firstChild) { list.querySelector("a").click(); }
  });
  document.querySelector(".md-header__inner").append(form);
})();
