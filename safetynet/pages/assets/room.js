// The room of a meeting: keeps what is typed, follows the table, says when the connection is lost. The page works without it.
(function () {
  "use strict";

  var SAVE_AFTER = 900;
  var RETRY_AFTER = 3000;
  var timer = null;
  var dirty = false;
  var sending = false;
  var lostSince = null;
  var said = null;

  function form() { return document.getElementById("say"); }
  function note(words) {
    var place = document.querySelector("[data-saved]");
    if (place) { place.textContent = words; }
  }

  function clock() {
    var now = new Date();
    return ("0" + now.getHours()).slice(-2) + ":" + ("0" + now.getMinutes()).slice(-2);
  }

  // The connection: told once when it is lost and once when it is back.
  function lost() {
    var state = document.getElementById("room-state");
    if (lostSince || !state) { return; }
    lostSince = clock();
    state.textContent = state.dataset.lost + " (since " + lostSince + ")";
    state.classList.add("room__state--lost");
  }
  function back() {
    var state = document.getElementById("room-state");
    if (!lostSince || !state) { return; }
    lostSince = null;
    state.textContent = "The connection is back.";
    state.classList.remove("room__state--lost");
    if (dirty) { save(); }
  }

  // Whose turn it is now is said to everybody when it changes; who has the page read aloud hears it where they are.
  function tell() {
    var live = document.getElementById("room-now");
    var state = document.getElementById("room-state");
    if (!live || !state) { return; }
    var now = live.dataset.said || "";
    if (said !== null && now !== said && now && !lostSince) { state.textContent = now + "."; }
    said = now;
  }
  document.addEventListener("DOMContentLoaded", tell);

  // What is typed is kept on the server while it is typed; until it is, the page says so and tries again.
  function save() {
    var sheet = form();
    if (!sheet || sending) { return; }
    sending = true;
    dirty = false;
    fetch(sheet.dataset.draft, { method: "POST", body: new FormData(sheet), credentials: "same-origin" }).then(function (answer) {
      sending = false;
      if (answer.status === 204) {
        if (sheet === form()) { note("Kept at " + clock() + ", not shared yet."); }
        back();
        if (dirty) { soon(SAVE_AFTER); }
        return;
      }
      if (sheet !== form()) { return; }
      dirty = true;
      note("Not kept: sign in again in another tab, then go on typing.");
      soon(RETRY_AFTER);
    }).catch(function () {
      sending = false;
      dirty = true;
      note("Not kept yet: no connection. It stays here.");
      lost();
      soon(RETRY_AFTER);
    });
  }
  function soon(after) {
    clearTimeout(timer);
    timer = setTimeout(save, after);
  }
  document.addEventListener("input", function (event) {
    if (!event.target.closest("#say")) { return; }
    dirty = true;
    note("Writing ...");
    soon(SAVE_AFTER);
  });
  window.addEventListener("beforeunload", function (event) {
    if (dirty && form()) { save(); event.preventDefault(); }
  });

  // The form follows the table to the next youth, unless something stands in it.
  function empty() {
    var words = document.querySelector("#say textarea");
    return !words || words.value.trim() === "";
  }
  function follow(force) {
    var live = document.getElementById("room-now");
    var sheet = form();
    if (!live) { return; }
    var here = sheet ? sheet.dataset.item : "";
    if (here === live.dataset.item) { return; }
    var moved = document.querySelector("[data-moved]");
    if (sheet && !force && !empty()) { if (moved) { moved.hidden = false; } return; }
    var address = sheet ? sheet.dataset.follow : live.getAttribute("hx-get").replace("/now/", "/writing/");
    window.htmx.ajax("GET", address, { target: "#room-write", swap: "innerHTML" });
  }
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-move]")) {
      event.preventDefault();
      save();
      follow(true);
    }
  });

  document.addEventListener("htmx:afterRequest", function (event) {
    var answer = event.detail.xhr;
    if (answer && answer.status > 0 && answer.status < 500) { back(); }
    if (answer && (answer.status === 401 || answer.status === 403) && /\/now\//.test(event.detail.pathInfo.requestPath)) {
      window.location.reload();
    }
  });
  // Whoever was signed out is asked to sign in again by the page itself, not by a part of it.
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (/\/accounts\/login\//.test(event.detail.xhr.responseURL)) {
      event.detail.shouldSwap = false;
      window.location.reload();
    }
  });
  // What is being shared is kept as a draft no more.
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (event.target.id === "say") { clearTimeout(timer); }
  });
  ["htmx:sendError", "htmx:timeout"].forEach(function (kind) { document.addEventListener(kind, lost); });
  document.addEventListener("htmx:responseError", function (event) {
    if (event.detail.xhr.status >= 500) { lost(); }
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target.id === "room-write") { dirty = false; clearTimeout(timer); }
    follow(false);
    tell();
  });

  // Minutes go down between two looks at the room.
  setInterval(function () {
    document.querySelectorAll("[data-ends-in]").forEach(function (place) {
      var shown = place.querySelector("strong") || place;
      var began = Number(place.dataset.began || 0) || Date.now();
      place.dataset.began = began;
      var left = Number(place.dataset.endsIn) - Math.floor((Date.now() - began) / 60000);
      shown.textContent = left > 0 ? left + (left === 1 ? " minute left" : " minutes left")
        : left < 0 ? -left + (left === -1 ? " minute over" : " minutes over") : "time is up";
    });
  }, 10000);

  // "n": the next youth, for whoever leads.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "n" || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) { return; }
    var next = document.querySelector("[data-key='next']");
    if (next) { next.click(); }
  });
}());
