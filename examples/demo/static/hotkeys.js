// One-letter shortcuts on the whole page, as many products have them.

const PLACES = { d: "/dashboard", i: "/invoices", r: "/reports" };
let afterG = false;

export function wireHotkeys() {
  const search = document.getElementById("search");
  if (!search) return;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    if (document.querySelector("dialog[open]")) return;
    if (afterG && PLACES[event.key]) location.assign(PLACES[event.key]);
    afterG = event.key === "g";
    if (event.key === "n") location.assign("/invoices/new");
    if (event.key === "c") document.querySelector('[data-open-dialog="customer-dialog"]')?.click();
    if (event.key !== "/") return;
    event.preventDefault();
    search.focus();
  });
}
