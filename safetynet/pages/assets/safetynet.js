// What pages do with JavaScript. Every page works without it.
(function () {
  "use strict";

  var body = document.body;

  // Nothing of a page stays in the browser, not even its address (htmx would keep it).
  window.addEventListener("pagehide", function () { window.sessionStorage.clear(); });
  var idleMinutes = parseInt(body.dataset.idleMinutes || "0", 10);
  var curtain = null;

  function hide(words) {
    if (curtain) { return; }
    curtain = document.createElement("div");
    curtain.className = "hide-screen";
    curtain.setAttribute("role", "dialog");
    curtain.setAttribute("aria-modal", "true");
    curtain.setAttribute("aria-label", words);
    var text = document.createElement("p");
    text.textContent = words;
    var back = document.createElement("button");
    back.type = "button";
    back.className = "usa-button";
    back.textContent = "Show the page again";
    back.addEventListener("click", show);
    curtain.appendChild(text);
    curtain.appendChild(back);
    document.title = "SafetyNet";
    body.appendChild(curtain);
    back.focus();
  }

  function show() {
    if (!curtain) { return; }
    if (idleSince() >= idleMinutes * 60000 && idleMinutes) {
      // The server asks for the password before it shows anything again; forms keep what was typed.
      window.location.reload();
      return;
    }
    curtain.remove();
    curtain = null;
  }

  var lastSign = Date.now();
  function idleSince() { return Date.now() - lastSign; }
  function sign() { if (!curtain) { lastSign = Date.now(); } }
  ["keydown", "pointerdown", "scroll"].forEach(function (kind) {
    document.addEventListener(kind, sign, { passive: true });
  });
  if (idleMinutes) {
    setInterval(function () {
      if (idleSince() >= idleMinutes * 60000) { hide("Hidden because nobody was here for " + idleMinutes + " minutes."); }
    }, 5000);
  }

  // Esc Esc hides at once; "/" searches; "g d" desk, "g m" meetings, "g y" youths; "n" and "p" next and previous.
  var before = { key: "", at: 0 };
  var places = { d: "desk", m: "meetings", y: "youths" };
  document.addEventListener("keydown", function (event) {
    var now = Date.now();
    var quick = now - before.at < 800;
    if (event.key === "Escape" && before.key === "Escape" && quick) { hide("Hidden."); before.key = ""; return; }
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (event.key === "/") {
        var search = document.getElementById("search");
        if (search) { event.preventDefault(); search.focus(); }
      } else if (before.key === "g" && quick && places[event.key]) {
        follow("[data-go='" + places[event.key] + "']");
      } else if (event.key === "n") { follow("[rel='next']"); } else if (event.key === "p") { follow("[rel='prev']"); }
    }
    before = { key: event.key, at: now };
  });

  function follow(selector) {
    var link = document.querySelector(selector);
    if (link) { link.click(); }
  }

  // Buttons that only a script can serve are shown by it.
  document.querySelectorAll("[data-print]").forEach(function (button) { button.hidden = false; });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-print]");
    if (button) { window.print(); }
  });

  // A form is sent once, however often the button is pressed.
  document.addEventListener("submit", function (event) {
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "yes";
    if (event.target.dataset.busy) { tellBusy(event.target); }
    setTimeout(function () { delete event.target.dataset.sent; }, 4000);
  });

  // Long work says that it goes on; a screen reader hears it too.
  function tellBusy(form) {
    var note = form.querySelector("[data-busy-note]");
    if (!note) {
      note = document.createElement("p");
      note.className = "busy";
      note.setAttribute("data-busy-note", "");
      note.setAttribute("role", "status");
      form.appendChild(note);
    }
    note.textContent = form.dataset.busy;
    setTimeout(function () { note.textContent = ""; }, 30000);
  }
}());
