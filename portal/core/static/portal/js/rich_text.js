/* An editor in the place of a box for plain text. The server cleans what it sends. */
(() => {
  "use strict";
  const TOOLS = [
    ["bold", "bold", "B"], ["italic", "italic", "I"], ["heading", "formatBlock", "H"],
    ["list", "insertUnorderedList", "•"], ["numbers", "insertOrderedList", "1."], ["link", "createLink", ""],
  ];

  const inHeading = () => {
    const node = window.getSelection()?.anchorNode;
    return Boolean((node?.nodeType === 1 ? node : node?.parentElement)?.closest("h3"));
  };

  const run = (command, kept) => {
    if (command === "formatBlock") {
      document.execCommand(command, false, inHeading() ? "p" : "h3");
    } else if (command === "createLink") {
      const address = window.prompt(kept.dataset.address, "https://");
      if (address === null) return;
      if (address.trim() && address.trim() !== "https://") document.execCommand(command, false, address.trim());
      else document.execCommand("unlink");
    } else document.execCommand(command);
  };

  const toolbar = (kept, editor) => {
    const bar = document.createElement("div");
    bar.className = "rich-tools";
    for (const [name, command, sign] of TOOLS) {
      const tool = document.createElement("button");
      tool.type = "button";
      tool.className = `rich-tool rich-tool-${name}`;
      tool.title = kept.dataset[name];
      tool.setAttribute("aria-label", kept.dataset[name]);
      tool.textContent = sign || kept.dataset[name];
      tool.addEventListener("mousedown", (event) => event.preventDefault()); /* keeps the selection */
      tool.addEventListener("click", () => { editor.focus(); run(command, kept); });
      bar.append(tool);
    }
    return bar;
  };

  const start = (kept) => {
    const box = document.getElementById(kept.dataset.richText);
    const label = document.querySelector(`label[for="${box.id}"]`);
    const editor = document.createElement("div");
    editor.className = "input rich rich-editor";
    editor.contentEditable = "true";
    editor.setAttribute("role", "textbox");
    editor.setAttribute("aria-multiline", "true");
    if (label) editor.setAttribute("aria-label", label.firstChild.textContent.trim());
    if (box.getAttribute("aria-describedby")) editor.setAttribute("aria-describedby", box.getAttribute("aria-describedby"));
    editor.innerHTML = kept.value; /* cleaned by the server */
    document.execCommand("styleWithCSS", false, false);
    document.execCommand("defaultParagraphSeparator", false, "p");
    editor.addEventListener("paste", (event) => {
      event.preventDefault();
      document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
    });
    const mode = document.createElement("input");
    mode.type = "hidden";
    mode.name = `${box.name}__mode`;
    mode.value = "rich";
    box.hidden = true;
    box.after(toolbar(kept, editor), editor, mode);
    label?.addEventListener("click", () => editor.focus());
    box.form.addEventListener("submit", () => { kept.value = editor.innerHTML; });
  };

  document.querySelectorAll("[data-rich-text]").forEach(start);
})();
