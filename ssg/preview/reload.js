// Reloads the page when the preview has a new one, and shows problems of the content in an overlay.
// A browser opens at most six connections to a server, so one tab listens and informs the others.
(() => {
  "use strict";
  const shown = document.currentScript.dataset.generation;
  const others = "BroadcastChannel" in window ? new BroadcastChannel("ssg-preview") : null;
  let overlay = null;

  const style = `
    :host { position: fixed; inset: 0; z-index: 2147483647; overflow: auto; background: #1d1014f5; color: #fff;
            font: 1rem/1.5 system-ui, sans-serif; color-scheme: dark }
    div { max-width: 70rem; margin: 0 auto; padding: 1.5rem; overflow-wrap: anywhere }
    h1 { margin: 0 0 1rem; font-size: 1.4rem } ul { margin: 0; padding: 0; list-style: none }
    li { margin: 0 0 1rem; padding: .75rem 1rem; border-left: .25rem solid #ff7a8a; background: #ffffff14 }
    code { color: #ffc2ca; font-family: ui-monospace, monospace } p { margin: .25rem 0 0 } .hint { color: #ffe9a8 }
    button { float: right; font: inherit; padding: .25rem .75rem }`;

  function add(parent, name, text, kind) {
    const element = parent.appendChild(document.createElement(name));
    element.textContent = text;
    if (kind) element.className = kind;
    return element;
  }

  function hide() {
    if (overlay) overlay.remove();
    overlay = null;
  }

  function show(problems, more) {
    hide();
    overlay = document.createElement("ssg-overlay");
    const root = overlay.attachShadow({mode: "open"});
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    const box = add(root, "div", "");
    box.setAttribute("role", "alert");
    add(box, "button", "Hide").onclick = hide;
    add(box, "h1", "The content has errors. This is the last valid version of the page.");
    const list = add(box, "ul", "");
    for (const problem of problems) {
      const entry = add(list, "li", "");
      const {file, line, column, code, message, hint} = problem;
      if (file) add(entry, "code", `${file}:${line}:${column}${code ? " " + code : ""}`);
      add(entry, "p", message);
      if (hint) add(entry, "p", hint, "hint");
    }
    if (more > 0) add(box, "p", `and ${more} more`);
    document.documentElement.append(overlay);
  }

  function receive(state) {
    if (state.problems.length) show(state.problems, state.more);
    else if (state.generation !== shown) location.reload();
    else hide();
  }

  function listen() {
    const events = new EventSource("/__ssg/events");
    events.onmessage = (event) => {
      const state = JSON.parse(event.data);
      if (others) others.postMessage(state);
      receive(state);
    };
    return events;
  }

  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  if (others && navigator.locks) {
    others.onmessage = (event) => receive(event.data);
    navigator.locks.request("ssg-preview", () => new Promise(() => { listen(); }));
    fetch("/__ssg/state").then((answer) => answer.json()).then(receive, () => {});
  } else {  // no locks without https or localhost: each visible tab listens
    let events = listen();
    document.addEventListener("visibilitychange", () => {
      events.close();
      if (!document.hidden) events = listen();
    });
  }
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
