// Who takes part in the same events; a click on a name or a line leads to its page.
"use strict";

function net(element) {
  const graph = JSON.parse(document.getElementById(element.dataset.network).textContent);
  const style = getComputedStyle(document.documentElement), colour = (name) => style.getPropertyValue(name).trim();
  const most = Math.max(...graph.nodes.map((node) => node.events), 1), thickest = Math.max(...graph.edges.map((edge) => edge.events), 1);
  const cy = cytoscape({
    container: element,
    elements: [...graph.nodes.map((data) => ({ data: { ...data, size: 8 + 26 * Math.sqrt(data.events / most) } })), ...graph.edges.map((data) => ({ data: { ...data, width: 0.8 + 4 * data.events / thickest } }))],
    style: [
      { selector: "node", style: { "background-color": colour("--ochre-line"), width: "data(size)", height: "data(size)", label: "data(label)", color: colour("--ink"), "font-family": getComputedStyle(document.body).fontFamily, "font-size": 11, "text-valign": "bottom", "text-margin-y": 3, "text-outline-color": colour("--paper"), "text-outline-width": 2, "min-zoomed-font-size": 7 } },
      { selector: 'node[type = "person"]', style: { "background-color": colour("--red") } },
      { selector: 'node[type = "country or place"]', style: { "background-color": colour("--green") } },
      { selector: "edge", style: { width: "data(width)", "line-color": colour("--line"), "curve-style": "haystack" } },
      { selector: ".away", style: { opacity: 0.15 } },
      { selector: "edge.near", style: { "line-color": colour("--red") } },
    ],
    layout: { name: "cose", animate: false, randomize: false, nodeRepulsion: () => 14000, idealEdgeLength: () => 70, padding: 20, nodeDimensionsIncludeLabels: true },
    wheelSensitivity: 1, userZoomingEnabled: false, maxZoom: 3, minZoom: 0.2,
  });
  cy.on("mouseover", "node", (event) => { const near = event.target.closedNeighborhood(); cy.elements().not(near).addClass("away"); near.addClass("near"); element.classList.add("pointing"); });
  cy.on("mouseout", "node", () => { cy.elements().removeClass("away near"); element.classList.remove("pointing"); });
  cy.on("tap", "node, edge", (event) => { location.href = event.target.data("url"); });
  element.dataset.drawn = "yes";
}

for (const element of document.querySelectorAll("[data-network]")) net(element);
