// Small behaviours of single pages.

/** The account menu closes when something else is pressed. */
export function wireMenus() {
  document.addEventListener("pointerdown", (event) => {
    for (const menu of document.querySelectorAll(".menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
}

/** On narrow screens the navigation is a strip that scrolls: the place one is at stays in view. */
export function wireNavigation() {
  const here = document.querySelector(".side [aria-current]");
  const strip = here?.parentElement;
  if (strip) strip.scrollLeft = here.offsetLeft - (strip.clientWidth - here.offsetWidth) / 2;
}

/** A list that shrinks while its name is typed. */
export function wireFilter() {
  const field = document.querySelector("[data-filter]");
  field?.addEventListener("input", () => {
    const start = field.value.trim().toLowerCase();
    const items = [...document.getElementById(field.dataset.filter).children];
    for (const item of items) item.hidden = !item.querySelector("strong").textContent.toLowerCase().includes(start);
    document.querySelector("[data-filter-empty]").hidden = items.some((item) => !item.hidden);
  });
}

/** Reports change tabs, and the address with them, without loading the page again. */
export function wireReports() {
  document.querySelector("[data-submit-on-change]")?.addEventListener("change", (event) => event.target.form.submit());
  const tabs = document.querySelector("[data-report-tabs]");
  tabs?.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-report-tab]");
    if (!tab || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", tab.href);
    showReport();
  });
  if (tabs) addEventListener("popstate", showReport);
}

function showReport() {
  const tail = location.pathname.split("/")[2];
  const shown = ["vat", "ageing"].includes(tail) ? tail : "overview";
  for (const section of document.querySelectorAll("[data-report]")) section.hidden = section.dataset.report !== shown;
  for (const tab of document.querySelectorAll("[data-report-tab]")) {
    if (tab.dataset.reportTab === shown) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
}
