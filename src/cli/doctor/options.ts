// The options and help of `countersign doctor`, apart from the command so that the help costs nothing to load.

export interface DoctorOptions {
  readonly repo?: string;
  readonly json?: boolean;
}

export const DOCTOR_DESCRIPTION =
  "see whether the gate really holds: settings, database, App, rules; each fault with its remedy";

export const DOCTOR_HELP = `
Exit codes: 0 healthy (warnings included), 1 something must be mended, 2 wrong usage.

Examples:
  countersign doctor                        settings, database, App, installations
  countersign doctor --repo acme/shop       also: is the check required and pinned there, who can bypass it
  countersign doctor --json | jq .healthy
`;
