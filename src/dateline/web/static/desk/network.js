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

// Puts each name beneath its point, above or beside it: where it covers no other, the largest first.
function place(cy) {
  const ways = [{ "text-valign": "bottom", "text-halign": "center" }, { "text-valign": "top", "text-halign": "center" }, { "text-valign": "center", "text-halign": "right" }, { "text-valign": "center", "text-halign": "left" }];
  const taken = [], apart = (one, other) => one.x2 < other.x1 || other.x2 < one.x1 || one.y2 < other.y1 || other.y2 < one.y1;
  for (const node of cy.nodes().sort((one, other) => other.data("size") - one.data("size"))) {
    const boxes = ways.map((way) => { node.style({ ...way, "text-margin-y": way["text-valign"] === "bottom" ? 3 : way["text-valign"] === "top" ? -3 : 0 }); return node.boundingBox({ includeNodes: false, includeLabels: true, includeOverlays: false }); });
    const free = boxes.findIndex((box) => taken.every((other) => apart(box, other))), chosen = free < 0 ? 0 : free;
    node.style({ ...ways[chosen], "text-margin-y": chosen === 0 ? 3 : chosen === 1 ? -3 : 0 });
    taken.push(boxes[chosen]);
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
