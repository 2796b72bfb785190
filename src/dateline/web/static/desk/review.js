// The review queue by keys: R right, W wrong, F fix, U undo, N next.
"use strict";

const form = document.querySelector("[data-judge]");

if (form) document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const key = event.key.toLowerCase();
  if (key === "f") {
    event.preventDefault();
    form.querySelector("[data-fix]").focus();
    return;
  }
  const pressed = form.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!pressed) return;
  event.preventDefault();
  pressed.click();
});
