// The review queue by keys: R right, W wrong, F fix, U undo, N next.
"use strict";

const form = document.querySelector("[data-judge]");

// What a field can be is offered where it is typed.
if (form && form.querySelector("[data-fix]")) {
  const field = form.querySelector("[data-fix]"), value = form.querySelector("[data-value]");
  const offer = () => { if (document.getElementById("values-" + field.value)) value.setAttribute("list", "values-" + field.value); else value.removeAttribute("list"); };
  field.addEventListener("change", offer);
  offer();
}

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
