// The name of a container image: `[host/]path[:tag][@digest]`.
import type { DeclaredDependency } from "../../facts/change.js";
import { declared, registryAt, USUAL_REGISTRY } from "../reading.js";

type Scope = DeclaredDependency["scope"];

const REFERENCE =
  /^([A-Za-z0-9][\w./-]{0,300}(?::\d{1,5}\/[\w./-]{1,300})?)(?::([^@/\s]{1,200}))?(?:@([\w:+.-]{1,200}))?$/;

/** Null: the name holds a variable that the file does not define, or is no name of an image. */
export function image(written: string, line: number, scope: Scope = "runtime"): DeclaredDependency | null {
  const match = REFERENCE.exec(written);
  if (match?.[1] === undefined) return null;
  const [first = "", ...rest] = match[1].split("/");
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  const isHub = !hasHost || /^(?:index\.|registry-1\.)?docker\.io$/.test(first);
  const name = (hasHost ? rest.join("/") : match[1]).replace(/^library\//, "");
  const spec = [match[2] ?? "", match[3] === undefined ? "" : `@${match[3]}`].join("");
  return declared("docker", name, spec, line, {
    scope,
    source: isHub ? USUAL_REGISTRY : registryAt(`https://${first}`),
  });
}

/** `$NAME`, `${NAME}`, `${NAME:-default}`: known values and defaults are filled in, others stay. */
export function filledIn(written: string, known: ReadonlyMap<string, string>): string {
  return written
    .slice(0, 1000)
    .replace(/\$(?:(\w{1,100})|\{(\w{1,100})(?::?-([^${}]{0,200}))?\})/g, (whole, bare, braced, or) => {
      return known.get(bare ?? braced) ?? or ?? whole;
    });
}
