// Columns of money invoiced and paid per month. Drawn after the page, from figures fetched for it.

const SVG = "http://www.w3.org/2000/svg";
const FLOOR = 30; // room for the months
const MARGIN = 64; // room for the amounts

export async function drawCharts() {
  for (const box of document.querySelectorAll("[data-chart]")) {
    const answer = await fetch(box.dataset.chart);
    if (!answer.ok) continue;
    const months = await answer.json();
    const draw = () => box.clientWidth && box.replaceChildren(chart(months, box.clientWidth, box.clientHeight));
    new ResizeObserver(draw).observe(box); // also called at once, and when a hidden report is shown
  }
}

function chart(months, width, height) {
  const peak = ceiling(Math.max(...months.flatMap((month) => [month.invoiced, month.paid]), 100000));
  const tall = (cents) => ((height - FLOOR - 12) * cents) / peak;
  const slot = (width - MARGIN) / months.length;
  const bar = Math.min(28, slot / 3.2);
  const total = (key) => Math.round(months.reduce((sum, month) => sum + month[key], 0) / 100);
  const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img" });
  svg.setAttribute("aria-label", `Invoiced €${total("invoiced")} and paid €${total("paid")} in ${months.length} months`);
  for (const part of [0, 0.5, 1]) {
    const y = height - FLOOR - tall(peak * part);
    svg.append(shape("line", { class: "chart__grid", x1: MARGIN, x2: width, y1: y, y2: y }));
    svg.append(label(MARGIN - 12, y + 4, `€${Math.round((peak * part) / 100).toLocaleString("en-IE")}`, "end"));
  }
  months.forEach((month, at) => {
    const middle = MARGIN + slot * (at + 0.5);
    svg.append(column("chart__invoiced", middle - bar - 1.5, bar, tall(month.invoiced), height - FLOOR));
    svg.append(column("chart__paid", middle + 1.5, bar, tall(month.paid), height - FLOOR));
    svg.append(label(middle, height - 8, month.month, "middle"));
  });
  return svg;
}

/** The next round amount above: 1, 2, 4, 5 or 8 and zeros. */
function ceiling(cents) {
  const power = 10 ** Math.floor(Math.log10(cents));
  return power * [1, 2, 4, 5, 8, 10].find((step) => step * power >= cents);
}

function column(name, x, width, height, floor) {
  return shape("rect", { class: name, x, width, y: floor - height, height, rx: Math.min(3, height / 2) });
}

function label(x, y, text, anchor) {
  const element = shape("text", { x, y, "text-anchor": anchor });
  element.textContent = text;
  return element;
}

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
