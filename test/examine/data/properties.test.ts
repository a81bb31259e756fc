// Laws on generated data: written another way it is the same, and with one leaf or one place changed it is not.
import fc from "fast-check";
import { stringify as toToml } from "smol-toml";
import { stringify as toYaml } from "yaml";
import { compare, statusOf } from "./compare.js";

const NAME = fc.string({
  unit: fc.constantFrom("a", "b", "Z", "9", " ", "-", ".", ":", "#", "'", '"', "\\", "é", "_"),
  maxLength: 6,
});
const LEAF = fc.oneof(
  NAME,
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(
    "yes",
    "on",
    "1",
    "1.0",
    "null",
    "~",
    "",
    "0777",
    "12:30",
    "# a",
    "a: b",
    "- a",
    "__proto__",
    "two\nlines\n",
  ),
);
const { data: DATA } = fc.letrec((tie) => ({
  data: fc.dictionary(
    fc.oneof(NAME, fc.constantFrom("a", "__proto__", "1")),
    fc.oneof({ depthSize: "small" }, LEAF, tie("data"), fc.array(LEAF, { maxLength: 3 })),
    { maxKeys: 4 },
  ),
}));

type Path = readonly (string | number)[];

/** Every leaf and collection with its path. */
function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => placesOf(child, [...path, key]))];
}

/** What is likely to be mixed up with one another. */
const SWAPS = new Map<string, unknown>([
  ["{}", []],
  ["[]", {}],
  ["true", "true"],
  ["false", true],
  ['"1"', 1],
  ['"yes"', true],
  ['""', null],
  ['"changed"', "other"],
]);

/** A copy in which what stands at the path is something else. */
function changed(value: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return SWAPS.get(JSON.stringify(value)) ?? "changed";
  const entries = Object.entries(value as object).map(([name, child]) => [
    name,
    name === String(key) ? changed(child, rest) : child,
  ]);
  if (Array.isArray(value)) return entries.map(([, child]) => child);
  return entries.reduce<object>(
    (made, [name, child]) => Object.defineProperty(made, name, { value: child, enumerable: true }),
    {},
  );
}

const CHANGE = DATA.chain((data) =>
  fc.tuple(
    fc.constant(data),
    fc.constantFrom(
      ...placesOf(data)
        .filter((path) => path.length > 0)
        .concat([[]]),
    ),
  ),
);

describe("data in JSON", () => {
  it("is the same however it is laid out", () => {
    fc.assert(
      fc.property(DATA, fc.constantFrom(0, 1, 4, "\t"), (data, indent) => {
        expect(statusOf("a.json", JSON.stringify(data), JSON.stringify(data, null, indent))).toBe("same");
      }),
    );
  });

  it("differs when one place does", () => {
    fc.assert(
      fc.property(CHANGE, ([data, path]) => {
        const other = JSON.stringify(changed(data, path));
        fc.pre(other !== JSON.stringify(data));

        expect(statusOf("a.json", JSON.stringify(data, null, 2), other)).toBe("different");
      }),
    );
  });
});

describe("data in YAML", () => {
  const STYLES = fc.constantFrom(
    { indent: 2 },
    { indent: 4 },
    { indentSeq: false },
    { collectionStyle: "flow" as const },
    { flowCollectionPadding: false, collectionStyle: "flow" as const },
  );
  const print = (data: unknown, options: object) =>
    toYaml(data, { lineWidth: 0, version: "1.1", blockQuote: false, aliasDuplicateObjects: false, ...options });

  it("is the same however it is laid out", () => {
    fc.assert(
      fc.property(DATA, STYLES, STYLES, (data, one, other) => {
        const [before, after] = [print(data, one), print(data, other)];

        expect(["same", "unknown"]).toContain(compare("a.yml", before, after)?.status);
        expect(compare("a.yml", before, `# a\n\n${before}\n# b\n`)?.status).toBe(
          compare("a.yml", before, before)?.status,
        );
      }),
    );
  });

  it("is never the same when one place differs", () => {
    fc.assert(
      fc.property(CHANGE, STYLES, STYLES, ([data, path], one, other) => {
        const next = changed(data, path);
        fc.pre(JSON.stringify(next) !== JSON.stringify(data));

        expect(statusOf("a.yml", print(data, one), print(next, other))).not.toBe("same");
      }),
    );
  });
});

describe("data in TOML", () => {
  it("is never the same when one place differs, and is with a comment and blank lines", () => {
    fc.assert(
      fc.property(CHANGE, ([data, path]) => {
        // TOML has no null.
        fc.pre(path.length > 0 && !JSON.stringify(changed(data, path)).includes("null"));
        const [before, after] = [toToml(data), toToml(changed(data, path) as object)];
        fc.pre(before !== after);

        expect(statusOf("a.toml", before, after)).not.toBe("same");
        expect(statusOf("a.toml", before, `# a\n\n${before}\n# b\n`)).toBe(statusOf("a.toml", before, before));
      }),
    );
  });
});
