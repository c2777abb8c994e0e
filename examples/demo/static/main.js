// Every page loads this; each part looks for its own elements and stays quiet where there are none.
import { startHandrail, track, whenReady } from "./handrail.js";
import { drawCharts } from "./chart.js";
import { wireCustomers } from "./customers.js";
import { wireDialogs } from "./dialogs.js";
import { wireEditor } from "./editor.js";
import { wireHotkeys } from "./hotkeys.js";
import { wireFilter, wireMenus, wireNavigation, wireReports } from "./widgets.js";

startHandrail();
for (const { dataset, value } of document.querySelectorAll("[data-announce]")) track(dataset.announce, JSON.parse(value));

whenReady((handrail) => {
  for (const button of document.querySelectorAll("[data-start-tour]")) {
    button.hidden = false;
    button.addEventListener("click", () => handrail.start(button.dataset.startTour));
  }
  for (const button of document.querySelectorAll("[data-open-help]")) {
    button.hidden = false;
    button.addEventListener("click", () => handrail.open());
  }
  // The next person at this computer is somebody else.
  document.querySelector("[data-sign-out]")?.addEventListener("submit", () => handrail.reset());
});

wireDialogs();
wireCustomers();
wireEditor();
wireReports();
wireMenus();
wireNavigation();
wireFilter();
wireHotkeys();
drawCharts();
