// Events on a line of time: a point where the day is told, a bar as long as the time is uncertain.
"use strict";

function link(item) {
  const made = document.createElement("a");
  made.href = item.url;
  made.textContent = item.label;
  made.tabIndex = -1;
  return made;
}

const DAY = 864e5, SHOWN = 12 * DAY;

// The stretch of twelve days with the most events: what is looked at first.
function busiest(days) {
  let best = 0, from = 0;
  for (let left = 0, right = 0; left < days.length; left += 1) {
    while (right < days.length && days[right] - days[left] <= SHOWN) right += 1;
    if (right - left >= best) { best = right - left; from = left; }
  }
  return [days[from], Math.max(days[from + best - 1], days[from] + 3 * DAY)];
}

// Buttons to zoom with, for those who have no wheel and no Ctrl key at hand.
function turns(key, timeline) {
  const held = document.createElement("span"), ways = [["−", "Zoom out", () => timeline.zoomOut(0.6)], ["+", "Zoom in", () => timeline.zoomIn(0.6)], ["All", "Show all", () => timeline.fit()]];
  held.className = "turn";
  for (const [label, told, act] of ways) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.ariaLabel = told;
    button.addEventListener("click", act);
    held.append(button);
  }
  key.append(held);
}

function line(element) {
  const rows = JSON.parse(document.getElementById(element.dataset.timeline).textContent);
  const items = rows.map((row) => ({
    id: row.id, rank: Date.parse(row.start) || 0, start: row.start, end: row.exact ? undefined : row.end, type: row.exact ? "point" : "range",
    url: row.url, label: row.label, content: row.label, title: `${row.when}: ${row.label}`.replaceAll("<", "‹").replaceAll(">", "›").replaceAll("&", "＆"),
    className: `is-${row.reality}${row.open ? " open-" + row.open : ""}`,
  }));
  const [first, last] = busiest(rows.map((row) => Date.parse(row.start)).filter(Number.isFinite).sort((a, b) => a - b));
  const timeline = new vis.Timeline(element, items, {
    height: "100%", start: new Date(first - 2 * DAY), end: new Date(last + 4 * DAY),
    template: (item) => link(item), zoomMin: 864e5, zoomMax: 1e13, orientation: "top", margin: { item: { horizontal: 4, vertical: 5 } },
    order: (one, other) => (one.type === "range") - (other.type === "range") || one.rank - other.rank, showCurrentTime: false, tooltip: { followMouse: true }, verticalScroll: true, zoomKey: "ctrlKey", horizontalScroll: false,
  });
  turns(document.querySelector("[data-key=timeline]"), timeline);
  timeline.on("doubleClick", (event) => { const row = rows.find((one) => one.id === event.item); if (row) location.href = row.url; });
  timeline.on("changed", () => { element.dataset.drawn = "yes"; });
}

for (const element of document.querySelectorAll("[data-timeline]")) line(element);
