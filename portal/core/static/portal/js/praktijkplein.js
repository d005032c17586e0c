/* Small comforts. Every page works without this file. */
(() => {
  "use strict";
  const root = document.documentElement;
  const texts = () => document.body.dataset;

  const on = (type, selector, act) =>
    document.addEventListener(type, (event) => {
      const found = event.target.closest?.(selector);
      if (found) act(found, event);
    });

  /* ---- Light, dark or as the system ---- */
  const chosenTheme = () => root.dataset.theme || "auto";
  const showTheme = () =>
    document.querySelectorAll("[data-theme-choice]").forEach((button) =>
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosenTheme())));
  on("click", "[data-theme-choice]", (button) => {
    const theme = button.dataset.themeChoice;
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    try { localStorage.setItem("theme", theme); } catch { /* not kept, but it works */ }
    showTheme();
  });

  /* ---- Dialogs: the link leads to the dialog without this, and opens it with it ---- */
  on("click", "[data-dialog]", (opener, event) => {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (!dialog?.showModal) return;
    event.preventDefault();
    dialog.showModal();
  });
  on("click", "[data-dialog-close]", (closer, event) => {
    event.preventDefault();
    closer.closest("dialog")?.close();
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  });
  on("click", "dialog", (dialog, event) => {
    if (event.target === dialog) dialog.close();
  });
  on("keydown", "a[role=button]", (link, event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    link.click();
  });

  /* ---- Messages, menus, selects ---- */
  on("click", "[data-dismiss]", (button) => button.closest("[data-message]")?.remove());
  on("change", "[data-autosubmit]", (field) => field.form?.requestSubmit());
  on("click", "[data-print]", () => window.print());
  on("click", "[data-reload]", (link, event) => { event.preventDefault(); location.reload(); });
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.drop[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.activeElement?.closest("details.drop[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  /* ---- One press is one request ---- */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    else {
      form.dataset.sent = "yes";
      setTimeout(() => delete form.dataset.sent, 4000); /* a download leaves the page as it is */
    }
  });
  window.addEventListener("pageshow", () =>
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

  /* ---- Read aloud ---- */
  const voice = window.speechSynthesis;
  const language = root.lang.startsWith("en") ? "en-GB" : "nl-NL";
  const blocks = "h1, h2, h3, p, li, legend, label, dt, dd, summary, figcaption, td, th";
  const silent = "[aria-hidden=true], [hidden], script, style, dialog:not([open]), .no-listen";

  const spokenText = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(`${silent}, ${blocks}`).forEach((part) => part.remove());
    return copy.textContent.replace(/\s+/g, " ").replace(/\u00ad/g, "").trim();
  };
  const readable = (place) =>
    [...place.querySelectorAll(`${blocks}, a.button, button`)].filter((element) =>
      !element.closest(silent) && !element.matches(".listen") &&
      element.getClientRects().length && spokenText(element) &&
      !(element.matches("a.button, button") && element.closest("p, li, label")));

  const stopReading = () => {
    voice.cancel();
    document.querySelectorAll(".is-spoken").forEach((part) => part.classList.remove("is-spoken"));
    document.querySelectorAll(".listen[aria-pressed=true]").forEach((button) => {
      button.setAttribute("aria-pressed", "false");
    });
  };
  const read = (parts, button) => {
    const [part, ...rest] = parts;
    if (!part || button.getAttribute("aria-pressed") !== "true") return stopReading();
    const words = new SpeechSynthesisUtterance(spokenText(part));
    words.lang = language;
    words.rate = 0.9;
    words.voice = voice.getVoices().find((one) => one.lang.replace("_", "-") === language) ?? null;
    words.onstart = () => part.classList.add("is-spoken");
    words.onend = () => { part.classList.remove("is-spoken"); read(rest, button); };
    words.onerror = stopReading;
    voice.speak(words);
  };
  if (!voice) root.classList.add("cannot-speak");
  else {
    on("click", ".listen", (button) => {
      const speaking = button.getAttribute("aria-pressed") === "true";
      stopReading();
      if (speaking) return;
      const place = document.querySelector(button.dataset.listen || "main");
      button.setAttribute("aria-pressed", "true");
      read(readable(place), button);
    });
    window.addEventListener("pagehide", stopReading);
  }

  /* ---- After a page or a part has come in ---- */
  const settle = (place) => {
    showTheme();
    if (!place.querySelector("[data-no-focus]")) place.querySelector("[data-focus]")?.focus();
  };
  document.addEventListener("DOMContentLoaded", () => settle(document));
  document.addEventListener("htmx:afterSettle", (event) => settle(event.target));

  /* ---- A page of our own when there is no connection ---- */
  document.addEventListener("DOMContentLoaded", () => {
    if (texts().worker) navigator.serviceWorker?.register(texts().worker).catch(() => {});
  });

  /* ---- htmx: say so when the line or the server fails ---- */
  const say = (text) => {
    const place = document.getElementById("meldingen");
    if (!place || !text) return;
    const message = document.createElement("p");
    message.className = "toast";
    message.textContent = text;
    place.append(message);
    setTimeout(() => message.remove(), 8000);
  };
  document.addEventListener("htmx:sendError", () => say(texts().offline));
  document.addEventListener("htmx:responseError", () => say(texts().failed));
})();
