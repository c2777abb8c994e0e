import { expect, test } from "vitest";
import openapi from "../../../docs/openapi.json";
import content from "../src/wire/content.ts?raw";
import exchange from "../src/wire/exchange.ts?raw";
import help from "../src/wire/help.ts?raw";

/** What the server calls each of the widget's types. */
const SCHEMAS = {
  User: "User", Boot: "BootAnswer", Rejected: "Rejected", EventsAnswer: "EventsAnswer", QueuedEvent: "Event",
  Task: "TaskDefinition", TaskStatus: "TaskStatus", Checklist: "ChecklistDefinition", ChecklistStatus: "ChecklistStatus",
  Step: "StepDefinition", Tour: "TourDefinition", TourStatus: "TourStatus",
  HelpSettings: "Help", ArticleRef: "Entry", Fragment: "Fragment", SearchHit: "Found", SearchAnswer: "SearchAnswer",
  Article: "ArticleAnswer", CollectionStep: "CollectionStep", Collection: "Collection", CollectionsAnswer: "CollectionsAnswer",
  RequestAnswer: "ReceiptAnswer", Problem: "Problem", Fault: "Fault",
} as const;

/** Fields the widget has no use for. */
const UNREAD: Record<string, string[]> = { Problem: ["type", "request_id"], SearchHit: ["explanation"] };

/** How a field is described on either side: `required`, `nullable`, both or neither. */
type Fields = Record<string, string>;
const described = (required: boolean, nullable: boolean): string => [required && "required", nullable && "nullable"].filter(Boolean).join(" ");

interface Schema {
  properties: Record<string, { type?: string | string[]; anyOf?: { type?: string }[] }>;
  required?: string[];
}

function ofSchema(name: string): Fields {
  const { properties, required = [] } = (openapi.components.schemas as unknown as Record<string, Schema>)[name]!;
  const isNullable = ({ type, anyOf = [] }: Schema["properties"][string]): boolean =>
    !!type?.includes("null") || anyOf.some((option) => option.type === "null");
  return Object.fromEntries(Object.entries(properties).map(([field, value]) => [field, described(required.includes(field), isNullable(value))]));
}

const INTERFACE = /^export interface (\w+)(?: extends (\w+))? \{\n(.*?)^\}/gms;
const source = [content, exchange, help].join("\n");
const declared = new Map([...source.matchAll(INTERFACE)].map(([, name, base, body]) => [name!, { base, body: body! }]));

function ofType(name: string): Fields {
  const { base, body } = declared.get(name)!;
  const own = [...body.matchAll(/^ {2}(\w+)(\??): (.*);$/gm)];
  return {
    ...(base && ofType(base)),
    ...Object.fromEntries(own.map(([, field, optional, type]) => [field!, described(!optional, /\| null\b/.test(type!))])),
  };
}

test.each(Object.entries(SCHEMAS))("%s is what the server's document says of %s", (type, schema) => {
  const said = Object.entries(ofSchema(schema)).filter(([field]) => !UNREAD[type]?.includes(field));
  expect(ofType(type)).toEqual(Object.fromEntries(said));
});

test("every type of an answer is held against the server's document, but for those it leaves open", () => {
  const open = ["BlockElement", "Candidate", "Theme"];
  expect([...declared.keys()].filter((name) => !(name in SCHEMAS)).sort()).toEqual(open);
});
