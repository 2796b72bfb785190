// vis-timeline carries its style sheet twice: as a file, which the page loads, and inside its script, which the page's
// policy forbids. While that script loads, a style element it makes is an inert one.
"use strict";

{
  const made = document.createElement;
  document.createElement = function (name, ...rest) { return made.call(document, name === "style" ? "template" : name, ...rest); };
  document.addEventListener("DOMContentLoaded", () => { delete document.createElement; }, { once: true });
}
