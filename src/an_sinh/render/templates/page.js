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
    var parts = all("[data-of]").reduce(function (found, each) {
      if (!each.hasAttribute("data-kind")) { (found[each.dataset.of] = found[each.dataset.of] || []).push(each); }
      return found;
    }, {});
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
        if (each.row.hidden === fits) {
          each.row.hidden = !fits;
          (parts[each.row.dataset.of] || []).forEach(function (part) { part.hidden = !fits; });
        }
      });
      bodies.forEach(function (body) { body.hidden = !body.querySelector("tr[data-kind]:not([hidden])"); });
      shown.forEach(function (number) { number.textContent = String(left); });
      empty.hidden = rows.length > gone;
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
        if (target && target.tagName === "DETAILS") { target.open = true; }
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
    // A table that can be sorted by any column: once from the best on, once from the worst, then as the file has it.
    all(".heat thead th").forEach(function (head, at) {
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () { sort(head, at); });
    });

    function sort(head, at) {
      var body = head.closest("table").tBodies[0];
      var next = { none: "ascending", ascending: "descending", descending: "none" }[head.getAttribute("aria-sort") || "none"];
      var collator = new Intl.Collator(root.lang);
      var order = rows.filter(function (each) { return body.contains(each.row); });
      function key(each) {
        var cell = each.row.cells[at];
        if (!at) { return seen(cell); }
        return cell.dataset.order === "" ? Infinity : Number(cell.dataset.order);
      }
      var sign = next === "descending" ? -1 : 1;
      if (next !== "none") {
        var keys = new Map(order.map(function (each) { return [each, key(each)]; }));
        order = order.slice().sort(function (one, other) {
          var a = keys.get(one), b = keys.get(other);
          if (typeof a === "string") { return sign * collator.compare(a, b); }
          return a === b ? 0 : a === Infinity ? 1 : b === Infinity ? -1 : sign * (a - b);
        });
      }
      all("th[aria-sort]").forEach(function (each) { each.removeAttribute("aria-sort"); });
      if (next !== "none") { head.setAttribute("aria-sort", next); }
      order.forEach(function (each) { body.appendChild(each.row); });
    }

    // What a reader of the language sees of an element.
    function seen(element) {
      var own = element.querySelector("." + root.lang);
      return (own || element).textContent;
    }

    window.addEventListener("hashchange", recall);
    recall();
  });
})();
