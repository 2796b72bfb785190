// Who takes part in the same events; a click on a name or a line leads to its page.
"use strict";

// Names that hang together with two others at least; pairs that stand alone are told better by the table.
function linked(graph) {
  const group = new Map(graph.nodes.map((node) => [node.id, node.id]));
  const find = (id) => { while (group.get(id) !== id) id = group.get(id); return id; };
  for (const edge of graph.edges) group.set(find(edge.source), find(edge.target));
  const size = new Map();
  for (const node of graph.nodes) size.set(find(node.id), (size.get(find(node.id)) || 0) + 1);
  const kept = (id) => size.get(find(id)) > 2;
  const nodes = graph.nodes.filter((node) => kept(node.id));
  return nodes.length ? { nodes, edges: graph.edges.filter((edge) => kept(edge.source)) } : graph;
}

// Where a name can stand: beneath its point, above, beside it, at a corner of it.
const WAYS = ["bottom center", "top center", "center right", "center left", "bottom right", "bottom left", "top right", "top left"].map((way) => {
  const [down, across] = way.split(" ");
  return { "text-valign": down, "text-halign": across, "text-margin-y": across === "center" ? { bottom: 3, top: -3 }[down] : 0 };
});

// Puts each name where it fits and covers no other and no point, the largest first; one that finds no room shows when its point is pointed at.
function place(cy) {
  const taken = [], points = cy.nodes().map((node) => ({ node, box: node.boundingBox({ includeLabels: false, includeOverlays: false }) }));
  const seen = cy.extent(), fits = (box) => box.x1 >= seen.x1 && box.x2 <= seen.x2 && box.y1 >= seen.y1 && box.y2 <= seen.y2;
  const apart = (one, other) => one.x2 < other.x1 || other.x2 < one.x1 || one.y2 < other.y1 || other.y2 < one.y1;
  for (const node of cy.nodes().sort((one, other) => other.data("size") - one.data("size"))) {
    const free = WAYS.find((way) => {
      node.style(way);
      const box = node.boundingBox({ includeNodes: false, includeLabels: true, includeOverlays: false });
      const clear = fits(box) && taken.every((other) => apart(box, other)) && points.every((point) => point.node === node || apart(box, point.box));
      return clear && taken.push(box);
    });
    if (!free) node.style(WAYS[0]).addClass("crowded");
  }
}

function net(element) {
  const graph = JSON.parse(document.getElementById(element.dataset.network).textContent);
  const style = getComputedStyle(document.documentElement), colour = (name) => style.getPropertyValue(name).trim();
  const { nodes, edges } = linked(graph);
  const most = Math.max(...nodes.map((node) => node.events), 1), thickest = Math.max(...edges.map((edge) => edge.events), 1);
  const cy = cytoscape({
    container: element,
    elements: [...nodes.map((data) => ({ data: { ...data, size: 8 + 26 * Math.sqrt(data.events / most) } })), ...edges.map((data) => ({ data: { ...data, width: 0.8 + 4 * data.events / thickest } }))],
    style: [
      { selector: "node", style: { "background-color": colour("--ochre-line"), width: "data(size)", height: "data(size)", label: "data(label)", color: colour("--ink"), "font-family": getComputedStyle(document.body).fontFamily, "font-size": 13, "text-valign": "bottom", "text-margin-y": 3, "text-outline-color": colour("--paper"), "text-outline-width": 2, "text-max-width": 110, "text-wrap": "ellipsis" } },
      { selector: 'node[type = "person"]', style: { "background-color": colour("--red") } },
      { selector: 'node[type = "country or place"]', style: { "background-color": colour("--green") } },
      { selector: "edge", style: { width: "data(width)", "line-color": colour("--quiet"), opacity: 0.45, "curve-style": "haystack" } },
      { selector: ".crowded", style: { "text-opacity": 0 } },
      { selector: "node.near", style: { "text-opacity": 1, "z-index": 1 } },
      { selector: ".away", style: { opacity: 0.15 } },
      { selector: "edge.near", style: { "line-color": colour("--red"), opacity: 1 } },
    ],
    layout: { name: "cose", animate: false, randomize: false, nodeRepulsion: () => 40000, nodeOverlap: 30, idealEdgeLength: () => 70, gravity: 0.35, componentSpacing: 50, padding: 16, nodeDimensionsIncludeLabels: true, numIter: 1500 },
    userZoomingEnabled: false, maxZoom: 3, minZoom: 0.2,
  });
  cy.style().selector("node").style({ "font-size": 12.5 / cy.zoom(), "text-outline-width": 2 / cy.zoom(), "text-max-width": 130 / cy.zoom() }).update();
  place(cy);
  cy.on("mouseover", "node", (event) => { const near = event.target.closedNeighborhood(); cy.elements().not(near).addClass("away"); near.addClass("near"); element.classList.add("pointing"); });
  cy.on("mouseout", "node", () => { cy.elements().removeClass("away near"); element.classList.remove("pointing"); });
  cy.on("tap", "node, edge", (event) => { location.href = event.target.data("url"); });
  element.dataset.drawn = "yes";
}

for (const element of document.querySelectorAll("[data-network]")) net(element);
