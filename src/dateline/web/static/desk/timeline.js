// Events on a line of time: a point where the day is told, a bar as long as the time is uncertain.
"use strict";

function link(item) {
  const made = document.createElement("a");
  made.href = item.url;
  made.textContent = item.label;
  made.tabIndex = -1;
  return made;
}

function line(element) {
  const rows = JSON.parse(document.getElementById(element.dataset.timeline).textContent);
  const items = rows.map((row) => ({
    id: row.id, start: row.start, end: row.exact ? undefined : row.end, type: row.exact ? "point" : "range",
    url: row.url, label: row.label, content: row.label, title: `${row.when}: ${row.label}`.replaceAll("<", "‹").replaceAll(">", "›").replaceAll("&", "＆"),
    className: `is-${row.reality}${row.open ? " open-" + row.open : ""}`,
  }));
  const days = rows.map((row) => Date.parse(row.start)).filter(Number.isFinite).sort((a, b) => a - b);
  const near = days.slice(Math.floor(days.length * 0.15)), span = Math.max(near[near.length - 1] - near[0], 6 * 864e5);
  const timeline = new vis.Timeline(element, items, {
    height: "100%", start: new Date(near[near.length - 1] - Math.min(span, 60 * 864e5) * 1.02), end: new Date(near[near.length - 1] + Math.min(span, 60 * 864e5) * 0.12),
    template: (item) => link(item), zoomMin: 864e5, zoomMax: 1e13, orientation: "top", margin: { item: { horizontal: 4, vertical: 5 } },
    showCurrentTime: false, tooltip: { followMouse: true }, verticalScroll: true, zoomKey: "ctrlKey", horizontalScroll: false,
  });
  timeline.on("doubleClick", (event) => { const row = rows.find((one) => one.id === event.item); if (row) location.href = row.url; });
  element.dataset.drawn = "yes";
}

for (const element of document.querySelectorAll("[data-timeline]")) line(element);
