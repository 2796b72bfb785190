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

function said(rows, width) {
  const unit = rows.some((row) => row.day) ? "yearmonthdate" : "yearmonth", field = unit === "yearmonth" ? "month" : "day";
  return {
    width, height: 120, data: { values: rows },
    mark: { type: "bar", color: colour("--red") },
    encoding: {
      x: { field, type: "temporal", timeUnit: { unit, utc: true }, axis: { title: null, grid: false, tickCount: 4, format: unit === "yearmonth" ? "%b %Y" : "%-d %b" } },
      y: { aggregate: "sum", field: "count", type: "quantitative", axis: { title: "quotations", tickMinStep: 1, tickCount: 3 } },
      tooltip: [{ field, type: "temporal", timeUnit: { unit, utc: true }, title: "published", format: unit === "yearmonth" ? "%B %Y" : "%-d %B %Y" }, { aggregate: "sum", field: "count", title: "quotations" }],
    },
  };
}

const LEAST = 12; // degrees on each side of what is shown, so that a single town stands in its surroundings

// The bounds of a country: those of its largest piece of land, so that no far island stretches them.
function bounds(shape) {
  const rings = shape.geometry.type === "Polygon" ? [shape.geometry.coordinates[0]] : shape.geometry.coordinates.map((one) => one[0]);
  const ring = rings.reduce((best, one) => (one.length > best.length ? one : best));
  const lons = ring.map((point) => point[0]), lats = ring.map((point) => point[1]);
  return [[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]];
}

// The part of the world in which events are told, with some room; the whole world where they are spread over it.
function part(drawn, shapes, width, height) {
  const known = new Map(drawn.countries.map((one) => [one.shape, one]));
  const lands = vega.read(shapes, { type: "topojson", feature: "countries" }).filter((shape) => known.has(shape.id ?? shape.properties.name));
  const corners = [...drawn.points.map((one) => [one.lon, one.lat]), ...lands.flatMap(bounds)];
  const lons = corners.map((one) => one[0]), lats = corners.map((one) => one[1]);
  const west = Math.min(...lons), east = Math.max(...lons), south = Math.min(...lats), north = Math.max(...lats);
  if (!corners.length || east - west > 150) return {};
  const points = { type: "MultiPoint", coordinates: [[west - LEAST, Math.max(-85, south - LEAST / 2)], [east + LEAST, Math.min(85, north + LEAST / 2)]] };
  const rotate = [-(west + east) / 2, 0];
  const made = vega.projection("equalEarth")().rotate(rotate).fitExtent([[0, 0], [width, height]], points);
  return { rotate, scale: made.scale(), translate: made.translate() };
}

function map(drawn, width, shapes) {
  const world = { values: shapes, format: { type: "topojson", feature: "countries" } };
  const red = colour("--red"), height = Math.round(width * (width < 500 ? 0.8 : 0.52));
  return {
    width, height,
    projection: { type: "equalEarth", ...part(drawn, shapes, width, height) },
    layer: [
      {
        data: world,
        transform: [
          { calculate: "isValid(datum.id) ? datum.id : datum.properties.name", as: "shape" },
          { filter: "datum.shape != '010'" },
        ],
        mark: { type: "geoshape", clip: true, fill: colour("--faint"), stroke: colour("--paper"), strokeWidth: 0.5 },
      },
      {
        data: world,
        transform: [
          { calculate: "isValid(datum.id) ? datum.id : datum.properties.name", as: "shape" },
          { lookup: "shape", from: { data: { values: drawn.countries }, key: "shape", fields: ["name", "events", "itself"] } },
          { filter: "isValid(datum.events)" },
        ],
        mark: { type: "geoshape", clip: true, stroke: colour("--paper"), strokeWidth: 0.5 },
        encoding: {
          fill: { field: "events", type: "quantitative", scale: { type: "log", domainMin: 1, range: [colour("--ochre-tint"), colour("--ochre-line")] }, legend: { title: "events in a country", orient: "bottom", direction: "horizontal", gradientLength: 140, tickCount: 2 } },
          tooltip: [{ field: "name", title: "country" }, { field: "events", title: "events in all" }, { field: "itself", title: "told of the country as a whole" }],
        },
      },
      {
        data: { values: drawn.points },
        mark: { type: "circle", clip: true, fill: red, fillOpacity: 0.75, stroke: colour("--paper"), strokeWidth: 0.75 },
        encoding: {
          longitude: { field: "lon", type: "quantitative" }, latitude: { field: "lat", type: "quantitative" },
          size: { field: "events", type: "quantitative", scale: { range: [20, 420], domainMin: 1 }, legend: { title: "events at a place", orient: "bottom", direction: "horizontal", symbolFillColor: red, symbolStrokeWidth: 0, tickCount: 3 } },
          tooltip: [{ field: "name", title: "place" }, { field: "country_name", title: "country" }, { field: "events", title: "events" }],
        },
      },
    ],
    resolve: { legend: { fill: "independent", size: "independent" } },
  };
}

async function draw(element) {
  const rows = data(element.dataset.from), width = Math.max(240, element.clientWidth - (element.dataset.chart === "map" ? 4 : 48));
  const spec = element.dataset.chart === "map" ? map(rows, width, await (await fetch(element.dataset.shapes)).json()) : said(rows, width);
  spec.config = config();
  await vegaEmbed(element, spec, { ast: true, actions: false, defaultStyle: false, renderer: "svg", tooltip: { disableDefaultStyle: true } });
  element.querySelector("svg").setAttribute("aria-hidden", "true"); // the element itself says what it shows
  element.dataset.drawn = "yes";
}

for (const element of document.querySelectorAll("[data-chart]")) draw(element);
