// `countersign doctor`: is everything in place for the gate to hold? Reads only; every ✗ comes with its remedy.
import colors from "picocolors";
import { createAppRequests } from "../../app.js";
import type { Environment } from "../../config/values.js";
import { loadConfig } from "../../config.js";
import { loadManifest } from "../../manifest.js";
import type { CommandIo } from "../io.js";
import type { RepositoryName } from "./ask.js";
import { checkInstallations } from "./check-installations.js";
import { checkDatabase, checkSettings } from "./check-machine.js";
import { checkRegistration } from "./check-registration.js";
import { checkRepository } from "./check-repository.js";
import type { DoctorOptions } from "./options.js";
import { fail, formatJson, formatSections, isHealthy, type Section } from "./report.js";

export async function doctorCommand(options: DoctorOptions, io: CommandIo, environment: Environment): Promise<number> {
  const repository = readRepository(options.repo);
  if (repository === "malformed") {
    io.writeError(
      `doctor: expected --repo as owner/name, received \`${options.repo?.slice(0, 60)}\`. Example: --repo acme/shop\n`,
    );
    return 2;
  }
  const sections = await examine(environment, repository);
  io.writeOut(options.json ? formatJson(sections) : formatSections(sections, colors.createColors(io.colour)));
  return isHealthy(sections) ? 0 : 1;
}

async function examine(environment: Environment, repository: RepositoryName | null): Promise<Section[]> {
  const loaded = loadConfig(environment);
  if (!loaded.ok) {
    return [
      { name: "Settings", findings: loaded.error.map(({ variable, message }) => fail(`${variable} ${message}`)) },
    ];
  }
  const config = loaded.value;
  const machine = [checkSettings(config), await checkDatabase(config)];
  if (config.app === null) return machine;

  const requests = createAppRequests(config.app, config.github);
  const manifest = loadManifest();
  const { section, app } = await checkRegistration(requests, manifest, config);
  if (app === null) return [...machine, section];
  const sections = [...machine, section, await checkInstallations(requests, manifest, app)];
  return repository === null ? sections : [...sections, await checkRepository(requests, repository, config)];
}

function readRepository(text: string | undefined): RepositoryName | null | "malformed" {
  if (text === undefined) return null;
  const [, owner, repo] = /^([\w.-]{1,100})\/([\w.-]{1,100})$/.exec(text) ?? [];
  return owner && repo ? { owner, repo } : "malformed";
}
