// `${name}` in a pom.xml: properties of the file and of the project itself.
import { childrenNamed, childText, type Element } from "../text/xml-tree.js";

const MAX_LENGTH = 300;
const MAX_ROUNDS = 5;

/** What cannot be resolved stays as it is written. */
export function mavenProperties(project: Element): (text: string) => string {
  const parent = childrenNamed(project, "parent")[0];
  const inherited = (name: string) => childText(project, name) || (parent === undefined ? "" : childText(parent, name));
  const known = new Map<string, string>();
  for (const table of childrenNamed(project, "properties")) {
    for (const { name, text } of table.children) known.set(name, text);
  }
  for (const name of ["groupId", "artifactId", "version"]) {
    for (const prefix of ["", "project.", "pom."]) known.set(`${prefix}${name}`, inherited(name));
    if (parent !== undefined) known.set(`project.parent.${name}`, childText(parent, name));
  }
  return (text) => {
    let resolved = text;
    for (let round = 0; round < MAX_ROUNDS && resolved.includes("${"); round++) {
      resolved = resolved
        .replace(/\$\{([^{}]{1,100})\}/g, (written, name: string) => known.get(name) || written)
        .slice(0, MAX_LENGTH);
    }
    return resolved;
  };
}
