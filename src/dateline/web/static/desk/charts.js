// Charts by Vega-Lite: quotations a month, and the map. Colours are those of the page.
"use strict";

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const data = (id) => JSON.parse(document.getElementById(id).textContent);

function config() {
  const quiet = colour("--quiet"), line = colour("--line"), font = getComputedStyle(document.body).fontFamily;
  return {
    background: null, font,
    axis: { labelColor: quiet, titleColor: quiet, gridColor: line, domainColor: line, tickColor: line, labelFontSize: 11, titleFontSize: 11, titleFontWeight: 400 },
    legend: { labelColor: quiet, titleColor: quiet, labelFontSize: 11, titleFontSize: 11, titleFontWeight: 400 },
    view: { stroke: null },
  };
}

function months(rows, width) {
  return {
    width, height: 120, data: { values: rows },
    mark: { type: "bar", color: colour("--red") },
    encoding: {
      x: { field: "month", type: "temporal", timeUnit: "yearmonth", axis: { title: null, grid: false, tickCount: 4, format: "%b %Y" } },
      y: { aggregate: "sum", field: "count", type: "quantitative", axis: { title: "quotations", tickMinStep: 1, tickCount: 3 } },
      tooltip: [{ field: "month", type: "temporal", timeUnit: "yearmonth", title: "month", format: "%B %Y" }, { aggregate: "sum", field: "count", title: "quotations" }],
    },
  };
}

function map(drawn, width, shapes) {
  const world = { values: shapes, format: { type: "topojson", feature: "countries" } };
  const ink = colour("--ink"), red = colour("--red");
  return {
    width, height: Math.round(width * 0.52),
    projection: { type: "equalEarth" },
    layer: [
      {
        data: world,
        transform: [
          { calculate: "isValid(datum.id) ? datum.id : datum.properties.name", as: "shape" },
          { filter: "datum.shape != '010'" },
          { lookup: "shape", from: { data: { values: drawn.countries }, key: "shape", fields: ["name", "events", "itself"] } },
        ],
        mark: { type: "geoshape", stroke: colour("--paper"), strokeWidth: 0.5 },
        encoding: {
          color: {
            condition: { test: "isValid(datum.events)", field: "events", type: "quantitative", scale: { type: "log", range: [colour("--ochre-tint"), colour("--ochre-line")] }, legend: { title: "events in a country", orient: "bottom", gradientLength: 160, tickCount: 3, format: "~s" } },
            value: colour("--faint"),
          },
          tooltip: [{ field: "name", title: "country" }, { field: "events", title: "events in all" }, { field: "itself", title: "told of the country as a whole" }],
        },
      },
      {
        data: { values: drawn.points },
        mark: { type: "circle", fill: red, fillOpacity: 0.75, stroke: colour("--paper"), strokeWidth: 0.75 },
        encoding: {
          longitude: { field: "lon", type: "quantitative" }, latitude: { field: "lat", type: "quantitative" },
          size: { field: "events", type: "quantitative", scale: { range: [20, 420], domainMin: 1 }, legend: { title: "events at a place", orient: "bottom", symbolFillColor: red, tickCount: 3, format: "d" } },
          tooltip: [{ field: "name", title: "place" }, { field: "country_name", title: "country" }, { field: "events", title: "events" }],
        },
      },
    ],
    config: { legend: { symbolStrokeColor: ink } },
  };
}

async function draw(element) {
  const rows = data(element.dataset.from), width = Math.max(240, element.clientWidth - (element.dataset.chart === "map" ? 4 : 48));
  const spec = element.dataset.chart === "map" ? map(rows, width, await (await fetch(element.dataset.shapes)).json()) : months(rows, width);
  spec.config = { ...config(), ...(spec.config || {}), legend: config().legend };
  await vegaEmbed(element, spec, { ast: true, actions: false, defaultStyle: false, renderer: "svg", tooltip: { disableDefaultStyle: true } });
  element.dataset.drawn = "yes";
}

for (const element of document.querySelectorAll("[data-chart]")) draw(element);
