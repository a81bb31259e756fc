// `countersign audit verify`: are the audit chains whole, and where is the first break?
import { findBreak, findMisfiling } from "../../core/audit/chain.js";
import type { AuditEntry } from "../../core/facts/records.js";
import { UsageError } from "../classify/io.js";
import { printable } from "../policy/code-frame.js";
import { answering } from "../with-database.js";
import { type AuditIo, type AuditSettings, type AuditVerifyOptions, EXIT_BROKEN, EXIT_OK } from "./options.js";
import { type Chain, quote, withChains } from "./read-audit.js";

interface Witness {
  readonly sequence: number;
  readonly hash: string;
}

/** Exit code 0: unbroken, 1: broken, 2: could not be asked. */
export async function auditVerifyCommand(
  { installation, witness }: AuditVerifyOptions,
  io: AuditIo,
  settings: AuditSettings,
): Promise<number> {
  return answering(io, () => {
    const wanted = witness === undefined ? null : parseWitness(witness);
    return withChains(installation, settings, (chains) => verifyAll(chains, wanted, io));
  });
}

async function verifyAll(chains: readonly Chain[], wanted: Witness | null, io: AuditIo): Promise<number> {
  if (chains.length === 0) io.writeOut("the audit log is empty\n");
  let whole = true;
  let witnessed = false;
  for (const chain of chains) {
    const verdict = await verify(chain, wanted, io);
    whole &&= verdict.ok;
    witnessed ||= verdict.witnessed;
  }
  if (wanted === null) return whole ? EXIT_OK : EXIT_BROKEN;
  io.writeOut(sayWitness(wanted, witnessed));
  return whole && witnessed ? EXIT_OK : EXIT_BROKEN;
}

async function verify({ installationId, entries }: Chain, wanted: Witness | null, io: AuditIo) {
  let previous: AuditEntry | null = null;
  let length = 0;
  let witnessed = false;
  for await (const entry of entries) {
    const reason = findBreak(previous, entry) ?? findMisfiling(entry);
    if (reason !== null) {
      io.writeOut(`installation ${installationId}: BROKEN at entry ${entry.sequence}: ${printable(reason)}\n`);
      io.writeOut(
        `  the ${length} before it ${length === 1 ? "holds" : "hold"}; nothing from entry ${length + 1} on is proved\n`,
      );
      return { ok: false, witnessed };
    }
    previous = entry;
    length += 1;
    witnessed ||= entry.sequence === wanted?.sequence && entry.hash === wanted.hash;
  }
  io.writeOut(`installation ${installationId}: ${length} ${length === 1 ? "entry" : "entries"}, unbroken\n`);
  io.writeOut(`  newest: ${previous?.sequence}:${previous?.hash} at ${printable(previous?.event.at ?? "")}\n`);
  return { ok: true, witnessed };
}

function sayWitness({ sequence, hash }: Witness, found: boolean): string {
  return found
    ? `witness: entry ${sequence} is in the chain as GitHub quotes it\n`
    : `witness: BROKEN: no proved entry ${sequence} has the hash \`${hash}\`; entries were cut off or rewritten after ` +
        "GitHub quoted it, or the witness belongs to another installation or database\n";
}

function parseWitness(typed: string): Witness {
  const match = /^(\d{1,15}):([0-9a-f]{64})$/.exec(typed);
  if (match === null) {
    throw new UsageError(
      `--witness expects <sequence>:<64 hex digits> from a check run's text, received \`${quote(typed)}\`, ` +
        `e.g. --witness 1204:${"9f86d081".repeat(8)}`,
    );
  }
  return { sequence: Number(match[1]), hash: match[2] ?? "" };
}
