// Lines of the invoice editor and their running totals; the server adds everything up again.

const euros = new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" });
const number = (input) => Number.parseFloat(input.value.replace(",", ".")) || 0;

export function wireEditor() {
  const form = document.querySelector("[data-invoice-editor]");
  if (!form) return;
  const lines = form.querySelector("[data-lines]");
  form.addEventListener("input", () => addUp(form));
  form.querySelector("[data-add-line]").addEventListener("click", () => {
    lines.append(document.getElementById("invoice-line").content.cloneNode(true));
    lines.lastElementChild.querySelector("input").focus();
  });
  lines.addEventListener("click", (event) => {
    if (!event.target.closest("[data-remove-line]")) return;
    event.target.closest("[data-line]").remove();
    addUp(form);
  });
  addUp(form);
}

function addUp(form) {
  const nets = new Map();
  for (const line of form.querySelectorAll("[data-line]")) {
    const [quantity, price, vat] = ["quantity", "price", "vat"].map((name) => number(line.querySelector(`[name=${name}]`)));
    const net = Math.round(quantity * price * 100) / 100;
    line.querySelector("[data-line-net]").textContent = euros.format(net);
    nets.set(vat, (nets.get(vat) ?? 0) + net);
  }
  const net = [...nets.values()].reduce((sum, part) => sum + part, 0);
  const vat = [...nets].reduce((sum, [rate, part]) => sum + Math.round(part * rate) / 100, 0);
  for (const [name, value] of Object.entries({ net, vat, total: net + vat })) {
    form.querySelector(`[data-sum="${name}"]`).textContent = euros.format(value);
  }
}
