// Holds every request (and, in the simulator's own tests, every answer) against GitHub's published description.
import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";

interface Operation {
  readonly query: readonly { readonly name: string; readonly required?: boolean; readonly schema: object }[];
  readonly body?: object;
  readonly bodyRequired: boolean;
  readonly response?: object;
}

interface Slice {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly schemas: object;
}

let known: Description | null = null;

/** One for the process: compiling the schemas costs more than starting a simulator. */
export function githubDescription(): Description {
  known ??= new Description();
  return known;
}

export class Description {
  readonly #slice: Slice;
  readonly #ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, validateSchema: false });
  // GitHub reads numbers and booleans out of the query's text.
  readonly #queryAjv = new Ajv({ strict: false, coerceTypes: "array", validateFormats: false, validateSchema: false });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor() {
    this.#slice = JSON.parse(readFileSync(new URL("../openapi-slice.json", import.meta.url), "utf8"));
    this.#ajv.addSchema({ $id: "https://slice/", schemas: this.#slice.schemas }, "slice");
    this.#queryAjv.addSchema({ $id: "https://slice/", schemas: this.#slice.schemas }, "slice");
  }

  describes(method: string, template: string): boolean {
    return this.#operation(method, template) !== undefined;
  }

  /** What is wrong with a request; empty when nothing is. */
  requestFaults(
    method: string,
    template: string,
    request: { readonly query: URLSearchParams; readonly body: unknown },
  ): string[] {
    const operation = this.#operation(method, template);
    if (!operation) return [];
    return [
      ...this.#queryFaults(`${method} ${template}`, operation, request.query),
      ...this.#bodyFaults(`${method} ${template}`, operation, request.body),
    ];
  }

  answerFaults(method: string, template: string, body: unknown): string[] {
    const schema = this.#operation(method, template)?.response;
    if (!schema) return [];
    return this.#check(this.#ajv, `answer ${method} ${template}`, schema, body);
  }

  #operation(method: string, template: string): Operation | undefined {
    return this.#slice.paths[template]?.[method.toLowerCase()];
  }

  #queryFaults(key: string, operation: Operation, query: URLSearchParams): string[] {
    const faults: string[] = [];
    const known = new Set(operation.query.map((parameter) => parameter.name));
    for (const name of query.keys()) {
      if (!known.has(name)) faults.push(`"${name}" is not a query parameter.`);
    }
    for (const { name, required, schema } of operation.query) {
      const value = query.get(name);
      if (value === null && required) faults.push(`"${name}" wasn't supplied.`);
      if (value === null) continue;
      faults.push(...this.#check(this.#queryAjv, `query ${key} ${name}`, wrapped(schema), { value }));
    }
    return faults;
  }

  #bodyFaults(key: string, operation: Operation, body: unknown): string[] {
    if (!operation.body) return [];
    const isEmpty = body === undefined || body === null;
    if (isEmpty && !operation.bodyRequired) return [];
    const faults = this.#check(this.#ajv, `body ${key}`, operation.body, body ?? {});
    return [...faults, ...unknownKeys(operation.body, body)];
  }

  #check(ajv: Ajv, key: string, schema: object, value: unknown): string[] {
    const known = this.#compiled.get(key);
    const validate = known ?? ajv.compile(pointed(schema) as object);
    this.#compiled.set(key, validate);
    return validate(value) ? [] : (validate.errors ?? []).map(describe);
  }
}

// Coercion changes a property in place, so a lone value is put into an object.
function wrapped(schema: object): object {
  return { type: "object", properties: { value: schema } };
}

function pointed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(pointed);
  if (node === null || typeof node !== "object") return node;
  const entries = Object.entries(node).map(([key, value]) =>
    key === "$ref" ? [key, `https://slice/${value}`] : [key, pointed(value)],
  );
  return Object.fromEntries(entries);
}

// GitHub ignores what it does not know; here it is a mistake of the client that a test should see.
function unknownKeys(schema: object, body: unknown): string[] {
  const { properties, oneOf, anyOf } = schema as { properties?: object; oneOf?: unknown; anyOf?: unknown };
  if (!properties || oneOf || anyOf || typeof body !== "object" || body === null || Array.isArray(body)) return [];
  return Object.keys(body)
    .filter((key) => !(key in properties))
    .map((key) => `"${key}" is not a permitted key.`);
}

function describe(error: ErrorObject): string {
  const at = error.instancePath.slice(1).replaceAll("/", ".");
  const { keyword, params } = error;
  if (keyword === "required") return `"${params.missingProperty}" wasn't supplied.`;
  if (keyword === "maxLength") return `For '${at}', only ${params.limit} characters are allowed.`;
  if (keyword === "maxItems") return `For '${at}', no more than ${params.limit} items are allowed.`;
  return `For '${at || "body"}', ${error.message}.`;
}
