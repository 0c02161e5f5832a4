// What the parts of the page that the browser draws share: elements, and the signs of the kinds of event.
const SHAPES = {
  diamond: "M8 1 15 8 8 15 1 8Z", square: "M2.5 2.5h11v11h-11Z", triangle: "M8 1.5 15 14H1Z",
  pentagon: "M8 1 15 6.2 12.4 14.4H3.6L1 6.2Z", circle: "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13Z",
  burst: "M8 .5 9.6 4 13.3 2.7 12 6.4 15.5 8 12 9.6 13.3 13.3 9.6 12 8 15.5 6.4 12 2.7 13.3 4 9.6.5 8 4 6.4 2.7 2.7 6.4 4Z",
  speech: "M2 3h12v8H8l-3.4 3.4V11H2Z",
};
export const KINDS = [["#D55E00", "diamond"], ["#56B4E9", "circle"], ["#F0E442", "pentagon"], ["#E69F00", "burst"],
  ["#CC79A7", "triangle"], ["#009E73", "square"], ["#0072B2", "speech"]];
export const swatch = (kind, firm, size) => {
  const [colour, shape] = KINDS[kind] || ["#6b7279", "circle"];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), path = document.createElementNS(svg.namespaceURI, "path");
  svg.setAttribute("viewBox", "-1 -1 18 18"); svg.setAttribute("width", size); svg.setAttribute("height", size);
  svg.setAttribute("aria-hidden", "true"); svg.setAttribute("class", "cm-swatch");
  path.setAttribute("d", SHAPES[shape]); path.setAttribute("fill", firm ? colour : "none"); path.setAttribute("stroke", firm ? "#22262a" : colour);
  path.setAttribute("stroke-width", firm ? 1 : 3); path.setAttribute("stroke-linejoin", "round");
  svg.append(path);
  return svg;
};
export const made = (name, attributes, ...inner) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) if (value !== null && value !== undefined) element.setAttribute(key, value);
  element.append(...inner);
  return element;
};
