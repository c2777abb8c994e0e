// The new-customer dialog saves without leaving the page.
import { track } from "./handrail.js";

export function wireCustomers() {
  const form = document.querySelector("[data-new-customer]");
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const problem = form.querySelector("[data-problem]");
    problem.hidden = true;
    try {
      const customer = await save(form);
      addRow(customer);
      form.reset();
      form.closest("dialog").close();
      track("customer_created", { has_email: customer.email !== "" });
    } catch (reason) {
      problem.textContent = reason.message;
      problem.hidden = false;
    }
  });
}

async function save(form) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
  });
  if (answer.ok) return answer.json();
  const body = await answer.json().catch(() => ({}));
  throw new Error(body.problem ?? "The customer could not be saved. Please try again.");
}

function addRow(customer) {
  const row = document.getElementById("customer-row").content.cloneNode(true);
  for (const name of ["name", "email", "city"]) row.querySelector(`[data-cell="${name}"]`).textContent = customer[name];
  row.querySelector('[data-cell="link"]').href = customer.invoice_url;
  const list = document.querySelector("[data-customers]");
  list.querySelector("tbody").prepend(row);
  list.hidden = false;
  document.querySelector("[data-no-customers]")?.remove();
}
