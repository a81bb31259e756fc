// Puts a new App's credentials into `.env`, readable by this user alone. What is in the file already stays.
import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface NewApp {
  readonly id: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The path of the file. In a `.env` file the last line for a name counts, so appending is enough. */
export async function writeCredentials(directory: string, app: NewApp, publicUrl: string): Promise<string> {
  const path = join(directory, ".env");
  const values = {
    APP_ID: String(app.id),
    PRIVATE_KEY: app.privateKey.trim().replaceAll("\n", "\\n"),
    WEBHOOK_SECRET: app.webhookSecret,
    GITHUB_CLIENT_ID: app.clientId,
    GITHUB_CLIENT_SECRET: app.clientSecret,
    PUBLIC_URL: publicUrl,
  };
  const lines = Object.entries(values).map(([name, value]) => `${name}="${value}"`);
  const before = await readIfThere(path);
  const gap = before === "" ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const text = `${before}${gap}# Written by Countersign's setup page. Keep it secret.\n${lines.join("\n")}\n`;
  // Written aside and renamed: a crash leaves the old file or the new one, never half of it.
  const aside = `${path}.${randomBytes(6).toString("hex")}`;
  await writeFile(aside, text, { mode: 0o600, flag: "wx" });
  await rename(aside, path);
  return path;
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
