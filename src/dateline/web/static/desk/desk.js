// What every page may use: words and their record light up together, layers can be hidden, files can be dropped.
"use strict";

function eachOf(root, selector, act) { for (const found of root.querySelectorAll(selector)) act(found); }

function reader(root) {
  const lit = [];
  const records = (element) => (element.dataset.r || "").split(" ").filter(Boolean);
  function clear() { while (lit.length) lit.pop().classList.remove("lit"); }
  function light(ids) {
    clear();
    for (const id of ids) eachOf(root, `[data-r~="${CSS.escape(id)}"]`, (one) => { one.classList.add("lit"); lit.push(one); });
  }
  function narrowest(target) {
    const held = target.closest(".text [data-r], .card");
    if (!held) return [];
    const leads = held.getAttribute("href");
    if (leads && leads.startsWith("#r-")) return [leads.slice(3)];
    return records(held).slice(-1);
  }
  function bring(id) {
    const card = document.getElementById("r-" + id), panel = card && card.closest(".record");
    if (!panel || panel.scrollHeight <= panel.clientHeight + 2) return;
    const top = card.offsetTop - panel.clientHeight / 3;
    panel.scrollTo({ top, behavior: "auto" });
  }
  root.addEventListener("mouseover", (event) => {
    const ids = narrowest(event.target);
    if (!ids.length) return clear();
    light(ids);
    if (event.target.closest(".text")) bring(ids[0]);
  });
  root.addEventListener("focusin", (event) => { const ids = narrowest(event.target); if (ids.length) { light(ids); if (event.target.closest(".text")) bring(ids[0]); } });
  root.addEventListener("mouseleave", clear);
  eachOf(root, "[data-layer]", (box) => {
    const set = () => root.classList.toggle("no-" + box.dataset.layer, !box.checked);
    box.addEventListener("change", set);
    set();
  });
  const there = /^#[wr]-([0-9a-f]+)$/.exec(location.hash);
  if (there) { light([there[1]]); bring(there[1]); }
}

function dropping(form) {
  const files = form.querySelector("input[type=file]"), working = form.querySelector("[data-working]");
  const over = (event) => { if (event.dataTransfer && [...event.dataTransfer.types].includes("Files")) { event.preventDefault(); form.classList.add("dropping"); } };
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("dropping"); });
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer || !event.dataTransfer.files.length) return;
    event.preventDefault();
    form.classList.remove("dropping");
    files.files = event.dataTransfer.files;
    files.focus();
  });
  form.addEventListener("submit", () => { working.textContent = "Reading; the first time takes a few seconds."; });
}

function start() {
  eachOf(document, "[data-reader]", reader);
  eachOf(document, "form[data-drop]", dropping);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    document.getElementById("find").focus();
  });
}

start();
