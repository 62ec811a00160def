// The host's half of the side panel: opens the app's iframe and speaks the documented message protocol with it.
(() => {
  const dock = document.querySelector("[data-panel]");
  if (!dock) return;

  const { src, origin, context, appName } = JSON.parse(dock.dataset.panel);
  const remembered = `sidepanel:${context.company_id}`;
  const opener = dock.querySelector("button");
  const panel = document.querySelector(".side-panel");
  let frame;
  let wasSetUp = false;

  const tell = (message) => frame?.contentWindow?.postMessage(message, origin);
  const lifecycle = (step) => {
    if (wasSetUp) tell({ type: `sidepanel:app:${step}` });
  };

  function show() {
    const wasRunning = Boolean(frame);
    if (!frame) {
      frame = Object.assign(document.createElement("iframe"), { src, title: appName });
      frame.allow = "clipboard-write";
      panel.querySelector(".side-panel-body").append(frame);
    }
    draw("open");
    if (wasRunning) lifecycle("visible");
  }

  function hide() {
    draw("hidden");
    lifecycle("hidden");
  }

  function close() {
    lifecycle("destroy");
    draw("closed");
    const leaving = frame;
    frame = undefined;
    wasSetUp = false;
    // The message is delivered in a later task: a frame taken out now would never hear it.
    setTimeout(() => leaving?.remove(), 50);
    opener.focus();
  }

  function draw(state) {
    localStorage.setItem(remembered, state);
    panel.hidden = state !== "open";
    document.body.classList.toggle("has-panel", state === "open");
    opener.setAttribute("aria-expanded", String(state === "open"));
    opener.classList.toggle("is-running", state !== "closed");
  }

  window.addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== origin) return;
    if (event.data?.type !== "initialize") return;
    wasSetUp = true;
    tell({ type: "setup", context });
  });
  // The last moment at which the frame may still hear it. No browser promises that it does.
  window.addEventListener("beforeunload", () => lifecycle("destroy"));

  opener.addEventListener("click", () => (panel.hidden ? show() : hide()));
  panel.querySelector("[data-hide]").addEventListener("click", hide);
  panel.querySelector("[data-close]").addEventListener("click", close);
  if (localStorage.getItem(remembered) === "open") show();
  else if (localStorage.getItem(remembered) === "hidden") opener.classList.add("is-running");
})();
