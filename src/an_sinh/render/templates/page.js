(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  document.addEventListener("DOMContentLoaded", function () {
    var radios = all("input[name=language]");
    var boxes = all(".filter input");
    var search = document.getElementById("search");
    var reset = document.getElementById("reset");
    var shown = all(".shown b");
    var empty = document.querySelector(".empty");
    var rows = all("tr[data-kind]").map(function (row) {
      var many = Number(row.dataset.many || 1);
      return { row: row, kind: row.dataset.kind, group: row.dataset.group, many: many, text: null };
    });
    var bodies = all(".rows tbody").filter(function (body) { return body.querySelector("tr[data-kind]"); });

    function all(selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); }

    // Letters alone: no tone marks, no horns and hats, d for đ, small for capital.
    function fold(text) {
      return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
    }

    function chosen(name) {
      return boxes.filter(function (box) { return box.name === name && box.checked; })
        .map(function (box) { return box.value; });
    }

    function textOf(each) {
      if (each.text === null) {
        each.text = fold(each.row.cells[0].textContent + " " + each.row.id);
      }
      return each.text;
    }

    function apply() {
      if (!search) { return; }
      var kinds = chosen("kind"), groups = chosen("group");
      var terms = fold(search.value).split(/\s+/).filter(Boolean);
      var left = 0, gone = 0;
      rows.forEach(function (each) {
        var fits = (!kinds.length || kinds.indexOf(each.kind) >= 0) &&
          (!groups.length || groups.indexOf(each.group) >= 0) &&
          terms.every(function (term) { return textOf(each).indexOf(term) >= 0; });
        left += fits ? each.many : 0;
        gone += fits ? 0 : 1;
        if (each.row.hidden === fits) { each.row.hidden = !fits; }
      });
      bodies.forEach(function (body) { body.hidden = !body.querySelector("tr[data-kind]:not([hidden])"); });
      shown.forEach(function (number) { number.textContent = String(left); });
      empty.hidden = left > 0;
      reset.disabled = !(kinds.length || groups.length || search.value);
      root.classList.toggle("filtered", gone > 0);
    }

    function speak(language) {
      root.lang = language;
      var title = document.querySelector("title");
      title.textContent = title.dataset[language];
    }

    // The state stands behind the #, so that a link leads to what was found; other anchors are left alone.
    function keep() {
      var state = new URLSearchParams();
      radios.forEach(function (radio) { if (radio.checked && !radio.defaultChecked) { state.append("lang", radio.value); } });
      boxes.forEach(function (box) { if (box.checked) { state.append(box.name, box.value); } });
      if (search && search.value) { state.append("search", search.value); }
      var told = state.toString();
      try {
        history.replaceState(null, "", told ? "#" + told : location.pathname + location.search);
      } catch (error) { /* a frame that may not: then there is no link, and all else works */ }
    }

    function decoded(hash) {
      try { return decodeURIComponent(hash); } catch (error) { return hash; }
    }

    function clear() {
      boxes.forEach(function (box) { box.checked = false; });
      if (search) { search.value = ""; }
    }

    function recall() {
      var hash = location.hash.slice(1);
      if (hash.indexOf("=") >= 0) {
        var state = new URLSearchParams(hash);
        boxes.forEach(function (box) { box.checked = state.getAll(box.name).indexOf(box.value) >= 0; });
        if (search) { search.value = state.get("search") || ""; }
        radios.forEach(function (radio) { if (radio.value === state.get("lang")) { radio.checked = true; } });
      } else if (hash) {
        var target = document.getElementById(decoded(hash));
        if (target && target.closest("[hidden]")) { clear(); apply(); target.scrollIntoView(); }
        return;
      }
      radios.forEach(function (radio) { if (radio.checked) { speak(radio.value); } });
      apply();
    }

    radios.forEach(function (radio) {
      radio.addEventListener("change", function () { speak(radio.value); keep(); });
    });
    boxes.forEach(function (box) { box.addEventListener("change", function () { apply(); keep(); }); });
    if (search) {
      search.addEventListener("input", apply);
      search.addEventListener("change", keep);
      reset.addEventListener("click", function () { clear(); apply(); keep(); search.focus(); });
    }
    window.addEventListener("hashchange", recall);
    recall();
  });
})();
