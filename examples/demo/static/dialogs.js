// Native modal dialogs: everything outside them, other people's widgets included, is inert while one is open.

export function wireDialogs() {
  for (const opener of document.querySelectorAll("[data-open-dialog]")) {
    opener.addEventListener("click", () => document.getElementById(opener.dataset.openDialog).showModal());
  }
  for (const closer of document.querySelectorAll("[data-close-dialog]")) {
    closer.addEventListener("click", () => closer.closest("dialog").close());
  }
}
