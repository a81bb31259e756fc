// Actions, reusable workflows and images that a GitHub Actions workflow, or an action made of steps, uses. The pin is the version.
import type { DeclaredDependency } from "../../facts/change.js";
import { joinImages, type ReadImage, readImage } from "../docker/compose.js";
import { declared, type Reading, type Setting } from "../reading.js";
import { at, entriesAt, itemsAt, type Tree } from "../text/tree.js";
import { readYaml } from "../text/yaml-tree.js";
import { claimBeside } from "./claim.js";

export function readWorkflow(text: string): Reading {
  const root = readYaml(text);
  const jobs = entriesAt(root, "jobs").map(([, job]) => job);
  const steps = [...jobs, at(root, "runs")].flatMap((job) => itemsAt(job, "steps"));
  const uses = [...jobs, ...steps].flatMap((holder) => textTree(at(holder, "uses")));
  const images = [
    ...jobs.flatMap((job) => [...textTree(at(job, "container")), ...textTree(at(job, "container", "image"))]),
    ...jobs.flatMap((job) => entriesAt(job, "services").flatMap(([, service]) => textTree(at(service, "image")))),
    ...uses.filter(({ text: written }) => written.startsWith("docker://")),
    ...textTree(at(root, "runs", "image")).filter(({ text: written }) => written.startsWith("docker://")),
  ];
  const read = joinImages(images.map(toImage));
  const lines = text.split(/\r\n?|\n/);
  return {
    dependencies: [...uses.flatMap((tree) => actionOf(tree, lines)), ...read.dependencies],
    settings: [...uses.flatMap(unreadUse), ...read.settings],
  };
}

function textTree(tree: Tree | undefined): readonly Tree[] {
  return tree?.kind === "text" && tree.text !== "" ? [tree] : [];
}

function toImage({ text, line }: Tree): ReadImage {
  return readImage(text.replace(/^docker:\/\//, ""), line);
}

const ACTION = /^([\w.-]{1,100}\/[\w.-]{1,200})((?:\/[^@\s]{1,300})?)@(\S{1,300})$/;

function actionOf({ text, line }: Tree, lines: readonly string[]): readonly DeclaredDependency[] {
  const match = ACTION.exec(text);
  if (match?.[1] === undefined || match[3] === undefined) return [];
  const claim = claimBeside(lines[line - 1] ?? "", match[3]);
  return [
    declared("actions", match[1].toLowerCase(), match[3], line, {
      scope: "build",
      ...(claim === null ? {} : { claim }),
    }),
  ];
}

function unreadUse({ text, line }: Tree): readonly Setting[] {
  if (ACTION.test(text) || /^(?:docker:\/\/|\.{1,2}\/)/.test(text)) return [];
  const reason = "uses an action whose name cannot be read";
  return [{ key: `uses ${text}`, value: "", line, reason, whenRemoved: null }];
}
