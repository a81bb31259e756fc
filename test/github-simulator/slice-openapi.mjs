// Cuts the operations that the simulator serves out of GitHub's OpenAPI description (MIT licence).
// Usage: node slice-openapi.mjs path/to/api.github.com.json
// Run it again when rest/ gains an endpoint; a test fails until then.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const here = new URL(".", import.meta.url);
const description = JSON.parse(readFileSync(process.argv[2], "utf8"));
const DROPPED = new Set([
  "description",
  "example",
  "examples",
  "title",
  "externalDocs",
  "x-github",
  "summary",
  "tags",
  "operationId",
]);
// Here the description asks an account to be a person and an enterprise at once.
const MISTAKEN_ANSWERS = new Set(["get /app/installations"]);
const METHODS = ["get", "post", "patch", "put", "delete"];

const served = readdirSync(new URL("rest/", here))
  .filter((name) => name.endsWith(".ts"))
  .flatMap((name) => templatesIn(readFileSync(new URL(`rest/${name}`, here), "utf8")));
const schemas = {};
const paths = {};
for (const path of [...new Set(served)].sort()) {
  const operations = description.paths[path];
  if (!operations) throw new Error(`GitHub has no ${path}`);
  paths[path] = {};
  for (const method of METHODS) {
    if (operations[method]) paths[path][method] = sliceOperation(operations[method]);
    if (MISTAKEN_ANSWERS.has(`${method} ${path}`)) delete paths[path][method].response;
  }
}
// The description forgets that a fork may be gone.
for (const name of ["pull-request", "pull-request-simple"]) {
  const { properties } = schemas[name].properties.head;
  properties.repo = { anyOf: [properties.repo, { type: "null" }] };
}
const slice = {
  "x-origin":
    "GitHub REST API description, github.com/github/rest-api-description, MIT licence, cut to what is served here",
  version: description.info.version,
  paths,
  schemas,
};
writeFileSync(new URL("openapi-slice.json", here), `${JSON.stringify(slice)}\n`);

/** The path templates of a routes file, with its local constants filled in. */
function templatesIn(source) {
  const constants = Object.fromEntries([...source.matchAll(/^const (\w+) = "(\/[^"]+)";$/gm)].map((m) => [m[1], m[2]]));
  return [...source.matchAll(/\bpath: (?:"([^"]+)"|`([^`]+)`|([A-Z]+)\b)/g)]
    .map((match) => match[1] ?? constants[match[3]] ?? match[2]?.replace(/\$\{(\w+)\}/g, (_, name) => constants[name]))
    .filter((path) => path?.startsWith("/"));
}

function sliceOperation(operation) {
  const parameters = (operation.parameters ?? []).map(dereference).filter((one) => one.in === "query");
  const success = Object.entries(operation.responses).find(([status]) => status.startsWith("2"));
  const answer = success ? dereference(success[1]) : {};
  return {
    query: parameters.map(({ name, required, schema }) => ({ name, required, schema: clean(schema) })),
    body: clean(operation.requestBody?.content?.["application/json"]?.schema),
    bodyRequired: operation.requestBody?.required ?? false,
    response: clean(answer.content?.["application/json"]?.schema),
  };
}

function dereference(node) {
  if (!node.$ref) return node;
  return node.$ref
    .slice(2)
    .split("/")
    .reduce((at, key) => at[key], description);
}

/** Keeps what validates, drops what explains; referenced schemas are collected on the way. */
function clean(node, isMap = false) {
  if (Array.isArray(node)) return node.map((item) => clean(item));
  if (node === null || typeof node !== "object") return node;
  if (typeof node.$ref === "string") return { $ref: collect(node.$ref) };
  const entries = Object.entries(node)
    .filter(([key]) => isMap || !DROPPED.has(key))
    .map(([key, value]) => [key, clean(value, !isMap && key === "properties")]);
  return nullable(Object.fromEntries(entries));
}

function collect(ref) {
  const name = ref.split("/").at(-1);
  if (!(name in schemas)) {
    schemas[name] = true;
    schemas[name] = clean(dereference({ $ref: ref }));
  }
  return `#/schemas/${name}`;
}

/** OpenAPI 3.0 says `nullable`, JSON Schema lists the type. */
function nullable(schema) {
  if (schema.nullable !== true) return schema;
  const { nullable: _, ...rest } = schema;
  return { anyOf: [rest, { type: "null" }] };
}
