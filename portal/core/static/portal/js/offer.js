/* The form of an offer: nothing that was typed is lost. The page works without this file. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-keeps]");
  const said = document.getElementById("bewaard");
  document.querySelectorAll("[data-without-script]").forEach((part) => { part.hidden = true; });

  /* ---- What stays in sight: the exact point instead of one of nine ---- */
  const focal = document.querySelector("[data-focal-point]");
  focal?.addEventListener("click", (event) => {
    const spot = event.target.closest("button[name=spot]");
    if (!spot || event.detail === 0) return; /* by keyboard: the middle of the spot */
    const box = focal.querySelector("img").getBoundingClientRect();
    focal.elements.x.value = ((event.clientX - box.left) / box.width).toFixed(4);
    focal.elements.y.value = ((event.clientY - box.top) / box.height).toFixed(4);
  });

  if (!form) return;

  /* ---- A copy in this window for what the server has not kept yet ---- */
  const key = form.dataset.keeps;
  const fixed = new Set(["csrfmiddlewaretoken", "version", "shown", "next"]);
  const store = (act) => { try { return act(sessionStorage); } catch { return null; } };
  const typed = () => {
    const values = {};
    for (const [name, value] of new FormData(form)) {
      if (!fixed.has(name) && typeof value === "string") (values[name] ??= []).push(value);
    }
    return values;
  };
  const version = () => form.elements.version.value;
  const remember = (sent = false) =>
    store((s) => s.setItem(key, JSON.stringify(
      { shown: form.elements.shown.value, values: typed(), version: version(), sent })));
  const forget = () => store((s) => s.removeItem(key));

  const putBack = ({ shown, values }) => {
    if (shown !== form.elements.shown.value) return;
    for (const field of form.elements) {
      if (!field.name || fixed.has(field.name) || field.type === "file") continue;
      const own = values[field.name] ?? [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = own.includes(field.value);
      else if (field.tagName !== "BUTTON" && field.name in values) field.value = own[0];
    }
    document.getElementById("teruggezet").hidden = false;
  };
  const left = JSON.parse(store((s) => s.getItem(key)) || "null");
  if (left) {
    const kept = left.sent && left.version !== version();
    const same = JSON.stringify(left.values) === JSON.stringify(typed());
    if (kept || same) forget();
    else if (!form.querySelector(".error-summary")) putBack(left);
  }

  form.addEventListener("input", () => remember());
  form.addEventListener("change", () => remember());
  form.addEventListener("submit", (event) => { if (!event.defaultPrevented) remember(true); });

  /* ---- Keeping itself: say what went wrong, and do not mix it with the button ---- */
  let busy = false;
  let waiting = null;
  const ours = (event) => event.detail.elt === form;
  const tell = (text) => { said.textContent = text; };
  document.addEventListener("htmx:beforeRequest", (event) => { if (ours(event)) busy = true; });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!ours(event)) return;
    busy = false;
    const { successful, xhr } = event.detail;
    if (!successful) tell(xhr?.status === 403 ? form.dataset.signedOut : form.dataset.notKept);
    if (waiting) form.requestSubmit(waiting);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!ours(event)) return;
    const { xhr, requestConfig } = event.detail;
    if (new URL(xhr.responseURL, location).pathname === new URL(requestConfig.path, location).pathname) {
      if (xhr.responseText.includes('id="versie"')) forget();
      return;
    }
    event.detail.shouldSwap = false; /* it was sent on to the page to sign in */
    tell(form.dataset.signedOut);
  });
  form.addEventListener("submit", (event) => {
    if (busy && !waiting) {
      event.preventDefault();
      waiting = event.submitter;
    }
  }, true);

  /* ---- A link to a question in a folded group opens the group ---- */
  const unfold = () => {
    const target = document.getElementById(location.hash.slice(1) || "-");
    const group = target?.closest("details");
    if (group) { group.open = true; target.scrollIntoView({ block: "center" }); }
    target?.focus();
  };
  window.addEventListener("hashchange", unfold);
  unfold();
})();
