// Images of the services in a compose file.
import type { Reading } from "../reading.js";
import { at, entriesAt, textAt } from "../text/tree.js";
import { readYaml } from "../text/yaml-tree.js";
import { unread } from "./dockerfile.js";
import { filledIn, image } from "./image.js";

/** Null: a YAML file of this name that has no services. */
export function readCompose(text: string): Reading | null {
  const root = readYaml(text);
  if (at(root, "services") === undefined) return null;
  const found = entriesAt(root, "services").flatMap(([, service]) => {
    const written = textAt(service, "image");
    // With `build`, the name is the one that the built image gets.
    if (written === null || at(service, "build") !== undefined) return [];
    return [readImage(written, at(service, "image")?.line ?? service.line)];
  });
  return joinImages(found);
}

export interface ReadImage {
  readonly dependency: ReturnType<typeof image>;
  readonly written: string;
  readonly line: number;
}

export function readImage(written: string, line: number): ReadImage {
  return { dependency: image(filledIn(written, new Map()), line), written, line };
}

export function joinImages(images: readonly ReadImage[]): Reading {
  return {
    dependencies: images.flatMap(({ dependency }) => dependency ?? []),
    settings: images.flatMap(({ dependency, written, line }) => (dependency === null ? [unread(written, line)] : [])),
  };
}
